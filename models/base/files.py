"""Files written whole or not at all, so that neither a full disk nor a power cut leaves a half."""

import contextlib
import os
import time
from pathlib import Path

WINDOWS = os.name == "nt"


def write_whole(path: Path, data: bytes, *, private: bool = True) -> None:
    """Replace a file by `data`, durably, or leave it as it was; `private`: for this account."""
    part = path.with_name(f"{path.name}.part")
    try:
        with open(part, "wb", opener=for_this_account if private else None) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        replace(part, path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
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
