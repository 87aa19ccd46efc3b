"""The base that holds the demonstration: its accounts, its refusals, and its twin."""

import re
from pathlib import Path
from typing import Any

import pytest

from models.accueil.passage import Passage
from models.base import undo
from models.base.command import undo_last
from models.base.database import handle, holding_pen
from models.base.errors import Refused
from models.base.table import tables
from models.comptes.acces import lock
from models.comptes.agent import roles_of
from models.comptes.role import Role
from models.prescriptions import fiche
from models.prescriptions.prescription import (
    Prescription,
)
from tests.conftest import FrozenClock
from tests.domain.echanges.demonstration.maison import create, enter, rows


def test_the_three_accounts_open_with_their_roles(folder: Path) -> None:
    wanted = {
        "demo": {Role.RESPONSABLE, Role.ADMINISTRATEUR, Role.REFERENT},
        "demo-accueil": {Role.ACCUEIL},
        "demo-referent": {Role.REFERENT},
    }
    for identifiant, roles in wanted.items():
        acces = enter(folder, identifiant)
        assert roles_of(acces.agent_id) == roles
        assert acces.holds_notes == (Role.REFERENT in roles)
        assert not acces.must_change_password
        lock()


def test_there_is_nothing_to_undo(demo: Any) -> None:
    assert undo.last_undoable() is None
    with pytest.raises(Refused):
        undo_last()
    assert len(rows(Passage)) == 1200


def test_a_folder_that_holds_a_base_is_refused(folder: Path) -> None:
    before = (folder / "structure.db").read_bytes()
    with pytest.raises(Refused):
        create(folder)
    assert (folder / "structure.db").read_bytes() == before


def test_the_same_minute_gives_the_same_rows(
    frozen_clock: FrozenClock, folder: Path, tmp_path: Path
) -> None:
    frozen_clock.advance(seconds=20)
    create(tmp_path / "autre")
    first, second = content(folder), content(tmp_path / "autre")
    assert first.keys() == second.keys()
    for name, found in first.items():
        assert found == second[name], name
    enter(tmp_path / "autre")
    with holding_pen():
        Passage.update(duree_minutes=59).where(Passage.id == rows(Passage)[7].id).execute()
    lock()
    assert content(tmp_path / "autre")["passage"] != first["passage"], "a difference would show"


def content(where: Path) -> dict[str, list[Any]]:
    """All rows of a base, in the order in which they were written.

    Keys are replaced by their place; instants of writing, ciphertexts and random tokens left out.
    """
    enter(where)
    engine = handle().engine
    try:
        names = sorted([*tables(), "personne_mot"])
        read = {name: _rows(engine, name) for name in names}
        proteges = [fiche.read_protege(p) for p in rows(Prescription)]
    finally:
        lock()
    places = {
        row["id"]: f"{name}#{rank}"
        for name, found in read.items()
        for rank, row in enumerate(found)
        if re.fullmatch(r"[0-9a-f]{32}", str(row.get("id")))
    }
    tokens = {row["jeton"]: "jeton" for row in read["prescription"]}
    told: dict[str, list[Any]] = {
        name: [_told(row, places, tokens) for row in found] for name, found in read.items()
    }
    return {**told, "proteges": proteges}


def _rows(engine: Any, name: str) -> list[dict[str, Any]]:
    cursor = engine.execute_sql(f'SELECT * FROM "{name}" ORDER BY rowid')
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _told(row: dict[str, Any], places: dict[str, str], tokens: dict[str, str]) -> dict[str, Any]:
    left_out = {"created_at", "last_login_at", "empreinte"}
    return {
        column: _same(value, places, tokens)
        for column, value in row.items()
        if column not in left_out and not isinstance(value, bytes)
    }


def _same(value: Any, places: dict[str, str], tokens: dict[str, str]) -> Any:
    if not isinstance(value, str):
        return value
    for token in re.findall(r"[A-Z2-7]{24}", value):
        value = value.replace(token, tokens.get(token, token))
    return places.get(value, value)
