"""A whole base, open for its first account, and a context whose jobs run at once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.base import database
from models.base.settings import Settings
from models.coffre.creation import create_structure
from models.comptes import acces
from ui.kit.context import Context, make_context

POSTE = "0" * 32
PASSWORD = "Tilleul-Orange-47-Pluie"


@pytest.fixture(scope="session")
def model_base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("modele") / "base"
    _, cle = create_structure(
        folder,
        service={"nom": "Centre social des Quatre-Chemins"},
        identifiant="awa",
        password=PASSWORD,
        settings=Settings(poste_id=POSTE),
        prenom="Awa",
        nom="Ndiaye",
    )
    acces.lock()
    return folder, cle


@pytest.fixture
def folder(tmp_path: Path, model_base: tuple[Path, str]) -> Path:
    place = tmp_path / "base"
    shutil.copytree(model_base[0], place)
    return place


@pytest.fixture
def context(folder: Path, qtbot: QtBot) -> Iterator[Context]:
    settings = Settings(poste_id=POSTE, donnees=str(folder))
    acces.open_with_password(folder, "awa", password=PASSWORD, settings=settings)
    made = make_context(settings, immediate=True)
    qtbot.addWidget(made.banner)
    made.changes.attach(database.handle())
    yield made
    made.changes.detach()
    acces.lock()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The screenless platform warns of each window; that says nothing about ours."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
