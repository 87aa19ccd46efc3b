"""What an account that was removed, or lost its role, opens no more: keys that change."""

from pathlib import Path

import peewee
import pytest

from models.base import clock, database, undo
from models.base.database import CipherDatabase, holding_pen
from models.base.errors import Invalid
from models.base.ids import new_id
from models.comptes import acces, compte, enveloppe, rotation
from models.comptes.acces import Where
from models.comptes.agent import Agent, roles_of
from models.comptes.enveloppe import EQUIPE, NoKey
from models.comptes.role import Role
from models.comptes.slots import DB, NEXT, NOTES
from tests.domain.comptes.maison import OTHER, enter, found, hire
from tests.domain.comptes.test_compte import TEXT, billets, opened, staffed, stored, written

__all__ = ["billets", "staffed"]


def test_a_removed_account_opens_nothing_any_more(where: Where, staffed: dict[str, str]) -> None:
    team = written(EQUIPE)
    before = stored(team)
    enter(where, "rosa", password=OTHER)
    kept = acces.current().cles
    enter(where)
    suite = compte.remove_compte(staffed["rosa"])
    assert any("ancienne copie" in said for said in suite.phrases)
    after = stored(team)
    assert after != before
    assert opened(team) == TEXT
    _, readers, _ = enveloppe._parts(after)
    assert not {reader.key_id for reader in readers} & set(kept.pairs)
    if isinstance(where, Path):
        acces.lock()
        with pytest.raises(peewee.DatabaseError):
            _count(where, kept.base)
    with pytest.raises(Invalid):
        enter(where, "rosa", password=OTHER)
    enter(where)
    agent = Agent.get_by_id(staffed["rosa"])
    assert agent.identifiant is None
    assert roles_of(agent.id) == frozenset()
    enter(where, "remi", password=OTHER)
    assert opened(team) == TEXT


def _count(folder: Path, key: bytes) -> int:
    engine = CipherDatabase(folder / "structure.db", key)
    try:
        engine.connect()
        return int(engine.execute_sql("SELECT count(*) FROM agent").fetchone()[0])
    except database.sqlcipher.DatabaseError as error:
        raise peewee.DatabaseError(str(error)) from error
    finally:
        engine.close()


def test_losing_the_role_of_referent_changes_the_notes_key(
    where: Where, staffed: dict[str, str]
) -> None:
    team = written(EQUIPE)
    enter(where, "rosa", password=OTHER)
    kept = acces.current().cles.pairs
    enter(where)
    compte.set_roles(staffed["rosa"], [Role.ACCUEIL])
    assert not {r.key_id for r in enveloppe._parts(stored(team))[1]} & set(kept)
    enter(where, "rosa", password=OTHER)
    with pytest.raises(NoKey):
        opened(team)


def test_an_administrator_without_notes_leaves_their_key_to_the_next_referent(
    where: Where, staffed: dict[str, str]
) -> None:
    team = written(EQUIPE)
    hire("ada", Role.ADMINISTRATEUR)
    before = stored(team)
    enter(where, "ada", password=OTHER)
    suite = compte.remove_compte(staffed["rosa"])
    assert any("La clé des notes changera" in said for said in suite.phrases)
    assert stored(team) == before
    in_ = enter(where, "remi", password=OTHER)
    assert stored(team) != before
    assert opened(team) == TEXT
    assert not in_.slots().notes_a_changer
    assert in_.warnings == ()
    enter(where)
    assert opened(team) == TEXT


def test_undo_never_brings_back_a_content_under_an_old_key(
    where: Where, staffed: dict[str, str]
) -> None:
    written(EQUIPE)
    acte = {
        "id": new_id(),
        "at": clock.now(),
        "poste_id": "p" * 32,
        "agent_id": staffed["claire"],
        "action": "x",
        "libelle": "x",
        "undoes_id": None,
    }
    with holding_pen():
        undo.keep(acte, [("billet_scelle", "1" * 32, "{}", 2)])
    rotation.change_notes(acces.current())
    assert undo.Acte.get_or_none(undo.Acte.id == acte["id"]) is None


def test_a_change_of_notes_key_cut_short_is_carried_through(
    where: Where, staffed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [written(EQUIPE) for _ in range(3)]
    calls: list[int] = []
    real = rotation._replace

    def cut(*args: object, **kwargs: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(rotation, "_replace", cut)
    with pytest.raises(KeyboardInterrupt):
        rotation.change_notes(acces.current())
    monkeypatch.setattr(rotation, "_replace", real)
    in_ = enter(where, "remi", password=OTHER)
    assert [opened(row) for row in rows] == [TEXT] * 3
    assert NOTES + NEXT not in in_.slots().boites
    assert in_.warnings == ()
    enter(where)
    assert [opened(row) for row in rows] == [TEXT] * 3


def test_while_another_window_is_open_the_base_key_waits(tmp_path: Path) -> None:
    folder = tmp_path / "base"
    found(folder)
    rosa = hire("sam", Role.ACCUEIL)
    other = CipherDatabase(folder / "structure.db", acces.current().cles.base)
    other.connect()
    other.execute_sql("SELECT count(*) FROM agent").fetchone()
    suite = compte.remove_compte(rosa.id)
    assert any("prochaine ouverture" in said for said in suite.phrases)
    old = acces.current().cles.base
    other.close()
    in_ = enter(folder)
    assert in_.cles.base != old
    assert in_.cles.base_next is None
    assert DB + NEXT not in in_.slots().secours.grants
    acces.lock()
    with pytest.raises(peewee.DatabaseError):
        _count(folder, old)
