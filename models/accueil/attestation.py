"""What an attestation says: the days and hours at which a person was here, and no more."""

import datetime as dt
from typing import Any, NamedTuple

from models.accueil.demande import Demande
from models.accueil.passage import Passage
from models.accueil.periodes import Periode
from models.base import clock, journal, telephone
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.table import tuples_of
from models.nomenclatures.service import Service, own_service
from models.nomenclatures.valeur import labels
from models.personnes.personne import Personne

# Whoever calls or writes was not here.
REMOTE = tuple(
    f"mode_contact.{code}"
    for code in ("telephone", "courriel", "courrier", "message", "visioconference", "tiers")
)


class Presence(NamedTuple):
    """One coming; the hour is unknown when nobody wrote it down."""

    jour: dt.date
    heure: dt.time | None
    demandes: str = ""


class Attestation(NamedTuple):
    """All that the paper says."""

    personne_id: str
    nom: str
    naissance: str
    periode: str
    presences: tuple[Presence, ...]
    avec_demandes: bool
    structure: str
    coordonnees: tuple[str, ...]
    commune: str
    le: dt.date


def attestation_passages(
    personne_id: str, periode: Periode, *, avec_demandes: bool = False
) -> Attestation:
    """The attestation of a person over a period; `trace_attestation` before it goes out."""
    handle().require_actor().require(Droit.REGISTRE)
    personne: Personne | None = Personne.get_or_none(Personne.id == personne_id)
    if personne is None:
        raise Refused("Ce dossier n’existe plus\u00a0: il a été effacé ou fusionné.")
    presences = _presences(personne_id, periode, avec_demandes=avec_demandes)
    service = own_service()
    return Attestation(
        personne_id=personne.id,
        nom=written_name(personne),
        naissance=personne.naissance.texte,
        periode=periode.texte,
        presences=presences,
        avec_demandes=avec_demandes,
        structure=service.nom,
        coordonnees=coordonnees(service),
        commune=service.commune,
        le=clock.today(),
    )


def trace_attestation(personne_id: str) -> None:
    """Tell the journal that the paper is printed or written in a file."""
    handle().require_actor().require(Droit.REGISTRE)
    journal.record("attestation_passages", objet="personne", objet_id=personne_id)


def coordonnees(service: Service) -> tuple[str, ...]:
    """Where the structure is and how one calls it, a line each."""
    town = " ".join(filter(None, (service.code_postal, service.commune)))
    return tuple(filter(None, (service.adresse, town, telephone.shown(service.telephone))))


def written_name(personne: Personne) -> str:
    """As a counter reads it: the name of birth too; a nickname is never printed."""
    name = " ".join(filter(None, (personne.nom.upper(), personne.prenom_affiche)))
    birth = str(personne.nom_naissance)
    if personne.nom_usage and birth and birth != personne.nom_usage:
        name = f"{name} (nom de naissance\u00a0: {birth.upper()})"
    return name.replace("'", "’") or "Sans nom"


def _presences(personne_id: str, periode: Periode, *, avec_demandes: bool) -> tuple[Presence, ...]:
    query: Any = Passage.select(Passage.id, Passage.jour, Passage.heure).where(
        (Passage.personne == personne_id)
        & Passage.archived_at.is_null()
        & Passage.mode_contact.not_in(REMOTE)
    )
    if periode.du:
        query = query.where(Passage.jour >= periode.du)
    if periode.au:
        query = query.where(Passage.jour <= periode.au)
    rows = tuples_of(query.order_by(Passage.moment, Passage.id))
    said = _demandes_of(personne_id) if avec_demandes else {}
    return tuple(Presence(jour, heure, said.get(key, "")) for key, jour, heure in rows)


def _demandes_of(personne_id: str) -> dict[str, str]:
    """What she asked at each of her passages."""
    query: Any = Demande.select(Demande.passage, Demande.thematique)
    query = query.join(Passage, on=(Demande.passage == Passage.id))
    query = query.where(Passage.personne == personne_id).order_by(Demande.passage, Demande.rang)
    rows = tuples_of(query)
    told = labels(list({row[1] for row in rows}))
    found: dict[str, list[str]] = {}
    for passage, thematique in rows:
        found.setdefault(passage, []).append(told.get(thematique, ""))
    return {passage: ", ".join(words) for passage, words in found.items()}
