"""The first run and the second one, from outside: real keys, and what a screen reader is told."""

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from tests.desk.desk import Desk
from tests.desk.fixtures import FullDisk, MakeDesk
from tests.desk.printer import Printer

ROOT = Path(__file__).parents[2]
STRUCTURE = "Centre social des Quatre-Chemins"
PASSWORD = "Tilleul-Orange-47-Pluie"  # of a base that lives as long as its test
OUVERT = "Accueil — Côte à Côte"
REMEMBER = "Ouvrir le registre sans demander le mot de passe"


def start(desk: Desk, folder: Path, **environment: str) -> None:
    command = (sys.executable, str(ROOT / "main.py"), "--donnees", str(folder))
    desk.start(command, **environment)
    desk.wait_window("Côte à Côte")


def focused(desk: Desk, name: str, role: str = "text") -> None:
    desk.wait_for(role, name, states=["focused"], timeout=20)


def to_account(desk: Desk, folder: Path) -> None:
    """The two first pages, without the mouse."""
    start(desk, folder)
    focused(desk, "Nom de la structure")
    desk.type_text(STRUCTURE)
    desk.keys("ctrl+Return")
    focused(desk, "Emplacement de l’autre dossier")
    desk.keys("Return")
    focused(desk, "Prénom")


def to_key(desk: Desk, folder: Path) -> list[str]:
    """Up to the recovery key: its six groups."""
    to_account(desk, folder)
    desk.type_text("Awa")
    desk.keys("Tab", "Tab", "Tab")
    desk.type_text(PASSWORD)
    desk.keys("Return")
    desk.type_text(PASSWORD)
    desk.keys("Return")
    shown = desk.wait_for("label", part="Clé de secours\u00a0:", timeout=20)
    return [group.replace(" ", "") for group in shown.name.partition(":")[2].strip().split(", ")]


def give_back(desk: Desk, groups: list[str]) -> None:
    for field in desk.find_all("text", part="groupe"):
        rank = 1 if field.name.startswith("Premier") else int(field.name[0])
        focused(desk, field.name)
        desk.type_text(groups[rank - 1])
        desk.keys("Return")


def finish(desk: Desk, groups: list[str]) -> None:
    desk.keys("Tab", "Tab", "Return")
    desk.wait_for("text", part="groupe", states=["focused"])
    give_back(desk, groups)
    desk.wait_window(OUVERT)


def create(desk: Desk, folder: Path) -> None:
    """A base made by the command line, as whoever installs the program does."""
    command = (
        sys.executable, str(ROOT / "main.py"), "--donnees", str(folder), "--mot-de-passe-stdin",
        "creer", "--structure", STRUCTURE, "--compte", "awa",
    )  # fmt: skip
    subprocess.run(
        command, input=f"{PASSWORD}\n", text=True, env=desk.session.environment, check=True,
        capture_output=True,
    )  # fmt: skip


def open_by_password(desk: Desk, folder: Path) -> None:
    start(desk, folder)
    focused(desk, "Mot de passe", "password text")
    desk.type_text(PASSWORD)
    desk.keys("Return")
    desk.wait_window(OUVERT)


def test_it_ends_on_an_open_accueil_ready_to_type(desk: Desk, short_folder: Path) -> None:
    finish(desk, to_key(desk, short_folder / "base"))
    assert desk.focused(timeout=5).role == "text"
    desk.close_window()
    assert desk.wait_exit() == 0
    open_by_password(desk, short_folder / "base")


def test_the_second_launch_asks_for_the_password_and_nothing_else(
    desk: Desk, short_folder: Path
) -> None:
    create(desk, short_folder / "base")
    start(desk, short_folder / "base")
    focused(desk, "Mot de passe", "password text")
    assert desk.find_all("text") == []
    desk.type_text("ce n’est pas lui")
    desk.keys("Return")
    desk.wait_for("label", part="incorrect")
    assert desk.find("frame", OUVERT) is None


