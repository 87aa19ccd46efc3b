"""What titles, the names of sheets and of files say of the dates under them."""

import datetime as dt
import re
from collections.abc import Iterable

from models.base.search import fold
from models.echanges.comprehension.valeurs.dates import (
    Partielle,
    Repere,
    make,
    month_number,
    read_date,
)

_MONTH_IN = re.compile(r"[a-z]{3,}(?: ?\d{2,4}\b)?")
_YEAR_IN = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")
_DATE_IN = re.compile(r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?!\d)")
_SHORT_YEAR = re.compile(r"(0?[1-9]|1[0-2])[ ./_-](1[3-9]|[2-5]\d)")  # « 09-24 »
_SEVERAL_DAYS = re.compile(r"\b(au|semaine|sem|du \d.* au)\b")
# « MAJ le 12/06/2025 » dates the file, not the passages.
_OF_THE_FILE = re.compile(
    r"\b(maj|mis\w* a jour|mise a jour|imprime\w*|edite\w*|extrait\w*|extraction"
    r"|exporte?\w*|cree\w*|creation|version|modifie\w*|jusqu)\b"
)
_NAMES = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
_BACK = 8
_WEEKDAY = re.compile(r"(?:lun|mar|mer|jeu|ven|sam|dim)[a-z]* \d")


def repere(*texts: str) -> Repere:
    """What titles, the sheet's name and the file's name say, the first that speaks winning."""
    year = month = day = None
    for text in texts:
        day = day or _day_in(text)
        month = month or _month_in(text)
        year = year or _year_in(text)
    return Repere(day.year if day else year, day.month if day else month, day)


def within(mark: Repere, texts: list[str], around: Repere) -> Repere:
    """The day that a title only begins to say (« Lundi 3 », « 3 mars »), and the year or the month
    of the file when the sheet has none."""
    mark = mark._replace(defaut=around.annee, mois_defaut=around.mois)
    if mark.jour:
        return mark
    partial = next((p for text in texts if (p := partial_day(text))), None)
    if partial is None:
        return mark
    month = partial.mois or mark.mois or around.mois
    year = mark.annee or around.annee
    day = make(year, month, partial.jour) if year and month else None
    return mark._replace(jour=day) if day else mark


def partial_day(text: str) -> Partielle | None:
    """A title that is a day without its year: it names the day of the week or the month."""
    folded = fold(text)
    if not _WEEKDAY.match(folded) and not re.fullmatch(r"\d{1,2}(?:er)? [a-z]{3,}", folded):
        return None
    found = read_date(text)
    return found if isinstance(found, Partielle) else None


def likely_year(texts: Iterable[str], today: dt.date) -> int | None:
    """The year in which the days of the week fall as they are written, the last one if several
    would do; None when no day is written."""
    days = [(fold(text)[:3], found) for text in texts if (found := partial_day(text))]
    days = [(name, found) for name, found in days if found.mois]
    if not days:
        return None
    years = range(today.year, today.year - _BACK, -1)
    return max(years, key=lambda year: (_agreeing(days, year, today), year))


def _agreeing(days: list[tuple[str, Partielle]], year: int, today: dt.date) -> int:
    made = [(name, make(year, found.mois or 1, found.jour)) for name, found in days]
    past = [(name, day) for name, day in made if day and day <= today]
    return sum(2 * (_NAMES[day.weekday()] == name) + 1 for name, day in past)


def names_weekday(text: str) -> bool:
    """« Lundi 3 mars », « lun. 03/03/2025 »."""
    return _WEEKDAY.match(fold(text)) is not None


def _day_in(text: str) -> dt.date | None:
    folded = fold(text)
    if _SEVERAL_DAYS.search(folded) or _OF_THE_FILE.search(folded):
        return None
    if found := _DATE_IN.search(text):
        day = read_date(found[0])
        return day if isinstance(day, dt.date) else None
    worded = re.search(r"(?<!\d)(\d{1,2})(?:er)? ([a-z]{3,}) (20\d\d)", folded)
    if worded and (number := month_number(worded[2])):
        return make(int(worded[3]), number, int(worded[1]))
    return None


def _month_in(text: str) -> int | None:
    words = _MONTH_IN.findall(fold(text))
    found = {n for word in words if (n := _title_month(word))}
    if len(found) == 1:
        return found.pop()
    numeric = re.fullmatch(r"\D*?(0?[1-9]|1[0-2])[ ./\-](20\d\d)", text.strip())
    numeric = numeric or _SHORT_YEAR.fullmatch(text.strip())
    numeric = numeric or re.fullmatch(r"(?:20\d\d)[ ./\-](0?[1-9]|1[0-2])", text.strip())
    return int(numeric[1]) if numeric and not found else None


def _title_month(word: str) -> int | None:
    """In a title a short word must really be a month: « mar » of mardi, « sep » of séparation;
    « sep 24 », « mar 2025 » are months."""
    bare = word.rstrip("0123456789").strip()
    year = word[len(bare) :].strip()
    if bare == "sep" and len(year) in (2, 4):
        return 9
    if bare == "mar":
        return 3 if len(year) == 4 else None
    return month_number(bare) if bare != "sep" else None


def _year_in(text: str) -> int | None:
    if found := set(_YEAR_IN.findall(text)):
        return int(found.pop()) if len(found) == 1 else None  # « 2024-2025 » does not say which
    if numeric := _SHORT_YEAR.fullmatch(text.strip()):
        return 2000 + int(numeric[2])
    short = re.search(r"[a-z] ?'?(\d{2})$", fold(text))
    if short and _month_in(text) and 10 <= int(short[1]) <= 60:
        return 2000 + int(short[1])
    return None
