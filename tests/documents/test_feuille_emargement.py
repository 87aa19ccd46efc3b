"""The attendance sheet: who signs, when, and who led it; room for a hand, whatever the group."""

import datetime as dt

import pytest

from models.ateliers.feuille import Emargement, Signataire
from reports.feuille_emargement import emargement_pdf
from tests.documents.reading import flat, lines_of, page_count, text_of

JOUR = dt.date(2026, 3, 12)
TWICE = ("Matin", "Après-midi")


def sheet(count: int, *, nom: str = "SOW Awa", **values: object) -> bytes:
    known: dict[str, object] = {
        "atelier": "Jardin partagé", "cadre": "Ateliers citoyens, Session de printemps",
        "jour": JOUR, "debut": dt.time(9, 30), "fin": dt.time(16), "lieu": "Centre social",
        "intervenant": "Léa Roy", "moments": TWICE, "operation": "",
        "structure": "Centre social des Alizés",
        "coordonnees": ("12 rue des Tilleuls", "87000 Limoges"),
        "signataires": tuple(Signataire(f"{nom} {n}", n == 1) for n in range(count)),
    }  # fmt: skip
    return emargement_pdf(Emargement(**{**known, **values}))  # type: ignore[arg-type]  # by name


def test_it_says_what_when_where_and_with_whom() -> None:
    pdf = sheet(3)
    text = flat(text_of(pdf))
    assert page_count(pdf) == 1
    for words in (
        "Centre social des Alizés", "12 rue des Tilleuls · 87000 Limoges", "Feuille d’émargement",
        "Jardin partagé", "Ateliers citoyens, Session de printemps", "jeudi 12 mars 2026",
        "9 h 30 – 16 h (6 h 30)", "Centre social", "Léa Roy", "Matin", "Après-midi", "SOW Awa 2",
        "L’intervenant·e : nom et signature", "page 1 / 1",
    ):  # fmt: skip
        assert words in text, words
    assert text.count("Excusé·e") == 1
    numbers = {line.text for line in lines_of(pdf, 0)}
    assert {"4", "5", "6"} <= numbers, "three lines for who was not expected"
    assert "7" not in numbers


@pytest.mark.parametrize("count", [0, 9, 12, 13, 14, 15, 16, 17, 40])
def test_each_person_has_a_line_and_who_led_it_the_last_page(count: int) -> None:
    pdf = sheet(count)
    for n in range(count):
        assert f"{n + 1} SOW Awa {n}" in flat(text_of(pdf))
    pages = page_count(pdf)
    for page in range(pages):
        lines = lines_of(pdf, page)
        assert min(line.bottom for line in lines if "page" not in line.text) > 20
        assert max(line.right for line in lines) < 595 - 40
    last = [line.text for line in lines_of(pdf, pages - 1)]
    assert str(count + 3) in last, "the block of who led it is not alone on its page"
    assert "nom et signature" in flat(" ".join(last))


def test_a_long_name_is_whole() -> None:
    text = flat(text_of(sheet(1, nom="DE LA TOUR D’AUVERGNE-LAURAGUAIS Marie-Antoinette Rose")))
    assert "Marie-Antoinette Rose 0" in text
    assert "…" not in text


def test_a_sheet_of_an_operation_bears_the_emblem_on_each_page() -> None:
    long = "Léonie Faucher, Les Jardins partagés du Moulin-Blanc et de la Grange-aux-Merles"
    operation = "Opération FSE+ n° 202300417, Retrouver sa place"
    for count, pages in ((3, 1), (40, 3)):
        told = text_of(sheet(count, operation=operation, intervenant=long)).split("\f")
        assert len(told) == pages
        assert all("Cofinancé par l’Union européenne" in flat(page) for page in told)
        assert "n° 202300417" in flat(told[0])
        assert "Total des heures" in flat(told[-1])
        assert flat(" ".join(told)).count("Grange-aux-Merles") == 2, "who led it is not cut"
    assert "Union européenne" not in flat(text_of(sheet(3)))


def test_what_is_not_known_is_left_to_the_pen() -> None:
    pdf = sheet(1, intervenant="", lieu="", cadre="", debut=None, fin=None, coordonnees=())
    text = flat(text_of(pdf))
    assert page_count(pdf) == 1
    for label in ("Date", "Horaires", "Lieu", "Intervenant"):
        assert label in text
