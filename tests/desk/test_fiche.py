"""A fiche from outside: the keyboard alone to a real printer, sudden death, what is read aloud."""

import datetime as dt
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from models.base import clock
from models.prescriptions import fiche
from models.prescriptions.contenu import Protege
from tests.desk.desk import Desk, Widget
from tests.desk.printer import Printer
from tests.engines import Engine
from tests.factories import PASSWORD, a_personne, a_session, created

ROOT = Path(__file__).parents[2]
FICHE = "Fiche n° "
DRAFT_PAUSE = 1.6  # seconds: longer than the pause after which a draft is kept
READ = {"text", "push button", "check box", "table", "password text", "combo box"}


@pytest.fixture
def base(short_folder: Path) -> Path:
    """A base with one fiche, of a minor."""
    folder = short_folder / "donnees"
    today = clock.today()
    with created(Engine("sqlcipher", folder), folder):
        a_session(debut=today + dt.timedelta(days=40))
        who = a_personne(date_naissance=dt.date(today.year - 17, 1, 15), commune="Limoges")
        prescription = fiche.create_prescription(personne=who, dispositif="ateliers_citoyens")
        fiche.save_protege(prescription, Protege(projet="Travailler le bois"))
    return folder


def open_fiche(desk: Desk, folder: Path, **environment: str) -> Widget:
    """From the start of the program to the fiche, without the mouse."""
    command = (sys.executable, str(ROOT / "main.py"), "--donnees", str(folder))
    desk.start(command, **environment)
    desk.wait_window("Côte à Côte")
    desk.wait_for("password text", "Mot de passe", states=["focused"], timeout=20)
    desk.type_text(PASSWORD)
    desk.keys("Return")
    desk.wait_window("Accueil — Côte à Côte")
    desk.keys("ctrl+6")
    desk.wait_window("Fiches de prescription")
    desk.wait_for("table cell", part="2026-" if clock.today().year == 2026 else "-0001")
    desk.keys("Down", "Return")
    window = desk.wait_window(FICHE)
    desk.wait_for("label", part="page 1 sur 2", timeout=20)
    return window


def ink(page: pypdfium2.PdfPage) -> float:
    """The part of a page that is not white."""
    grey = page.render(scale=0.5).to_pil().convert("L")
    histogram = grey.histogram()
    return sum(histogram[:200]) / sum(histogram)


def test_from_the_list_to_a_real_printer_with_the_keyboard(
    desk: Desk, base: Path, printer: Printer
) -> None:
    open_fiche(desk, base, **printer.environment)
    desk.keys("ctrl+p")
    desk.wait_window("Imprimer")
    desk.keys("Return")
    (sheet,) = printer.wait_sheets(1)
    pages = pypdfium2.PdfDocument(sheet)
    assert len(pages) == 2
    assert [ink(page) > 0.02 for page in pages] == [True, True]
    desk.wait_for("label", "Fiche imprimée", timeout=20)
    desk.wait_for(part="À signer")


def test_without_a_printer_the_person_is_told_and_offered_a_file(
    desk: Desk, base: Path, short_folder: Path
) -> None:
    open_fiche(desk, base, CUPS_SERVER=str(short_folder / "absent.sock"))
    desk.keys("ctrl+p")
    desk.wait_for("label", part="Aucune imprimante n’est installée")
    desk.wait_for("push button", "Enregistrer en PDF")
    desk.keys("Escape")
    desk.wait_gone("push button", "Ne rien changer")
    desk.wait_for(part="Brouillon")


def test_what_was_typed_survives_a_sudden_death(desk: Desk, base: Path) -> None:
    open_fiche(desk, base)
    name = desk.wait_for("text", "Nom du prescripteur")
    desk.grab_focus(name)
    desk.type_text("Sophie Arnaud")
    desk.wait_text(name, "Sophie Arnaud")
    time.sleep(DRAFT_PAUSE)
    desk.kill9()
    open_fiche(desk, base)
    assert desk.text_of(desk.wait_for("text", "Nom du prescripteur")) == "Sophie Arnaud"
    desk.wait_for("label", part="revenu")
    desk.keys("ctrl+s")
    desk.wait_for("label", "Fiche enregistrée")


def test_locking_keeps_what_is_typed(desk: Desk, base: Path) -> None:
    open_fiche(desk, base)
    name = desk.wait_for("text", "Nom du prescripteur")
    desk.grab_focus(name)
    desk.type_text("Sophie")
    desk.wait_text(name, "Sophie")
    desk.keys("ctrl+l")
    desk.wait_for("password text", "Mot de passe", states=["focused"], timeout=20)
    desk.type_text(PASSWORD)
    desk.keys("Return")
    desk.wait_window("Fiches de prescription")
    desk.wait_for("table cell", part="-0001")
    desk.keys("Down", "Return")
    desk.wait_window(FICHE)
    assert desk.text_of(desk.wait_for("text", "Nom du prescripteur")) == "Sophie"


def test_every_control_is_read_with_a_name(desk: Desk, base: Path) -> None:
    window = open_fiche(desk, base)
    controls = [w for w in _walk(desk.tree(window)) if w.role in READ]
    assert len(controls) > 30
    assert [(w.role, w.description) for w in controls if not w.name] == []


def test_a_saved_fiche_is_undone_with_the_keyboard(desk: Desk, base: Path) -> None:
    open_fiche(desk, base)
    name = desk.wait_for("text", "Nom du prescripteur")
    desk.grab_focus(name)
    desk.type_text("Sophie")
    desk.keys("ctrl+s")
    desk.wait_for("label", "Fiche enregistrée")
    desk.grab_focus(desk.wait_for("text", "Fonction"))
    desk.keys("ctrl+z")
    desk.wait_for("label", part="Annulé")
    desk.wait_text(desk.wait_for("text", "Nom du prescripteur"), "")


def _walk(widgets: "list[Widget] | tuple[Widget, ...]") -> Iterator[Widget]:
    for widget in widgets:
        yield widget
        yield from _walk(widget.children)
