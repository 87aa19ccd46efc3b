"""Birth dates as people know them: a day, a month, a year, « vers 2007 », or nothing."""

import datetime as dt
import enum
import re
from typing import NamedTuple

from models.base import clock
from models.base.errors import Invalid
from models.base.search import fold

OLDEST = 120  # years


class Precision(enum.StrEnum):
    """How much of a birth date is known; codes of the list `precision_naissance`."""

    JOUR = "jour"
    MOIS = "mois"
    ANNEE = "annee"
    ESTIMEE = "estimee"
    INCONNUE = "inconnue"


class Naissance(NamedTuple):
    """A birth date and its precision; parts that are not known stand at their first day."""

    date: dt.date | None
    precision: Precision

    @property
    def texte(self) -> str:
        """« 12/03/2007 », « mars 2007 », « 2007 », « vers 2007 », or nothing."""
        if self.date is None:
            return ""
        if self.precision is Precision.JOUR:
            return self.date.strftime("%d/%m/%Y")
        if self.precision is Precision.MOIS:
            return f"{_MONTHS[self.date.month - 1]} {self.date.year}"
        return (
            f"vers {self.date.year}" if self.precision is Precision.ESTIMEE else str(self.date.year)
        )


INCONNUE = Naissance(None, Precision.INCONNUE)
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_ABOUT = r"(?i)^(?:vers|env\.?|environ|~|≈)\s*"
_PARTS = re.compile(r"[/.\-\s]+")


def birth_value(date: dt.date | None, precision: str | None) -> dt.date | str:
    """A whole date as a date; what is less certain as its words."""
    known = Precision(precision or "inconnue")
    return date if date is not None and known is Precision.JOUR else Naissance(date, known).texte


def age_at(date: dt.date, day: dt.date) -> int:
    """Full years between a birth date and a day; a birthday of 29 February falls on 1 March."""
    return day.year - date.year - ((day.month, day.day) < (date.month, date.day))


def parse_naissance(text: str, *, field: str = "date_naissance") -> Naissance:
    """Read `12/3/2007`, `120307`, `03/2007`, `2007`, `vers 2007`; else `Invalid`."""
    typed = text.strip()
    about = bool(re.match(_ABOUT, typed))
    bare = re.sub(_ABOUT, "", typed)
    if not bare:
        return INCONNUE
    try:
        found = _read(bare, about=about)
    except ValueError:
        found = None
    if found is None or found.date is None:
        raise Invalid(
            field,
            f"Date de naissance\u00a0: «\u00a0{typed[:40]}\u00a0» ne se lit pas. "
            "Écrivez 12/03/2007, 03/2007, 2007 ou «\u00a0vers 2007\u00a0».",
        )
    check_naissance(found.date, field=field)
    return found


def check_naissance(date: dt.date, *, field: str = "date_naissance") -> None:
    today = clock.today()
    if date > today:
        raise Invalid(field, "Date de naissance\u00a0: elle est dans l’avenir. Vérifiez l’année.")
    if today.year - date.year > OLDEST:
        raise Invalid(
            field, "Date de naissance\u00a0: elle remonte à plus de 120 ans. Vérifiez l’année."
        )


def _read(bare: str, *, about: bool) -> Naissance | None:
    parts = _PARTS.split(bare)
    if len(parts) == 1 and parts[0].isdigit() and len(parts[0]) in (6, 8):
        parts = [parts[0][:2], parts[0][2:4], parts[0][4:]]
    if len(parts) == 2 and not parts[0].isdigit():
        parts[0] = str(_month_number(parts[0]))
    if len(parts) == 3 and not parts[1].isdigit():
        parts[1] = str(_month_number(parts[1]))
    numbers = [int(part) for part in parts]
    if len(numbers) == 1 and 1000 <= numbers[0] <= 9999:
        precision = Precision.ESTIMEE if about else Precision.ANNEE
        return Naissance(dt.date(numbers[0], 1, 1), precision)
    if len(numbers) == 2:
        return Naissance(dt.date(_year(parts[1]), numbers[0], 1), Precision.MOIS)
    if len(numbers) == 3 and len(parts[0]) == 4:
        return Naissance(dt.date(numbers[0], numbers[1], numbers[2]), Precision.JOUR)
    if len(numbers) == 3:
        return Naissance(dt.date(_year(parts[2]), numbers[1], numbers[0]), Precision.JOUR)
    return None


def _year(text: str) -> int:
    """Two digits are the last such year that is not in the future."""
    if len(text) != 2:
        return int(text)
    year = clock.today().year // 100 * 100 + int(text)
    return year if year <= clock.today().year else year - 100


def _month_number(text: str) -> int:
    typed = fold(text)
    if len(typed) < 3:
        raise ValueError(text)
    for number, name in enumerate(_MONTHS, 1):
        if fold(name).startswith(typed):
            return number
    raise ValueError(text)
