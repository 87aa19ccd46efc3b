"""Many rows changed or deleted at once: a few queries a thousand, under the same rules as one row.

Nothing is done of what a table's own `save` or `remove` adds: whoever calls knows that it need not.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from models.base.database import handle
from models.base.table import BATCH, Table, conflict, follow, the_recorder


def save_all(rows: Sequence[Table]) -> None:
    """Store what was changed of these rows, all of one table and read before."""
    for packet in _packets(rows):
        for row in packet:
            row.clean()
        follow(packet)
        _save(type(packet[0]), packet)


def remove_all(rows: Sequence[Table]) -> None:
    """Delete these rows, all of one table."""
    keeper = the_recorder()
    for packet in _packets(rows):
        table = type(packet[0])
        sql = f'DELETE FROM "{table._meta.table_name}" WHERE id = ? AND version = ?'
        _each(sql, [(row.id, row.version) for row in packet])
        for row in packet:
            keeper.removed(row, row.image())


def _save(table: type[Table], packet: Sequence[Table]) -> None:
    keeper = the_recorder()
    query: Any = table.select().where(table.id.in_([row.id for row in packet]))
    stored = {row.id: row for row in query}
    alike: dict[tuple[str, ...], list[Table]] = {}
    for row in packet:
        alike.setdefault(tuple(row.changed_since(stored.get(row.id))), []).append(row)
    for names, rows in alike.items():
        if names:
            _write(table, names, rows)
            for row in rows:
                row.version += 1
                keeper.wrote(row, before=stored[row.id].image(), fields=names)
    for row in packet:
        row.settle()


def _write(table: type[Table], names: Sequence[str], rows: Sequence[Table]) -> None:
    fields = [table._meta.fields[name] for name in names]
    changed = ", ".join(f'"{field.column_name}" = ?' for field in fields)
    sql = (
        f'UPDATE "{table._meta.table_name}" SET {changed}, version = version + 1 '
        "WHERE id = ? AND version = ?"
    )
    _each(
        sql,
        [
            (*(f.db_value(row.__data__.get(f.name)) for f in fields), row.id, row.version)
            for row in rows
        ],
    )


def _each(sql: str, params: Sequence[tuple[Any, ...]]) -> None:
    """Run it for each row; `Conflict` unless each was still there as it was read."""
    engine = handle().engine
    cursor = engine.cursor()
    cursor.executemany(sql.replace("?", engine.param), params)
    if cursor.rowcount != len(params):
        raise conflict()


def _packets(rows: Sequence[Table]) -> Iterator[Sequence[Table]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
