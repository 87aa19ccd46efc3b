"""Two hundred kills -9 while it writes: what was told is kept, whole; two writers get along."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.domain.base.desastres import ROOT, check, connect, create, start_writer

KILLS = 200


@pytest.mark.soak
def test_two_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    """The same base is killed and opened again, so that each recovery is built on the last one."""
    path = tmp_path / "structure.db"
    create(path)
    chance = random.Random(20261121)
    writers = [start_writer(path)]
    written = 0
    for _ in range(KILLS):
        writer = writers.pop()
        assert writer.stdout is not None
        assert writer.stdout.readline() == "prêt\n"
        time.sleep(chance.uniform(0.001, 0.03))
        writer.kill()
        told = _last_number(writer, written)
        written = check(path, told)
        writers.append(start_writer(path))
    last = writers.pop()
    last.kill()
    last.communicate()
    assert written > KILLS, "the writer hardly wrote"


def _last_number(writer: "subprocess.Popen[str]", before: int) -> int:
    text, _ = writer.communicate()
    numbers = [int(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]
    return numbers[-1] if numbers else before


def test_two_programs_write_side_by_side_without_an_error(tmp_path: Path) -> None:
    path = tmp_path / "structure.db"
    connection = connect(path)
    connection.execute("CREATE TABLE compteur (n INTEGER)")
    connection.execute("INSERT INTO compteur VALUES (0)")
    connection.close()
    programs = [_start_counter(path) for _ in range(2)]
    told = [program.communicate(timeout=100)[0].strip() for program in programs]
    assert told == ["fini", "fini"]
    connection = connect(path)
    assert connection.execute("SELECT n FROM compteur").fetchone() == (2 * COUNTED,)
    connection.close()


COUNTED = 400
COUNTER = f"""
import sys
from pathlib import Path
from models.base import database
opened = database.open_cipher(Path(sys.argv[1]), b"k" * 32)
for _ in range({COUNTED}):
    with database.holding_pen(), database.tx():
        n = opened.engine.execute_sql("SELECT n FROM compteur").fetchone()[0]
        opened.engine.execute_sql("UPDATE compteur SET n = ?", (n + 1,))
print("fini")
"""


def _start_counter(path: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", COUNTER, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": ROOT},
    )
