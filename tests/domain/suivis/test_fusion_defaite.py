"""Since a merge, much was written in the suivi of the absorbed person; then it is taken back."""

import datetime as dt
from typing import Any

import pytest

from models.ateliers.seance import Presence
from models.ateliers.venue import note_venue
from models.base.command import undo_acte
from models.base.undo import Acte
from models.personnes.defaire import defaire_fusion
from models.personnes.document import Document, add_document
from models.personnes.fusion import Fusion
from models.personnes.fusionner import fusionner
from models.personnes.personne import Personne
from models.prescriptions.fiche import create_prescription
from models.prescriptions.prescription import Prescription
from models.suivis.document_suivi import add_to_suivi, attach_document, documents_of_suivi
from models.suivis.participant import Participant, add_participant
from models.suivis.situation import Moment, Situation, take_situation
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.domain.suivis.maison import OPENED, TODAY, a_suivi
from tests.domain.suivis.parcours import an_operation
from tests.factories import a_personne, writing

SITUATION = {"logement": ["logement.parents"]}
PDF = b"%PDF-1.4 papier"


def owner(row: Any) -> str:
    return str(type(row).get_by_id(row.id).personne_id)


@pytest.mark.parametrize("way", ["defaire", "undo"])
def test_what_was_written_in_her_suivi_since_goes_back_with_it(
    base: Any, frozen_clock: FrozenClock, way: str
) -> None:
    kept = a_personne(nom_naissance="Autre", date_naissance=dt.date(1990, 1, 1))
    gone = a_personne(date_naissance=dt.date(2008, 4, 20))
    his, hers = a_suivi(kept), a_suivi(gone, dispositif="ateliers_citoyens")
    asked = create_prescription(
        personne=gone, dispositif="ateliers_citoyens", date_demande=OPENED
    )  # fmt: skip
    old = add_document(kept, nom="ancien.pdf", data=PDF)
    frozen_clock.advance(days=1)
    fusion = fusionner(Personne.get_by_id(kept.id), Personne.get_by_id(gone.id), {})
    act = Acte.select().order_by(Acte.id.desc()).first()
    frozen_clock.advance(days=1)
    bail = add_to_suivi(hers.id, nom="bail.pdf", data=PDF)
    loose = add_to_suivi(his.id, nom="sien.pdf", data=PDF)
    attach_document(hers.id, old.id)  # of the other file, put there by the merge alone
    seance = note_venue(hers.id, atelier="Cuisine", date=TODAY)
    operation = an_operation(dispositif="ateliers_citoyens")
    one = add_participant(operation, Personne.get_by_id(kept.id), entree_le=OPENED)
    fiche = create_prescription(
        personne=Personne.get_by_id(kept.id), dispositif="ateliers_citoyens", date_demande=TODAY
    )
    entered = a_suivi(
        Personne.get_by_id(kept.id), dispositif="jeunes_en_rupture"
    )  # opened since, from a fiche that goes back
    with writing():
        born = [(Prescription.get_by_id(asked.id), entered)] if way == "defaire" else []
        for row, suivi in [(one, hers), (fiche, hers), *born]:
            row.suivi = suivi
            row.save()
    seen = take_situation(hers.id, moment=Moment.ENTREE, date=TODAY, valeurs=SITUATION)
    frozen_clock.advance(days=1)
    if way == "undo":
        undo_acte(act)
        assert Fusion.select().count() == 0
    else:
        told = defaire_fusion(fusion).phrases
        assert told == (
            "Ajoutés depuis la fusion, restent dans le dossier gardé\u00a0: 1 document.",
        )
    (presence,) = Presence.select()
    assert presence.seance_id == seance.seance_id
    moved = [bail, presence, one, fiche, asked, hers, *(suivi for _, suivi in born)]
    assert [owner(row) for row in moved] == [gone.id] * len(moved)
    assert [owner(row) for row in (loose, old, his)] == [kept.id] * 3
    assert [row.id for row in documents_of_suivi(hers.id)] == [bail.id]
    assert [row.id for row in documents_of_suivi(his.id)] == [loose.id]
    assert Situation.get_by_id(seen.id).age == 17
    rows: list[Any] = [*Participant.select(), *Prescription.select(), *Presence.select()]
    assert all(Suivi.get_by_id(r.suivi_id).personne_id == r.personne_id for r in rows if r.suivi_id)
    assert Document.select().count() == 3
