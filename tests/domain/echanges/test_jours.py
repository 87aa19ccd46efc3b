"""A line that bears no day takes one of its own sheet, whatever the sheet before."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from models.echanges.lignes import days_of
from tests.conftest import FrozenClock

JANUARY, FEBRUARY = dt.date(2025, 1, 31), dt.date(2025, 2, 3)


def lines(*written: tuple[str, dt.date | None]) -> Any:
    return [SimpleNamespace(feuille=feuille, jour=jour) for feuille, jour in written]


def test_the_day_is_that_of_the_line_before_then_the_first_of_the_sheet() -> None:
    found = days_of(
        lines(("Jan", JANUARY), ("Jan", None), ("Fév", None), ("Fév", FEBRUARY), ("Fév", None))
    )
    assert found == [JANUARY, JANUARY, FEBRUARY, FEBRUARY, FEBRUARY]


def test_a_sheet_without_any_day_takes_one_of_the_file(frozen_clock: FrozenClock) -> None:
    assert days_of(lines(("A", None), ("B", FEBRUARY))) == [FEBRUARY, FEBRUARY]
    assert days_of(lines(("A", None))) == [dt.date(2026, 3, 11)]
    assert days_of([]) == []
