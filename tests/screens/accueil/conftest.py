"""A furnished encrypted base, the real window on it, and the accueil as its user speaks of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.base.database import Handle
from tests.conftest import FrozenClock
from tests.engines import fresh_sqlcipher
from tests.factories import furnished
from tests.screens.accueil.bureau import Bureau


@pytest.fixture
def base(frozen_clock: FrozenClock, tmp_path: Path) -> Iterator[Handle]:
    with furnished(fresh_sqlcipher(tmp_path / "base"), tmp_path / "base") as opened:
        yield opened


@pytest.fixture
def bureau(base: Handle, qtbot: QtBot) -> Iterator[Bureau]:
    """The window of an open session, on the accueil."""
    opened = Bureau(qtbot)
    yield opened
    opened.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The screenless platform warns of each window; that says nothing about ours."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