def test_killed_on_the_third_page_it_keeps_only_what_is_not_personal(
    desk: Desk, short_folder: Path
) -> None:
    to_account(desk, short_folder / "base")
    desk.type_text("Awa")
    desk.keys("Tab", "Tab", "Tab")
    desk.type_text(PASSWORD)
    desk.kill9()
    kept = [f.read_bytes() for f in desk.session.folder.rglob("assistant.json")]
    assert len(kept) == 1
    assert b"Awa" not in kept[0]
    assert PASSWORD.encode() not in kept[0]
    start(desk, short_folder / "base")
    desk.wait_text(desk.wait_for("text", "Nom de la structure"), STRUCTURE)


def _open_poste(desk: Desk) -> None:
    """Its settings, found by their name as from any screen."""
    desk.keys("ctrl+k")
    desk.type_text("ce poste")
    desk.keys("Return")
    desk.grab_focus(desk.wait_for("check box", REMEMBER, timeout=10))


def test_a_remembered_workstation_opens_the_register_alone(
    make_desk: MakeDesk, short_folder: Path
) -> None:
    desk = make_desk(keyring="unlocked")
    create(desk, short_folder / "base")
    open_by_password(desk, short_folder / "base")
    _open_poste(desk)
    focused(desk, REMEMBER, "check box")
    desk.keys("space")
    desk.wait_for("label", "Ce poste ouvrira le registre sans mot de passe", timeout=10)
    desk.close_window()
    assert desk.wait_exit() == 0
    start(desk, short_folder / "base")
    desk.wait_window(OUVERT)
    desk.keys("ctrl+l")
    focused(desk, "Mot de passe", "password text")


@pytest.mark.parametrize("keyring", ["none", "locked", "null"])
def test_a_keyring_that_does_not_keep_is_said_and_nothing_is_lost(
    make_desk: MakeDesk, short_folder: Path, keyring: str
) -> None:
    desk = make_desk(keyring=keyring)
    create(desk, short_folder / "base")
    open_by_password(desk, short_folder / "base")
    _open_poste(desk)
    focused(desk, REMEMBER, "check box")
    desk.keys("space")
    desk.wait_for("label", part="trousseau de ce poste ne garde pas", timeout=70)
    box = desk.wait_for("check box", REMEMBER)
    assert "checked" not in box.states


def test_a_full_disk_is_said_and_what_was_typed_stays(desk: Desk, small_disk: FullDisk) -> None:
    place = small_disk(kibibytes=256)
    start(desk, place / "base")
    focused(desk, "Nom de la structure")
    desk.type_text(STRUCTURE)
    desk.keys("ctrl+Return")
    focused(desk, "Emplacement de l’autre dossier")
    desk.keys("Return")
    desk.wait_for("label", part="presque plein")
    assert list(place.iterdir()) == []


def test_the_recovery_key_comes_out_of_a_real_printer(
    desk: Desk, printer: Printer, short_folder: Path, tmp_path: Path
) -> None:
    desk.session.environment.update(printer.environment)
    to_key(desk, short_folder / "base")
    focused(desk, "Imprimer…", "push button")
    desk.keys("space")
    desk.wait_window("Imprimer")
    desk.keys("Return")
    (sheet,) = printer.wait_sheets()
    page = pypdfium2.PdfDocument(sheet)[0]
    assert tuple(round(side) for side in page.get_size()) == (595, 842)
    ink = (
        page.render(scale=1).to_pil().convert("L").point(lambda grey: 255 * (grey < 128)).getbbox()
    )
    assert ink is not None
    assert ink[2] - ink[0] > 400  # the sheet is filled from margin to margin, not a corner of it
    desk.wait_for("label", part="C’est fait")


def test_without_a_printer_a_file_is_proposed(desk: Desk, short_folder: Path) -> None:
    desk.session.environment["CUPS_SERVER"] = os.devnull
    groups = to_key(desk, short_folder / "base")
    focused(desk, "Imprimer…", "push button")
    desk.keys("space")
    desk.wait_for("label", part="Aucune imprimante", timeout=10)
    desk.keys("Return")
    desk.wait_window("Enregistrer en PDF")
    target = short_folder / "cle.pdf"
    desk.keys("ctrl+a")
    desk.type_text(str(target))
    desk.keys("Return")
    desk.wait_for("label", part="C’est fait", timeout=10)
    text = pypdfium2.PdfDocument(target)[0].get_textpage().get_text_bounded()
    assert all(group in text.replace(" ", "") for group in groups)
