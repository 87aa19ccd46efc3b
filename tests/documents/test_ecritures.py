"""Names of all scripts, and names made to harm, on each paper of the accueil: never a crash."""

import pytest

from reports.attestation_passages import attestation_pdf
from reports.grille_registre import grille_registre
from tests.documents.reading import flat, lines_of, page_count, text_of
from tests.documents.test_listing import listing, paper
from tests.documents.test_papiers_du_registre import attestation, grille

ARABIC, VIETNAMESE = "عبد الرحمن بن محمد", "NGUYỄN Thị Bích Phượng"
HOSTILE = (
    ARABIC, VIETNAMESE, "MÜLLER 👩‍👧 Ana", "王小明", "ʻAbdu-l\u200d\u202eoteb", "A\x00B\x07C",
    "<b>X</b> & <script>", "=cmd|' /C calc'!A0", "ne\u0301e " * 40, "N" * 5000, "\ud7ff\ufffe",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_any_name_holds_on_every_paper(name: str) -> None:
    rows = [("11/03/2026", name, "Impression", "5 min")] * 3
    papers = [
        attestation_pdf(attestation(2, nom=name, demandes=name)),
        grille_registre(grille((name, "CV"), name)),
        paper(listing(*rows)),
    ]
    for pdf in papers:
        wide = 595 if pdf is papers[0] else 842
        for page in range(page_count(pdf)):
            assert all(line.right <= wide for line in lines_of(pdf, page))
    assert page_count(papers[1]) == 1


def test_vietnamese_and_arabic_are_read_as_written() -> None:
    text = flat(text_of(attestation_pdf(attestation(1, nom=VIETNAMESE))))
    assert "NGUYỄN Thị Bích Phượng" in text
    shaped = text_of(attestation_pdf(attestation(1, nom=ARABIC)))
    assert any("\u0600" <= sign <= "\u06ff" or "\ufb50" <= sign <= "\ufeff" for sign in shaped)
