"""French as it is printed: dates, enumerations, spaces that do not break."""

import datetime as dt

from models.base.clock import JOURS

NBSP = "\u00a0"
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def long_date(day: dt.date | None) -> str:
    """« 1er mars 2026 », or nothing."""
    return f"{_day(day)}{NBSP}{MOIS[day.month - 1]}{NBSP}{day.year}" if day else ""


def named_date(day: dt.date) -> str:
    """« lundi 9 mars 2026 »."""
    return f"{JOURS[day.weekday()]} {long_date(day)}"


def short_date(day: dt.date | None) -> str:
    """« 01/03/2026 », or nothing."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}" if day else ""


def month(day: dt.date) -> str:
    """« mars 2026 »."""
    return f"{MOIS[day.month - 1]}{NBSP}{day.year}"


def listed(items: tuple[str, ...]) -> str:
    """« a, b et c »."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} et {items[-1]}"


def _day(day: dt.date) -> str:
    return "1er" if day.day == 1 else str(day.day)
