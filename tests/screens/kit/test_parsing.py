"""What is typed is read, or refused with its remedy."""

import datetime as dt

import pytest

from ui.kit import parsing

DAYS = [
    ("12/3/26", dt.date(2026, 3, 12)),
    ("120326", dt.date(2026, 3, 12)),
    ("12032026", dt.date(2026, 3, 12)),
    ("12.3.2026", dt.date(2026, 3, 12)),
    ("2026-03-12", dt.date(2026, 3, 12)),
    ("5/1", dt.date(2026, 1, 5)),
    ("1/1/36", dt.date(2036, 1, 1)),
    ("1/1/37", dt.date(1937, 1, 1)),
    ("hier", dt.date(2026, 3, 10)),
    ("aujourd’hui", dt.date(2026, 3, 11)),
    ("  ", None),
]
HOURS = [
    ("9", dt.time(9)),
    ("9h", dt.time(9)),
    ("9h30", dt.time(9, 30)),
    ("09:05", dt.time(9, 5)),
    ("930", dt.time(9, 30)),
    ("1405", dt.time(14, 5)),
    ("", None),
]


@pytest.mark.usefixtures("frozen_clock")
@pytest.mark.parametrize(("typed", "day"), DAYS)
def test_days(typed: str, day: dt.date | None) -> None:
    assert parsing.day(typed) == day


@pytest.mark.usefixtures("frozen_clock")
@pytest.mark.parametrize("typed", ["31/2/2026", "12", "douze mars", "1/13/26", "12/3/026"])
def test_no_day(typed: str) -> None:
    with pytest.raises(ValueError, match="Écrivez par exemple"):
        parsing.day(typed)


@pytest.mark.parametrize(("typed", "hour"), HOURS)
def test_hours(typed: str, hour: dt.time | None) -> None:
    assert parsing.hour(typed) == hour


@pytest.mark.parametrize("typed", ["25h", "9h75", "midi", "99999"])
def test_no_hour(typed: str) -> None:
    with pytest.raises(ValueError, match="9h30"):
        parsing.hour(typed)


@pytest.mark.parametrize(("typed", "number"), [("12", 12), ("1\u202f234", 1234), ("", None)])
def test_integers(typed: str, number: int | None) -> None:
    assert parsing.integer(typed) == number


DURATIONS = [("", None), ("15", 15), ("15 min", 15), ("1h15", 75), ("1 h", 60), ("1,5 h", 90)]


@pytest.mark.parametrize(("typed", "minutes"), DURATIONS)
def test_minutes(typed: str, minutes: int | None) -> None:
    assert parsing.minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["3,5", "longtemps", "-5", "h"])
def test_no_minutes(typed: str) -> None:
    with pytest.raises(ValueError, match="1h15"):
        parsing.minutes(typed)


def test_no_integer() -> None:
    with pytest.raises(ValueError, match="nombre entier"):
        parsing.integer("3,5")


def test_a_year_is_not_parted() -> None:
    assert parsing.show_integer(2007) == "2007"
    assert parsing.show_integer(12345) == "12\u202f345"


def test_french_numbers_by_pairs_and_foreign_ones_as_typed() -> None:
    assert parsing.show_telephone("0612345678") == "06\u00a012\u00a034\u00a056\u00a078"
    assert parsing.show_telephone("+221 77 123 45 67") == "+221 77 123 45 67"
