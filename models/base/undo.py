"""What a command changed, kept for thirty days, and how to put it back.

Only the rows before are kept: a row may be put back while it still has the version that the command
left. Undoing is a command like another, so that it is journaled, and can be undone.
"""

import datetime as dt
import importlib
import json
from collections.abc import Callable, Sequence
from typing import Any

import peewee

from models.base import clock
from models.base.database import handle, holding_pen
from models.base.errors import Refused
from models.base.fields import CodeField, IdField, InstantField, IntegerField, JsonField
from models.base.table import (
    PlainTable,
    Table,
    from_json,
    insert_row,
    insert_sql,
    table_named,
    tuples_of,
)

KEPT = dt.timedelta(days=30)
STEPS = 50  # acts that can be undone one after the other on the same row


class Acte(PlainTable):
    """One command that was carried out, as its author can undo it."""

    id = IdField(primary_key=True)
    at = InstantField()
    poste_id = IdField()
    agent_id = IdField(null=True)
    action = CodeField()
    libelle = peewee.CharField(max_length=200)
    droit = CodeField(null=True)  # what its undoing asks for, as the act did
    undone_at = InstantField(null=True)
    undoes_id = IdField(null=True)

    class Meta:
        indexes = ((("agent_id", "poste_id", "id"), False),)


class ActeLigne(PlainTable):
    """One row that a command wrote: `avant` is its image, none if it was created."""

    acte = peewee.ForeignKeyField(Acte, backref="+", on_delete="CASCADE")
    rang = IntegerField()
    table_name = CodeField()
    row_id = CodeField()
    avant = JsonField(null=True)
    version_apres = IntegerField(null=True)

    class Meta:
        primary_key = peewee.CompositeKey("acte", "rang")


Line = tuple[str, str, str | None, int | None]  # table, row, image before, version after
Written = Sequence[tuple[type[Table], dict[str, Any]]]  # the rows of an act, as they stand now

# What the areas ask before an act is undone, as their commands do; `Refused` when it may not be.
before_undo: list[Callable[[Acte, Written], None]] = []
# Who asks, by name: they are areas above this one, that nothing may have needed yet.
DECLARERS = ("models.suivis.annulation",)


def keep(acte: dict[str, Any], lines: Sequence[Line]) -> None:
    """Keep what a command wrote; called by the command layer in its transaction."""
    insert_row(Acte, [f.db_value(acte.get(f.name)) for f in Acte._meta.sorted_fields])
    rows = [(acte["id"], rang, *line) for rang, line in enumerate(lines)]
    engine = handle().engine
    engine.cursor().executemany(insert_sql(ActeLigne, engine.param), rows)


def last_undoable() -> Acte | None:
    """The last act of the account at this workstation that can be undone, or None.

    In the order of the keys: a clock that is set back does not change which act came last.
    """
    actor = handle().require_actor()
    last: Acte | None = (
        Acte.select()
        .where(
            (Acte.agent_id == actor.agent_id)
            & (Acte.poste_id == actor.poste_id)
            & Acte.undone_at.is_null()
            & Acte.undoes_id.is_null()
            & (Acte.at > clock.now() - KEPT)
        )
        .order_by(Acte.id.desc())
        .first()
    )
    return last


def put_back(acte: Acte) -> None:
    """Restore the rows that `acte` wrote; inside a command. `Refused` if one changed since."""
    lines = list(
        ActeLigne.select().where(ActeLigne.acte == acte.id).order_by(ActeLigne.rang.desc())
    )
    last: dict[tuple[str, str], ActeLigne] = {}
    for line in lines:
        last.setdefault((line.table_name, line.row_id), line)
    written = [_check_unchanged(key, line) for key, line in last.items()]
    for module in DECLARERS:
        importlib.import_module(module)
    for check in before_undo:
        check(acte, written)
    # Line by line, backwards: each state that is passed through has existed, so no link breaks.
    moved: dict[tuple[str, str], tuple[int, int] | None] = {}
    for line in lines:
        key = (line.table_name, line.row_id)
        moved[key] = _restore(key, line.avant)
    with holding_pen():
        Acte.update(undone_at=clock.now()).where(Acte.id == acte.id).execute()
        _follow(acte, {(*key, v[0]): v[1] for key, v in moved.items() if v is not None})


def forget_old() -> int:
    """Erase the images older than thirty days; returns how many acts went."""
    with holding_pen():
        return int(Acte.delete().where(Acte.at < clock.now() - KEPT).execute())


def forget_images(table: type[Table], ids: Sequence[str]) -> None:
    """Erase the acts that keep an older state of these rows, which nobody is to read any more."""
    lines: Any = ActeLigne.select(ActeLigne.acte).where(
        (ActeLigne.table_name == table._meta.table_name)
        & ActeLigne.row_id.in_(list(ids))
        & ActeLigne.avant.is_null(False)
    )
    with holding_pen():
        Acte.delete().where(Acte.id.in_(lines)).execute()


def _check_unchanged(key: tuple[str, str], line: ActeLigne) -> tuple[type[Table], dict[str, Any]]:
    """What the act left there, or took away."""
    row = _row(key)
    version = None if row is None else row.version
    if version != line.version_apres:
        raise Refused(
            "Cela ne peut plus être annulé\u00a0: ce qui avait été enregistré a été modifié "
            "depuis. Corrigez-le directement."
        )
    image = row.image() if row is not None else json.loads(line.avant or "{}")
    return table_named(key[0]), image


def _follow(acte: Acte, moved: dict[tuple[str, str, int], int]) -> None:
    """A row put back is again what an earlier act of this account left, under a new version."""
    if not moved:
        return
    earlier: Any = Acte.select(Acte.id).where(
        (Acte.agent_id == acte.agent_id)
        & (Acte.poste_id == acte.poste_id)
        & (Acte.id < acte.id)
        & Acte.undone_at.is_null()
    )
    recent = [row[0] for row in tuples_of(earlier.order_by(Acte.id.desc()).limit(STEPS))]
    fields = (ActeLigne.table_name, ActeLigne.row_id, ActeLigne.version_apres)
    lines = ActeLigne.select(ActeLigne.acte, ActeLigne.rang, *fields)
    for acte_id, rang, *key in tuples_of(lines.where(ActeLigne.acte.in_(recent))):
        version = moved.get((key[0], key[1], key[2]))
        if version is not None:
            ActeLigne.update(version_apres=version).where(
                (ActeLigne.acte == acte_id) & (ActeLigne.rang == rang)
            ).execute()


def _restore(key: tuple[str, str], avant: str | None) -> tuple[int, int] | None:
    """The version that the row had before the act, and the one that it has now."""
    row = _row(key)
    if avant is None:
        if row is not None:
            row.remove()
        return None
    table = table_named(key[0])
    image = json.loads(avant)
    values = {
        f.name: from_json(f, image[f.column_name])
        for f in table._meta.sorted_fields
        if f.column_name in image and f.name != "version"
    }
    left = 0 if row is None else row.version
    if row is None:
        row = table(**values)
        row.version = image["version"] + 1
    else:
        for name, value in values.items():
            setattr(row, name, value)
    row.save()
    if row.version == left:  # what the act changed hangs from it
        row.touch()
    row.restored()
    return image["version"], row.version


def _row(key: tuple[str, str]) -> Table | None:
    table = table_named(key[0])
    row: Table | None = table.get_or_none(table.id == key[1])
    return row
