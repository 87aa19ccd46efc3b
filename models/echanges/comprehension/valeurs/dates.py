"""The day of a passage, in all the ways a desk writes it."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from models.base.search import fold
from models.echanges.lecture.cellules import Cellule

MOIS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre",
    "octobre", "novembre", "decembre",
)  # fmt: skip
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_SHORT = {"jr": 1, "fev": 2, "fevr": 2, "feb": 2, "avr": 4, "apr": 4, "jn": 6, "jl": 7, "jui": 0}
_SHORT |= {"juil": 7, "aou": 8, "aug": 8, "sept": 9, "dec": 12}
_DAYS = r"(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun|lu|ma|me|je|ve|sa|di)[a-z]*"
_WHOLE_DAYS = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_DAY_AFTER = re.compile(rf"(?<=\d)\s*[-–(,]*\s*{_WHOLE_DAYS}\)?$", re.IGNORECASE)
_DAY_BEFORE = re.compile(rf"^(?:(?:{_DAYS}|[ljvsd](?=[ .]))\.?\s*)?(?:le\s+)?(?=\d)")
_LETTER_O = re.compile(r"^[oO](?=\d)")
_DOUBLED = re.compile(r"([/.\-])\1+")
_COMMAS = re.compile(r"^(\d{1,2}),(\d{1,2}),(?=\d{2})")
_TIDY = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")  # most are, and need no mending
_NUMERIC = re.compile(r"(\d{1,4})\s*[/.\-\s]\s*(\d{1,2})(?:\s*[/.\-\s]\s*(\d{2,4}))?\s*[/.]?$")
_TWO = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(?=\d{2})")
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})$")
_WORDED = re.compile(
    rf"(?:{_DAYS} )?(?:le )?(?:{_DAYS} )?(\d{{1,2}})(?:er|e|st|nd|rd|th)?"
    rf" ?([a-z]+)(?: (\d{{2,4}}))?$"
)
_AMERICAN = re.compile(rf"(?:{_DAYS} )?([a-z]+) (\d{{1,2}})(?:st|nd|rd|th)?(?: (\d{{4}}))?$")
_DAY_ONLY = re.compile(rf"(?:{_DAYS}|le|j)? ?(?:le )?(\d{{1,2}})(?:er|e)?$")
_TIME_TAIL = re.compile(
    r"[T ,à]*\s*(\d{1,2})\s*(?:[:h]\s*(\d{2})?)(?::\d{2})?(?:\.\d+)?Z?(?:\s*[AaPp][Mm])?$"
)
PREMIER, DERNIER = 1990, 2100
_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)


class Repere(NamedTuple):
    """What the sheet says of its dates when a cell does not say all: a year, a month, a day.

    `defaut` and `mois_defaut` are those of the file's name: they serve when no row above tells one.
    """

    annee: int | None = None
    mois: int | None = None
    jour: dt.date | None = None
    defaut: int | None = None
    mois_defaut: int | None = None

    def renewed(self, new: "Repere") -> "Repere":
        """What a row between the passages says over what the sheet said."""
        return self._replace(
            annee=new.annee or self.annee, mois=new.mois or self.mois, jour=new.jour
        )


class Partielle(NamedTuple):
    """A date whose year, and perhaps month, is not written; `decimal` if typed as a number."""

    jour: int
    mois: int | None
    decimal: bool = False


def read_date(cell: Cellule) -> dt.date | Partielle | None:
    """The date of a cell by itself; a partial one waits for what the sheet says."""
    if isinstance(cell, dt.datetime):
        return _plausible(cell.date())
    if isinstance(cell, dt.date):
        return _plausible(cell)
    if isinstance(cell, bool | dt.time | dt.timedelta):
        return None
    if isinstance(cell, int | float):
        return _from_number(float(cell))
    return _from_text(cell)


def is_american(cells: Iterable[Cellule]) -> bool:
    """Month before day: some second number is over twelve, no first one is."""
    found = [m for cell in cells if isinstance(cell, str) and (m := _TWO.match(cell.strip()))]
    firsts, seconds = ({int(m[i]) for m in found} for i in (1, 3))
    return bool(seconds) and max(seconds) > 12 and max(firsts) <= 12 and max(seconds) <= 31


def day_first(cell: Cellule) -> Cellule:
    return _TWO.sub(r"\3\2\1\2", cell.strip()) if isinstance(cell, str) else cell


def complete(partial: Partielle, mark: Repere, previous: dt.date | None) -> dt.date | None:
    """A partial date with the month and year of the sheet, else those of the row above."""
    months = _months(partial, mark, previous)
    for month in months:
        year = _year_of(month, mark, previous)
        if year and (day := make(year, month, partial.jour)):
            return _turn_of_year(day, mark, previous)
    return None


def _months(partial: Partielle, mark: Repere, previous: dt.date | None) -> list[int]:
    """The months it can be, likeliest first: as numbers 2.1 and 2.10 are the same."""
    around = mark.mois or (previous.month if previous else mark.mois_defaut)
    if partial.mois is None:
        return [around] if around else []
    if partial.decimal and partial.mois == 10 and around and around <= 5:
        return [1, 10]
    return [partial.mois]


def _year_after(month: int, previous: dt.date | None) -> int | None:
    if previous is None:
        return None
    return previous.year + (1 if previous.month == 12 and month == 1 else 0)


def _year_of(month: int, mark: Repere, previous: dt.date | None) -> int | None:
    """The year of the sheet, or the one after once the rows above have gone on into it."""
    year = mark.annee
    if year is None:
        return _year_after(month, previous) or mark.defaut
    gone_on = previous is not None and previous.year == year + 1 and not mark.mois
    return year + 1 if gone_on and previous and previous.month <= month <= 8 else year


def _turn_of_year(day: dt.date, mark: Repere, previous: dt.date | None) -> dt.date:
    """A register that goes on into January without saying the year."""
    if mark.mois or previous is None or day >= previous:
        return day
    late = previous.month >= 11 and day.month <= 2 and previous.year == day.year
    return make(day.year + 1, day.month, day.day) or day if late else day


def rebase(day: dt.date, mark: Repere) -> dt.date:
    """A serial number counted from 1904: it stands four years away from the sheet's year."""
    other = day + (_EPOCH_1904 - _EPOCH)
    return other if mark.annee and day.year != mark.annee == other.year else day


