"""A base with its keys, a stick, and the window on the carnets; what is asked is answered yes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.comptes.acces import Acces
from tests.engines import fresh_sqlcipher
from tests.factories import created
from tests.screens.carnets.tournee import Tournee
from ui.screens.carnets import screen


@pytest.fixture
def maison(tmp_path: Path) -> Iterator[Acces]:
    with created(fresh_sqlcipher(tmp_path / "base"), tmp_path / "base") as acces:
        yield acces


@pytest.fixture
def tournee(maison: Acces, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tournee]:
    monkeypatch.setattr(screen, "confirm", lambda *_, **__: True)
    opened = Tournee(qtbot)
    yield opened
    opened.stop()


@pytest.fixture
def cle(tmp_path: Path) -> Path:
    """The stick."""
    folder = tmp_path / "cle"
    folder.mkdir()
    return folder
