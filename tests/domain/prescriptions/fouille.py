"""Looking for a word in all that lies in a base or on a disk, as somebody with the keys would."""

import base64
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from sqlcipher3 import dbapi2 as sqlcipher

from models.comptes import acces
from models.comptes.acces import Acces


def shapes(word: str) -> set[bytes]:
    """The ways in which a word may lie in a file: encodings, folded, base64 at any offset."""
    bare = word.replace("ï", "i")
    plain = {word, word.lower(), word.upper(), bare, bare.lower(), word.replace("ï", "\\u00ef")}
    found = {
        w.encode(code) for w in plain for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
    }
    for raw in [w.encode() for w in (word, word.lower(), bare.lower())]:
        found.add(raw.hex().encode())
        found.update(base64.b64encode(b"\0" * at + raw)[4 if at else 0 : -4] for at in range(3))
    return {shape for shape in found if len(shape) >= 6}


def holding(word: str, contents: Iterator[tuple[str, bytes]]) -> set[str]:
    """The places whose bytes hold a word."""
    wanted = shapes(word)
    return {place for place, raw in contents if any(shape in raw for shape in wanted)}


def cells(keys: Acces | None = None) -> Iterator[tuple[str, bytes]]:
    """Every value of every table, as a SQL shell shows it with the raw key of an account."""
    with closing(shell(keys or acces.current())) as connection:
        for table in tables_in(connection):
            cursor = connection.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{n}", raw(v)) for n, v in zip(names, row, strict=True))


def shell(keys: Acces) -> Any:
    """A connection of one's own, outside the program, with nothing but the key."""
    if isinstance(keys.where, acces.Server):
        return psycopg.connect(keys.where.conninfo, autocommit=True)
    connection = sqlcipher.connect(str(keys.where / acces.BASE))
    connection.execute(f"PRAGMA key = \"x'{keys.cles.base.hex()}'\"")
    return connection


def tables_in(connection: Any) -> list[str]:
    if isinstance(connection, psycopg.Connection):
        known = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    else:
        known = "SELECT name FROM sqlite_master WHERE type = 'table'"
    return [name for (name,) in connection.execute(known).fetchall()]


def raw(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def tally(word: str, keys: Acces | None = None) -> Counter[str]:
    """How many values hold a word, by column."""
    wanted = shapes(word)
    return Counter(place for place, raw in cells(keys) if any(shape in raw for shape in wanted))


def files(*folders: Path) -> Iterator[tuple[str, bytes]]:
    for folder in folders:
        yield from ((str(p), p.read_bytes()) for p in folder.rglob("*") if p.is_file())


def may_hold(content: bytes, key_id: bytes) -> bool:
    """Sealed for a key, as it is or inside the JSON of an image."""
    return key_id in content or any(
        base64.b64encode(b"\0" * at + key_id)[4 if at else 0 : -4] in content for at in range(3)
    )
