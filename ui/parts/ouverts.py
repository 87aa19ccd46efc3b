"""Documents that another program shows: in clear in a private folder, until the session ends."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from models.base.errors import Unavailable
from models.base.files import for_this_account
from models.base.paths import opened_folder
from models.personnes.document import Piece

_NAME = "document"  # the program that shows it remembers what it opened: it learns no name
_ELSEWHERE = "cote-a-cote-ouverts-"  # where the usual folder cannot be made
_folders: list[Path] = []


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
    """Erase what was put in clear, now or by a session that was cut short."""
    for folder in {*_folders, opened_folder(), *_left_elsewhere()}:
        _erase(folder)
    _folders.clear()


def _left_elsewhere() -> Iterator[Path]:
    return Path(tempfile.gettempdir()).glob(f"{_ELSEWHERE}*")


def _erase(folder: Path) -> None:
    for path in folder.glob("*/*"):
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
    folder = opened_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix=_ELSEWHERE))
    if folder not in _folders:
        _folders.append(folder)
    return folder
