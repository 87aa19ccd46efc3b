"""What a person types, read as a day, an hour, a number; `ValueError` carries the French remedy."""

import datetime as dt
import re
from typing import Any

from models.base import clock, telephone
from models.base.listing import as_text
from models.base.search import fold

_DAYS = {"aujourd hui": 0, "aujourdhui": 0, "auj": 0, "hier": -1, "avant hier": -2, "demain": 1}
# Compiled when they are first looked for: none is needed to show the first window.
_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_PARTED = r"(\d{1,2})[ ./-](\d{1,2})(?:[ ./-](\d{4}|\d{2}))?"
_SOLID = r"(\d{2})(\d{2})(\d{4}|\d{2})"
_DURATION = r"(?:(\d{1,2})h(?:eures?)?(\d{1,2})?|(\d{1,4}))(?:mn|min|minutes?|['’m])?"
_HOURS = r"(\d{1,2})[.,](\d{1,2})h(?:eures?)?"
HOURS_OR_MINUTES = 24  # up to there, a bare number might be meant as hours
_HOUR = r"(\d{1,2})(?:\s*[h:.]\s*(\d{2})?)?|(\d{1,2})(\d{2})"


def day(typed: str) -> dt.date | None:
    """`12/3/26`, `120326`, `12/3`, `hier`; nothing typed is no day."""
    text = typed.strip()
    if not text:
        return None
    if fold(text) in _DAYS:
        return clock.today() + dt.timedelta(days=_DAYS[fold(text)])
    try:
        return dt.date(*_numbers(text))
    except ValueError:
        raise ValueError(
            f"« {text[:20]} » n’est pas un jour du calendrier. Écrivez par exemple 12/03/2026."
        ) from None


def hour(typed: str) -> dt.time | None:
    """`9`, `9h`, `9h30`, `0930`, `14:05`."""
    text = typed.strip().lower()
    if not text:
        return None
    found = re.fullmatch(_HOUR, text)
    try:
        if found is None:
            raise ValueError(text)
        return dt.time(int(found[1] or found[3]), int(found[2] or found[4] or 0))
    except ValueError:
        raise ValueError(
            f"« {text[:20]} » n’est pas une heure. Écrivez par exemple 9h30."
        ) from None


def integer(typed: str) -> int | None:
    text = re.sub(r"[\s\u00a0\u202f]", "", typed)
    if not text:
        return None
    if not re.fullmatch(r"[+-]?\d{1,15}", text):
        raise ValueError(
            f"« {typed.strip()[:20]} » n’est pas un nombre entier. Écrivez par exemple 15."
        )
    return int(text)


def cents(typed: str) -> int | None:
    """« 504,98 », « 504,98 € », « 1 200 », as cents."""
    text = re.sub(r"[\s\u00a0\u202f€]", "", typed).replace(".", ",")
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,9})(?:,(\d{1,2}))?", text)
    if found is None:
        raise ValueError(
            f"«\u00a0{typed.strip()[:20]}\u00a0» n’est pas un montant. Écrivez par exemple 504,98."
        )
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def minutes(typed: str) -> int | None:
    """« 15 », « 15 min », « 1h15 », « 1 h », « 1,5 h », as minutes: a bare number is minutes."""
    text = re.sub(r"[\s\u00a0\u202f]", "", typed).casefold()
    if not text:
        return None
    if parted := re.fullmatch(_HOURS, text):
        return round(float(f"{parted[1]}.{parted[2]}") * 60)
    found = re.fullmatch(_DURATION, text)
    if found is None:
        raise ValueError(
            f"« {typed.strip()[:20]} » n’est pas une durée. Écrivez par exemple 15, ou 1h15."
        )
    return int(found[1] or 0) * 60 + int(found[2] or found[3] or 0)


def minutes_understood(typed: str) -> str:
    """How a duration that is being typed is read; nothing of what is none yet."""
    try:
        read = minutes(typed)
    except ValueError:
        return ""
    if not read:
        return ""
    bare = typed.strip()
    doubt = bare.isdecimal() and read <= HOURS_OR_MINUTES
    meant = f". Pour {bare}\u00a0h, tapez {bare}h" if doubt else ""
    return f"Compris\u00a0: {show_minutes(read)}{meant}."


def show_minutes(value: int) -> str:
    """« 45 min », « 1 h », « 1 h 30 »."""
    hours, rest = divmod(value, 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02d}" if rest else "")


def show(value: Any) -> str:
    """The text of a value, as it is typed again."""
    return as_text(value)


def show_integer(value: int) -> str:
    """Parted by thousands from five figures on: a year has none."""
    return as_text(value) if abs(value) >= 10_000 else str(value)


def show_cents(value: int) -> str:
    return f"{value // 100},{value % 100:02d}"


def show_telephone(value: Any) -> str:
    """French numbers by pairs; others as they were typed."""
    text = "" if value is None else str(value)
    if text.startswith("+"):
        return telephone.shown(text)
    digits = re.sub(r"[\s.\u00a0\u202f-]", "", text)
    if not re.fullmatch(r"0\d{9}", digits):
        return text
    return "\u00a0".join(digits[i : i + 2] for i in range(0, 10, 2))


def _numbers(text: str) -> tuple[int, int, int]:
    """Year, month, day."""
    iso = re.fullmatch(_ISO, text)
    if iso:
        return int(iso[1]), int(iso[2]), int(iso[3])
    found = re.fullmatch(_PARTED, text) or re.fullmatch(_SOLID, text)
    if found is None:
        raise ValueError(text)
    return _year(found[3]), int(found[2]), int(found[1])


def _year(written: str | None) -> int:
    """Two figures mean the last century once they are more than ten years ahead."""
    this_year = clock.today().year
    if written is None:
        return this_year
    year = int(written)
    if len(written) == 4:
        return year
    near = this_year - this_year % 100 + year
    return near - 100 if near > this_year + 10 else near
