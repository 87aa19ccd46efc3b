"""Files written whole or not at all, and what a killed program leaves beside them."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from models.base import files as whole
from models.base.files import write_whole

KILLED = """
import os, sys
from pathlib import Path
from models.base import files as whole
os.fsync = lambda _: (print("écrit", flush=True), sys.stdin.readline())
whole.write_whole(Path(sys.argv[1]), b"SARR Awa, en clair")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """« Documents »."""
    made = tmp_path / "documents"
    made.mkdir()
    return made


def writing(path: Path) -> "subprocess.Popen[str]":
    """Another program, half way through."""
    running = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline() == "écrit\n"
    return running


def test_nothing_is_beside_the_file(folder: Path) -> None:
    target = folder / "Attestation de SARR Awa.pdf"
    target.write_bytes(b"avant")
    write_whole(target, b"pdf")
    assert [p.name for p in folder.iterdir()] == [target.name]
    assert target.read_bytes() == b"pdf"


def test_what_a_killed_save_left_goes_with_the_next_one(folder: Path) -> None:
    running = writing(folder / "Attestation de SARR Awa.pdf")
    (left,) = folder.iterdir()
    assert "SARR" not in left.name
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert left.exists()
    write_whole(folder / "autre.pdf", b"pdf")
    assert [p.name for p in folder.iterdir()] == ["autre.pdf"]


def test_a_save_under_way_in_another_window_is_not_swept(folder: Path) -> None:
    running = writing(folder / "lent.pdf")
    write_whole(folder / "autre.pdf", b"pdf")
    running.communicate("\n")
    assert running.returncode == 0
    assert (folder / "lent.pdf").read_bytes() == b"SARR Awa, en clair"


def test_what_is_not_ours_stays(folder: Path) -> None:
    """A download of the browser ends so too."""
    (folder / "film.mp4.part").write_bytes(b"1")
    (folder / ".cote-a-cote-x.part").symlink_to(folder / "film.mp4.part")
    write_whole(folder / "a.pdf", b"pdf")
    assert len(list(folder.iterdir())) == 3


def test_a_failure_leaves_what_was_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = folder / "a.pdf"
    target.write_bytes(b"avant")

    def full(_: int) -> None:
        raise OSError("plein")

    monkeypatch.setattr(whole.os, "fsync", full)
    with pytest.raises(OSError, match="plein"):
        write_whole(target, b"pdf")
    assert target.read_bytes() == b"avant"
    assert list(folder.iterdir()) == [target]
