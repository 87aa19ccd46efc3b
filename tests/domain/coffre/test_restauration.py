"""Restoring: what comes back, what is refused, and what is never lost on the way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.base import database
from models.base.errors import Failure, Invalid, Refused, Unavailable
from models.coffre.sauvegarde import restaurer, sauvegarder
from models.comptes import acces, compte, enveloppe
from models.comptes.agent import Agent
from models.comptes.enveloppe import EQUIPE
from models.comptes.role import Role
from models.comptes.store import BASE
from tests.domain.coffre.test_sauvegarde import rewrite, spoil
from tests.domain.comptes.maison import OTHER, PHRASE, THIRD, enter, found, hire, settings


@pytest.fixture
def archive(folder: Path, tmp_path: Path) -> Path:
    """A backup of the base, which is left open."""
    path = tmp_path / "s.cac"
    sauvegarder(path)
    return path


def test_on_another_computer_its_own_accounts_open_it(archive: Path, tmp_path: Path) -> None:
    sealed = enveloppe.seal_for(EQUIPE, b"note", context="x")
    manifest = restaurer(archive, tmp_path / "autre", identifiant="claire", password=PHRASE)
    in_ = enter(tmp_path / "autre", poste_id="q" * 32)
    assert in_.base_id == manifest.base_id
    assert Agent.select().count() == 3
    assert enveloppe.read(sealed, context="x") == b"note"
    assert {path.name for path in (tmp_path / "autre").iterdir()} >= {BASE, "structure.slots"}


def test_with_paper_and_backup_alone_everything_comes_back(tmp_path: Path) -> None:
    """Passwords forgotten, disk lost: the recovery key and the backup are enough."""
    _, key = found(tmp_path / "perdue")
    sealed = enveloppe.seal_for(EQUIPE, b"note", context="x")
    sauvegarder(tmp_path / "s.cac")
    acces.lock()
    restaurer(tmp_path / "s.cac", tmp_path / "neuve")
    in_ = compte.reset_with_recovery(
        tmp_path / "neuve", key, identifiant="claire", password=THIRD, settings=settings()
    )
    assert in_.holds_notes
    assert enveloppe.read(sealed, context="x") == b"note"


def test_a_folder_that_holds_a_base_is_refused(archive: Path, folder: Path) -> None:
    acces.lock()
    before = (folder / BASE).read_bytes()
    with pytest.raises(Refused, match="déjà une base"):
        restaurer(archive, folder)
    assert (folder / BASE).read_bytes() == before


def test_replacing_puts_the_present_base_aside(archive: Path, folder: Path) -> None:
    compte.create_agent_sans_compte(prenom="Ana")
    restaurer(archive, folder, remplacer=True)
    assert not database.is_open()
    (aside,) = folder.glob("remplacee-*")
    enter(folder)
    assert Agent.select().count() == 3
    enter(aside)
    assert Agent.select().count() == 4


def test_it_goes_back_to_the_keys_of_that_day(archive: Path, folder: Path) -> None:
    compte.change_own_password(current=PHRASE, new=THIRD)
    sam = hire("sam", Role.ACCUEIL)
    compte.remove_compte(sam.id)
    restaurer(archive, folder, remplacer=True)
    with pytest.raises(Invalid):
        enter(folder, password=THIRD)


@pytest.mark.parametrize(("identifiant", "password"), [("claire", OTHER), ("personne", PHRASE)])
def test_a_wrong_password_restores_nothing(
    archive: Path, tmp_path: Path, identifiant: str, password: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        restaurer(archive, tmp_path / "autre", identifiant=identifiant, password=password)
    assert refusal.value.field == "password"
    assert list((tmp_path / "autre").iterdir()) == []


@pytest.mark.parametrize("damage", ["cut", "flipped", "text", "empty", "zip", "newer", "missing"])
def test_a_bad_archive_touches_nothing(archive: Path, folder: Path, damage: str) -> None:
    spoil(archive, damage)
    acces.lock()
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(Failure):
        restaurer(archive, folder, remplacer=True)
    assert sorted(path.name for path in folder.iterdir()) == before
    enter(folder)


def test_a_manifest_that_was_rewritten_is_seen_with_the_key(archive: Path, tmp_path: Path) -> None:
    rewrite(archive, lambda text: text.replace("Quatre-Chemins", "Cinq-Chemins"))
    with pytest.raises(Unavailable):
        restaurer(archive, tmp_path / "autre", identifiant="claire", password=PHRASE)
    assert not (tmp_path / "autre" / BASE).exists()


def test_a_network_or_synchronised_folder_is_refused(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="synchronisé"):
        restaurer(archive, tmp_path / "Dropbox" / "base")


HOLDER = """
import sys
from pathlib import Path
from models.base.settings import Settings
from models.comptes import acces
acces.open_with_password(
    Path(sys.argv[1]), "claire", password=sys.argv[2], settings=Settings(poste_id="p" * 32))
print("ouverte", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows itself refuses to move an open file")
def test_a_base_open_in_a_window_is_not_moved_from_under_it(archive: Path, folder: Path) -> None:
    acces.lock()
    window = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder), PHRASE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(Path(__file__).parents[3])},
    )
    try:
        assert window.stdout is not None
        assert window.stdout.readline() == "ouverte\n"
        with pytest.raises(Refused, match="ouverte dans une fenêtre"):
            restaurer(archive, folder, remplacer=True)
    finally:
        window.communicate("", timeout=20)
    restaurer(archive, folder, remplacer=True)
    enter(folder)


def test_after_a_crash_the_base_is_not_taken_for_open(archive: Path, folder: Path) -> None:
    acces.lock()
    (folder / f"{BASE}-shm").write_bytes(bytes(32768))
    restaurer(archive, folder, remplacer=True)
    enter(folder)
