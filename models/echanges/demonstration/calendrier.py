"""When the demonstration's structure is open, and when its sessions and comités take place."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.base.clock import JOURS
from models.suivis.feries import is_worked
from models.suivis.suivi import add_months

DAY = dt.timedelta(days=1)
_LENGTH = 15  # months: mobilisation, mission, accompagnement


@dataclass(frozen=True)
class Dates:
    """A session of the dispositif: its name, its first and last day, its comité."""

    intitule: str
    debut: dt.date
    fin: dt.date
    comite: dt.date


def is_open(day: dt.date) -> bool:
    return is_worked(day)


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
