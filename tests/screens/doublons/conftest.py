"""The same window as for the accueil."""

from pathlib import Path

import pytest

from tests.screens.accueil.conftest import base as base
from tests.screens.accueil.conftest import bureau as bureau


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The screenless platform warns of each window; that says nothing about ours."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
