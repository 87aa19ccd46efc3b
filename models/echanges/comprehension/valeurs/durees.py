"""How long a visit lasted, in minutes: 5', 10mn, 1/4h, 1h30, 1 h et demie, 0:15, 1,5 h."""

import datetime as dt
import re

from models.echanges.lecture.cellules import Cellule

MAX_MINUTES = 480
_FRACTIONS = {"¼": "1/4", "½": "1/2", "¾": "3/4"}
_ABOUT = re.compile(
    r"^(?:environ|env\.?|approx\.?|~|≈|\+/-|±|<|>|≤|≥|moins de|plus de|plus d'|moins d'"
    r"|\+ de|\+|- de|vers|à peu près|presque|jusqu'à)\s*"
)
_AFTER = re.compile(r"\s*(?:environ|env\.?|à peu près|et plus|ou plus|max\.?|maxi|\+)$")
_MINUTES = re.compile(
    r"(\d{1,3})(?:[.,]0+)?\s*(?:'|’|′|mns?|min|mins|minutes?|m|mm)?\.?(?:\s*\d\d?\s*(?:''|s))?$"
)
_HOURS = re.compile(
    r"(\d{1,2})\s*(?:h|hr|hrs|heures?)\s*(?:et\s*)?"
    r"(?:(\d{1,2})\s*(?:'|’|mn|min|minutes?|m)?"
    r"|(1/4|1/2|3/4|demie?|quart|un quart|trois quarts))?\.?$"
)
_DECIMAL = re.compile(r"(\d{1,2})[.,](\d{1,2})\s*(?:h|hr|hrs|heures?)$")
_FRACTION = re.compile(
    r"(?:(\d)\s*h?\s*)?(1/4|1/2|3/4)\s*(?:d.\s*)?(?:h|hr|heures?|de l.heure)?\.?$"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?$")
_RANGE = re.compile(
    r"(?:de\s+)?(\d{1,3})\s*(?:-|–|à|a|/|ou)\s*(\d{1,3})\s*(?:'|’|mn|min|minutes?)?\.?$"
)
_BETWEEN = re.compile(r"(?:entre|de)?\s*(\d.*?)\s*(?:et|à|-|–)\s*(\d.*)$")
_PARTS = {
    "trois quarts": 45,
    "1/4": 15,
    "1/2": 30,
    "3/4": 45,
    "demi": 30,
    "demie": 30,
    "quart": 15,
    "un quart": 15,
}
_WORDS = {
    "une heure": 60, "un quart d'heure": 15, "quart d'heure": 15, "quart heure": 15, "1 quart": 15,
    "demi-heure": 30, "demi heure": 30, "une demi-heure": 30, "une demi heure": 30,
    "demie heure": 30, "demie-heure": 30, "une demie heure": 30, "une demie-heure": 30,
    "trois quarts d'heure": 45, "3 quarts d'heure": 45, "deux heures": 120,
    "une heure et demie": 90, "cinq minutes": 5, "dix minutes": 10, "quelques minutes": 5, "h": 60,
    "qq min": 5, "qq mn": 5, "qqs min": 5, "qq minutes": 5, "qqs minutes": 5,
}  # fmt: skip


def read_duree(cell: Cellule, unit: str = "min") -> int | None:
    """Minutes; `unit` (`min` or `h`) is the heading's, for bare numbers."""
    if isinstance(cell, bool | dt.date):
        return None
    if isinstance(cell, dt.time):
        return _from_clock(cell.hour, cell.minute)
    if isinstance(cell, dt.timedelta):
        return _bounded(cell.total_seconds() / 60)
    if isinstance(cell, int | float):
        return _from_number(float(cell), unit)
    return _from_text(cell, unit)


def _bounded(minutes: float) -> int | None:
    return round(minutes) if 0 < minutes <= MAX_MINUTES else None


def _from_clock(hours: int, minutes: int) -> int | None:
    """`15:00` typed for fifteen minutes becomes three in the afternoon in a spreadsheet."""
    if hours > MAX_MINUTES // 60 and minutes == 0:
        return hours
    return _bounded(hours * 60 + minutes)


def _from_number(value: float, unit: str) -> int | None:
    if unit == "h" and value < 24:
        return _bounded(value * 60)
    if 0 < value < 0.25:
        return _bounded(value * 1440)
    if 0 < value < 5 and not value.is_integer():
        return _bounded(value * 60)
    return _bounded(value)


def _from_text(text: str, unit: str) -> int | None:
    text = " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").casefold().split())
    for sign, plain in _FRACTIONS.items():
        text = text.replace(sign, plain)
    text = _AFTER.sub("", _ABOUT.sub("", text.replace("’", "'"))).strip()
    text = re.sub(r"^une?\s+(?=heure|h\b)", "1 ", text)
    if text in _WORDS:
        return _WORDS[text]
    if found := _CLOCK.match(text):
        return _from_clock(int(found[1]), int(found[2]))
    if found := _DECIMAL.match(text):
        return _bounded(60 * float(f"{found[1]}.{found[2]}"))
    return _from_hours(text) or _from_minutes(text, unit) or _between(text)


def _between(text: str) -> int | None:
    """« entre 30 min et 1h », « 30 min à 1 h »: the middle, each side with its own unit."""
    found = _BETWEEN.match(text)
    sides = (
        [_from_hours(side) or _from_minutes(side, "min") for side in found.groups()]
        if found
        else []
    )
    low, high = sides if len(sides) == 2 else (None, None)
    return (low + high) // 2 if low and high and low < high else None


def _from_hours(text: str) -> int | None:
    if found := _FRACTION.match(text):
        return _bounded(60 * int(found[1] or 0) + _PARTS[found[2]])
    if found := _HOURS.match(text):
        extra = int(found[2]) if found[2] else _PARTS.get(found[3] or "", 0)
        return _bounded(int(found[1]) * 60 + extra) if extra < 60 else None
    return None


def _from_minutes(text: str, unit: str) -> int | None:
    if found := re.fullmatch(r"(\d{1,2}[.,]\d{1,2})", text):
        return _from_number(float(found[1].replace(",", ".")), unit)
    if found := _MINUTES.match(text):
        bare = found[1] == text
        return _from_number(float(found[1]), unit) if bare else _bounded(int(found[1]))
    if (found := _RANGE.match(text)) and int(found[1]) < int(found[2]):
        return _bounded((int(found[1]) + int(found[2])) / 2)
    return None
