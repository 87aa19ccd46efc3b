"""Values one by one: what each reader understands, and what it leaves alone."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.echanges.comprehension.valeurs.ages import (
    Age,
    Naissance,
    at_passage,
    possible,
    read_naissance,
)
from models.echanges.comprehension.valeurs.dates import (
    MOIS,
    Partielle,
    Repere,
    complete,
    read_date,
    rebase,
)
from models.echanges.comprehension.valeurs.durees import read_duree
from models.echanges.comprehension.valeurs.heures import read_heure
from models.echanges.comprehension.valeurs.reperes import repere
from models.echanges.comprehension.valeurs.sexes import read_sexe
from models.echanges.comprehension.valeurs.telephones import find_telephones, read_telephone
from models.echanges.comprehension.valeurs.textes import MASQUE, is_idem, is_void, masked, text_of

MARS_3 = dt.date(2025, 3, 3)
ANYTHING = st.one_of(
    st.text(max_size=40), st.floats(), st.integers(), st.booleans(), st.dates(), st.times(),
    st.datetimes(), st.timedeltas(),
)  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    ["03/03/2025", "3/3/25", "03-03-2025", "3.3.25", "lundi 3 mars 2025", "Lun. 3 mars 2025",
     "3 mars 2025", "lundi 03/03/2025", "2025-03-03", "2025-03-03 09:30:00", "03/03/2025 à 9h30",
     "le 3 mars 2025", "03032025", "030325", 45719, 45719.4, "45719", dt.datetime(2025, 3, 3, 9),
     MARS_3,
     "March 3, 2025", "03 / 03 / 2025", "03/03/2025.", "03//03/2025", "03,03,2025", "O3/03/2025",
     "03\\03\\2025", "3/3/25 (lundi)", "03/03/25 - lundi", "3rd March 2025"],
)  # fmt: skip
def test_whole_dates(cell: object) -> None:
    assert read_date(cell) == MARS_3  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("3/3", Partielle(3, 3)), ("03.03", Partielle(3, 3)), ("3 mars", Partielle(3, 3)),
     ("lundi 3 mars", Partielle(3, 3)), ("1er avril", Partielle(1, 4)), ("lundi 3", Partielle(3,
     None)),
     ("3", Partielle(3, None)), (3, Partielle(3, None)), (3.03, Partielle(3, 3, True)),
     (14.12, Partielle(14, 12, True)),
     ("mardi 12 août", Partielle(12, 8)), ("5 févr.", Partielle(5, 2))],
)  # fmt: skip
def test_partial_dates(cell: object, expected: Partielle) -> None:
    assert read_date(cell) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell",
    ["", "pluie", "32/01/2025", "31/02/2025", "03/13/1825", True, dt.time(9), "9h", "12345678901"],
)
def test_what_is_no_date(cell: object) -> None:
    assert read_date(cell) is None  # type: ignore[arg-type]


@given(st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)))
def test_every_way_of_writing_a_day_gives_that_day(day: dt.date) -> None:
    month = MOIS[day.month - 1]
    ways = (f"{day:%d/%m/%Y}", f"{day:%d-%m-%y}", f"{day.day}.{day.month}.{day.year}",
            f"{day.day} {month} {day.year}", f"{day:%Y-%m-%d}", f"{day:%d %m %Y}")  # fmt: skip
    assert {read_date(way) for way in ways} == {day}


@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)))
def test_a_partial_day_is_completed_by_its_sheet(day: dt.date) -> None:
    mark = Repere(day.year, day.month)
    for cell in (f"{day.day}/{day.month}", str(day.day), f"{day.day} {MOIS[day.month - 1]}"):
        found = read_date(cell)
        assert isinstance(found, Partielle)
        assert complete(found, mark, None) == day


def test_the_lost_zero_of_october_and_the_epoch_of_1904() -> None:
    found = read_date(2.1)
    assert isinstance(found, Partielle)
    assert complete(found, Repere(2025, 10), None) == dt.date(2025, 10, 2)
    assert complete(found, Repere(2025, 1), None) == dt.date(2025, 1, 2)
    assert rebase(dt.date(2021, 3, 2), Repere(2025)) == MARS_3
    assert rebase(dt.date(2024, 3, 2), Repere(2025)) == dt.date(2024, 3, 2)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [(("REGISTRE ACCUEIL — FÉVRIER 2025", "Févri 2025"), (2025, 2)), (("Juill 2025",), (2025, 7)),
     (("Août",), (None, 8)), (("03-2025",), (2025, 3)), (("sept 24",), (2024, 9)),
     (("2024-2025",), (None, None)), (("Feuil1",), (None, None)), (("Mars et avril 2025",), (2025,
      None)),
     (("2025",), (2025, None)), (("Mardi",), (None, None))],
)  # fmt: skip
def test_what_titles_say(texts: tuple[str, ...], expected: tuple[int | None, int | None]) -> None:
    assert repere(*texts)[:2] == expected


def test_a_title_that_is_a_day() -> None:
    assert repere("Permanence du 3 mars 2025").jour == MARS_3
    assert repere("Semaine du 3 au 7 mars 2025").jour is None


@pytest.mark.parametrize(
    ("cell", "hour", "minute", "precision"),
    [("9 h. 30", 9, 30, "minute"), ("13;30", 13, 30, "minute"), ("9'30", 9, 30, "minute"),
     ("10:30h", 10, 30, "minute"), ("10-30", 10, 30, "minute"), ("9h00 (rdv)", 9, 0, "minute"),
     ("8h45 précises", 8, 45, "minute"), ("9h", 9, 0, "heure"), ("10h18", 10, 18, "minute"),
     ("11:46", 11, 46, "minute"),
     ("9 h 30", 9, 30, "minute"), ("9H05mn", 9, 5, "minute"), ("9.30", 9, 30, "minute"),
     ("1430", 14, 30, "minute"), ("0930", 9, 30, "minute"), ("14:30:00", 14, 30, "minute"),
     (dt.time(13, 6), 13, 6, "minute"), (0.375, 9, 0, "minute"), (9, 9, 0, "heure"), ("9", 9, 0,
      "heure"),
     (9.5, 9, 30, "minute"), (9.3, 9, 30, "minute"), (9.15, 9, 15, "minute"), ("midi", 12, 0,
      "heure"),
     ("vers 10h", 10, 0, "heure"), ("2 pm", 14, 0, "heure"), ("9h-9h30", 9, 0, "heure"),
     ("de 9h15 à 10h", 9, 15, "minute"), (dt.datetime(2025, 1, 1, 8, 5), 8, 5, "minute"),
     (dt.timedelta(hours=9, minutes=59, seconds=59.9), 10, 0, "minute"), ("9\u00a0h\u00a010", 9,
      10, "minute")],
)  # fmt: skip
def test_hours(cell: object, hour: int, minute: int, precision: str) -> None:
    found = read_heure(cell)  # type: ignore[arg-type]
    assert found is not None
    assert (found.heure, found.precision) == (dt.time(hour, minute), precision)


@pytest.mark.parametrize("cell", ["matin", "25h", "9h75", "", "?", "après-midi", True, 2580, -1])
def test_what_is_no_hour(cell: object) -> None:
    assert read_heure(cell) is None  # type: ignore[arg-type]


@given(st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_every_way_of_writing_an_hour_gives_that_hour(hour: dt.time) -> None:
    ways = (
        f"{hour:%H:%M}",
        f"{hour.hour}h{hour:%M}",
        f"{hour.hour} h {hour:%M}",
        f"{hour:%H:%M:%S}",
    )
    assert {read_heure(way).heure for way in ways if read_heure(way)} == {hour}  # type: ignore[union-attr]
    assert read_heure((hour.hour * 60 + hour.minute) / 1440) in (
        None if hour == dt.time(0) else read_heure(hour), read_heure(hour)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [("5", 5), ("5'", 5), ("5’", 5), ("10mn", 10), ("10 min", 10), ("10 minutes", 10), ("1/4h", 15),
     ("1/4 h", 15), ("¼ h", 15), ("1/4 d'heure", 15), ("1/2h", 30), ("½h", 30), ("3/4h", 45),
     ("45", 45),
     ("1h", 60), ("1 h", 60), ("1h30", 90), ("1h30mn", 90), ("1 h et demie", 90), ("1h1/2", 90),
     ("1h1/4", 75),
     ("0:15", 15), ("1:30", 90), ("00:20:00", 20), (dt.time(0, 15), 15),
     (dt.timedelta(minutes=50), 50),
     (20, 20), (20.0, 20), ("1,5 h", 90), ("0,5h", 30), ("demi-heure", 30), ("un quart d'heure",
      15),
     ("10-20 min", 15), ("env. 20 min", 20), ("~10", 10), ("< 5 min", 5), (dt.time(15, 0), 15),
     (1.5, 90),
     (0.25, 15), (1 / 96, 15), ("2 heures", 120), ("5 mn.", 5), ("20\u00a0min", 20)],
)  # fmt: skip
def test_lengths(cell: object, minutes: int) -> None:
    assert read_duree(cell) == minutes  # type: ignore[arg-type]


def test_lengths_in_hours() -> None:
    assert read_duree(2, "h") == 120
    assert read_duree("0,5", "h") == 30
    assert read_duree("10 min", "h") == 10


@pytest.mark.parametrize("cell", ["longtemps", "", "?", 0, -5, 9999, "12h", "1h75", True, MARS_3])
def test_what_is_no_length(cell: object) -> None:
    assert read_duree(cell) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell",
    ["0612345678", "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", 612345678, 612345678.0,
     "612345678", "+33 6 12 34 56 78", "0033612345678", "+33 (0)6 12 34 56 78", 33612345678,
     "tél : 06 12 34 56 78", "06\u00a012\u00a034\u00a056\u00a078", "06/12/34/56/78"],
)  # fmt: skip
def test_telephones(cell: object) -> None:
    assert read_telephone(cell) == "+33612345678"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell", ["061234567", "0012", "6,12E+08", "", 12, "demain", 0.5, "0000000000"]
)
def test_what_is_no_telephone(cell: object) -> None:
    assert read_telephone(cell) is None  # type: ignore[arg-type]


@given(st.integers(1, 9), st.integers(0, 99_999_999))
def test_a_number_finds_its_zero_again(first: int, rest: int) -> None:
    written = f"0{first}{rest:08d}"
    assert (
        read_telephone(int(written))
        == read_telephone(written)
        == read_telephone(f"+33{written[1:]}")
    )


def test_telephones_inside_a_text() -> None:
    found, rest = find_telephones("06 12 34 56 78 (fille) / 05.55.01.02.03")
    assert found == ["+33612345678", "+33555010203"]
    assert rest == "(fille)"


@pytest.mark.parametrize(
    ("cell", "precision", "year"),
    [("06/07/1944", "jour", 1944), (dt.date(1944, 7, 6), "jour", 1944), ("6/7/44", "jour", 1944),
     ("1980", "annee", 1980), (1980.0, "annee", 1980), ("né en 1980", "annee", 1980),
     ("03/1980", "mois", 1980), ("mars 1980", "mois", 1980), ("vers 1980", "estimee", 1980),
     ("née le 06/07/1944", "jour", 1944), ("6 juillet 1944", "jour", 1944), ("06071944", "jour",
     1944),
     ("12/03/05", "jour", 2005), (16259.0, "jour", 1944), ("1944-07-06", "jour", 1944)],
)  # fmt: skip
def test_births(cell: object, precision: str, year: int) -> None:
    found = read_naissance(cell)  # type: ignore[arg-type]
    assert isinstance(found, Naissance)
    assert (found.precision, found.annee) == (precision, year)


@pytest.mark.parametrize(
    ("cell", "age", "about"),
    [("40 ans", 40, False), ("40", 40, False), (40, 40, False), ("env. 30", 30, True), ("~30", 30,
     True),
     ("30 ans environ", 30, True), ("8 mois", 0, False), ("40ans", 40, False), ("17 a", 17, False)],
)  # fmt: skip
def test_ages(cell: object, age: int, about: bool) -> None:
    found = read_naissance(cell)  # type: ignore[arg-type]
    assert isinstance(found, Age)
    assert (found.age, found.environ) == (age, about)


@pytest.mark.parametrize(
    ("cell", "low", "high", "band"),
    [("jeune", 16, 25, None), ("+60", 60, None, None), ("60 et +", 60, None, None), ("18-25", 18,
     25, None),
     ("18/25 ans", 18, 25, None), ("-18 ans", 0, 17, None), ("moins de 12 ans", 0, 11, "moins_12"),
     ("la trentaine", 30, 39, "30_39"), ("30aine", 30, 39, "30_39"), ("plus de 70", 70, None,
     "70_plus"),
     ("mineur", 0, 17, None), ("retraitée", 60, None, None), ("26-29", 26, 29, "26_29"), ("<12",
     0, 11, "moins_12")],
)  # fmt: skip
def test_ranges_of_ages(cell: str, low: int, high: int | None, band: str | None) -> None:
    found = read_naissance(cell)
    assert isinstance(found, Naissance)
    assert (found.age_min, found.age_max, found.tranche) == (low, high, band)


def test_an_age_is_that_of_the_day_of_the_passage() -> None:
    found = at_passage(Age("40 ans", 40, False), dt.date(2010, 6, 1))
    assert (found.annee, found.age, found.tranche, found.precision) == (
        1970,
        40,
        "40_49",
        "estimee",
    )


@pytest.mark.parametrize("year", [2090, 1850])
def test_impossible_births(year: int) -> None:
    born = Naissance(str(year), "annee", annee=year)
    assert not possible(born, MARS_3)
    assert not possible(Naissance("", "jour", dt.date(2025, 3, 4), 2025), MARS_3)


def test_two_digits_of_a_year() -> None:
    found = read_naissance(85, year_expected=True)
    assert isinstance(found, Naissance)
    assert found.annee == 1985


@pytest.mark.parametrize("text", ["idem", "Idem", "id.", '"', "''", "”", "»", "même jour", "IDEM."])
def test_dittos(text: str) -> None:
    assert is_idem(text)


def test_void_and_texts() -> None:
    assert all(map(is_void, ("", "-", "—", "…", "#REF!", "#N/A", "?")))
    assert not is_void("x")
    assert [text_of(c) for c in (12.0, 1.5, dt.time(9, 5), MARS_3, True, " a\u00a0b ")] == [
        "12", "1,5", "09:05", "03/03/2025", "oui", "a b"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "number",
    [
        "285058708512345",
        "2 85 05 87 085 123 45",
        "2850587085123",
        "1.85.05.2A.085.123.45",
        "185052A085123 45",
    ],
)
def test_social_security_numbers_are_masked(number: str) -> None:
    assert masked(f"n° {number} fin") == f"n° {MASQUE} fin"


@pytest.mark.parametrize(
    "text", ["06 12 34 56 78", "+33 6 12 34 56 78", "dossier 1234567", "0033612345678"]
)
def test_other_numbers_are_not(text: str) -> None:
    assert masked(text) == text


@given(ANYTHING)
def test_no_reader_ever_breaks(cell: object) -> None:
    for reader in (
        read_date,
        read_heure,
        read_duree,
        read_telephone,
        read_naissance,
        read_sexe,
        text_of,
    ):
        reader(cell)  # type: ignore[operator]
