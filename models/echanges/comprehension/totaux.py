"""Rows of totals: what announces them, and the figure they give."""

import re
from collections.abc import Sequence

from models.echanges.lecture.cellules import Cellule

_TOTAL = re.compile(
    r"\s*(?:(?:sous|s)[- ]?)?(?:tota(?:l|ux)|cumul|moyenne|grand total|sum\b|subtotal)\b"
    r"|\s*(?:nb|nbre|nombre)\b.{0,40}$"
    r"|\s*(?:à\s+|a\s+)?report(?:er|é|s)?\s*:?$"
    r"|\s*soit\s*:?$"
    r"|\s*(?:%|en %|pourcentage|taux|part)\s*(?:du total|global)?\s*:?$",
    re.IGNORECASE,
)
_FIRST = " %aAàÀcCeEgGmMnNpPrRsStT"
_COUNTED = re.compile(
    r"\d+\s*(?:passages?|visites?|visiteurs?|usagers?|personnes?|accueils?|demandes?|appels?)"
)
FIGURE = re.compile(r"[\d\s.,%/:h'€\-+=()]*")


def is_total(text: str) -> bool:
    """« Total », « Sous-total semaine 12 », « Nb de passages », « % »."""
    return text[:1] in _FIRST and _TOTAL.match(text) is not None


def total_labels(rows: Sequence[Sequence[Cellule]]) -> frozenset[Cellule]:
    """The texts of the sheet that announce a total: usually one or two."""
    texts = {cell for row in rows for cell in row[:4] if cell.__class__ is str}
    return frozenset(text for text in texts if is_total(str(text)))


def total_of(texts: dict[int, str]) -> int | None:
    """The figure of a row of totals (-1 if there is not just one); None for any other row."""
    labels = [text for text in texts.values() if is_total(text)]
    rest = [text for text in texts.values() if not is_total(text)]
    figures = [text for text in rest if FIGURE.fullmatch(text) or _COUNTED.fullmatch(text)]
    if labels and len(figures) >= len(rest) - len(labels):
        inside = re.findall(r"\d+", labels[0]) if not rest else []
        numbers = [text for text in figures if text.isdigit()] or inside
        numbers = numbers or [n for text in figures for n in re.findall(r"\d+", text)]
        return int(numbers[0]) if len(numbers) == 1 else -1
    return None
