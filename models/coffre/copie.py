"""A copy of the base at rest: how it is made, and how it is known to be whole."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import peewee
import sqlcipher3.dbapi2 as sqlcipher

from models.base.database import CipherDatabase, handle
from models.base.errors import Unavailable

CACHE = -262144  # KiB: five times faster than the usual cache on a large base


@dataclass(frozen=True)
class Contents:
    """What a copy holds: rows of each table, the last seals of the journal's chains, documents."""

    lignes: dict[str, int]
    ancres: list[list[Any]]
    pieces: dict[str, str]  # fingerprint of each document, by its key


def copy_base(target: Path) -> None:
    """A copy of the open file as of one instant, under the same key, that needs no second file."""
    target.unlink(missing_ok=True)
    try:
        handle().engine.execute_sql("VACUUM INTO ?", (str(target),))
    except (peewee.DatabaseError, sqlcipher.DatabaseError) as error:
        raise Unavailable(
            "La base n’a pas pu être copiée\u00a0: vérifiez la place libre sur le disque."
        ) from error


def check_copy(path: Path, key: bytes, *, step: Callable[[], None] = lambda: None) -> Contents:
    """Open a copy for reading only and check all of it; `Unavailable` says that it is damaged."""
    try:
        with _reading(path, key) as execute:
            for faults in (cipher_faults, page_faults, link_faults):
                if faults(execute):
                    raise damaged_copy(path)
                step()
            return _contents(execute)
    except (peewee.DatabaseError, sqlcipher.DatabaseError) as error:
        raise damaged_copy(path) from error


Execute = Callable[[str], Any]


def cipher_faults(execute: Execute) -> list[str]:
    """Pages that were changed without the key."""
    return [str(row[0]) for row in execute("PRAGMA cipher_integrity_check").fetchall()]


def page_faults(execute: Execute) -> list[str]:
    rows = execute("PRAGMA integrity_check").fetchall()
    return [str(row[0]) for row in rows if row[0] != "ok"]


def link_faults(execute: Execute) -> list[str]:
    """Rows that point to a row that is not there, as « table → table »."""
    rows = execute("PRAGMA foreign_key_check").fetchall()
    return [f"{row[0]} → {row[2]}" for row in rows]


def damaged_copy(path: Path) -> Unavailable:
    return Unavailable(
        f"La copie «\u00a0{path.name}\u00a0» est endommagée, ou n’est pas chiffrée par ces clés. "
        "Prenez une autre sauvegarde."
    )


@contextlib.contextmanager
def _reading(path: Path, key: bytes) -> Iterator[Execute]:
    engine = CipherDatabase(path, key, immutable=True)
    engine.connect()
    try:
        engine.execute_sql(f"PRAGMA cache_size = {CACHE}")
        yield engine.execute_sql
    finally:
        engine.close()


def _contents(execute: Execute) -> Contents:
    tables = execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        " ORDER BY name"
    ).fetchall()
    counts = {n: int(execute(f'SELECT count(*) FROM "{n}"').fetchone()[0]) for (n,) in tables}
    chains = execute("SELECT poste_id, n, mac FROM journal_chain ORDER BY poste_id").fetchall()
    anchors = [[poste, n, bytes(mac).hex()] for poste, n, mac in chains]
    return Contents(counts, anchors, pieces_in(execute))


def pieces_in(execute: Execute) -> dict[str, str]:
    """The fingerprint of each document that a base knows, archived ones too, by its key."""
    rows = execute("SELECT id, empreinte FROM document ORDER BY id").fetchall()
    return {str(key): str(print_) for key, print_ in rows}
