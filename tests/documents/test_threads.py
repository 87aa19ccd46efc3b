"""Documents made in several threads at once are the same as one after the other."""

from concurrent.futures import ThreadPoolExecutor

from reports.fiche_prescription import fiche_prescription
from tests.documents import exemples


def test_documents_made_side_by_side_are_those_made_alone() -> None:
    contenus = [exemples.mineur(), exemples.ordinaire(), exemples.debordante()] * 4
    alone = [fiche_prescription(contenu) for contenu in contenus]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(fiche_prescription, contenus)) == alone
