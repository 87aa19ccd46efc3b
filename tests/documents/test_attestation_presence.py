"""The attestation of presence on paper: every line, the total, the signature on the last page."""

import datetime as dt

import pytest

from models.ateliers.attestation import AttestationPresence, Ligne, Source
from reports.attestation_presence import attestation_presence_pdf
from tests.documents.reading import flat, lines_of, page_count, text_of

JOUR = dt.date(2026, 3, 11)


def attestation(count: int, *, quoi: str = "Jardin partagé", nom: str = "SOW Awa") -> bytes:
    lines = tuple(Ligne(f"{n:04d}", quoi, "2\u00a0h") for n in range(count))
    sources = (
        Source("Ateliers", lines, count * 120, "Compté une fois."),
        Source("Mission", (Ligne("du 02/02/2026 au 27/02/2026", quoi, "96\u00a0h"),), 96 * 60),
    )
    return attestation_presence_pdf(
        AttestationPresence(
            nom, "12/03/2007", "février 2026", "Les Ateliers citoyens", sources if count else (),
            "Centre social des Alizés", ("12 rue des Tilleuls", "87000 Limoges"), "Limoges", JOUR,
        )
    )  # fmt: skip


def test_it_says_who_what_and_how_long() -> None:
    text = flat(text_of(attestation(3)))
    for words in (
        "Attestation de présence", "Centre social des Alizés", "SOW Awa", "12/03/2007",
        "Présence de 102 h dans le parcours « Les Ateliers citoyens » en février 2026",
        "Ateliers", "6 h", "Jardin partagé", "Compté une fois.", "96 h", "Total", "102 h",
        "Fait à Limoges, le 11 mars 2026", "nom, fonction, cachet", "page 1 / 1",
    ):  # fmt: skip
        assert words in text, words
    assert "Aucune heure n’est notée" in flat(text_of(attestation(0)))


@pytest.mark.parametrize("count", [20, 27, 28, 29, 30, 31, 40, 300])
def test_every_line_is_there_and_the_total_is_by_the_signature(count: int) -> None:
    pdf = attestation(count, quoi="Un atelier au nom vraiment très long " * 3, nom="DIALLO " * 20)
    pages = text_of(pdf).split("\f")
    assert len(pages) == page_count(pdf) > 1
    whole = " ".join(pages)
    assert all(f"{n:04d}" in whole for n in range(count))
    signed = [n for n, page in enumerate(pages) if "fonction, cachet" in page]
    assert signed == [len(pages) - 1]
    assert "Total" in pages[-1]
    for n, page in enumerate(pages):
        assert all(line.bottom > 20 and line.right < 560 for line in lines_of(pdf, n))
        assert not page.strip().endswith("Mission")
