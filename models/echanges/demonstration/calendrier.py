"""When the demonstration's structure is open, and when its sessions and comités take place."""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.nomenclatures.horaires import JOURS
from models.suivis.suivi import add_months

DAY = dt.timedelta(days=1)
_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday
_LENGTH = 15  # months: mobilisation, mission, accompagnement


@dataclass(frozen=True)
class Dates:
    """A session of the dispositif: its name, its first and last day, its comité."""

    intitule: str
    debut: dt.date
    fin: dt.date
    comite: dt.date


@functools.cache
def holidays(year: int) -> frozenset[dt.date]:
    """The public holidays of a year."""
    sunday = easter(year)
    moving = {sunday + dt.timedelta(days=lapse) for lapse in _AFTER_EASTER}
    return frozenset({dt.date(year, month, day) for month, day in _FIXED} | moving)


def easter(year: int) -> dt.date:
    """Easter Sunday: the first Sunday after the first full moon of spring, by the church's moon."""
    golden, century = year % 19, year // 100
    skipped = century - century // 4 - (8 * century + 13) // 25
    epact = (skipped + 19 * golden + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    shift = moon - weekday
    month = 3 + (shift + 40) // 44
    return dt.date(year, month, shift + 28 - 31 * (month // 4))


def is_open(day: dt.date) -> bool:
    return day.weekday() < 5 and day not in holidays(day.year)


def open_day(day: dt.date, step: int = 1) -> dt.date:
    """The first day of opening from `day` on; before it with a `step` of -1."""
    while not is_open(day):
        day += step * DAY
    return day


def year_of_opening(day: dt.date, poids: Mapping[str, Any]) -> dict[dt.date, float]:
    """The days of opening of the twelve months that end with `day`, and how busy each is."""
    first = add_months(day, -12) + DAY
    days = (first + lapse * DAY for lapse in range((day - first).days + 1))
    return {
        one: poids["jours"].get(JOURS[one.weekday()], 0) * poids["mois"][str(one.month)]
        for one in days
        if is_open(one)
    }


def sessions_around(day: dt.date, models: Sequence[Mapping[str, Any]]) -> list[Dates]:
    """Three sessions of the past, the one that began last, and the next one."""
    starts = sorted(
        (dt.date(year, model["mois"], model["jour"]), f"{model['libelle']} {year}")
        for year in range(day.year - 3, day.year + 3)
        for model in models
    )
    opened = [(open_day(start), name) for start, name in starts]
    last = max(rank for rank, (start, _) in enumerate(opened) if start <= day)
    return [_dates(start, name) for start, name in opened[last - 3 : last + 2]]


def _dates(start: dt.date, name: str) -> Dates:
    comite = open_day(start - 24 * DAY, -1)
    return Dates(name, start, add_months(start, _LENGTH) - DAY, comite)
