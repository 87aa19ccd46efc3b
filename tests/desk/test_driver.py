"""The outside driver sees, types, clicks, prints and kills for real, on a window known by heart."""

import errno
import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
import pytest

from tests.desk.desk import Desk
from tests.desk.fixtures import FullDisk, MakeDesk, MakeSession
from tests.desk.keyring import Keyring
from tests.desk.printer import Printer

ROOT = Path(__file__).parents[2]
TINY = (sys.executable, "-m", "tests.desk.tiny_window")
TITLE = "Essai du pilote"
# What a desk meets: accents, other alphabets, typography, addresses.
WORDS = ("Durand", "éàç Łukasz Đặng Œuvre’«»–", "a@b.fr 12/03/2007 ~#{[|", "Жанна 山田")


def opened(desk: Desk) -> Desk:
    desk.start(TINY, PYTHONPATH=str(ROOT))
    desk.wait_window(TITLE)
    return desk


def test_the_window_is_seen_as_it_is(desk: Desk) -> None:
    opened(desk)
    seen = desk.outline()
    assert "text  « Nom »" in seen
    assert "push button  « Enregistrer »  Ajoute le nom à la liste" in seen
    assert desk.focused().name == "Nom"
    assert desk.find("push button", "Supprimer") is None


@pytest.mark.parametrize("words", WORDS)
def test_every_sign_is_typed(desk: Desk, words: str) -> None:
    nom = opened(desk).wait_for("text", "Nom")
    desk.type_text(words)
    desk.wait_text(nom, words)


def test_a_line_is_recorded_with_the_keyboard(desk: Desk) -> None:
    opened(desk)
    desk.type_text("Zoé")
    desk.keys("ctrl+Return")
    desk.wait_for("label", "Zoé enregistré")
    table = desk.wait_for("table", "Noms")
    assert desk.wait_for("table cell", within=table).name == "Zoé"
    assert desk.text_of(desk.wait_for("text", "Nom")) == ""


def test_a_button_is_pressed_by_mouse_and_by_screen_reader(desk: Desk) -> None:
    nom, button = opened(desk).wait_for("text", "Nom"), desk.wait_for("push button", "Enregistrer")
    desk.set_text(nom, "Ana")
    desk.click(button)
    desk.wait_for("label", "Ana enregistré")
    desk.set_text(nom, "Bao")
    desk.act(button)
    desk.wait_for("label", "Bao enregistré")
    desk.wait_gone("label", "Ana enregistré")
    assert [cell.name for cell in desk.find_all("table cell")] == ["Ana", "Bao"]


def test_focus_moves_with_tab_and_by_request(desk: Desk) -> None:
    nom = opened(desk).wait_for("text", "Nom")
    desk.keys("Tab")
    assert desk.wait_for("push button", states=["focused"]).name == "Enregistrer"
    desk.grab_focus(nom)
    assert desk.wait_for("text", states=["focused"]).name == "Nom"


def test_what_is_missing_is_told_with_the_sight_of_the_screen(desk: Desk) -> None:
    opened(desk)
    with pytest.raises(AssertionError, match=r"rien de tel[\s\S]*« Enregistrer »"):
        desk.wait_for("push button", "Supprimer", timeout=0.1)


def test_a_dead_program_is_told_with_its_last_words(desk: Desk) -> None:
    desk.start([sys.executable, "-c", "raise SystemExit('mort de faim')"])
    assert desk.wait_exit() == 1
    begin = time.monotonic()
    with pytest.raises(AssertionError, match="mort de faim"):
        desk.wait_window(TITLE)
    assert time.monotonic() - begin < 10, "un mort n’est pas attendu"


def test_a_program_started_by_another_is_found(desk: Desk) -> None:
    desk.start(["sh", "-c", f"{shlex.join(TINY)}; exit 0"], PYTHONPATH=str(ROOT))
    desk.wait_window(TITLE)
    desk.kill9()
    desk.wait_gone("push button")


def test_the_picture_has_the_size_of_the_screen(make_desk: MakeDesk, tmp_path: Path) -> None:
    desk = opened(make_desk(size=(1920, 1080), scale=2))
    picture = desk.picture()
    assert picture.size == (1920, 1080)
    darkest, lightest = picture.convert("L").getextrema()
    assert darkest != lightest, "l’écran est vide"
    assert desk.screenshot(tmp_path / "ecran.png").stat().st_size > 1000


def test_the_scheme_of_the_desktop_reaches_the_program(make_desk: MakeDesk) -> None:
    desk = opened(make_desk(scheme="dark"))
    for scheme, told in (("light", "devient Light"), ("dark", "devient Dark")):
        desk.set_scheme(scheme)
        limit = time.monotonic() + 5
        while not desk.output().rstrip().endswith(told):
            assert time.monotonic() < limit, desk.output()
            time.sleep(0.05)


def test_a_killed_program_is_gone_and_can_start_again(desk: Desk) -> None:
    opened(desk).kill9()
    assert desk.find("push button") is None
    opened(desk)
    desk.close_window()
    assert desk.wait_exit() == 0


KEYRING_WORDS = {
    "none": "NoKeyringError",
    "locked": "KeyringLocked",
    "null": "rien",
    "unlocked": "clé Œ",
}
ASK_KEYRING = """
import keyring
try:
    keyring.set_password("essai", "poste", "clé Œ")
    print(keyring.get_password("essai", "poste") or "rien")
except Exception as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize("kind", KEYRING_WORDS)
def test_each_keyring_behaves_as_on_a_desk(make_session: MakeSession, kind: Keyring) -> None:
    session = make_session(kind)
    told = subprocess.run(
        [sys.executable, "-c", ASK_KEYRING],
        env=session.environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert told.stdout.strip() == KEYRING_WORDS[kind], told.stderr


def test_the_printer_prints(printer: Printer, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Attestation de passage\n")
    command = ["lp", "-d", printer.queue, "-t", "attestation", str(page)]
    subprocess.run(command, env={**os.environ, **printer.environment}, check=True)
    (sheet,) = printer.wait_sheets()
    # CUPS-PDF draws the letters anew: what it keeps is ink, where the text was.
    page_as_printed = pypdfium2.PdfDocument(sheet)[0].render(scale=1).to_pil().convert("L")
    ink = page_as_printed.point(lambda grey: 255 * (grey < 128)).getbbox()
    assert ink is not None
    left, top, right, bottom = ink
    assert right - left > 100
    assert bottom - top < 20
    assert "attestation" in sheet.name


def test_a_printer_may_refuse_or_be_gone(printer: Printer) -> None:
    def asked() -> int:
        environment = {**os.environ, **printer.environment}
        command = ["lp", "-d", printer.queue, __file__]
        return subprocess.run(command, env=environment, capture_output=True, check=False).returncode

    printer.stop_accepting()
    assert asked() != 0
    printer.remove()
    assert asked() != 0
    assert printer.sheets() == []


def test_a_small_disk_fills_up(small_disk: FullDisk) -> None:
    place = small_disk(kibibytes=256)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        (place / "trop").write_bytes(bytes(512 * 1024))
