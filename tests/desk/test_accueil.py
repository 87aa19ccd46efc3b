"""The accueil from outside: real keys, what a screen reader is told, a sudden death."""

import functools
import shutil
import sys
import time
from pathlib import Path

from models.base.settings import Settings
from models.coffre.creation import create_structure
from models.comptes import acces
from tests.desk.desk import Desk, Widget
from tests.factories import POSTE, folder_of_the_run

ROOT = Path(__file__).parents[2]
PASSWORD = "Tilleul-Orange-47-Pluie"  # of a base that lives as long as its test
STRUCTURE = "Centre social des Quatre-Chemins"
ACCOUNT = "awa"
OUVERT = "Accueil — Côte à Côte"
QUI, DEMANDE = "Qui\u00a0?", "Que demande\u00a0?"


def create(desk: Desk, folder: Path) -> None:
    """A base of this desk's own; it is made once in a run, and copied."""
    shutil.copytree(_made(), folder)


@functools.cache
def _made() -> Path:
    folder = folder_of_the_run() / "base"
    create_structure(
        folder,
        service={"nom": STRUCTURE},
        identifiant=ACCOUNT,
        password=PASSWORD,
        settings=Settings(poste_id=POSTE),
    )
    acces.lock()
    return folder


def open_accueil(desk: Desk, folder: Path) -> None:
    """Start, give the password, and be in the line."""
    desk.start((sys.executable, str(ROOT / "main.py"), "--donnees", str(folder)))
    desk.wait_window("Côte à Côte")
    desk.wait_for("password text", states=["focused"], timeout=20)
    desk.type_text(PASSWORD)
    desk.keys("Return")
    desk.wait_window(OUVERT)


def focused(desk: Desk, name: str) -> Widget:
    return desk.wait_for("text", name, states=["focused"], timeout=10)


def saved(desk: Desk) -> None:
    desk.wait_for("label", "Enregistré", timeout=10)
    focused(desk, QUI)


def test_a_morning_at_the_desk_without_the_mouse(desk: Desk, tmp_path: Path) -> None:
    create(desk, tmp_path / "base")
    open_accueil(desk, tmp_path / "base")
    focused(desk, QUI)
    desk.keys("Return")
    focused(desk, DEMANDE)
    desk.type_text("cni")
    desk.keys("ctrl+Return")
    saved(desk)
    desk.wait_for("label", "1 passage · 0 personne · 1 demande", timeout=10)

    desk.type_text("awa n'diaye")
    desk.keys("Return")
    focused(desk, DEMANDE)
    desk.type_text("cv")
    desk.keys("Return", "ctrl+Return")
    desk.wait_for("label", "2 passages · 1 personne · 2 demandes", timeout=10)

    focused(desk, QUI)
    desk.type_text("ndi")
    desk.keys("Return", "F3")
    focused(desk, DEMANDE)
    desk.type_text("1")
    desk.keys("ctrl+Return")
    desk.wait_for("label", "3 passages · 1 personne · 3 demandes", timeout=10)
    table = desk.wait_for("table", part="Registre")
    cells = [cell.name for cell in desk.find_all("table cell", within=table)]
    assert cells.count("N’DIAYE Awa") == 2

    desk.keys("ctrl+z")
    desk.wait_for("label", "2 passages · 1 personne · 2 demandes", timeout=10)


def test_what_was_typed_survives_a_sudden_death(desk: Desk, tmp_path: Path) -> None:
    create(desk, tmp_path / "base")
    open_accueil(desk, tmp_path / "base")
    focused(desk, QUI)
    desk.type_text("awa n'diaye")
    desk.keys("Return")
    focused(desk, DEMANDE)
    desk.type_text("cni")
    desk.keys("Return")
    desk.wait_for("push button", part="Demande 1")
    desk.type_text("imp")
    wait_for_a_pause()
    desk.kill9()

    open_accueil(desk, tmp_path / "base")
    line = focused(desk, DEMANDE)
    assert desk.text_of(line) == "imp"
    assert desk.text_of(desk.wait_for("text", QUI)) == "awa n'diaye"
    assert desk.text_of(desk.wait_for("text", "Nom")) == "N’Diaye"
    desk.wait_for("push button", part="Demande 1")
    desk.keys("ctrl+Return")
    desk.wait_for("label", "1 passage · 1 personne · 2 demandes", timeout=10)


def wait_for_a_pause() -> None:
    """Longer than the program waits before it keeps what is typed."""
    time.sleep(1.6)
