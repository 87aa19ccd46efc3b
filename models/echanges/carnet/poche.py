"""The base of a carnet, beside the one that is open: its rows by table, as plain values."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import peewee
import sqlcipher3.dbapi2 as sqlcipher

from models.base import migration
from models.base.database import CipherDatabase
from models.base.table import insert_sql
from models.coffre.copie import cipher_faults, link_faults, page_faults
from models.comptes.carnet import damaged_carnet

Values = Mapping[str, Any]  # a row by the names of its fields


class Poche:
    """Never made the open base: the window and its jobs go on reading the house's."""

    def __init__(self, engine: CipherDatabase) -> None:
        self._engine = engine

    def insert(self, table: type[peewee.Model], rows: Iterable[Values]) -> int:
        """Write rows that all have the same fields; returns how many."""
        held = [dict(row) for row in rows]
        if not held:
            return 0
        fields = [table._meta.fields[name] for name in held[0]]
        sql = insert_sql(table, "?", tuple(f.column_name for f in fields))
        values = [[f.db_value(row[f.name]) for f in fields] for row in held]
        engine: Any = self._engine  # its stubs are partial
        engine.cursor().executemany(sql, values)
        return len(held)

    def rows(self, table: type[peewee.Model]) -> list[dict[str, Any]]:
        """All rows of a table; a column that an older program did not have is not in them."""
        cursor = self._execute(f'SELECT * FROM "{table._meta.table_name}"')
        known = table._meta.columns  # by column name
        names = [column[0] for column in cursor.description]
        return [
            {known[n].name: known[n].python_value(v) for n, v in zip(names, row, strict=True)
             if n in known}
            for row in cursor.fetchall()
        ]  # fmt: skip

    def facts(self) -> dict[str, str]:
        """What the base says of itself."""
        return dict(self._execute("SELECT cle, valeur FROM meta").fetchall())

    def steps(self) -> set[str]:
        """The migrations that made it."""
        found = self._execute(f"SELECT name FROM {migration.HISTORY}").fetchall()
        return {row[0] for row in found}

    def faults(self, step: Callable[[], None]) -> list[str]:
        """What is wrong with the file, page by page then row by row; nothing when it is whole."""
        self._execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        found: list[str] = []
        for look in (cipher_faults, page_faults, link_faults):
            found += look(self._execute)
            step()
        return found

    def _execute(self, sql: str) -> Any:
        return self._engine.execute_sql(sql)


@contextlib.contextmanager
def making(path: Path, key: bytes) -> Iterator[Poche]:
    """A new file with every table; one transaction, and nothing beside the file at the end."""
    engine = CipherDatabase(path, key, create=True)
    engine.connect()
    try:
        engine.execute_sql("PRAGMA user_version = 1")
        migration.build(engine)
        with engine.atomic("IMMEDIATE"):
            engine.execute_sql("PRAGMA defer_foreign_keys = ON")
            yield Poche(engine)
        engine.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        engine.execute_sql("PRAGMA journal_mode = delete").fetchall()
    finally:
        engine.close()


@contextlib.contextmanager
def reading(path: Path, key: bytes) -> Iterator[Poche]:
    """A copy, opened whole with what its journal holds; `Unavailable` when it does not open."""
    engine = CipherDatabase(path, key)
    try:
        engine.connect()
        yield Poche(engine)
    except (peewee.DatabaseError, sqlcipher.DatabaseError) as error:
        raise damaged_carnet() from error
    finally:
        engine.close()


def columns(table: type[peewee.Model], *left_out: str) -> Sequence[str]:
    """The fields of a table, but those named."""
    return [f.name for f in table._meta.sorted_fields if f.name not in left_out]
