"""Any list on paper: all its rows, in order, on as many pages as they need."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from models.base.listing import Column, Listing
from models.base.progress import Cancelled, Progress
from models.personnes.personne import Personne
from reports.listing import CONFIDENTIEL, Heading, listing_pdf
from tests.documents.reading import flat, lines_of, page_count, text_of

LE = dt.datetime(2026, 3, 11, 14, 32)
COLUMNS = (
    Column("jour", "Jour", (Personne.cle,), width=10),
    Column("nom", "Personne", (Personne.cle,), width=26, nominative=True),
    Column("demandes", "Demandes", (Personne.cle,), width=44),
    Column("duree", "Durée", (Personne.cle,), width=8, right=True),
)
WORDS = "Carte d’identité, passeport · Attestation CAF · Impression"


@dataclass(frozen=True)
class Known(Listing):
    """A list whose rows are at hand."""

    at_hand: tuple[tuple[str, ...], ...] = ()

    def rows(self, progress: Progress | None = None) -> Iterator[Any]:
        for n, row in enumerate(self.at_hand):
            yield (str(n), *row)


def listing(*rows: tuple[str, ...], columns: tuple[Column, ...] = COLUMNS) -> Known:
    return Known(
        title="Registre d’accueil", query=None, key=Personne.id, columns=columns,
        order=(Personne.cle,), at_hand=rows,
    )  # fmt: skip


def paper(asked: Known, *, filtres: str = "mars 2026", progress: Progress | None = None) -> bytes:
    heading = Heading(
        "Registre d’accueil", "Centre social des Alizés", filtres, len(asked.at_hand),
        "Claire SOW", LE,
    )  # fmt: skip
    return listing_pdf(asked, heading, progress)


def many(count: int) -> Known:
    return listing(*(("11/03/2026", f"N{n:05d}", WORDS, "15 min") for n in range(count)))


def test_the_head_says_whose_list_which_how_narrowed_and_when() -> None:
    text = flat(text_of(paper(many(2), filtres="mars 2026 ; lieu : Annexe")))
    for words in (
        "Centre social des Alizés", "Registre d’accueil", "mars 2026 ; lieu : Annexe", "2 lignes",
        "Édité le 11 mars 2026 à 14:32", "par Claire SOW", "page 1 / 1", CONFIDENTIEL,
    ):  # fmt: skip
        assert words.replace("\u00a0", " ") in text


def test_a_list_without_names_is_not_said_to_be_confidential() -> None:
    text = flat(text_of(paper(listing(("11/03/2026",), columns=COLUMNS[:1]))))
    assert "Confidentiel" not in text


def test_a_day_of_three_thousand_passages_is_whole_and_in_order() -> None:
    pdf = paper(many(3000))
    pages = text_of(pdf).split("\f")
    assert len(pages) == page_count(pdf) > 60
    found = re.findall(r"N\d{5}", " ".join(pages))
    assert found == [f"N{n:05d}" for n in range(3000)]
    for n, page in enumerate(pages, start=1):
        assert "Demandes" in page
        assert f"page {n} / {len(pages)}" in flat(page)


def test_a_last_page_is_not_made_of_a_few_rows() -> None:
    whole = next(n for n in range(20, 80) if page_count(paper(many(n + 1))) == 2)
    last = text_of(paper(many(whole + 1))).split("\f")[1]
    assert len(re.findall(r"N\d{5}", last)) > 3
    assert len(re.findall(r"N\d{5}", text_of(paper(many(whole))))) == whole


def test_a_narrow_list_stands_and_a_wide_one_lies() -> None:
    short = listing(("11/03/2026", "SOW Awa", "CV", "5 min"))
    wide = listing(("11/03/2026", "SOW Awa " * 3, WORDS * 3, "5 min"))
    assert size_of(paper(short)) == (595, 842)
    twice = tuple(
        Column(f"{c.name}{n}", c.label, c.expressions, width=c.width) for n in (1, 2)
        for c in COLUMNS
    )  # fmt: skip
    names = ("Personne", "À faire", "Rendez-vous", "Dernier contact", "Phase", "Référent")
    told = tuple(Column(f"c{n}", one, (Personne.cle,), width=20) for n, one in enumerate(names))
    case = ("MOHAMED ALI Noémie", WORDS * 3, "08/12 à 16:00", "05/10/2026",
            "Mission de service civique", "Thomas")  # fmt: skip
    assert size_of(paper(listing(case, columns=told))) == (842, 595), "one text is too narrow"
    row = wide.at_hand[0]
    assert size_of(paper(listing((*row, *row), columns=twice))) == (842, 595)


def size_of(pdf: bytes) -> tuple[int, int]:
    import pypdfium2

    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    return round(width), round(height)


@pytest.mark.parametrize("columns", [1, 4, 12, 20])
def test_nothing_leaves_the_page_whatever_is_written(columns: int) -> None:
    made = tuple(Column(f"c{n}", f"Colonne {n}", (Personne.cle,), width=20) for n in range(columns))
    texts = ("x" * 400, "", "مرحبا بالعالم", "🚲 \ud800 \x00", "mot " * 200, "=cmd|' /C calc'!A0")
    rows = [tuple(texts[(n + at) % len(texts)] for at in range(columns)) for n in range(6)]
    pdf = paper(listing(*rows, columns=made))
    width, _ = size_of(pdf)
    for page in range(page_count(pdf)):
        for line in lines_of(pdf, page):
            assert line.left > 30
            assert line.right < width - 30
            assert line.bottom > 20


def test_a_text_longer_than_a_page_goes_on_to_the_next() -> None:
    letters = "abcdefghijkl"
    words = [f"mot{a}{b}{c}" for a in letters for b in letters for c in letters]
    pdf = paper(listing(("11/03/2026", "SOW Awa", " ".join(words), "5 min")))
    assert page_count(pdf) > 1
    assert re.findall(r"mot[a-l]{3}", text_of(pdf)) == words


def test_a_short_column_is_not_broken() -> None:
    rows = [("11/03/2026", "ANDRIANAMPOINIMERINA Jean-Baptiste", WORDS * 2, "1 h 30")] * 3
    text = text_of(paper(listing(*rows)))
    assert text.count("11/03/2026") == 3
    assert text.count("1 h 30") == 3


def test_it_tells_its_progress_and_can_be_stopped() -> None:
    steps: list[tuple[int, int]] = []
    paper(many(500), progress=Progress(lambda *step: steps.append(step)))
    assert steps[0] == (0, 500)
    assert len(steps) >= 7
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        paper(many(500), progress=stopped)


def test_the_same_list_gives_the_same_paper() -> None:
    assert paper(many(40)) == paper(many(40))
