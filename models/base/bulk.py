"""Many rows at once: for an import and for the demonstration."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import peewee

from models.base import clock
from models.base.database import handle
from models.base.table import Table, current_recorder, insert_sql, is_replaceable

BATCH = 1000  # rows handed to the driver at once


def add_all(table: type[Table], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert many rows given as tuples in the order of `names`, where `id` must come first.

    Columns that are not named take their default. For imports and the demonstration; returns how
    many. Texts must be clean already.
    """
    keeper = current_recorder()
    actor = handle().actor
    rest = _defaults(table, names)
    stamp = (1, clock.now(), actor.agent_id if actor else None, *rest.values())
    if names[0] != "id":
        raise ValueError("the first name must be id")
    stamped = ("version", "created_at", "created_by", *rest)
    fields = [table._meta.fields[n] for n in (*names, *stamped)]
    sql = insert_sql(table, handle().engine.param, tuple(f.column_name for f in fields))
    convert = [_converter(f) for f in fields]
    count = 0
    batch: list[list[Any]] = []
    ids: list[str] = []
    cursor = handle().engine.cursor()
    for row in rows:
        batch.append([c(v) for c, v in zip(convert, (*row, *stamp), strict=True)])
        ids.append(row[0])
        if len(batch) == BATCH:
            cursor.executemany(sql, batch)
            count += len(batch)
            batch = []
    if batch:
        cursor.executemany(sql, batch)
        count += len(batch)
    keeper.inserted(table, ids)
    return count


def archive_all(table: type[Table], keys: Sequence[str], *, back: bool = False) -> None:
    """Archive many rows (or take them back out) without reading them: for a command that cannot be
    undone line by line."""
    keeper = current_recorder()
    at = None if back else clock.now()
    for start in range(0, len(keys), BATCH):
        values = {table.archived_at: at, table.version: table.version + 1}
        packet = table.id.in_(keys[start : start + BATCH])
        peewee.ModelUpdate(table, values).where(packet).execute()
    if keys:
        keeper.archived(table)


def _converter(field: Any) -> Callable[[Any], Any]:
    """From a Python value to that of the base; a link goes to what took its target's place."""
    target = field.rel_model if isinstance(field, peewee.ForeignKeyField) else None
    instead = target.successors() if target is not None and is_replaceable(target) else {}
    if not instead:
        plain: Callable[[Any], Any] = field.db_value
        return plain
    return lambda value: field.db_value(instead.get(value, value))


def _defaults(table: type[Table], names: Sequence[str]) -> dict[str, Any]:
    """What the columns that are not named hold of themselves."""
    others = (f for f in table._meta.sorted_fields if f.name not in {*names, "version"})
    return {f.name: f.default for f in others if f.default is not None and not callable(f.default)}
