"""Fiches that are opened, and those that leave on paper: the journal is told."""

from typing import Any

from models.base import journal
from models.base.command import reading
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.listing import as_text
from models.prescriptions.fiche import read_motif
from models.prescriptions.prescription import Etape, Prescription
from models.prescriptions.statut import FINAL


@reading(right=Droit.FICHE_PREPARER, objet="prescription")
def consult_fiche(prescription_id: str) -> Prescription:
    """A fiche that is opened, its reading traced. `Refused` if it is gone."""
    found: Prescription | None = Prescription.get_or_none(Prescription.id == prescription_id)
    if found is None:
        raise Refused("Cette fiche n’existe plus\u00a0: elle a été supprimée sur un autre poste.")
    return found


def said_end(prescription_id: str) -> str:
    """« Le 12/03/2026 : doublon »: when and why a fiche ended, for who may read why."""
    ended: Any = Etape.select().where(
        (Etape.prescription == prescription_id)
        & Etape.nature.in_(FINAL)
        & Etape.motif.is_null(False)
    )
    last: Etape | None = ended.order_by(Etape.date.desc()).first()
    return f"Le {as_text(last.date)}\u00a0: {read_motif(last)}" if last is not None else ""


def trace_fiche(prescription_id: str) -> None:
    """Tell the journal that a filled fiche is printed, or written in a file."""
    handle().require_actor().require(Droit.FICHE_CONTENU)
    journal.record("fiche_imprimee", objet="prescription", objet_id=prescription_id)
