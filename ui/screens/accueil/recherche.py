"""The day that a search from anywhere goes to: « 12/03 », « hier »."""

import datetime as dt
from collections.abc import Callable, Sequence

from models.base import clock
from ui.kit import parsing
from ui.kit.context import Context
from ui.kit.seeking import EXACT, Found
from ui.screens.accueil.jour import said_day

_SHORT = 5  # signs of a day without its year: 12/03


def days(context: Context, typed: str) -> Sequence[Found]:
    """The register of one day; nothing can be written after today."""
    day = _day(typed.strip())
    if day is None:
        return []
    said = ("Jour", said_day(day), _going(context, day))
    return [Found(*said, secondary="registre d’accueil", icon="calendar", rank=EXACT)]


def _day(typed: str) -> dt.date | None:
    if typed.isdecimal() and len(typed) < 6:
        return None  # a rank, a year, the beginning of a telephone number
    try:
        day = parsing.day(typed)
    except ValueError:
        return None
    today = clock.today()
    if day is not None and day > today and len(typed) <= _SHORT and typed[:1].isdecimal():
        day = _a_year_before(day)
    return day if day is not None and day <= today else None


def _a_year_before(day: dt.date) -> dt.date | None:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return None


def _going(context: Context, day: dt.date) -> Callable[[], None]:
    return lambda: context.navigate("accueil", jour=day)
