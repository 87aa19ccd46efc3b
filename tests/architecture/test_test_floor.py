"""The floor the tests stand on: real engines, a clock that stands still, folders of one's own."""

import datetime as dt
import os
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
import sqlcipher3

from models.base import clock
from models.base.clock import now as imported_by_name
from tests.conftest import FrozenClock
from tests.engines import LOCK, PREFIX, Engine, _sweep, fresh_postgresql, postgres_server


def test_each_engine_is_real_and_empty(engine: Engine) -> None:
    if engine.kind == "postgresql":
        with psycopg.connect(engine.conninfo) as connection:
            tables = connection.execute(
                "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            ).fetchone()
            version = connection.execute("SHOW server_version_num").fetchone()
        assert tables == (0,)
        assert version is not None
        assert int(version[0]) >= 140000
        return
    assert len(engine.key) == 32
    assert list(engine.folder.iterdir()) == []
    path = engine.folder / "essai.db"
    base = sqlcipher3.connect(str(path))
    base.execute(f"PRAGMA key = \"x'{engine.key.hex()}'\"")
    base.execute("CREATE TABLE essai (nom TEXT)")
    base.execute("INSERT INTO essai VALUES ('Łukasz')")
    base.commit()
    base.close()
    assert not path.read_bytes().startswith(b"SQLite format 3")
    assert "Łukasz".encode() not in path.read_bytes()


def test_databases_of_two_tests_do_not_meet() -> None:
    first, second = fresh_postgresql(), fresh_postgresql()
    with psycopg.connect(first) as connection:
        connection.execute("CREATE TABLE essai (nom TEXT)")
    with psycopg.connect(second) as connection, pytest.raises(psycopg.errors.UndefinedTable):
        connection.execute("SELECT nom FROM essai")
    for conninfo in (first, second):
        postgres_server().drop(conninfo)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(first)


def test_a_template_is_built_once_and_copied() -> None:
    built = []

    def build(conninfo: str) -> None:
        built.append(conninfo)
        with psycopg.connect(conninfo) as connection:
            connection.execute("CREATE TABLE essai AS SELECT 'Œuvre' AS nom")

    for _ in range(2):
        postgres_server().prepare_template("essai", build)
        with psycopg.connect(fresh_postgresql("essai")) as connection:
            assert connection.execute("SELECT nom FROM essai").fetchone() == ("Œuvre",)
    assert len(built) == 1


def test_what_a_killed_run_left_is_swept_and_what_lives_stays(tmp_path: Path) -> None:
    postgres_server()
    left = Path(tempfile.mkdtemp(prefix=PREFIX))
    (left / LOCK).touch()
    starting = Path(tempfile.mkdtemp(prefix=PREFIX))
    _sweep()
    assert not left.exists()
    assert postgres_server().root.exists()
    assert starting.exists(), "it says nothing yet"
    starting.rmdir()


def test_a_fresh_database_is_cheap() -> None:
    fresh_postgresql()
    begin = time.perf_counter()
    made = [fresh_postgresql() for _ in range(5)]
    lapse = (time.perf_counter() - begin) / 5
    for conninfo in made:
        postgres_server().drop(conninfo)
    assert lapse < 1, f"{lapse:.3f} s for a database"


def test_the_clock_stands_still(frozen_clock: FrozenClock) -> None:
    assert clock.now() == clock.now() == imported_by_name()
    assert clock.wall() == dt.datetime(2026, 3, 11, 14, 32)
    frozen_clock.advance(hours=10)
    assert clock.today() == dt.date(2026, 3, 12)
    frozen_clock.set(dt.datetime(2026, 7, 14, 9, 0))
    assert clock.wall() == dt.datetime(2026, 7, 14, 9, 0)
    assert clock.now() == dt.datetime(2026, 7, 14, 7, 0, tzinfo=dt.UTC)


def test_the_clock_runs_without_the_fixture() -> None:
    before = clock.now()
    time.sleep(0.001)
    assert clock.now() > before


def test_folders_are_the_tests_own(home: Path, tmp_path: Path) -> None:
    assert Path.home() == home
    assert home.is_relative_to(tmp_path)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        assert Path(os.environ[name]).is_relative_to(home)
    assert "DBUS_SESSION_BUS_ADDRESS" not in os.environ
