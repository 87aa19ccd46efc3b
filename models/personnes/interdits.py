"""What must not be recorded: the number of the sécurité sociale; in a carnet, what stays there."""

import re
from collections.abc import Iterable

from models.base.database import in_carnet
from models.base.errors import Invalid, Refused

# Thirteen figures, spaced or not, Corsica too; the two of the key may follow.
_NIR = re.compile(
    r"(?<!\d)([1-478][ .-]?\d{2}[ .-]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .-]?(?:\d{2}|2[AB])"
    r"[ .-]?\d{3}[ .-]?\d{3})(?:[ .-]?(\d{2}))?(?!\d)"
)
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "–": "-", "‑": "-"})
_CORSICA = {"2A": "19", "2B": "18"}


def holds_nir(text: str, *, mistyped: bool = False) -> bool:
    """Whether a text holds such a number; one with its two last figures must have the right key,
    unless it may be `mistyped`: where one is only warned."""
    found = _NIR.finditer(text.translate(_BLANKS).upper())
    return any(mistyped or _is_one(m[1], m[2]) for m in found)


def check_texts(texts: Iterable[tuple[str, str, str]]) -> None:
    """`Invalid` for the first of (field, label, text) that holds one."""
    for field, label, text in texts:
        if text and holds_nir(text):
            raise Invalid(
                field,
                f"{label}\u00a0: un numéro de sécurité sociale s’y trouve, la loi interdit ici de "
                "le garder. Retirez-le.",
            )


def refuse_in_carnet(what: str) -> None:
    """`Refused` in a carnet de tournée for what it does not bring back, lost once it is erased."""
    if in_carnet():
        raise Refused(
            f"Un carnet de tournée ne rapporte pas {what}. Notez-le dans le commentaire du "
            "passage, et complétez le dossier au retour."
        )


def _is_one(body: str, key: str | None) -> bool:
    if key is None:
        return True
    digits = re.sub(r"[ .-]", "", body)
    for code, number in _CORSICA.items():
        digits = digits[:5] + digits[5:7].replace(code, number) + digits[7:]
    return digits.isdecimal() and 97 - int(digits) % 97 == int(key)
