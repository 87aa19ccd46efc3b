"""The status of a fiche: always computed from dated facts, never typed."""

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from models.base import clock
from models.base.table import tuples_of
from models.personnes.personne import Personne
from models.prescriptions.prescription import (
    Comite,
    Decision,
    Etape,
    Inscription,
    Prescription,
    Signature,
    VersionFiche,
    required_roles,
)

VALIDITY = dt.timedelta(days=183)  # a fiche not decided after six months has to be written again


class Statut(enum.StrEnum):
    """Where a fiche stands."""

    BROUILLON = "brouillon"
    A_SIGNER = "a_signer"
    SIGNEE = "signee"
    TRANSMISE = "transmise"
    INSCRITE = "inscrite"
    RETENUE = "retenue"
    LISTE_ATTENTE = "liste_attente"
    AJOURNEE = "ajournee"
    NON_RETENUE = "non_retenue"
    REORIENTEE = "reorientee"
    RETIREE = "retiree"
    ENTREE = "entree"
    DESISTEMENT = "desistement"
    ACHEVEE = "achevee"
    ANNULEE = "annulee"
    EXPIREE = "expiree"

    @property
    def label(self) -> str:
        return _LABELS[self][0]

    @property
    def kind(self) -> str:
        """How it is shown: attention, good, danger or neutral."""
        return _LABELS[self][1]


_LABELS = {
    Statut.BROUILLON: ("Brouillon", "attention"),
    Statut.A_SIGNER: ("À signer", "attention"),
    Statut.SIGNEE: ("Signée", "good"),
    Statut.TRANSMISE: ("Transmise", "neutral"),
    Statut.INSCRITE: ("Inscrite au comité", "neutral"),
    Statut.RETENUE: ("Retenue", "good"),
    Statut.LISTE_ATTENTE: ("Liste d’attente", "attention"),
    Statut.AJOURNEE: ("Ajournée", "attention"),
    Statut.NON_RETENUE: ("Non retenue", "danger"),
    Statut.REORIENTEE: ("Réorientée", "neutral"),
    Statut.RETIREE: ("Retirée par le jeune", "neutral"),
    Statut.ENTREE: ("Entrée", "good"),
    Statut.DESISTEMENT: ("Désistement", "danger"),
    Statut.ACHEVEE: ("Achevée", "good"),
    Statut.ANNULEE: ("Annulée", "danger"),
    Statut.EXPIREE: ("Expirée", "danger"),
}
FINAL = ("annulee", "retiree", "achevee", "desistement", "entree")  # the first one found wins


@dataclass
class Faits:
    """The dated facts of one fiche, up to a day."""

    date_demande: dt.date
    required: frozenset[str]
    versions: int = 0
    signatures: frozenset[str] = frozenset()  # the roles that signed the last version
    etapes: set[str] = field(default_factory=set)
    inscription: dt.date | None = None
    decision: tuple[dt.date, str] | None = None


def statut_from(faits: Faits, day: dt.date) -> Statut:
    """The status that these facts make, on a day."""
    for nature in FINAL:
        if nature in faits.etapes:
            return Statut(nature)
    if faits.decision and not (
        faits.inscription is not None and faits.inscription > faits.decision[0]
    ):
        return Statut(faits.decision[1])
    if day - faits.date_demande > VALIDITY:
        return Statut.EXPIREE
    if faits.inscription is not None:
        return Statut.INSCRITE
    if "transmise" in faits.etapes:
        return Statut.TRANSMISE
    if not faits.versions:
        return Statut.BROUILLON
    return Statut.SIGNEE if faits.signatures >= faits.required else Statut.A_SIGNER


def statut_of(prescription: Prescription, day: dt.date) -> Statut:
    return statuts([prescription.id], day)[prescription.id]


def statuts(keys: Iterable[str], day: dt.date) -> dict[str, Statut]:
    """The status of each fiche on a day, in a handful of queries."""
    faits = facts_of(list(keys), day)
    return {key: statut_from(found, day) for key, found in faits.items()}


def numbered_statuts() -> list[tuple[str, Statut]]:
    """(number, status) of every fiche, in order of number."""
    query: Any = Prescription.select(Prescription.id, Prescription.numero)
    rows = tuples_of(query.where(Prescription.archived_at.is_null()).order_by(Prescription.numero))
    found = statuts([row[0] for row in rows], clock.today())
    return [(numero, found[key]) for key, numero in rows]


def facts_of(keys: list[str], day: dt.date) -> dict[str, Faits]:
    """The facts of each fiche, up to a day."""
    query: Any = (
        Prescription.select(
            Prescription.id, Prescription.personne, Prescription.date_demande,
            Personne.id, Personne.date_naissance, Personne.precision_naissance,  # who must sign
        )
        .join(Personne, on=(Prescription.personne == Personne.id))
        .where(Prescription.id.in_(keys))
    )  # fmt: skip
    faits = {p.id: Faits(p.date_demande, frozenset(required_roles(p))) for p in query}
    _add_signatures(faits, day)
    etapes: Any = Etape.select(Etape.prescription, Etape.nature).where(
        Etape.prescription.in_(keys) & (Etape.date <= day)
    )
    for key, nature in tuples_of(etapes):
        faits[key].etapes.add(nature)
    _add_comites(faits, day)
    return faits


def _add_signatures(faits: dict[str, Faits], day: dt.date) -> None:
    versions: Any = VersionFiche.select(
        VersionFiche.prescription, VersionFiche.id, VersionFiche.numero_version
    ).where(VersionFiche.prescription.in_(list(faits)))
    last: dict[str, tuple[int, str]] = {}
    for key, version, numero in tuples_of(versions):
        last[key] = max(last.get(key, (0, "")), (numero, version))
    signed: dict[str, set[str]] = defaultdict(set)
    current = [version for _, version in last.values()]
    query: Any = Signature.select(Signature.version_fiche, Signature.role).where(
        Signature.version_fiche.in_(current) & (Signature.date <= day)
    )
    for version, role in tuples_of(query):
        signed[version].add(role)
    for key, (numero, version) in last.items():
        faits[key].versions = numero
        faits[key].signatures = frozenset(signed[version])


def _add_comites(faits: dict[str, Faits], day: dt.date) -> None:
    inscriptions: Any = (
        Inscription.select(Inscription.prescription, Comite.date)
        .join(Comite, on=(Inscription.comite == Comite.id))
        .where(Inscription.prescription.in_(list(faits)))
    )
    for key, date in tuples_of(inscriptions):
        faits[key].inscription = max(faits[key].inscription or date, date)
    decisions: Any = Decision.select(Decision.prescription, Decision.date, Decision.sens).where(
        Decision.prescription.in_(list(faits)) & (Decision.date <= day)
    )
    for key, date, sens in tuples_of(decisions):
        faits[key].decision = max(faits[key].decision or (date, sens), (date, sens))
