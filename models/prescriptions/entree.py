"""What the fiche of a suivi says of who enters it: the answers to begin her first picture with.

They lie in the half that the notes key protects: who cannot read it is given none of them. What is
then kept in the suivi is what the référent chose to keep.
"""

from collections.abc import Iterator
from typing import Any

from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Failure
from models.base.table import tuples_of
from models.nomenclatures.valeur import Valeur
from models.prescriptions.contenu import Protege
from models.prescriptions.fiche import read_protege
from models.prescriptions.prescription import Etape, Prescription
from models.suivis.champs import BY_CODE, Valeurs
from models.suivis.situation import entrees
from models.suivis.suivi import Suivi

# The champ of a picture, by the part of the fiche that says it in the words of the same list.
_PARTS = {
    "scolarite": "derniere_classe",
    "niveau": "niveau_formation",
    "obligation_formation": "obligation_formation",
    "mission_locale": "mission_locale",
    "france_travail": "france_travail",
    "logement": "logement",
    "mobilite": "mobilite",
    "ressources": "ressources",
}


def said_by_fiche(suivi: Suivi) -> Valeurs:
    """The answers of the last fiche from which this suivi came."""
    prescription = _fiche_of(suivi)
    if prescription is None or not handle().require_actor().may(Droit.FICHE_CONTENU):
        return {}
    try:
        protege = read_protege(prescription)
    except Failure:  # no key for it here
        return {}
    return {code: [key] for code, key in _answers(protege)}


entrees.append(said_by_fiche)


def _fiche_of(suivi: Suivi) -> Prescription | None:
    entered = Etape.select(Etape.prescription).where(Etape.suivi == suivi.id)
    query: Any = Prescription.select().where(
        ((Prescription.suivi == suivi.id) | Prescription.id.in_(entered))
        & Prescription.archived_at.is_null()
    )
    found: Prescription | None = query.order_by(Prescription.date_demande.desc()).first()
    return found


def _answers(protege: Protege) -> Iterator[tuple[str, str]]:
    if protege.scolarite:
        yield "scolarite", protege.scolarite
    for part, code in _PARTS.items():
        key = _key_of(BY_CODE[code].nomenclature, getattr(protege.situation, part))
        if key is not None:
            yield code, key


def _key_of(nomenclature: str, libelle: str) -> str | None:
    """The value that reads so; none for what was typed in other words."""
    if not libelle:
        return None
    query: Any = Valeur.select(Valeur.id).where(
        (Valeur.nomenclature == nomenclature) & (Valeur.libelle == libelle) & Valeur.actif
    )
    return next((row[0] for row in tuples_of(query)), None)
