"""Where the slots are kept: a file beside an encrypted base, a row on a server."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import peewee

from models.base import files
from models.base.database import handle, holding_pen, tx
from models.base.errors import Unavailable
from models.base.fields import CodeField, IntegerField
from models.base.table import PlainTable
from models.comptes import slots as written
from models.comptes.slots import Slots

BASE = "structure.db"
PIECES = "pieces"  # the folder of the documents, sealed one by one
SLOTS, ESSAIS = "slots", "essais"  # what is kept: the keys, the wrong passwords


class SlotDocument(PlainTable):
    """On a server, what an encrypted base keeps in files beside it."""

    nom = CodeField(primary_key=True)
    generation = IntegerField(default=0)
    contenu = peewee.TextField()


class Server(NamedTuple):
    """A base on PostgreSQL, named by a libpq connection string."""

    conninfo: str


Where = Path | Server  # the folder of an encrypted file, or a server


class Store(Protocol):
    """Named texts that are replaced whole, one writer at a time."""

    def read(self, nom: str) -> str | None: ...

    def write(self, nom: str, text: str) -> None: ...

    def locked(self) -> contextlib.AbstractContextManager[None]: ...


class FileStore:
    """Files beside the base: whatever happens, the old text or the new one is there, whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, tuple[tuple[int, int, int], str]] = {}

    def read(self, nom: str) -> str | None:
        path = self._path(nom)
        try:
            seen = path.stat()
            stamp = (seen.st_mtime_ns, seen.st_size, seen.st_ino)
            if self._read.get(nom, (None,))[0] != stamp:
                self._read[nom] = (stamp, path.read_text(encoding="utf-8"))
            return self._read[nom][1]
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise written.damaged() from error
        except OSError as error:
            raise _unreadable(path) from error

    def write(self, nom: str, text: str) -> None:
        self._read.pop(nom, None)
        write_whole(self._path(nom), text.encode())

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        path = self.folder / "structure.verrou"
        with contextlib.ExitStack() as closing:
            try:
                file = closing.enter_context(path.open("a+b"))
                _lock(file.fileno())
            except OSError as error:
                raise _unreadable(path) from error
            yield

    def _path(self, nom: str) -> Path:
        return self.folder / f"structure.{nom}"


class TableStore:
    """Rows of the open base on a server."""

    def read(self, nom: str) -> str | None:
        query: Any = SlotDocument.select(SlotDocument.contenu)
        row = query.where(SlotDocument.nom == nom).tuples().first()
        return None if row is None else str(row[0])

    def write(self, nom: str, text: str) -> None:
        with holding_pen():
            SlotDocument.insert(nom=nom, contenu=text).on_conflict(
                conflict_target=[SlotDocument.nom],
                update={
                    SlotDocument.contenu: text,
                    SlotDocument.generation: SlotDocument.generation + 1,
                },
            ).execute()

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        with tx():
            handle().engine.execute_sql("LOCK TABLE slot_document IN SHARE ROW EXCLUSIVE MODE")
            yield


def store_of(where: Where) -> Store:
    """The store of a base; a server's must be open."""
    return TableStore() if isinstance(where, Server) else FileStore(where)


def read_slots(store: Store) -> Slots:
    """The slots; a sentence when they are missing or damaged."""
    text = store.read(SLOTS)
    if text is None:
        raise Unavailable(
            "Le fichier des clés «\u00a0structure.slots\u00a0» est introuvable à côté de la base. "
            "Remettez-le à sa place, ou restaurez la dernière sauvegarde\u00a0: elle le contient."
        )
    return written.from_text(text)


@contextlib.contextmanager
def editing(store: Store) -> Iterator[Slots]:
    """Change the slots, alone; they are written when the block ends well."""
    with store.locked():
        slots = read_slots(store)
        yield slots
        slots.generation += 1
        store.write(SLOTS, written.to_text(slots))


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file by `data`, or say why not."""
    try:
        files.write_whole(path, data)
    except OSError as error:
        raise Unavailable(
            f"Le fichier «\u00a0{path.name}\u00a0» ne peut pas être écrit. Vérifiez la place "
            "libre et vos droits sur son dossier, puis réessayez."
        ) from error


def _lock(descriptor: int) -> None:
    """Wait for the other program on this computer; the lock ends with the file."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)


def _unreadable(path: Path) -> Unavailable:
    return Unavailable(
        f"Le fichier «\u00a0{path.name}\u00a0» ne peut pas être lu ou écrit. "
        f"Vérifiez vos droits sur le dossier «\u00a0{path.parent}\u00a0»."
    )
