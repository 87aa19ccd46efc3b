"""Files written whole or not at all, so that neither a full disk nor a power cut leaves a half."""

import contextlib
import os
import sys
import time
from pathlib import Path
from typing import IO, Any

from models.base.ids import new_id

WINDOWS = os.name == "nt"
_BEGUN, _ENDED = ".cote-a-cote-", ".part"  # no name of anybody, and of no other program


def write_whole(path: Path, data: bytes, *, private: bool = True) -> None:
    """Replace a file by `data`, durably, or leave it as it was; `private`: for this account.

    Nothing is left beside it; what a program that was killed left there is swept.
    """
    _sweep(path.parent)
    part = path.with_name(f"{_BEGUN}{new_id()}{_ENDED}")
    try:
        with open(part, "xb", opener=for_this_account if private else None) as file:
            _hold(file)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if not WINDOWS:
                replace(part, path)  # still held: nobody sweeps it
        if WINDOWS:
            replace(part, path)  # what is open there cannot be moved
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    if private:  # what the person asked for may go anywhere: not every disk can do more
        sync_folder(path.parent)


def replace(source: Path, target: Path) -> None:
    """Rename over `target`; a scanner that holds it for a moment on Windows is waited for."""
    for attempt in range(20):
        try:
            source.replace(target)
            return
        except PermissionError:
            if not WINDOWS or attempt == 19:
                raise
            time.sleep(0.05 * (attempt + 1))


def sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows has no such call and does it by itself."""
    if WINDOWS:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def for_this_account(path: str, flags: int) -> int:
    """An `opener` whose file no other account of the computer reads."""
    return os.open(path, flags, 0o600)


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
