"""The documents of a backup: in the archive itself, or once for all beside the daily ones.

A piece never changes. Each copy is checked against the fingerprint that its row keeps; one that is
missing or altered never stops a backup or a restoration: it is counted, and said.
"""

import contextlib
import os
import shutil
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO

from models.base.errors import Failure
from models.coffre.archive import SUFFIX, Manifest, cannot_write, fingerprint, read_manifest
from models.comptes.store import PIECES


def whole_pieces(pieces: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Of these pieces, those that the folder holds unaltered."""
    return {key: print_ for key, print_ in pieces.items() if _is_whole(folder / key, print_)}


def name_inside(key: str) -> str:
    """The name of a piece in an archive."""
    return f"{PIECES}/{key}"


def keep_beside(pieces: Mapping[str, str], source: Path, place: Path) -> None:
    """Copy the pieces that a folder of daily backups does not hold yet."""
    if not pieces:
        return
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        for key, print_ in pieces.items():
            if not _is_whole(place / key, print_):
                with (source / key).open("rb") as file:
                    _write(file, place / key)
    except OSError as error:
        raise cannot_write(place / PIECES) from error


def bring_back(
    manifest: Manifest, archive: Path, place: Path, *, elsewhere: Sequence[Path]
) -> list[str]:
    """Put the pieces of a backup in `place`; returns those that are nowhere whole.

    They are looked for in the archive, beside it, then in the folders given.
    """
    if not manifest.pieces:
        return []
    place.mkdir(mode=0o700)
    lost = []
    with zipfile.ZipFile(archive) as opened:
        inside = set(opened.namelist())
        for key, print_ in manifest.pieces.items():
            sources = [f / key for f in (archive.parent / PIECES, *elsewhere)]
            if name_inside(key) in inside:
                with opened.open(name_inside(key)) as file:
                    _write(file, place / key)
            else:
                _copy_first(sources, print_, place / key)
            if not _is_whole(place / key, print_):
                (place / key).unlink(missing_ok=True)
                lost.append(key)
    return lost


def drop_unlisted(folder: Path) -> None:
    """Erase the pieces beside daily backups that none of them lists any more.

    As long as one of the archives cannot be read, nothing goes.
    """
    listed: set[str] = set()
    try:
        for path in folder.glob(f"*{SUFFIX}"):
            listed |= set(read_manifest(path).pieces)
    except Failure:
        return
    for path in (folder / PIECES).glob("*"):
        if path.name not in listed:
            with contextlib.suppress(OSError):
                path.unlink()


def total_size(keys: Iterable[str], folder: Path) -> int:
    return sum((folder / key).stat().st_size for key in keys)


def _copy_first(sources: Iterable[Path], print_: str, target: Path) -> None:
    for source in sources:
        if _is_whole(source, print_):
            with source.open("rb") as file:
                _write(file, target)
            return


def _is_whole(path: Path, print_: str) -> bool:
    try:
        with path.open("rb") as file:
            return fingerprint(file) == print_
    except OSError:
        return False


def _write(source: IO[bytes], target: Path) -> None:
    """Durably, and never half of one under its name."""
    part = target.with_name(f"{target.name}.part")
    with part.open("wb") as file:
        shutil.copyfileobj(source, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
