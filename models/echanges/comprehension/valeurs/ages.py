"""Birth dates, years, ages and ranges of ages, in one column or several."""

import datetime as dt
import re
from typing import NamedTuple

from models.base.search import fold
from models.echanges.comprehension.compris import Naissance
from models.echanges.comprehension.valeurs.dates import make, month_number
from models.echanges.lecture.cellules import Cellule

MAX_AGE = 120
# The bands of the list `tranche_age`, by their first and last years.
TRANCHES = (
    ("moins_12", 0, 11), ("12_15", 12, 15), ("16_17", 16, 17), ("18_20", 18, 20), ("21_25", 21, 25),
    ("26_29", 26, 29), ("30_39", 30, 39), ("40_49", 40, 49), ("50_59", 50, 59), ("60_69", 60, 69),
    ("70_plus", 70, MAX_AGE),
)  # fmt: skip
_ABOUT = r"(?:environ|env|vers|a peu pres|approx|autour de|dans les|la|une)"
_AGE = re.compile(
    rf"(?:({_ABOUT}) )?(\d{{1,3}}) ?(ans?|a|years?|yo)?(?: (environ|env|a peu pres))?$"
)
_MONTHS = re.compile(r"(\d{1,2}) ?mois$")
_RANGE = re.compile(r"(?:de |entre )?(\d{1,3}) ?(?:ans )?(?:a|et|au|ou|)? ?(\d{1,3}) ?(?:ans)?$")
_OVER = re.compile(
    r"(?:plus de|et plus|sup a|superieur a|over|apres|au moins) ?(\d{1,3})(?: ans)?$"
)
_OVER_AFTER = re.compile(r"(\d{1,3}) ?(?:ans )?(?:et plus|et|ou plus|plus)$")
_UNDER = re.compile(r"(?:moins de|moins|inf a|inferieur a|under|avant) ?(\d{1,3})(?: ans)?$")
_TENS = re.compile(r"(?:la |une )?(\d0) ?(?:aine|taine|ene|zaine)(?: d annees)?$")
_BORN = re.compile(r"^(?:ne e le|nee le|ne le|ne e en|nee en|ne en|ne e|nee|ne|ddn|dn|le|en)\b ?")
_DATE = re.compile(r"(\d{1,2}) (\d{1,2}) (\d{4}|\d{2})$")
_ISO = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})(?: 00 00(?: 00)?)?$")
_WORDED = re.compile(r"(\d{1,2})(?:er)? ([a-z]{3,}) (\d{4}|\d{2})$")
_MONTH_YEAR = re.compile(r"(?:([a-z]{3,})|(\d{1,2})) (\d{4})$")
_MOTS = {
    "jeune": (16, 25), "jeune adulte": (18, 29), "un jeune": (16, 25), "jeune majeur": (18, 21),
    "mineur": (0, 17), "mineure": (0, 17), "majeur": (18, None), "majeure": (18, None),
    "adulte": (18, None), "enfant": (0, 11), "bebe": (0, 2), "ado": (12, 17),
    "adolescent": (12, 17),
    "adolescente": (12, 17), "senior": (60, None), "agee": (60, None), "age": (60, None),
    "personne agee": (60, None), "retraite": (60, None), "retraitee": (60, None),
    "vingtaine": (20, 29), "trentaine": (30, 39), "quarantaine": (40, 49), "cinquantaine": (50, 59),
    "soixantaine": (60, 69), "septantaine": (70, 79),
}  # fmt: skip


class Age(NamedTuple):
    """An age to be set against the day of the passage."""

    ecrit: str
    age: int
    environ: bool


def read_naissance(cell: Cellule, year_expected: bool = False) -> Naissance | Age | None:
    """A birth, an age (which waits for the day of the passage), or a range; None if unreadable.

    `year_expected`: the heading asks for a year, and `85` is then 1985.
    """
    if isinstance(cell, dt.datetime):
        return born_on(cell.date(), f"{cell:%d/%m/%Y}")
    if isinstance(cell, dt.date):
        return born_on(cell, f"{cell:%d/%m/%Y}")
    if isinstance(cell, bool | dt.time | dt.timedelta):
        return None
    if isinstance(cell, int | float):
        return _from_number(float(cell), year_expected=year_expected)
    return _from_text(cell, year_expected=year_expected)


def born_on(day: dt.date, written: str) -> Naissance:
    return Naissance(written, "jour", date=day, annee=day.year)


def at_passage(found: Age, day: dt.date | None) -> Naissance:
    """The birth year that an age on a day lets one think; the band is sure, the year is not."""
    year = day.year - found.age if day else None
    band = None if found.environ else band_of(found.age, found.age)
    return Naissance(
        found.ecrit, "estimee", None, year, found.age, found.age, found.age, band
    )  # fmt: skip


def possible(found: Naissance, day: dt.date | None) -> bool:
    """A birth after the passage, or 120 years before it, is a slip of the pen."""
    if found.date is not None and day is not None and found.date > day:
        return False
    if found.annee is None or day is None:
        return True
    return 0 <= day.year - found.annee <= MAX_AGE


def band_of(low: int | None, high: int | None) -> str | None:
    """The one band of the list that holds the whole range; None when it spans several."""
    high = MAX_AGE if high is None else high
    for code, first, last in TRANCHES:
        if first <= (low or 0) and high <= last:
            return code
    return None


