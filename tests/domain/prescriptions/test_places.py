"""What a fiche that is gone leaves: no number to be found by."""

from models.base.command import undo_last
from models.base.database import Handle
from models.personnes.recherche import search_personnes
from tests.domain.prescriptions.test_fiche import a_fiche
from tests.factories import a_personne


def test_nobody_is_found_by_the_number_of_a_fiche_that_was_undone(base: Handle) -> None:
    a_fiche(a_personne())
    assert len(search_personnes("2026-0001")) == 1
    undo_last()
    assert search_personnes("2026-0001") == []
    again = a_personne(prenom="Awa")
    assert a_fiche(again).numero == "2026-0001"
    assert [one.id for one in search_personnes("2026-0001")] == [again.id]
