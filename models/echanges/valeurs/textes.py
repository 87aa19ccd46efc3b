"""Cells as text: numbers without their « .0 », dates as people write them, no social security number."""

import datetime as dt
import re

from models.base.search import fold
from models.echanges.lecture.cellules import Cellule

# What people write for « the same as above ».
IDEM = frozenset({'"', "''", "“", "”", "»", "«", "〃", "''''", "' '", '""', ",,", "’’", "´´", "“”"})
_IDEM_WORDS = frozenset({"idem", "id", "ibid", "ibidem", "meme", "le meme", "la meme", "dito"})
_IDEM_WORDS |= {"meme jour", "mm", "same", "ditto", "meme personne", "meme date"}
VIDES = frozenset({"", "-", "--", "---", "–", "—", "/", "//", ".", "..", "...", "…", "_", "∅", "#"})
_ERREURS = (
    "#REF!", "#N/A", "#VALUE!", "#VALEUR!", "#NAME?", "#NOM?", "#DIV/0!", "#NUL!", "#NULL!",
    "#NUM!", "#NOMBRE!", "#####", "Err:5",
)  # fmt: skip
_SPACES = re.compile(r"[\s\u00a0\u202f\u2007\ufeff\u200b]+")
MASQUE = "[numéro de sécurité sociale masqué]"
_NIR = re.compile(
    r"(?<![\d+])[1-478][\s.\-_/]?\d{2}[\s.\-_/]?(?:0[1-9]|1[0-2]|[2-9]\d)[\s.\-_/]?"
    r"(?:\d{2}|2[ABab])[\s.\-_/]?\d{3}[\s.\-_/]?\d{3}(?:[\s.\-_/]{0,3}\d{2})?(?!\d)"
)


def text_of(cell: Cellule) -> str:
    """What the user would read in the cell, on one line, without the spaces around."""
    if isinstance(cell, str):
        return _SPACES.sub(" ", cell).strip()
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float) and cell == cell and abs(cell) < 1e16 and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    if isinstance(cell, dt.datetime):
        return f"{cell:%d/%m/%Y %H:%M}" if cell.time() != dt.time() else f"{cell:%d/%m/%Y}"
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, dt.time):
        return f"{cell:%H:%M}"
    return str(cell)


def is_idem(text: str) -> bool:
    """« idem », « id. », ditto marks."""
    return (
        text in IDEM
        or (len(text) < 16 and text.isascii() and fold(text) in _IDEM_WORDS)
        or (
            text.casefold()
            in ("même", "le même", "la même", "même jour", "même personne", "même date")
        )
    )


def is_void(text: str) -> bool:
    """A dash and the like: a cell filled to say that there is nothing."""
    return text in VIDES or text.startswith(_ERREURS)


def masked(text: str) -> str:
    """`text` with any social security number hidden: the program never keeps one."""
    return _NIR.sub(MASQUE, text) if len(text) >= 13 else text


def holds_nir(text: str) -> bool:
    return len(text) >= 13 and _NIR.search(text) is not None
