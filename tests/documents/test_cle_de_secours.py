"""The page that goes in the sealed envelope."""

import datetime as dt

import pytest

from reports.cle_de_secours import cle_de_secours, groups
from tests.documents.reading import codes_of, flat, lines_of, page_count, text_of

CLE = "V66J0F-5YDJVR-8KQ2MW-TXN4C7-B9ZHGE-13APSD"
JOUR = dt.date(2026, 3, 1)


def page(cle: str = CLE, structure: str = "Centre social des Alizés") -> bytes:
    return cle_de_secours(structure=structure, cle=cle, base="Base du 1er mars", jour=JOUR)


def test_the_key_is_read_by_a_camera_and_by_the_eye() -> None:
    pdf = page()
    assert page_count(pdf) == 1
    assert codes_of(pdf, 0) == [CLE]
    assert CLE.replace("-", "") in flat(text_of(pdf)).replace(" ", "")


def test_the_page_says_what_it_is_and_where_to_keep_it() -> None:
    text = flat(text_of(page()))
    for words in ("Clé de secours", "Centre social des Alizés", "1er mars 2026", "enveloppe"):
        assert words in text


def test_the_key_is_grouped_by_six_however_it_comes() -> None:
    assert groups(CLE) == CLE.split("-")
    assert groups(CLE.replace("-", "").lower()) == CLE.split("-")


def test_the_same_key_gives_the_same_page() -> None:
    assert page() == page()


@pytest.mark.parametrize("structure", ["", "🚲 \x00 \ud800", "Une association " * 40])
def test_any_structure_prints(structure: str) -> None:
    pdf = page(structure=structure)
    assert page_count(pdf) == 1
    assert all(line.left > 50 and line.right < 547 for line in lines_of(pdf, 0))
