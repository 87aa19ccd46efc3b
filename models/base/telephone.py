"""Telephone numbers: kept in international form, shown the French way."""

import re

from models.base.errors import Invalid

_KEPT = re.compile(r"[^\d+]")
_OVERSEAS = ("262", "590", "594", "596", "508", "681", "687", "689")


def normalise(text: str, *, field: str = "telephone") -> str:
    """`06 12 34 56 78` → `+33612345678`; empty stays empty; `Invalid` for what is no number."""
    digits = _KEPT.sub("", text.strip().replace("(0)", ""))
    if not digits:
        if text.strip():
            raise _invalid(text, field)
        return ""
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if not digits.startswith("+"):
        if len(digits) == 9 and digits[0] in "1234567":
            digits = "0" + digits
        if len(digits) != 10 or digits[0] != "0":
            raise _invalid(text, field)
        digits = "+33" + digits[1:]
    if not 8 <= len(digits) - 1 <= 15 or "+" in digits[1:]:
        raise _invalid(text, field)
    return digits


def shown(number: str) -> str:
    """`+33612345678` → `06 12 34 56 78`; foreign numbers keep their prefix."""
    if number.startswith("+33") and len(number) == 12:
        return _pairs("0" + number[3:])
    for prefix in _OVERSEAS:
        if number.startswith("+" + prefix) and len(number) == 13:
            return f"+{prefix} " + _pairs("0" + number[4:])
    return number


def _pairs(digits: str) -> str:
    return " ".join(digits[i : i + 2] for i in range(0, len(digits), 2))


def _invalid(text: str, field: str) -> Invalid:
    return Invalid(
        field,
        f"Téléphone\u00a0: «\u00a0{text.strip()[:30]}\u00a0» n’est pas un numéro complet. "
        "Écrivez dix chiffres, ou + et l’indicatif du pays.",
    )
