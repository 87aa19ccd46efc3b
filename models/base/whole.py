"""Files written whole or not at all; what a program that was killed left in clear is swept."""

import contextlib
import os
import sys
from pathlib import Path
from typing import IO, Any

from models.base.ids import new_id

_BEGUN, _ENDED = ".cote-a-cote-", ".part"  # no name of anybody, and of no other program


def write_whole(path: Path, data: bytes) -> None:
    """Put these bytes at a path; nothing is there, and nothing beside it, if it fails."""
    _sweep(path.parent)
    part = path.with_name(f"{_BEGUN}{new_id()}{_ENDED}")
    try:
        with part.open("xb") as file:
            _hold(file)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if sys.platform != "win32":
                part.replace(path)  # still held: nobody sweeps it
        if sys.platform == "win32":
            part.replace(path)  # what is open there cannot be moved
    finally:
        part.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """What was left here by a program that lives no more; another window may be writing."""
    for left in folder.glob(f"{_BEGUN}*{_ENDED}"):
        with contextlib.suppress(OSError):  # open in another program: Windows keeps it
            if left.is_file() and not left.is_symlink() and _is_free(left):
                left.unlink()


def _hold(file: IO[Any]) -> None:
    """For as long as it is open, or the program lives."""
    if sys.platform != "win32":
        import fcntl

        with contextlib.suppress(OSError):  # a shared folder may know no locks
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_free(path: Path) -> bool:
    if sys.platform != "win32":
        import fcntl

        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # held: an OSError, and it stays
    return True
