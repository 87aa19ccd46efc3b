"""The day of each passage of a sheet: written, completed, repeated, or said by a title."""

import datetime as dt
from collections.abc import Sequence

from models.base import clock
from models.echanges.comprehension.lecteurs import IDEM, ILLISIBLE, Lecture
from models.echanges.comprehension.valeurs.dates import Partielle, Repere, complete, make, rebase

Jours = list[tuple[dt.date | None, str]]


def days_of(
    readings: Sequence[Lecture], mark: Repere, reperes: Sequence[tuple[int, Repere]]
) -> Jours:
    """A day and where it comes from, for each reading in order."""
    days: Jours = []
    current, empty = mark.jour, "titre" if mark.jour else "absent"
    places = dict(reperes)
    for rank, reading in enumerate(readings):
        if rank in places:
            mark = mark.renewed(places[rank])
            if places[rank].jour:
                current, empty = places[rank].jour, "titre"
        value = reading[0]
        if value.__class__ is dt.date:
            current = rebase(value, mark) if value.year != mark.annee else value
            source, empty = "donne", "vide"
        elif value is None:
            source = empty if reading[2] != ILLISIBLE else "illisible"
            source = "idem" if reading[2] == IDEM and current else source
        elif day := complete(value, mark, current):
            current, source, empty = day, "complete", "vide"
        else:
            source = "illisible"
        days.append((current, source))
    return days


def first_year(readings: Sequence[Lecture], mark: Repere) -> Repere:
    """A sheet that never says its year takes that of its whole dates, or the last possible."""
    if mark.annee or not any(r[0].__class__ is Partielle for r in readings):
        return mark
    years = {r[0].year for r in readings if r[0].__class__ is dt.date}
    if len(years) == 1:
        return mark._replace(defaut=years.pop())
    return mark if years or mark.defaut else mark._replace(defaut=_latest_year(readings))


def _latest_year(readings: Sequence[Lecture]) -> int:
    """The last year in which none of these days is to come."""
    today = clock.today()
    ahead = any(
        (r[0].mois or 1, r[0].jour) > (today.month, today.day)
        for r in readings
        if r[0].__class__ is Partielle
    )
    return today.year - 1 if ahead else today.year


def with_parts(
    readings: Sequence[Lecture], months: Sequence[Lecture], years: Sequence[Lecture]
) -> list[Lecture]:
    """Days whose month, and perhaps year, stand in columns of their own, written once or always."""
    found, month, year = [], None, None
    for reading, other, further in zip(readings, months, years, strict=True):
        month, year = other[0] or month, further[0] or year
        found.append(_completed(reading, month, year))
    return found


def _completed(reading: Lecture, month: int | None, year: int | None) -> Lecture:
    partial = reading[0]
    if not isinstance(partial, Partielle) or not (partial.mois or month):
        return reading
    month = partial.mois or month
    whole = make(year, month, partial.jour) if year and month else None
    return reading._replace(valeur=whole or partial._replace(mois=month))
