"""Telephone numbers to E.164, the 0 that a spreadsheet ate given back."""

import re

from models.base.telephone import normalise
from models.echanges.lecture.cellules import Cellule

_SIGNS = re.compile(r"[\s.\-_/()\u00a0\u202f\u2011·,]+")
_CHUNK = re.compile(r"(?:\+|00)?\(?\d[\d\s.\-_()\u00a0\u202f\u2011·]{6,24}\d")
_LABEL = re.compile(r"^(?:tél?|tel|t|port|mob)\w*\.?\s*:?\s*", re.IGNORECASE)


def read_telephone(cell: Cellule) -> str | None:
    """One number; None if there is none, several, or something else beside it."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _from_digits(str(int(cell))) if 1e8 <= cell < 1e15 and cell == int(cell) else None
    if not isinstance(cell, str):
        return None
    return _from_digits(_LABEL.sub("", cell.strip()))


def find_telephones(text: str) -> tuple[list[str], str]:
    """All the numbers inside a text, and the text without them."""
    found: list[str] = []

    def keep(match: re.Match[str]) -> str:
        number = _from_digits(match[0])
        if number is None:
            return match[0]
        found.append(number)
        return " "

    rest = _CHUNK.sub(keep, text)
    return found, " ".join(rest.split()).strip(" /;,:-")


def _from_digits(text: str) -> str | None:
    digits = _SIGNS.sub("", text)
    digits = digits.replace("+330", "+33") if digits.startswith("+330") else digits
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+"):
        return _international(digits)
    if not digits.isascii() or not digits.isdigit():
        return None
    if len(digits) == 11 and digits.startswith("33"):
        return _international("+" + digits)
    if len(digits) == 9 and digits[0] != "0":
        digits = "0" + digits
    return _national(digits) if len(digits) == 10 and digits[0] == "0" else None


def _national(digits: str) -> str | None:
    if digits[1] == "0":
        return None
    return normalise(digits)


def _international(digits: str) -> str | None:
    number = digits[1:]
    if not number.isascii() or not number.isdigit() or not 8 <= len(number) <= 15:
        return None
    if number.startswith("33"):
        national = number[2:].removeprefix("0")
        return _national("0" + national) if len(national) == 9 else None
    return digits if number[0] != "0" else None
