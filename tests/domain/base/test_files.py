"""A file is whole or as it was; what is the program's own is for nobody else."""

import errno
import os
import stat
from pathlib import Path

import pytest

from models.base import files
from models.base.files import replace, write_whole


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "base"
    made.mkdir()
    return made


def refuse(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_is_replaced_whole(folder: Path) -> None:
    path = folder / "structure.slots"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(folder.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_what_was_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = folder / "structure.slots"
    path.write_bytes(b"one")
    monkeypatch.setattr(*(files.os, "fsync") if step == "fsync" else (files, "replace"), refuse)
    with pytest.raises(OSError, match="space"):
        write_whole(path, b"two")
    assert path.read_bytes() == b"one"
    assert list(folder.iterdir()) == [path]


@pytest.mark.skipif(files.WINDOWS, reason="Windows has no such modes")
def test_only_what_was_asked_for_is_read_by_other_accounts(folder: Path) -> None:
    before = os.umask(0o022)
    try:
        write_whole(folder / "own", b"")
        write_whole(folder / "asked", b"", private=False)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {"own": 0o600, "asked": 0o644}


def test_a_file_that_is_held_for_a_moment_is_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "new").write_bytes(b"new")
    held = [PermissionError, PermissionError]
    rename = Path.replace

    def busy(source: Path, target: Path) -> Path:
        if held:
            raise held.pop()
        return rename(source, target)

    monkeypatch.setattr(files, "WINDOWS", True)
    monkeypatch.setattr(files.time, "sleep", lambda _: None)
    monkeypatch.setattr(Path, "replace", busy)
    replace(folder / "new", folder / "kept")
    assert (folder / "kept").read_bytes() == b"new"
