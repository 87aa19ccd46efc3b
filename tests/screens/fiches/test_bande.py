"""The strip of a fiche: where it stands, and why it ended."""

import datetime as dt

from models.personnes.personne import Personne
from models.prescriptions.fiche import note_etape
from models.prescriptions.prescription import Prescription
from tests.screens.fiches.bureau import Bureau


def test_why_a_fiche_ended_is_said_beside_its_status(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    made = Prescription.get()
    note_etape(made, nature="annulee", date=dt.date(2026, 3, 11), motif="Doublon")
    bureau.open_fiche(made.id)
    assert bureau.said("fiche.statut") == "Annulée"
    assert bureau.said("fiche.fin") == "Le 11/03/2026\u00a0: Doublon"
