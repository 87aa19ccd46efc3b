"""Documents that another program shows: in clear in a private folder, until the session ends.

Each program has a folder of its own, locked as long as it lives: another window, on this base or
on another one, erases only those that nobody holds any more.
"""

import contextlib
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QLockFile, QUrl
from PySide6.QtGui import QDesktopServices

from models.base.errors import Unavailable
from models.base.files import for_this_account
from models.base.ids import new_id
from models.base.paths import opened_folder
from models.personnes.document import Piece

_NAME = "document"  # the program that shows it remembers what it opened: it learns no name
_ELSEWHERE = "cote-a-cote-ouverts-"  # where the usual folder cannot be made
_LOCK = ".verrou"
_held: dict[Path, QLockFile] = {}  # the folders of this program


def open_elsewhere(piece: Piece) -> None:
    """Hand a copy that cannot be changed to the program that usually shows such files."""
    try:
        path = _written(piece)
    except OSError as error:
        raise Unavailable(
            "Le document n’a pas pu être ouvert\u00a0: la place manque sur ce poste. Libérez-en, "
            "puis réessayez."
        ) from error
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        raise Unavailable(
            f"Aucun programme de ce poste n’ouvre «\u00a0{piece.nom}\u00a0». Enregistrez-en une "
            "copie, et ouvrez-la sur un autre poste."
        )


def forget_opened() -> None:
    """Erase what was put in clear here, and by programs that were killed."""
    for folder, lock in _held.items():
        _erase(folder)
        lock.unlock()
    _held.clear()
    for folder in _left():
        lock = _lock_of(folder)
        if lock.tryLock(0):  # its program lives no more
            _erase(folder)
            lock.unlock()
    with contextlib.suppress(OSError):
        opened_folder().rmdir()


def _left() -> list[Path]:
    """The folders of every program of this account; those that held their lock alone too."""
    elsewhere = Path(tempfile.gettempdir()).glob(f"{_ELSEWHERE}*")
    found = [*opened_folder().glob("*"), *elsewhere]
    return list(dict.fromkeys(path.with_name(path.name.removesuffix(_LOCK)) for path in found))


def _lock_of(folder: Path) -> QLockFile:
    """Held until its program ends, however long that lasts."""
    lock = QLockFile(str(folder.with_name(f"{folder.name}{_LOCK}")))
    lock.setStaleLockTime(0)
    return lock


def _erase(folder: Path) -> None:
    for path in (*folder.glob("*"), *folder.glob("*/*")):
        _let_go(path)
    shutil.rmtree(folder, ignore_errors=True)


def _let_go(path: Path) -> None:
    """On Windows, what cannot be changed cannot be removed either."""
    with contextlib.suppress(OSError):
        if not path.is_symlink():
            path.chmod(0o600)


def _written(piece: Piece) -> Path:
    folder = _private_folder() / piece.id
    folder.mkdir(mode=0o700, exist_ok=True)
    path = (folder / _NAME).with_suffix(Path(piece.nom).suffix)
    _let_go(path)
    path.unlink(missing_ok=True)
    with open(path, "wb", opener=for_this_account) as file:
        file.write(piece.data)
    path.chmod(0o400)
    return path


def _private_folder() -> Path:
    """That of this program, made and locked when it is first needed."""
    usual = opened_folder()
    try:
        usual.mkdir(mode=0o700, parents=True, exist_ok=True)
        wanted = usual / new_id()
    except OSError:
        usual = Path(tempfile.gettempdir())
        wanted = usual / f"{_ELSEWHERE}{new_id()}"
    own = next((folder for folder in _held if folder.parent == usual), None)
    return own or _made(wanted)


def _made(folder: Path) -> Path:
    """Locked before it is there: no other window finds it without its lock."""
    lock = _lock_of(folder)
    lock.tryLock(0)
    folder.mkdir(mode=0o700)
    _held[folder] = lock
    return folder
