"""Opening a file or a server: what is wrong is said in a sentence, and nothing is ever created."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import peewee
import pytest

from models.base import database
from models.base.database import CipherDatabase, handle, holding_pen, tx
from models.base.errors import Refused, Unavailable
from tests.domain.base.desastres import KEY, check, create, start_writer
from tests.engines import Engine


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A base with one table, closed."""
    place = tmp_path / "structure.db"
    create(place)
    return place


@pytest.fixture(autouse=True)
def closed() -> object:
    yield
    database.close()


def test_a_new_base_is_encrypted_and_never_replaces_a_file(tmp_path: Path) -> None:
    place = tmp_path / "structure.db"
    opened = database.create_cipher(place, KEY)
    with holding_pen():
        opened.engine.execute_sql("CREATE TABLE t (texte TEXT)")
        opened.engine.execute_sql("INSERT INTO t VALUES ('Limoges en toutes lettres')")
    for name in ("structure.db", "structure.db-wal"):
        content = (tmp_path / name).read_bytes()
        assert b"SQLite format 3" not in content
        assert b"Limoges" not in content
    with pytest.raises(Refused, match="existe déjà"):
        database.create_cipher(place, KEY)


@pytest.mark.parametrize("key", [b"", b"k", b"k" * 31, b"k" * 33])
def test_a_key_that_is_not_one_is_refused_before_the_file_is_touched(
    tmp_path: Path, key: bytes
) -> None:
    """Taken as a passphrase, or as none, it would make a base that nobody meant."""
    with pytest.raises(ValueError, match="32 bytes"):
        database.create_cipher(tmp_path / "structure.db", key)
    assert not (tmp_path / "structure.db").exists()


def test_a_wrong_key_opens_nothing(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Unavailable, match="endommagée, ou ce n’est pas une base"):
        database.open_cipher(path, b"x" * 32)
    assert not database.is_open()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "vide"), (b"x" * 5000, "n’est pas une base")],
    ids=["empty", "other"],
)
def test_a_file_that_is_no_base_is_told(path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)
    with pytest.raises(Unavailable, match=said):
        database.open_cipher(path, KEY)
    assert path.read_bytes() == content


def test_a_missing_file_is_told_and_not_created(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="introuvable"):
        database.open_cipher(tmp_path / "structure.db", KEY)
    assert list(tmp_path.glob("structure*")) == []


def test_a_clear_base_is_not_taken_for_ours(path: Path) -> None:
    import sqlite3

    path.unlink()
    clear = sqlite3.connect(path)
    clear.execute("CREATE TABLE t (n)")
    clear.close()
    with pytest.raises(Unavailable):
        database.open_cipher(path, KEY)


@pytest.mark.parametrize("size", [1, 4095, 4096, 8192])
def test_a_truncated_base_does_not_pass_unseen(path: Path, size: int) -> None:
    os.truncate(path, size)
    with pytest.raises((Unavailable, peewee.DatabaseError)):
        database.open_cipher(path, KEY).engine.execute_sql("SELECT * FROM ligne_essai").fetchall()


def test_a_copy_is_read_where_nothing_may_be_written(path: Path) -> None:
    opened = database.open_cipher(path, KEY, immutable=True)
    assert opened.engine.execute_sql("SELECT count(*) FROM acte_essai").fetchone() == (0,)
    with pytest.raises(Unavailable, match="droits"), holding_pen(), tx():
        opened.engine.execute_sql("INSERT INTO acte_essai VALUES (1, '')")


def test_every_connection_has_the_settings_that_lose_nothing(path: Path) -> None:
    opened = database.open_cipher(path, KEY)
    found: list[dict[str, object]] = []

    def ask() -> None:
        with database.connection():
            names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
            found.append({n: opened.engine.execute_sql(f"PRAGMA {n}").fetchone()[0] for n in names})

    for _ in range(2):
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    assert found == [expected, expected]


def test_a_base_held_by_another_program_is_told_busy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = CipherDatabase(path, KEY)
    other.connect()
    other.connection().execute("BEGIN IMMEDIATE")
    database.open_cipher(path, KEY)
    handle().engine.execute_sql("PRAGMA busy_timeout = 50")
    with pytest.raises(Unavailable, match="occupée"), tx():
        pass
    other.connection().execute("ROLLBACK")
    other.close()
    with tx():
        pass


def test_when_the_disk_is_full_nothing_is_lost_and_the_program_goes_on(
    small_disk: Callable[..., Path],
) -> None:
    path = small_disk(kibibytes=1024) / "structure.db"
    create(path)
    writer = start_writer(path)
    told, _ = writer.communicate(timeout=60)
    lines = told.splitlines()
    assert "Le disque est plein" in lines[-1]
    assert writer.returncode == 0
    last = int(lines[-2])
    assert last > 10
    opened = database.open_cipher(path, KEY)
    count = opened.engine.execute_sql("SELECT count(*) FROM acte_essai").fetchone()
    assert count == (last,)
    for _ in range(2):
        with pytest.raises(Unavailable, match="disque est plein"):
            _write_much(opened)
    with pytest.raises(Unavailable, match="disque est plein"), holding_pen(), tx():
        _write_much(opened)
    assert opened.engine.execute_sql("SELECT count(*) FROM acte_essai").fetchone() == count


def _write_much(opened: database.Handle) -> None:
    with holding_pen(), tx():
        for n in range(1_000_000, 1_000_400):
            opened.engine.execute_sql("INSERT INTO acte_essai VALUES (?, ?)", (n, "x" * 3000))


def test_once_there_is_room_again_it_writes_again(small_disk: Callable[..., Path]) -> None:
    folder = small_disk(kibibytes=1024)
    ballast = folder / "autre"
    ballast.write_bytes(b"x" * 600_000)
    path = folder / "structure.db"
    create(path)
    told = start_writer(path).communicate(timeout=60)[0].splitlines()
    ballast.unlink()
    more = start_writer(path, "20").communicate(timeout=60)[0].splitlines()
    assert int(more[-1]) == int(told[-2]) + 20
    check(path, int(more[-1]))


def test_a_server_that_does_not_answer_is_told() -> None:
    with pytest.raises(Unavailable, match="serveur ne répond pas"):
        database.open_server("host=127.0.0.1 port=1 dbname=x connect_timeout=2")
    assert not database.is_open()


def test_nested_transactions_are_savepoints_on_both_engines(engine: Engine) -> None:
    if engine.kind == "postgresql":
        opened = database.open_server(engine.conninfo)
    else:
        opened = database.create_cipher(engine.folder / "structure.db", engine.key)
    execute = opened.engine.execute_sql
    with holding_pen(), tx():
        execute("CREATE TABLE t (n INTEGER)")
        execute("INSERT INTO t VALUES (1)")
        with pytest.raises(ZeroDivisionError):
            _insert_and_fail()
        execute("INSERT INTO t VALUES (3)")
    assert execute("SELECT n FROM t ORDER BY n").fetchall() == [(1,), (3,)]


def _insert_and_fail() -> None:
    with tx():
        handle().engine.execute_sql("INSERT INTO t VALUES (2)")
        raise ZeroDivisionError


def test_closing_drops_the_handle(path: Path) -> None:
    database.open_cipher(path, KEY)
    database.close()
    database.close()
    with pytest.raises(Unavailable, match="Aucune base"):
        handle()