def range_of(written: str, low: int | None, high: int | None) -> Naissance:
    return Naissance(written, "inconnue", age_min=low, age_max=high, tranche=band_of(low, high))


def _year(year: int, written: str) -> Naissance:
    return Naissance(written, "annee", annee=year)


def _from_number(value: float, *, year_expected: bool) -> Naissance | Age | None:
    if not value.is_integer():
        return None
    number = int(value)
    if 1890 <= number <= 2100:
        return _year(number, str(number))
    if 0 <= number <= MAX_AGE:
        if year_expected and number <= 99:
            return _year(_century(number), str(number))
        return Age(str(number), number, environ=False)
    if 4000 <= number < 60000:
        day = dt.date(1899, 12, 30) + dt.timedelta(days=number)
        return born_on(day, f"{day:%d/%m/%Y}")
    return None


def _century(two_digits: int) -> int:
    """Nobody born in 19.. writes two digits that could be this century's before about 2030."""
    return 2000 + two_digits if two_digits <= 29 else 1900 + two_digits


def _from_text(text: str, *, year_expected: bool) -> Naissance | Age | None:
    written = " ".join(text.split())
    signs = written.replace("≥", "+").replace(">", "+").replace("<", "-").replace("~", "env ")
    folded = _BORN.sub("", fold(signs))
    if not folded:
        return None
    if re.match(r"^\+\s*(?:de\s+)?\d", signs) or re.search(r"\d\s*(?:ans\s*)?\+$", signs):
        return _over(re.findall(r"\d+", folded)[0], written)
    if re.match(r"^[-–]\s*(?:de\s+)?\d{1,2}(?!\d)\s*(?:ans)?$", signs):
        return _under(re.findall(r"\d+", folded)[0], written)
    if folded.isdigit():
        return _digits(folded, written, year_expected=year_expected)
    return _birth(folded, written) or _age(folded, written) or _words(folded, written)


def _digits(folded: str, written: str, *, year_expected: bool) -> Naissance | Age | None:
    if len(folded) == 8:
        day = make(int(folded[4:]), int(folded[2:4]), int(folded[:2]))
        day = day or make(int(folded[:4]), int(folded[4:6]), int(folded[6:]))
        return born_on(day, written) if day else None
    if len(folded) > 5:
        return None
    return _from_number(float(folded), year_expected=year_expected)


def _birth(folded: str, written: str) -> Naissance | None:
    day: dt.date | None = None
    if found := _DATE.match(folded):
        year = int(found[3]) if len(found[3]) == 4 else _century(int(found[3]))
        day = make(year, int(found[2]), int(found[1])) or make(year, int(found[1]), int(found[2]))
    elif found := _ISO.match(folded):
        day = make(int(found[1]), int(found[2]), int(found[3]))
    elif (found := _WORDED.match(folded)) and (month := month_number(found[2])):
        year = int(found[3]) if len(found[3]) == 4 else _century(int(found[3]))
        day = make(year, month, int(found[1]))
    elif found := _MONTH_YEAR.match(folded):
        return _month_year(found, written)
    elif found := re.fullmatch(rf"{_ABOUT} ((?:19|20)\d\d)", folded):
        return Naissance(written, "estimee", annee=int(found[1]))
    return born_on(day, written) if day else None


def _month_year(found: re.Match[str], written: str) -> Naissance | None:
    """`mars 1980`, `03/1980`; `vers 1980` is no month."""
    month = int(found[2]) if found[2] else month_number(found[1])
    year = int(found[3])
    if not found[2] and not month and re.fullmatch(_ABOUT, found[1]):
        return Naissance(written, "estimee", annee=year)
    if not month or not 1 <= month <= 12 or not 1890 <= year <= 2100:
        return None
    return Naissance(written, "mois", date=dt.date(year, month, 1), annee=year)


def _age(folded: str, written: str) -> Naissance | Age | None:
    if (found := _AGE.match(folded)) and int(found[2]) <= MAX_AGE:
        return Age(written, int(found[2]), environ=bool(found[1] or found[4] or "~" in written))
    if found := _MONTHS.match(folded):
        return Age(written, int(found[1]) // 12, environ=False)
    if found := _TENS.match(folded):
        return range_of(written, int(found[1]), int(found[1]) + 9)
    if (found := _OVER.match(folded) or _OVER_AFTER.match(folded)) is not None:
        return _over(found[1], written)
    if found := _UNDER.match(folded):
        return _under(found[1], written)
    if (found := _RANGE.match(folded)) and int(found[1]) < int(found[2]) <= MAX_AGE:
        return range_of(written, int(found[1]), int(found[2]))
    return None


def _over(number: str, written: str) -> Naissance | None:
    return range_of(written, int(number), None) if int(number) <= MAX_AGE else None


def _under(number: str, written: str) -> Naissance | None:
    return range_of(written, 0, int(number) - 1) if 0 < int(number) <= MAX_AGE else None


def _words(folded: str, written: str) -> Naissance | None:
    words = re.sub(r"^(?:la |une |un |le )", "", folded)
    if words not in _MOTS:
        return None
    low, high = _MOTS[words]
    return range_of(written, low, high)
