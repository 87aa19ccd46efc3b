"""The fiches of a person, as her chronologie tells them: made, signed, moved on, decided."""

from typing import Any

import peewee

from models.base.droit import Droit
from models.personnes.chronologie import Fait, Source, facts, sources
from models.prescriptions.prescription import (
    Comite,
    Decision,
    Etape,
    Inscription,
    Prescription,
    Signature,
    VersionFiche,
)
from models.prescriptions.statut import Statut
from models.suivis.dispositif import Dispositif

FICHES = "fiches"
_ROLES = {
    "personne": "la personne",
    "representant": "le représentant",
    "prescripteur": "le prescripteur",
    "structure": "la structure",
}


def _made(personne_id: str) -> Any:
    query: Any = Prescription.select().join(
        Dispositif, on=(Prescription.dispositif == Dispositif.id)
    )
    return facts(
        query.where((Prescription.personne == personne_id) & Prescription.archived_at.is_null()),
        key=Prescription.id,
        jour=Prescription.date_demande,
        cible=Prescription.id,
        told=(Prescription.numero, Dispositif.intitule),
    )


def _signed(personne_id: str) -> Any:
    query: Any = Signature.select().join(
        VersionFiche, on=(Signature.version_fiche == VersionFiche.id)
    )
    return facts(
        _of_personne(query, VersionFiche, personne_id),
        key=Signature.id,
        jour=Signature.date,
        cible=Prescription.id,
        told=(Prescription.numero, Signature.role),
    )


def _moved(personne_id: str) -> Any:
    """Its étapes, without why: that is sealed."""
    return facts(
        _of_personne(Etape.select(), Etape, personne_id),
        key=Etape.id,
        jour=Etape.date,
        cible=Prescription.id,
        told=(Prescription.numero, Etape.nature),
    )


def _enrolled(personne_id: str) -> Any:
    query: Any = Inscription.select().join(Comite, on=(Inscription.comite == Comite.id))
    return facts(
        _of_personne(query.switch(Inscription), Inscription, personne_id),
        key=Inscription.id,
        jour=Comite.date,
        cible=Prescription.id,
        told=(Prescription.numero, peewee.Value("inscrite")),
    )


def _decided(personne_id: str) -> Any:
    return facts(
        _of_personne(Decision.select(), Decision, personne_id),
        key=Decision.id,
        jour=Decision.date,
        cible=Prescription.id,
        told=(Prescription.numero, Decision.sens),
    )


def _of_personne(query: Any, table: Any, personne_id: str) -> Any:
    joined = query.join(Prescription, on=(table.prescription == Prescription.id))
    return joined.where((Prescription.personne == personne_id) & Prescription.archived_at.is_null())


def _tell_signed(numero: str, role: str, _: str) -> Fait:
    return Fait(f"Signée par {_ROLES.get(role, role)}", f"Fiche {numero}")


def _tell_moved(numero: str, code: str, _: str) -> Fait:
    known = code in {statut.value for statut in Statut}
    word = Statut(code).label if known else code.replace("_", " ").capitalize()
    return Fait(word, f"Fiche {numero}")


def _source(nature: str, rows: Any, tell: Any) -> Source:
    tables = frozenset({Prescription, Signature, Etape, Inscription, Decision})
    return Source(nature, FICHES, "Fiche", Droit.FICHE_PREPARER, rows, tell, tables)


sources += [
    _source("fiche", _made, lambda numero, nom, _: Fait(f"Fiche {numero} établie", nom or "")),
    _source("fiche.signature", _signed, _tell_signed),
    _source("fiche.etape", _moved, _tell_moved),
    _source("fiche.inscription", _enrolled, _tell_moved),
    _source("fiche.decision", _decided, _tell_moved),
]  # fmt: skip
