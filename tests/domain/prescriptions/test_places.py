"""What a fiche that is gone leaves: its place in the session, and no number to be found by."""

from models.base import clock
from models.base.command import undo_last
from models.base.database import Handle
from models.personnes.recherche import search_personnes
from models.prescriptions.fiche import note_etape
from models.prescriptions.statut import places_left
from tests.domain.prescriptions.test_fiche import a_fiche
from tests.factories import a_personne, a_session, writing


def test_an_archived_fiche_gives_its_place_back(base: Handle) -> None:
    session, today = a_session(places=2), clock.today()
    prescription = a_fiche(a_personne(), session=session.id)
    note_etape(prescription, nature="entree", date=today)
    assert places_left(session.id, today) == 1
    with writing():
        prescription.archive()
    assert places_left(session.id, today) == 2


def test_nobody_is_found_by_the_number_of_a_fiche_that_was_undone(base: Handle) -> None:
    a_fiche(a_personne())
    assert len(search_personnes("2026-0001")) == 1
    undo_last()
    assert search_personnes("2026-0001") == []
    again = a_personne(prenom="Awa")
    assert a_fiche(again).numero == "2026-0001"
    assert [one.id for one in search_personnes("2026-0001")] == [again.id]
