"""The base's key is changed under real kills: the base always opens with exactly one key."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import peewee
import pytest

from models.base import database
from models.base.database import CipherDatabase, handle, holding_pen
from models.comptes import acces, rotation
from models.comptes.slots import DB, NEXT
from models.comptes.store import editing
from tests.domain.comptes.maison import PHRASE, enter, found

ROWS, KILLS = 3000, 20
ROOT = str(Path(__file__).parents[3])
PROGRAM = """
import sys
from pathlib import Path
from models.base.settings import Settings
from models.comptes import acces, rotation
opened = acces.open_with_password(
    Path(sys.argv[1]), "claire", password=sys.argv[2], settings=Settings(poste_id="p" * 32))
print("prêt", flush=True)
rotation.change_base(opened)
print("fini", flush=True)
"""


@pytest.fixture
def heavy(folder: Path) -> Path:
    """A base of some ten megabytes, closed."""
    found(folder)
    with holding_pen(), database.tx():
        handle().engine.execute_sql("CREATE TABLE lest (n INTEGER PRIMARY KEY, corps BLOB)")
        for n in range(ROWS):
            handle().engine.execute_sql("INSERT INTO lest VALUES (?, randomblob(2500))", (n,))
    acces.lock()
    return folder


def readable(folder: Path, key: bytes) -> bool:
    engine = CipherDatabase(folder / "structure.db", key)
    try:
        engine.connect()
        return engine.execute_sql("SELECT count(*) FROM lest").fetchone() == (ROWS,)
    except peewee.DatabaseError:
        return False
    finally:
        engine.close()


def test_the_old_key_opens_nothing_any_more(heavy: Path) -> None:
    in_ = enter(heavy)
    old = in_.cles.base
    rotation.change_base(in_)
    assert in_.cles.base != old
    acces.lock()
    assert not readable(heavy, old)
    assert readable(heavy, in_.cles.base)
    again = enter(heavy)
    assert again.cles.base == in_.cles.base
    assert again.cles.base_next is None
    assert handle().engine.execute_sql("PRAGMA journal_mode").fetchone() == ("wal",)
    assert handle().engine.execute_sql("PRAGMA synchronous").fetchone() == (2,)


def test_two_keys_in_the_slots_are_both_tried(heavy: Path) -> None:
    """Stopped before, or after, the file itself was changed."""
    for changed in (False, True):
        in_ = enter(heavy)
        before = in_.cles.base
        fresh = bytes([7 + changed]) * 32
        with editing(in_.store) as slots:
            for slot in slots.all():
                slot.give(DB + NEXT, fresh, base_id=slots.base_id)
        if changed:
            database.rekey(fresh)
        acces.lock()
        in_ = enter(heavy)
        assert in_.cles.base == fresh
        assert in_.cles.base_next is None
        assert all(DB + NEXT not in slot.grants for slot in in_.slots().all())
        acces.lock()
        assert not readable(heavy, before)


@pytest.mark.soak
def test_killed_at_any_moment_it_opens_with_one_key_and_loses_nothing(
    heavy: Path, tmp_path: Path
) -> None:
    lasted = _time_of_a_change(_copy(heavy, tmp_path / "mesure"))
    chance = random.Random(20261121)
    ended_before = 0
    for number in range(KILLS):
        folder = _copy(heavy, tmp_path / f"essai{number}")
        ended_before += _killed_after(folder, chance.uniform(0, lasted * 1.1))
        in_ = enter(folder)
        kept = in_.cles.base
        rows = handle().engine.execute_sql("SELECT count(*) FROM lest").fetchone()
        faults = handle().engine.execute_sql("PRAGMA cipher_integrity_check").fetchall()
        assert rows == (ROWS,)
        assert faults == []
        assert in_.cles.base_next is None
        acces.lock()
        assert readable(folder, kept)
        shutil.rmtree(folder)
    assert ended_before < KILLS, "no kill fell within the change"


def _copy(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    return target


def _start(folder: Path) -> "subprocess.Popen[str]":
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), PHRASE],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": ROOT, "PATH": "/usr/bin:/bin"},
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "prêt\n"
    return program


def _time_of_a_change(folder: Path) -> float:
    program = _start(folder)
    begun = time.monotonic()
    program.communicate(timeout=60)
    return time.monotonic() - begun


def _killed_after(folder: Path, seconds: float) -> bool:
    """Whether the change had ended by itself."""
    program = _start(folder)
    time.sleep(seconds)
    program.kill()
    told, _ = program.communicate()
    return "fini" in told
