"""The password and nothing else; what happens when it is wrong, forgotten, or temporary."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.base.database import handle
from models.base.droit import Droit
from models.comptes import acces, compte
from models.comptes.role import Role
from models.comptes.store import BASE
from tests.conftest import FrozenClock
from tests.screens.ouverture.guichet import COMPTE, PASSWORD, Guichet
from ui.screens.ouverture.patience import duration

NEW = "Verger-Bleu-93-Fenêtre"


def try_password(guichet: Guichet, words: str) -> Guichet:
    return guichet.write(connexion__password=words).enter_key("connexion.password")


def colleague(folder: Path, guichet: Guichet) -> str:
    """An account of the accueil, with its temporary password."""
    settings = guichet.context.settings
    acces.open_with_password(folder, COMPTE, password=PASSWORD, settings=settings)
    temporary = "Provisoire-12-Cerise"
    compte.create_compte(identifiant="solene", password=temporary, roles=[Role.ACCUEIL])
    acces.lock()
    return temporary


def test_the_password_is_all_that_is_asked(guichet: Guichet, cle: str) -> None:
    guichet.open()
    assert guichet.focused == "connexion.password"
    assert not guichet.shows("connexion.identifiant")
    try_password(guichet, PASSWORD)
    assert guichet.entered == 1
    assert guichet.settings()["identifiant"] == COMPTE


def test_an_empty_password_is_not_tried(guichet: Guichet, cle: str) -> None:
    guichet.open().press("connexion.ouvrir")
    assert guichet.error("connexion.password").startswith("Mot de passe")


def test_a_wrong_password_is_said_and_can_be_typed_over(guichet: Guichet, cle: str) -> None:
    try_password(guichet.open(), "ce n’est pas lui")
    assert "incorrect" in guichet.error("connexion.password")
    assert guichet.line("connexion.password").hasSelectedText()
    assert guichet.entered == 0


def test_the_delay_grows_and_is_counted_down(
    guichet: Guichet, cle: str, frozen_clock: FrozenClock, qtbot: QtBot
) -> None:
    guichet.open()
    for _ in range(3):
        try_password(guichet, "faux")
        frozen_clock.advance(seconds=8)
    try_password(guichet, "faux")
    try_password(guichet, PASSWORD)
    assert guichet.entered == 0
    assert "réessayez dans 9\u00a0s" in guichet.label("ouverture.attente")
    with pytest.raises(AssertionError, match="grisé"):
        guichet.press("connexion.ouvrir")
    qtbot.waitUntil(lambda: "dans 8" in guichet.label("ouverture.attente"))
    assert guichet.line("connexion.password").text() == PASSWORD


def test_the_wait_ends_by_itself(
    guichet: Guichet, cle: str, frozen_clock: FrozenClock, qtbot: QtBot
) -> None:
    try_password(guichet.open(), "faux")
    try_password(guichet, PASSWORD)
    frozen_clock.advance(seconds=3)
    qtbot.waitUntil(lambda: not guichet.shows("ouverture.attente"))
    try_password(guichet, PASSWORD)
    assert guichet.entered == 1


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(8, "8\u00a0s"), (60, "1\u00a0min 00\u00a0s"), (845, "14\u00a0min 05\u00a0s")],
)
def test_a_duration_reads_as_one_says_it(seconds: int, said: str) -> None:
    assert duration(seconds) == said


def test_several_accounts_propose_the_last_one(guichet: Guichet, cle: str, folder: Path) -> None:
    colleague(folder, guichet)
    guichet.context.settings.identifiant = COMPTE
    guichet.open()
    assert guichet.line("connexion.identifiant").text() == COMPTE
    assert guichet.focused == "connexion.password"


def test_a_temporary_password_is_changed_first(guichet: Guichet, cle: str, folder: Path) -> None:
    temporary = colleague(folder, guichet)
    guichet.context.settings.identifiant = "solene"
    try_password(guichet.open(), temporary)
    assert guichet.page == "changement"
    assert guichet.entered == 0
    guichet.write(changement__password=temporary, changement__confirmation=temporary)
    guichet.press("changement.valider")
    assert "le même" in guichet.error("changement.password")
    guichet.write(changement__password=NEW, changement__confirmation=NEW)
    guichet.press("changement.valider")
    assert guichet.entered == 1
    assert handle().require_actor().may(Droit.REGISTRE)


def test_the_recovery_key_gives_a_new_password(guichet: Guichet, cle: str, folder: Path) -> None:
    guichet.open().press("connexion.oublie")
    assert guichet.page == "oubli"
    guichet.write(oubli__cle=cle.lower(), oubli__password=NEW, oubli__confirmation=NEW)
    guichet.press("oubli.valider")
    assert guichet.entered == 1
    assert acces.current().holds_notes
    acces.lock()
    settings = guichet.context.settings
    assert acces.open_with_password(folder, COMPTE, password=NEW, settings=settings)


def test_a_misread_recovery_key_is_said_and_kept(guichet: Guichet, cle: str) -> None:
    wrong = ("A" if cle[0] != "A" else "B") + cle[1:]
    guichet.open().press("connexion.oublie")
    guichet.write(oubli__cle=wrong, oubli__password=NEW, oubli__confirmation=NEW)
    guichet.press("oubli.valider")
    assert guichet.error("oubli.cle").startswith("Clé de secours")
    assert guichet.line("oubli.cle").text() == wrong
    guichet.press("oubli.retour")
    assert guichet.page == "connexion"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (
            b"Bonjour, je suis un fichier texte qui porte le nom d\xe2\x80\x99une base." * 99,
            "endommagée",
        ),
        (None, "endommagée"),
    ],
)
def test_a_bad_base_has_its_sentence(
    guichet: Guichet, cle: str, folder: Path, content: bytes | None, said: str
) -> None:
    path = folder / BASE
    path.write_bytes(path.read_bytes()[:5000] if content is None else content)
    try_password(guichet.open(), PASSWORD)
    assert said in guichet.message
    assert guichet.shows("connexion.autre")
    assert guichet.line("connexion.password").text() == PASSWORD


def test_missing_keys_have_their_sentence_and_two_ways_out(
    guichet: Guichet, cle: str, folder: Path
) -> None:
    (folder / "structure.slots").rename(folder / "ailleurs")
    guichet.open()
    assert guichet.page == "panne"
    assert "introuvable" in guichet.label("panne.phrase")
    (folder / "ailleurs").rename(folder / "structure.slots")
    assert guichet.press("panne.reessayer").page == "connexion"


def test_a_locked_session_asks_for_the_password_whatever_the_workstation_may_do(
    guichet: Guichet, cle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acces, "is_remembered", lambda *_: True)
    guichet.open(locked=True)
    assert guichet.page == "connexion"
    assert guichet.label("ouverture.titre") == "Session verrouillée"


def test_a_silent_keyring_leads_to_the_password_and_says_why(
    guichet: Guichet, cle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acces, "is_remembered", lambda *_: True)
    guichet.open()
    assert guichet.page == "connexion"
    assert "Tapez votre mot de passe" in guichet.message


def test_the_way_to_the_password_reads_no_paper_and_no_keyring(cle: str, folder: Path) -> None:
    code = (
        "import sys; import ui.screens.ouverture.screen\n"
        "late = ('reportlab', 'keyring', 'PIL', 'pypdfium2', 'stdnum', 'rapidfuzz',"
        " 'PySide6.QtPrintSupport')\n"
        "print(', '.join(m for m in late if m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("\n", "")


def test_every_control_has_a_name(guichet: Guichet, cle: str) -> None:
    assert guichet.open().unnamed() == []
    assert guichet.press("connexion.oublie").unnamed() == []
    shutil.rmtree(Path(guichet.settings()["donnees"]))
