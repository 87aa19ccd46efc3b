"""The sheet of a séance: who is expected, what is noted of each, and what its paper says."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from models.ateliers.seance import EXCUSE, Atelier, Presence, Seance, Venue, presences_of
from models.base import clock, journal, telephone
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.table import tuples_of
from models.nomenclatures.lieu import Lieu
from models.nomenclatures.service import own_service
from models.personnes.personne import Personne
from models.suivis.dispositif import Dispositif, Session
from models.suivis.operation import operations
from models.suivis.regles import require_reading
from models.suivis.suivi import Suivi, Suspension

_WEEK = dt.timedelta(days=7)
_NOON, _AFTERNOON = dt.time(12, 30), dt.time(13, 30)


class Ligne(NamedTuple):
    """One person on the sheet; `attendue`: she is there because of her suivi, or came last time."""

    personne_id: str
    nom: str
    venue: Venue
    attendue: bool
    notee: bool


class Signataire(NamedTuple):
    """One line to sign; nobody signs who sent word that she would not come."""

    nom: str
    excuse: bool = False


class Emargement(NamedTuple):
    """All that the attendance sheet says."""

    atelier: str
    cadre: str
    jour: dt.date
    debut: dt.time | None
    fin: dt.time | None
    lieu: str
    intervenant: str
    signataires: tuple[Signataire, ...]
    moments: tuple[str, ...]
    operation: str
    structure: str
    coordonnees: tuple[str, ...]


def seance_of(seance_id: str) -> Seance | None:
    """A séance that stands; None once it was taken out."""
    require_reading()
    query: Any = Seance.select(Seance, Atelier).join(Atelier)
    found: Seance | None = query.where(
        (Seance.id == seance_id) & Seance.archived_at.is_null()
    ).first()
    return found


def feuille_of(seance: Seance, of_session: Collection[str] = ()) -> list[Ligne]:
    """Who is noted and who is expected, in order of name.

    `of_session`: the suivis that entered by the session of the atelier, if it is of one.
    """
    noted = {one.personne_id: one for one in presences_of(seance.id)}
    expected = attendus_of(seance, of_session)
    query: Any = Personne.select().where(
        Personne.id.in_([*noted, *expected])
        & (Personne.archived_at.is_null() | Personne.id.in_(list(noted)))
    )
    return [
        Ligne(one.id, one.nom_affiche, _venue(noted.get(one.id)), one.id in expected,
              one.id in noted)
        for one in query.order_by(Personne.cle, Personne.id)
    ]  # fmt: skip


def attendus_of(seance: Seance, of_session: Collection[str] = ()) -> set[str]:
    """The people whose suivi makes them expected that day.

    An atelier of the house is of no suivi: those of its séance before are expected again.
    """
    require_reading()
    atelier: Atelier = Atelier.get_by_id(seance.atelier_id)
    if atelier.dispositif_id is None:
        return _of_last_time(seance)
    query: Any = Suivi.select(Suivi.id, Suivi.personne).where(
        (Suivi.dispositif == atelier.dispositif_id)
        & (Suivi.ouvert_le <= seance.date)
        & (Suivi.clos_le.is_null() | (Suivi.clos_le >= seance.date))
        & Suivi.archived_at.is_null()
    )
    if atelier.session_id is not None:
        query = query.where(Suivi.id.in_(list(of_session)))
    still = _suspended(seance.date)
    return {personne_id for suivi_id, personne_id in tuples_of(query) if suivi_id not in still}


def proposed_seance(atelier_id: str) -> dict[str, Any]:
    """What the next séance of an atelier most likely is: the last one, a week later."""
    require_reading()
    query: Any = Seance.select().where(
        (Seance.atelier == atelier_id) & Seance.archived_at.is_null()
    )
    last: Seance | None = query.order_by(Seance.date.desc(), Seance.debut.desc()).first()
    if last is None:
        return {"atelier": atelier_id, "date": clock.today()}
    following = last.date + _WEEK
    return {
        "atelier": atelier_id,
        "date": following if following > clock.today() - 2 * _WEEK else clock.today(),
        **{name: getattr(last, name) for name in ("debut", "fin", "intervenant")},
        "lieu": last.__data__.get("lieu"),
    }


def emargement_of(seance: Seance, lignes: Sequence[Ligne]) -> Emargement:
    """The sheet to sign; `trace_emargement` before it goes out."""
    require_reading()
    fresh = seance_of(seance.id)
    if fresh is None:
        raise Refused("Cette séance a été supprimée sur un autre poste.")
    service: Any = own_service()
    town = " ".join(filter(None, (service.code_postal, service.commune)))
    lieu = fresh.__data__.get("lieu")
    return Emargement(
        atelier=fresh.atelier.intitule,
        cadre=cadre_of(fresh.atelier),
        jour=fresh.date,
        debut=fresh.debut,
        fin=fresh.fin,
        lieu=Lieu.name_of(lieu) if lieu else "",
        intervenant=fresh.intervenant,
        signataires=tuple(Signataire(one.nom, one.venue.etat == EXCUSE) for one in lignes),
        moments=moments_of(fresh.debut, fresh.fin),
        operation=operation_on(fresh.atelier, fresh.date),
        structure=service.nom,
        coordonnees=tuple(
            filter(None, (service.adresse, town, telephone.shown(service.telephone)))
        ),
    )


def trace_emargement(seance_id: str) -> None:
    """Tell the journal that the paper is printed or written in a file."""
    handle().require_actor().require(Droit.SUIVI_LIRE)
    journal.record("print_emargement", objet="seance", objet_id=seance_id)


def moments_of(debut: dt.time | None, fin: dt.time | None) -> tuple[str, ...]:
    """When one signs: once, or once before and once after noon."""
    if debut is None:
        return ("Matin", "Après-midi")
    if fin is not None and debut < _NOON and fin > _AFTERNOON:
        return ("Matin", "Après-midi")
    return ("Signature",)


def cadre_of(atelier: Atelier) -> str:
    """« Ateliers citoyens, Session de printemps 2026 »; nothing for an atelier of the house."""
    parts = [
        table.get_by_id(key).intitule
        for table, key in ((Dispositif, atelier.dispositif_id), (Session, atelier.session_id))
        if key is not None
    ]
    return ", ".join(parts)


def operation_on(atelier: Atelier, day: dt.date) -> str:
    """The operation of the FSE+ that an atelier is part of that day: its sheets bear the emblem."""
    if atelier.dispositif_id is None:
        return ""
    found = [one for one in operations() if one.dispositif_id == atelier.dispositif_id]
    return ", ".join(
        f"Opération FSE+ n°\u00a0{one.numero}, {one.intitule}"
        for one in found
        if one.covers(day, day)
    )


def _venue(presence: Presence | None) -> Venue:
    if presence is None:
        return Venue("attendu")
    return Venue(presence.etat, presence.minutes, presence.justifiee)


def _of_last_time(seance: Seance) -> set[str]:
    query: Any = Seance.select(Seance.id).where(
        (Seance.atelier == seance.atelier_id)
        & (Seance.date < seance.date)
        & Seance.archived_at.is_null()
    )
    last = query.order_by(Seance.date.desc(), Seance.debut.desc()).limit(1)
    sheet: Any = Presence.select(Presence.personne).where(Presence.seance.in_(last))
    return {row[0] for row in tuples_of(sheet)}


def _suspended(day: dt.date) -> set[str]:
    """The suivis that stand still that day."""
    query: Any = Suspension.select(Suspension.suivi).where(
        (Suspension.du <= day)
        & (Suspension.au.is_null() | (Suspension.au >= day))
        & Suspension.archived_at.is_null()
    )
    return {row[0] for row in tuples_of(query)}
