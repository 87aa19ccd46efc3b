"""A furnished base, and the window on the sheet."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from models.base.database import Handle
from tests.screens.accueil.conftest import base as base
from tests.screens.saisie.papier import Papier


@pytest.fixture
def papier(base: Handle, qtbot: QtBot) -> Iterator[Papier]:
    opened = Papier(qtbot)
    yield opened
    opened.stop()
