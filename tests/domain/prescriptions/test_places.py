"""Places of a session: what was archived takes none."""

from models.base import clock
from models.base.database import Handle
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
