"""The public holidays of France, computed: nobody has to write them each year.

Those of the whole country only: Good Friday and 26 December are for Alsace and Moselle.
"""

import datetime as dt
import functools

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday


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


def is_worked(day: dt.date) -> bool:
    """From Monday to Friday, public holidays apart."""
    return day.weekday() < 5 and day not in holidays(day.year)
