"""Days to come in a register: slips of the pen, told and put right, never kept as they are."""

import datetime as dt
from collections.abc import Iterator, Sequence

from models.base import clock
from models.echanges.choix import Choix
from models.echanges.comprehension.assemblage import joined
from models.echanges.comprehension.compris import Ignoree, LigneComprise
from models.echanges.comprehension.valeurs.dates import make

A_VENIR = "date dans l’avenir"
LAISSEE = "laissée de côté\u00a0: sa date est à corriger"
_OFTEN = 5  # one row in five is no slip: the clock of this computer may be wrong
_YEARS = 3
_REPEATED = ("idem", "vide")


def dated(lines: list[LigneComprise], choix: Choix) -> tuple[list[LigneComprise], list[Ignoree]]:
    """The rows with their days put right, and those that were left out."""
    today = clock.today()
    ahead = sum(
        line.jour is not None and line.jour > today and line.jour_source not in _REPEATED
        for line in lines
    )
    slips = bool(ahead) and ahead * _OFTEN <= max(len(lines), _OFTEN)
    if not slips and not choix.jours:
        return [_doubted(line, today) for line in lines] if ahead else lines, []
    kept: list[LigneComprise] = []
    left: list[Ignoree] = []
    for line, day in zip(lines, _days(lines, choix, today, slips=slips), strict=True):
        if day is None and line.jour is not None:
            left.append(Ignoree(line.feuille, line.ligne, LAISSEE))
        else:
            kept.append(_moved(line, day, choix) if day != line.jour else line)
    return kept, left


def _days(
    lines: Sequence[LigneComprise], choix: Choix, today: dt.date, *, slips: bool
) -> Iterator[dt.date | None]:
    """The day of each row; one that repeats the day above follows its correction."""
    sound = next((line.jour for line in lines if line.jour and line.jour <= today), None)
    written, corrected = None, None
    for line in lines:
        day = line.jour
        place = line.feuille, line.ligne
        if place in choix.jours:
            written, corrected = day, choix.jours[place]
            day = corrected
        elif day is not None and day == written and line.jour_source in _REPEATED:
            day = corrected
        elif slips and day is not None and day > today:
            written, corrected = day, proposed(day, sound, today)
            day = corrected
        else:
            written = None
        sound = day if day is not None else sound
        yield day


def proposed(day: dt.date, above: dt.date | None, today: dt.date) -> dt.date:
    """The same day of a year that has come, the nearest to the row above; else the day above."""
    years = range(today.year, today.year - _YEARS, -1)
    years_of_rows = [above.year] if above else []
    found = [make(year, day.month, day.day) for year in dict.fromkeys([*years_of_rows, *years])]
    past = [one for one in found if one is not None and one <= today]
    if not past:
        return above or today
    return min(past, key=lambda one: abs((one - above).days)) if above else past[0]


def _doubted(line: LigneComprise, today: dt.date) -> LigneComprise:
    if line.jour is None or line.jour <= today:
        return line
    told = f"{A_VENIR}\u00a0: l’horloge de cet ordinateur est-elle juste\u00a0?"
    return line._replace(avertissements=(*line.avertissements, told))


def _moved(line: LigneComprise, day: dt.date | None, choix: Choix) -> LigneComprise:
    """The row at its new day; what was written is kept beside, and told unless it was decided."""
    written = f"Date écrite\u00a0: {line.jour:%d/%m/%Y}" if line.jour else ""
    told: tuple[str, ...] = ()
    if (line.feuille, line.ligne) not in choix.jours:
        told = (f"{A_VENIR}, {line.jour:%d/%m/%Y}\u00a0: {day:%d/%m/%Y} est proposé",)
    return line._replace(
        jour=day,
        jour_source="corrige",
        commentaire=joined(line.commentaire, written),
        avertissements=(*line.avertissements, *told),
    )
