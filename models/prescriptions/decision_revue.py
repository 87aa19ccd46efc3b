"""A birth date corrected after a comité kept somebody: which decisions no longer fit, at once.

The decision is a fact and stands; who corrects the date learns which fiche is to be looked at.
"""

from typing import Any, NamedTuple

from models.base.database import handle
from models.base.droit import Droit
from models.prescriptions.criteres import age_refused
from models.prescriptions.prescription import Decision, Prescription
from models.prescriptions.statut import Statut
from models.suivis.dispositif import criteres_of


class Depasse(NamedTuple):
    """A fiche that was kept, and what of the age it asks for is not met."""

    fiche: str
    numero: str
    raison: str


def ages_depasses(personne_id: str) -> list[Depasse]:
    """Those of a person, for who may see her fiches."""
    if not handle().require_actor().may(Droit.FICHE_PREPARER):
        return []
    kept = Decision.select(Decision.prescription).where(Decision.sens == Statut.RETENUE.value)
    query: Any = Prescription.select().where(
        (Prescription.personne == personne_id)
        & Prescription.archived_at.is_null()
        & Prescription.id.in_(kept)
    )
    found = []
    for fiche in query.order_by(Prescription.date_demande, Prescription.id):
        constat = age_refused(fiche, criteres_of(fiche.dispositif_id))
        if constat is not None:
            found.append(Depasse(fiche.id, fiche.numero, constat.raison))
    return found


def said(depasses: list[Depasse]) -> str:
    """« Âge hors des conditions : 35 ans… (fiche 2026-0012). La décision du comité reste… »."""
    told = ", ".join(f"{one.raison} (fiche {one.numero})" for one in depasses)
    stands = "la décision est" if len(depasses) == 1 else "les décisions sont"
    return f"Âge hors des conditions\u00a0: {told}. {stands.capitalize()} à revoir."
