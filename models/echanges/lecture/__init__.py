"""Any file that a desk may hold, as sheets of cells; one that cannot be read gets one sentence."""

import hashlib
from pathlib import Path

from models.base.errors import Refused, Unavailable
from models.echanges.lecture.cellules import Classeur, Feuille

__all__ = ["Classeur", "Feuille", "lire"]

_TEXTS = {".csv", ".tsv", ".txt", ".tab"}
_BOOKS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
MAX_OCTETS = 120_000_000  # a workbook keeps its pictures; a million rows take half of it


def lire(path: Path, *, gently: bool = False) -> Classeur:
    """The sheets of `path`, hidden ones too; what the file really is counts more than its name.

    `gently`: a little slower, and a window can be painted meanwhile.
    """
    try:
        return _read(path, gently=gently)
    except OSError:
        raise Unavailable(
            f"La lecture de «\u00a0{path.name}\u00a0» s’est interrompue. Vérifiez le disque, la "
            "clé ou le lecteur réseau où il se trouve, puis réessayez."
        ) from None


def _read(path: Path, *, gently: bool) -> Classeur:
    head = _head(path)
    kind = path.suffix.lower()
    if kind not in _TEXTS | _BOOKS:
        raise Refused(
            f"« {path.name} » n’est pas un registre que le programme sait lire. "
            "Choisissez un classeur .xlsx, .xls ou .ods, ou un fichier .csv."
        )
    fingerprint = _fingerprint(path)
    if kind in _TEXTS and not head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from models.echanges.lecture.texte import read_text

        return Classeur(path.name, fingerprint, read_text(path))
    from models.echanges.lecture.classeur import read_book

    return Classeur(path.name, fingerprint, read_book(path, head, gently=gently))


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Refused(f"« {path.name} » est un dossier. Choisissez le fichier du registre.")
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError:
        raise Unavailable(
            f"Le fichier « {path.name} » est introuvable. Vérifiez son nom et son dossier."
        ) from None
    except OSError:
        raise Unavailable(
            f"Le fichier « {path.name} » ne peut pas être ouvert. "
            "Fermez-le dans le tableur, vérifiez vos droits sur le dossier, puis réessayez."
        ) from None
    if not size:
        raise Refused(f"Le fichier « {path.name} » est vide. Vérifiez que c’est le bon registre.")
    if size > MAX_OCTETS:
        raise Refused(
            f"Le fichier « {path.name} » est trop gros pour un registre. "
            "Enregistrez-en une copie sans image, ou un fichier par année."
        )
    return head


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
