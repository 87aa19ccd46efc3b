"""Documents that another program shows: in clear in a private folder, until the session ends."""

import os
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from models.base.errors import Unavailable
from models.base.paths import opened_folder
from models.personnes.document import Piece

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
    for folder in {*_folders, opened_folder()}:
        shutil.rmtree(folder, ignore_errors=True)
    _folders.clear()


def _written(piece: Piece) -> Path:
    folder = _private_folder() / piece.id
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / piece.nom
    path.unlink(missing_ok=True)
    with open(path, "wb", opener=_private) as file:
        file.write(piece.data)
    path.chmod(0o400)
    return path


def _private_folder() -> Path:
    folder = opened_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="cote-a-cote-"))
    if folder not in _folders:
        _folders.append(folder)
    return folder


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
