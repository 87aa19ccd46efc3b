"""An empty folder, or a base of its own, before the window."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.base.settings import Settings
from models.coffre.creation import create_structure
from models.comptes import acces
from tests.screens.ouverture.guichet import COMPTE, PASSWORD, POSTE, STRUCTURE, Guichet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "base"


@pytest.fixture
def guichet(folder: Path, qtbot: QtBot) -> Iterator[Guichet]:
    made = Guichet(folder)
    qtbot.addWidget(made.context.banner)
    yield made
    made.close()
    acces.lock()


@pytest.fixture(scope="session")
def whole_base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A base created once, and its recovery key."""
    folder = tmp_path_factory.mktemp("entiere") / "base"
    _, cle = create_structure(
        folder,
        service={"nom": STRUCTURE},
        identifiant=COMPTE,
        password=PASSWORD,
        settings=Settings(poste_id=POSTE),
        prenom="Awa",
        nom="Ndiaye",
    )
    acces.lock()
    return folder, cle


@pytest.fixture
def cle(folder: Path, whole_base: tuple[Path, str]) -> str:
    """Puts a base in the folder; its recovery key."""
    source, key = whole_base
    shutil.copytree(source, folder)
    return key


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The screenless platform warns of each window; that says nothing about ours."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
