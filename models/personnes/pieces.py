"""Where the ciphertext of documents is kept: files beside an encrypted base, a column on a server.

A piece never changes: its file is written before its row and goes after it. One that no row knows,
left by a power cut or an undone act, is swept once nothing can bring its row back.
"""

import contextlib
from pathlib import Path
from typing import Protocol

from models.base import clock
from models.base.database import handle
from models.base.errors import Unavailable
from models.base.files import write_whole
from models.comptes.store import PIECES

YOUNG = 3600  # seconds: the row of a younger file may still be on its way


class PieceStore(Protocol):
    """Puts a ciphertext under the key of its row, and gives it back whole."""

    def put(self, key: str, cipher: bytes) -> bytes | None:
        """Keep it durably; what is returned goes to the row itself."""

    def get(self, key: str, kept: bytes | None) -> bytes:
        """The ciphertext; `kept` is what the row holds of it. `Unavailable` if it is gone."""

    def drop(self, key: str) -> None: ...

    def old_keys(self) -> set[str]:
        """The pieces that have had time to find their row."""


class FilePieces:
    """One file for each piece, named by its key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, key: str, cipher: bytes) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self.folder / key, cipher)
        except OSError as error:
            raise Unavailable(
                "Le document n’a pas pu être enregistré\u00a0: le disque est plein, ou son dossier "
                "ne peut pas être écrit. Libérez de la place, puis réessayez."
            ) from error

    def get(self, key: str, kept: bytes | None) -> bytes:
        try:
            return (self.folder / key).read_bytes()
        except OSError as error:
            raise missing() from error

    def drop(self, key: str) -> None:
        with contextlib.suppress(OSError):
            (self.folder / key).unlink(missing_ok=True)

    def old_keys(self) -> set[str]:
        if not self.folder.is_dir():
            return set()
        limit = clock.now().timestamp() - YOUNG
        return {path.name for path in self.folder.iterdir() if _changed(path) < limit}


class RowPieces:
    """Desks that share a server share nothing else: the row holds its piece."""

    def put(self, key: str, cipher: bytes) -> bytes:
        return cipher

    def get(self, key: str, kept: bytes | None) -> bytes:
        if kept is None:
            raise missing()
        return bytes(kept)

    def drop(self, key: str) -> None:
        """It goes with its row."""

    def old_keys(self) -> set[str]:
        return set()


def piece_store() -> PieceStore:
    """The store of the open base."""
    return RowPieces() if handle().is_server else FilePieces(folder_of_base())


def folder_of_base() -> Path:
    """Where the pieces of the open encrypted base lie."""
    return Path(str(handle().engine.database)).parent / PIECES


def missing() -> Unavailable:
    return Unavailable(
        "Ce document est introuvable à côté de la base\u00a0: son fichier a été effacé ou déplacé. "
        "Restaurez-le depuis une sauvegarde, ou ajoutez-le de nouveau."
    )


def altered() -> Unavailable:
    return Unavailable(
        "Ce document est altéré\u00a0: son contenu n’est plus celui qui a été enregistré. "
        "Restaurez-le depuis une sauvegarde, ou ajoutez-le de nouveau."
    )


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return float("inf")  # gone meanwhile
