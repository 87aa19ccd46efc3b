"""A base with its keys, open in a window whose jobs run aside, as they do for everybody."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from models.base.settings import Settings
from models.coffre.sauvegarde import sauvegardes
from models.comptes import acces
from tests.domain.comptes.maison import POSTE, found
from ui.kit.context import make_context
from ui.main_window import MainWindow

OpenWindow = Callable[[Path], MainWindow]


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Whatever a test left open."""
    yield
    acces.lock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an open base without a backup."""
    place = tmp_path / "base"
    found(place)
    return place


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[OpenWindow]:
    """Shows a window on the base that is open in this folder."""
    made: list[MainWindow] = []

    def enter(folder: Path) -> MainWindow:
        window = MainWindow(make_context(Settings(poste_id=POSTE, donnees=str(folder))))
        made.append(window)
        window.enter()
        window.show()
        qtbot.waitExposed(window)
        return window

    yield enter
    for window in made:
        shiboken6.delete(window)


def backups(folder: Path) -> list[str]:
    """The names of the backups beside a base."""
    return [path.name for path in sauvegardes(folder)]
