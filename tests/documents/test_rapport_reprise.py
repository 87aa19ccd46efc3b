"""The report of an import on paper: every line of it, on as many pages as it takes."""

import datetime as dt

from reports.rapport_reprise import rapport_reprise_pdf
from tests.documents.reading import flat, page_count, text_of

JOUR = dt.date(2026, 3, 11)
LINES = [
    "Reprise de «\u00a0registre.xlsx\u00a0»", "", "Passages\u00a0: 214", "", "À regarder",
    "– SOW Awa\u00a0: deux dates de naissance dans le fichier, celle du dossier est gardée.",
    "", "Laissé de côté (2)", "– Janvier, ligne 12\u00a0: pas de date",
]  # fmt: skip


def test_each_line_is_on_it_with_its_page_its_structure_and_its_day() -> None:
    pdf = rapport_reprise_pdf(LINES, structure="Centre social des Alizés", day=JOUR)
    told = flat(text_of(pdf))
    for line in filter(None, LINES):
        assert flat(line) in told
    assert page_count(pdf) == 1
    assert "Centre social des Alizés" in told
    assert "11 mars 2026" in told


def test_a_long_one_goes_on_over_the_page_and_loses_nothing() -> None:
    refused = [f"– Janvier, ligne {n}\u00a0: " + "date illisible " * 12 for n in range(1, 301)]
    pdf = rapport_reprise_pdf([*LINES, *refused], structure="", day=JOUR)
    told = flat(text_of(pdf))
    assert page_count(pdf) > 5
    assert all(f"ligne {n} :" in told for n in range(1, 301))
    assert f"/ {page_count(pdf)}" in told


def test_what_no_font_holds_does_not_stop_it() -> None:
    odd = ["", "=cmd|’/C calc’!A0", "– \u202e\ufffe" + "x" * 3000]
    assert page_count(rapport_reprise_pdf(["Reprise", *odd], structure="A" * 500, day=JOUR)) >= 1
