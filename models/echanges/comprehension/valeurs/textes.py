"""Cells as text: numbers without « .0 », dates as written, no social security number."""

import datetime as dt
import re
from functools import lru_cache

from models.base.search import fold
from models.echanges.lecture.cellules import Cellule

# What people write for « the same as above », in small letters without the dots around.
_IDEM = frozenset(
    (
        '"',
        "''",
        "“",
        "”",
        "»",
        "«",
        "〃",
        "''''",
        "' '",
        '""',
        ",,",
        "’’",
        "´´",
        "“”",
        "« »",
        "idem",
    )
)
_IDEM |= frozenset(("id", "ibid", "ibidem", "meme", "même", "le même", "la même", "meme jour"))
_IDEM |= frozenset(("même jour", "meme personne", "même personne", "même date", "ditto", "same"))
VIDES = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        "/",
        "//",
        ".",
        "..",
        "...",
        "…",
        "_",
        "∅",
        "#",
        "?",
        "??",
        "???",
    }
)
_ERREURS = (
    "#REF!", "#N/A", "#VALUE!", "#VALEUR!", "#NAME?", "#NOM?", "#DIV/0!", "#NUL!", "#NULL!",
    "#NUM!", "#NOMBRE!", "#####", "Err:5",
)  # fmt: skip
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f\u00ad"))
MASQUE = "[numéro de sécurité sociale masqué]"
_CHIFFRES = frozenset("0123456789")
_NIR = re.compile(
    r"(?<![\d+])[1-478][\s.\-_/]?\d{2}[\s.\-_/]?(?:0[1-9]|1[0-2]|[2-9]\d)[\s.\-_/]?"
    r"(?:\d{2}|2[ABab])[\s.\-_/]?\d{3}[\s.\-_/]?\d{3}(?:[\s.\-_/]{0,3}\d{2})?(?!\d)"
)


@lru_cache(maxsize=100_000)
def fold_word(word: str) -> str:
    return fold(word)


def folded(text: str) -> str:
    """`fold` for names: their words come back thousands of times."""
    return " ".join(filter(None, map(fold_word, text.split())))


def text_of(cell: Cellule) -> str:
    """What the user would read in the cell, on one line, without the spaces around."""
    if isinstance(cell, str):
        text = " ".join(cell.split())
        return text if text.isascii() else text.translate(_INVISIBLE)
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
    return len(text) < 16 and text.casefold().strip(" .") in _IDEM


def is_void(text: str) -> bool:
    """A dash and the like: a cell filled to say that there is nothing."""
    return text in VIDES or (text[0] in "#E" and text.startswith(_ERREURS))


def masked(text: str) -> str:
    """`text` with any social security number hidden: the program never keeps one."""
    if len(text) < 13 or _CHIFFRES.isdisjoint(text):
        return text
    return _NIR.sub(MASQUE, text)


def set_aside(text: str) -> tuple[str, str]:
    """A name without the social security number written beside it, and the mask to show for it."""
    hidden = masked(text)
    if hidden == text:
        return text, ""
    return " ".join(hidden.replace(MASQUE, " ").split()), MASQUE


def holds_nir(text: str) -> bool:
    return len(text) >= 13 and _NIR.search(text) is not None
