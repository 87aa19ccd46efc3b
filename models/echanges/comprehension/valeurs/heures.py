"""The hour of a passage: 9h, 10h18, 11:46, 9 h 30, midi, a time object, a fraction of a day."""

import datetime as dt
import re
from typing import NamedTuple

from models.echanges.lecture.cellules import Cellule

_ONE = r"(\d{1,2})\s*(?:(?:h|H|:|heures?|hrs?|[.,](?=\d))\s*(\d{1,2})?\s*(?:mn|min|m)?(?::\d{2})?)?"
_TIME = re.compile(
    rf"(?:vers|env\.?|à|a|~|de)?\s*{_ONE}\s*(am|pm|AM|PM)?(?: ?\(?(?:env|environ|approx)\.?\)?)?$"
)
_RANGE = re.compile(rf"(?:de\s+)?{_ONE}\s*(?:-|–|—|/|>|→|à|a|jusqu.à|au)+\s*{_ONE}$")
_FOUR = re.compile(r"(\d{1,2})(\d{2})$")
_WORDS = {"midi": dt.time(12), "minuit": dt.time(0)}


class Heure(NamedTuple):
    """`precision` is `minute`, or `heure` when only the hour was written; `fin` of a range."""

    heure: dt.time
    precision: str
    fin: dt.time | None = None


def read_heure(cell: Cellule) -> Heure | None:
    """None for what names no hour (« matin », « 25h »)."""
    if isinstance(cell, dt.datetime):
        return Heure(cell.time().replace(second=0, microsecond=0), "minute")
    if isinstance(cell, dt.time):
        return Heure(_rounded(cell.hour * 3600 + cell.minute * 60 + cell.second), "minute")
    if isinstance(cell, dt.timedelta):
        seconds = cell.total_seconds()
        return Heure(_rounded(seconds), "minute") if 0 <= seconds < 86400 else None
    if isinstance(cell, bool | dt.date):
        return None
    if isinstance(cell, int | float):
        return _from_number(float(cell))
    return _from_text(" ".join(cell.replace("\u00a0", " ").replace("\u202f", " ").split()))


def minutes_between(start: dt.time, end: dt.time) -> int | None:
    """The length of a visit of which both hours are written."""
    length = end.hour * 60 + end.minute - start.hour * 60 - start.minute
    return length if 0 < length <= 600 else None


def _rounded(seconds: float) -> dt.time:
    """To the minute: Excel's fractions of a day end in 59.999 s."""
    minutes = round(seconds / 60) % 1440
    return dt.time(minutes // 60, minutes % 60)


def _from_number(value: float) -> Heure | None:
    if 0 < value < 1:
        return Heure(_rounded(value * 86400), "minute")
    if 1 <= value < 24:
        hour, cents = int(value), round((value - int(value)) * 100)
        minute = {25: 15, 50: 30, 75: 45}.get(cents, cents)
        return _made(hour, minute, written=bool(cents))
    if value.is_integer() and 100 <= value < 2400:
        return _made(int(value) // 100, int(value) % 100, written=True)
    if 32874 <= value < 73051:
        return Heure(_rounded((value % 1) * 86400), "minute") if value % 1 else None
    return None


def _from_text(text: str) -> Heure | None:
    lowered = _tidied(text.casefold().strip(" .;,'!"))
    if lowered in _WORDS:
        return Heure(_WORDS[lowered], "heure")
    if found := _TIME.match(lowered):
        half = (found[3] or "").casefold()
        hour = int(found[1])
        hour += 12 if half == "pm" and hour < 12 else -12 if half == "am" and hour == 12 else 0
        return _made(hour, int(found[2] or 0), written=bool(found[2]))
    if found := _RANGE.match(lowered):
        start = _made(int(found[1]), int(found[2] or 0), written=bool(found[2]))
        end = _made(int(found[3]), int(found[4] or 0), written=True)
        return start._replace(fin=end.heure) if start and end else start
    if (found := _FOUR.match(lowered)) and len(lowered) >= 3:
        return _made(int(found[1]), int(found[2]), written=True)
    return None


def _tidied(text: str) -> str:
    """« 9 h. 30 », « 13;30 », « 9'30 », « 10:30h », « 8h45 précises », « 9h00 (rdv) »."""
    text = re.sub(r"\s*(?:\(.*\)|précises?|pile)$", "", text)
    text = re.sub(r"(?<=\d)\s*h\s*\.\s*", "h", text)
    text = re.sub(r"(?<=\d)[;'’](?=\d{2}$)", ":", text)
    text = re.sub(r"(?<=\d)-(?=[3-5]\d$)", ":", text)  # « 10-30 » ends at no hour
    return re.sub(r"(?<=:\d\d)\s*h$", "", text)


def _made(hour: int, minute: int, *, written: bool) -> Heure | None:
    if not (0 <= hour < 24 and 0 <= minute < 60):
        return None
    return Heure(dt.time(hour, minute), "minute" if written else "heure")
