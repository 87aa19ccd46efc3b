"""Rewrites the golden texts; read the difference before committing it."""

from reports.fiche_prescription import fiche_prescription
from tests.documents.reading import text_of
from tests.documents.test_fiche_prescription import FICHES, GOLDEN

if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, make in FICHES.items():
        (GOLDEN / f"{name}.txt").write_text(text_of(fiche_prescription(make())), encoding="utf-8")
