"""Verifying: a sound base is said sound; each kind of damage and of tampering is found."""

from pathlib import Path

import pytest

from models.base import crypto, database
from models.base.database import handle, holding_pen
from models.base.errors import Refused
from models.base.journal import Journal, JournalChain
from models.base.meta import put_meta
from models.coffre.sauvegarde import sauvegarder_du_jour, verifier
from models.coffre.verification import Rapport
from models.comptes import acces, compte
from models.comptes.acces import Server
from models.comptes.agent import Agent
from models.comptes.role import Role
from models.comptes.slots import NOTES
from models.comptes.store import BASE, SLOTS, editing
from tests.domain.comptes.maison import OTHER, enter, found, hire


def faults(rapport: Rapport) -> set[str]:
    return {constat.sujet for constat in rapport.constats if constat.sain is False}


def test_a_sound_base_is_said_sound(folder: Path) -> None:
    sauvegarder_du_jour()
    rapport = verifier()
    assert rapport.saine, rapport.lignes
    assert len(rapport.constats) >= 7
    assert all("bon" in line for line in rapport.lignes)
    assert Journal.select().where(Journal.action == "verification").count() == 1


def test_it_works_on_a_server(fresh_database: str) -> None:
    found(Server(fresh_database))
    assert verifier().saine


def test_it_needs_its_right(folder: Path) -> None:
    hire("sam", Role.ACCUEIL)
    enter(folder, "sam", password=OTHER)
    with pytest.raises(Refused):
        verifier()


def test_a_responsable_is_told_what_could_not_be_checked(folder: Path) -> None:
    hire("rita", Role.RESPONSABLE)
    enter(folder, "rita", password=OTHER)
    rapport = verifier()
    assert rapport.saine
    assert any("non vérifié" in line for line in rapport.lignes)


def test_a_flipped_bit_is_found_wherever_it_is(folder: Path) -> None:
    acces.lock()
    sound = (folder / BASE).read_bytes()
    pages = len(sound) // 4096
    for page in range(pages // 2, pages, max(1, pages // 40)):
        data = bytearray(sound)
        data[page * 4096 + 777] ^= 4
        (folder / BASE).write_bytes(bytes(data))
        try:
            enter(folder)
        except database.Unavailable:
            continue
        rapport = verifier()
        assert not rapport.saine, page
        acces.lock()
        for name in ("-wal", "-shm"):
            (folder / (BASE + name)).unlink(missing_ok=True)


def test_a_row_that_points_nowhere_is_found(folder: Path) -> None:
    execute = handle().engine.execute_sql
    execute("PRAGMA foreign_keys = 0")
    with holding_pen():
        Agent.delete().where(Agent.identifiant == "claire").execute()
    execute("PRAGMA foreign_keys = 1")
    assert "Liens entre les dossiers" in faults(verifier())


def test_a_changed_entry_of_the_journal_is_found(folder: Path) -> None:
    with holding_pen():
        Journal.update(action="rien").where(Journal.n == 2).execute()
    rapport = verifier()
    assert not rapport.saine
    assert any("à l’entrée 2" in line for line in rapport.lignes)


def test_a_chain_begun_anew_by_another_is_found(folder: Path) -> None:
    with holding_pen():
        JournalChain.update(origine=b"x" * 93).execute()
    assert any("première clé" in line for line in verifier().lignes)


def test_a_base_put_back_to_an_earlier_day_is_found_by_its_backup(folder: Path) -> None:
    acces.lock()
    before = (folder / BASE).read_bytes()
    enter(folder)
    compte.create_agent_sans_compte(prenom="Ana")
    sauvegarder_du_jour()
    acces.lock()
    (folder / BASE).write_bytes(before)
    enter(folder)
    rapport = verifier()
    assert any("revenue en arrière" in line for line in rapport.lignes)


def test_a_replaced_public_key_is_found(folder: Path) -> None:
    with editing(acces.current().store) as slots:
        slots.secours.public = b"x" * 32
    assert "Liste des clés" in faults(verifier())


def test_keys_put_back_to_before_a_change_are_found(folder: Path) -> None:
    """Even if the base, which its key opens, was made to say otherwise: the journal tells."""
    rosa = hire("rosa", Role.REFERENT).id
    store = acces.current().store
    before, old = store.read(SLOTS), acces.current().slots()
    assert before is not None
    compte.set_roles(rosa, [Role.ACCUEIL])
    assert verifier().saine
    store.write(SLOTS, before)
    enter(folder)
    assert any("plus ancien que la base" in line for line in verifier().lignes)
    with holding_pen():
        put_meta(cle_notes=crypto.key_id(old.boite(NOTES)).hex())
    assert any("plus ancienne que le journal" in line for line in verifier().lignes)


def test_an_account_without_keys_and_keys_without_account_are_found(folder: Path) -> None:
    sam = hire("sam", Role.ACCUEIL)
    with editing(acces.current().store) as slots:
        slot = slots.compte(sam.id)
        assert slot is not None
        slot.id = "compte:" + "0" * 32
    assert {"Comptes sans clé", "Clés sans compte"} <= faults(verifier())


def test_a_damaged_backup_is_told(folder: Path) -> None:
    sauvegarder_du_jour()
    (path,) = (folder / "sauvegardes").iterdir()
    path.write_bytes(b"")
    assert f"Sauvegarde {path.name}" in faults(verifier())