def make(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_number(word: str) -> int | None:
    """`Janvi`, `févr.`, `sept`, `Août`, `march`: any beginning that names one month."""
    word = fold(word)
    if word in _SHORT:
        return _SHORT[word] or None
    if len(word) < 3:
        return None
    for names in (MOIS, _ENGLISH):
        found = [i for i, name in enumerate(names, 1) if name.startswith(word)]
        if len(found) == 1:
            return found[0]
    return None


def _plausible(day: dt.date) -> dt.date | None:
    return day if PREMIER <= day.year <= DERNIER else None


def _from_number(value: float) -> dt.date | Partielle | None:
    """A serial date that lost its format, `14.4` for 14 April, `3` for the third, 20250103."""
    if 32874 <= value < 73051:
        return _EPOCH + dt.timedelta(days=int(value))
    if 1 <= value < 32:
        day, cents = int(value), round((value - int(value)) * 100)
        if not cents:
            return Partielle(day, None)
        month = cents if cents <= 12 else cents // 10 if cents % 10 == 0 else 0
        return Partielle(day, month, decimal=True) if month else None
    if value.is_integer() and 1e6 <= value < 1e8:
        return _from_text(f"{int(value):08d}")
    return None


def _from_text(text: str) -> dt.date | Partielle | None:
    text = _tidied(text.strip().strip("'").rstrip(".,;:"))
    if not text or len(text) > 60:
        return None
    found = _read_numeric(text) or _read_worded(text)
    if found:
        return found
    before = _TIME_TAIL.sub("", text).strip(" ,")
    return _read_numeric(before) or _read_worded(before) if before != text else None


def _tidied(text: str) -> str:
    """« 03//03/2025 », « 03\\03\\2025 », « 03,03,2025 », « O3/03 », « 3/3/25 (lundi) »."""
    if _TIDY.fullmatch(text):
        return text
    text = _DAY_AFTER.sub("", text)
    text = _LETTER_O.sub("0", text.replace("\\", "/"))
    text = _DOUBLED.sub(r"\1", text)
    return _COMMAS.sub(r"\1/\2/", text)


def _read_numeric(text: str) -> dt.date | Partielle | None:
    bare = _DAY_BEFORE.sub("", fold_keep(text))
    if found := _NUMERIC.match(bare):
        return _numeric(found[1], found[2], found[3])
    if found := _COMPACT.fullmatch(bare):
        if day := _numeric(found[1], found[2], found[3]):
            return day
        return make(int(bare[:4]), int(bare[4:6]), int(bare[6:])) if len(bare) == 8 else None
    if bare.isdigit() and len(bare) == 5 and 32874 <= int(bare) < 73051:
        return _EPOCH + dt.timedelta(days=int(bare))
    return None


def fold_keep(text: str) -> str:
    """Lower case without accents, separators kept: enough for days of the week before a number."""
    return text.casefold().replace("û", "u").replace("é", "e").strip()


def _numeric(first: str, second: str, third: str | None) -> dt.date | Partielle | None:
    """Day first; year first when it has four digits; month first only when nothing else fits."""
    if len(first) == 4:
        return _plausible_or_none(make(int(first), int(second), int(third or 1))) if third else None
    if len(first) > 2:
        return None
    day, month = int(first), int(second)
    if third is None:
        return Partielle(day, month) if 1 <= day <= 31 and 1 <= month <= 12 else None
    year = int(third) + (2000 if len(third) <= 2 else 0)
    return _plausible_or_none(make(year, month, day) or make(year, day, month))


def _plausible_or_none(day: dt.date | None) -> dt.date | None:
    return _plausible(day) if day else None


def _read_worded(text: str) -> dt.date | Partielle | None:
    folded = fold(text)
    if (found := _WORDED.match(folded)) and (month := month_number(found[2])):
        return _worded(found[1], month, found[3])
    if (found := _AMERICAN.match(folded)) and (month := month_number(found[1])):
        return _worded(found[2], month, found[3])
    if (found := _DAY_ONLY.match(folded)) and 1 <= int(found[1]) <= 31:
        return Partielle(int(found[1]), None)
    return None


def _worded(day: str, month: int, year: str | None) -> dt.date | Partielle | None:
    if not year:
        return Partielle(int(day), month) if 1 <= int(day) <= 31 else None
    full = int(year) + (2000 if len(year) == 2 else 0)
    return _plausible_or_none(make(full, month, int(day)))
