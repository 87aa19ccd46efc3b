"""A writer as the program is one: told numbers are committed, with their three lines each."""

import subprocess
import sys
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from models.base.database import PRAGMAS

KEY = b"k" * 32
LINES = 3
ROOT = str(Path(__file__).parents[3])
# Through the program's own engine and transaction, until it is killed or refused.
WRITER = """
import sys
from pathlib import Path
from models.base import database
from models.base.errors import Unavailable
opened = database.open_cipher(Path(sys.argv[1]), b"k" * 32)
execute = opened.engine.execute_sql
last = execute("SELECT coalesce(max(n), 0) FROM acte_essai").fetchone()[0]
limit = int(sys.argv[2]) if len(sys.argv) > 2 else 1 << 40
print("prêt", flush=True)
try:
    for n in range(last + 1, last + 1 + limit):
        with database.holding_pen(), database.tx():
            execute("INSERT INTO acte_essai VALUES (?, ?)", (n, "x" * 200))
            for rang in range(3):
                execute("INSERT INTO ligne_essai VALUES (?, ?, ?)", (n, rang, "é" * 300))
        print(n, flush=True)
except Unavailable as error:
    print(error.message, flush=True)
"""
TABLES = (
    "CREATE TABLE acte_essai (n INTEGER PRIMARY KEY, texte TEXT)",
    "CREATE TABLE ligne_essai (n INTEGER REFERENCES acte_essai, rang INTEGER, texte TEXT)",
)


def connect(path: Path, *, key: bytes = KEY) -> sqlcipher.Connection:
    """As the program connects."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for name, value in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}")
    return connection


def create(path: Path) -> None:
    connection = connect(path)
    for statement in TABLES:
        connection.execute(statement)
    connection.close()


def start_writer(
    path: Path, *arguments: str, traced: tuple[str, ...] = ()
) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*traced, sys.executable, "-c", WRITER, str(path), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": ROOT, "PATH": "/usr/bin:/bin"},
    )


def check(path: Path, told: int) -> int:
    """Everything told is there, nothing is half there, the file is sound; the last number."""
    connection = connect(path)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        last = connection.execute("SELECT coalesce(max(n), 0) FROM acte_essai").fetchone()[0]
        count = connection.execute("SELECT count(*) FROM acte_essai").fetchone()[0]
        lines = connection.execute("SELECT count(*) FROM ligne_essai").fetchone()[0]
    finally:
        connection.close()
    assert last >= told, f"told {told} and kept {last}"
    assert (count, lines) == (last, LINES * last), "half a transaction"
    return int(last)
