"""The register as lists: a day at a desk, or any period."""

import datetime as dt
import functools
import operator
from dataclasses import replace
from typing import Any

import peewee

from models.accueil.anonyme import AnonymeConnu, anonymes_answering
from models.accueil.demande import Demande
from models.accueil.passage import GROUPE, Passage
from models.base.droit import Droit
from models.base.listing import Column, Listing, Stretch
from models.base.table import tuples_of
from models.comptes.agent import Agent
from models.nomenclatures.lieu import Lieu
from models.nomenclatures.valeur import Valeur
from models.personnes.naissance import Naissance, Precision, birth_value
from models.personnes.personne import Personne, shown_name
from models.personnes.recherche import answering

ANONYME = "anonyme"
_BY_PERSONNE = (
    Stretch(Passage.personne.is_null(), (Passage.moment,)),
    # Said to be known, the personne may be walked first, and her passages found by their index.
    Stretch(Personne.cle >= "", (Personne.cle, Personne.id, Passage.moment)),
)


def passages_of_day(day: dt.date, lieu: str | None = None, *, supprimes: bool = False) -> Listing:
    """The passages of one day, the last one first; or those that were taken out of it."""
    listing = registre(supprimes=supprimes)
    conditions: list[Any] = [Passage.jour == day]
    if lieu:
        conditions.append(Passage.lieu == lieu)
    return listing.where(*conditions, said=f"le {day:%d/%m/%Y}")


def passages_of_personne(personne_id: str) -> Listing:
    """The passages of one person, the newest first; who she is needs no column.

    Those she made while she was known by a nickname only are hers too.
    """
    reperes: Any = AnonymeConnu.select(AnonymeConnu.id).where(AnonymeConnu.personne == personne_id)
    earlier = [row[0] for row in tuples_of(reperes)]
    hers = Passage.personne == personne_id
    listing = registre().where(hers | Passage.anonyme.in_(earlier) if earlier else hers)
    kept = tuple(c for c in listing.columns if c.name not in ("personne", "naissance"))
    empty = "Aucun passage pour l’instant."
    return replace(listing, title="Passages", columns=kept, empty=empty)


def registre(*, supprimes: bool = False) -> Listing:
    """All passages, the newest first; what was archived is not there, unless it alone is asked for.

    Every join is an outer one: an engine then leaves out those that an order does not need.
    """
    mode, dossier = Valeur.alias(), Personne.alias()
    query: Any = (
        Passage.select()
        .join(Personne, peewee.JOIN.LEFT_OUTER, on=(Passage.personne == Personne.id))
        .switch(Passage)
        .join(AnonymeConnu, peewee.JOIN.LEFT_OUTER, on=(Passage.anonyme == AnonymeConnu.id))
        .join(dossier, peewee.JOIN.LEFT_OUTER, on=(AnonymeConnu.personne == dossier.id))
        .switch(Passage)
        .join(Lieu, peewee.JOIN.LEFT_OUTER, on=(Passage.lieu == Lieu.id))
        .switch(Passage)
        .join(mode, peewee.JOIN.LEFT_OUTER, on=(Passage.mode_contact == mode.id))
        .switch(Passage)
        .join(Agent, peewee.JOIN.LEFT_OUTER, on=(Passage.accueilli_par == Agent.id))
        .where(Passage.archived_at.is_null(not supprimes))
    )
    return Listing(
        title="Registre d’accueil",
        query=query,
        key=Passage.id,
        columns=_columns(mode, dossier),
        order=(Passage.moment,),
        descending=True,
        tables=frozenset({Passage, Demande, Personne, AnonymeConnu}),
        right=Droit.REGISTRE,
        narrow=_narrow,
        empty="Aucun passage pour l’instant. Tapez une demande dans la ligne ci-dessus.",
    )


def is_register_new() -> bool:
    """Whether nothing was ever written here."""
    return not Passage.select().exists()


def deleted_of_day(day: dt.date) -> int:
    """How many passages of that day were taken out of the register."""
    here = (Passage.jour == day) & Passage.archived_at.is_null(False)
    return int(Passage.select().where(here).count())


def _columns(mode: Any, dossier: Any) -> tuple[Column, ...]:
    groupe = (Passage.identification, Passage.effectif)
    return (
        Column("jour", "Jour", (Passage.jour,), sort=(Passage.moment,), width=10),
        Column("heure", "Heure", (Passage.heure,), sort=(Passage.moment,), width=6),
        Column(
            "personne",
            "Personne",
            (*groupe, AnonymeConnu.repere, *_names(Personne), *_names(dossier)),
            text=_who,
            sort=_BY_PERSONNE,
            width=26,
            nominative=True,
        ),
        Column(
            "naissance",
            "Né·e",
            (Personne.date_naissance, Personne.precision_naissance),
            text=_born,
            value=birth_value,
            width=13,
            secondary=True,
            nominative=True,
        ),
        Column(
            "demandes",
            "Demandes",
            (joined_demandes().alias("demandes"),),
            width=44,
            nominative=True,
        ),
        Column("mode", "Contact", (mode.libelle,), sort=(mode.ordre,), width=18, secondary=True),
        Column(
            "duree",
            "Durée",
            (Passage.duree_minutes,),
            text=_duration,
            value=_lasted,
            right=True,
            width=8,
        ),
        Column("lieu", "Lieu", (Lieu.nom,), sort=(Lieu.nom,), width=12, secondary=True),
        Column(
            "accueil",
            "Accueilli par",
            (Agent.prenom, Agent.nom),
            text=lambda prenom, nom: " ".join(p for p in (prenom, nom) if p),
            width=14,
            secondary=True,
        ),
    )


def joined_demandes() -> Any:
    """The labels of the demandes of a passage, in one text: « CAF · Impression ».

    A column needs a name of its own, or the ORM reads the text as the identifier that ends it.
    """
    value = Valeur.alias()
    joined: Any = peewee.fn.string_agg(value.libelle, " · ")
    query: Any = Demande.select(joined.order_by(Demande.rang))
    return query.join(value, on=(Demande.thematique == value.id)).where(
        Demande.passage == Passage.id
    )


def _names(personne: Any) -> tuple[Any, ...]:
    """A key, then what `shown_name` is made of."""
    names = (personne.nom_usage, personne.nom_naissance, personne.prenom_usage, personne.prenom)
    return (personne.id, *names, personne.surnom)


def _who(identification: str, effectif: int | None, repere: str | None, *names: str | None) -> str:
    """« NOM Prénom », « NOM Prénom (Momo) » once attached, « Momo, sans dossier »…"""
    own, attached = names[:6], names[6:]
    if own[0] is not None:
        return _name(*own)
    if repere:
        return f"{_name(*attached)} ({repere})" if attached[0] else f"{repere}, sans dossier"
    if identification == GROUPE:
        return f"groupe de {effectif}" if effectif else "groupe"
    return ANONYME


def _name(
    _key: str | None,
    nom_usage: str | None,
    nom: str | None,
    prenom_usage: str | None,
    prenom: str | None,
    surnom: str | None,
) -> str:
    return shown_name(nom_usage or nom or "", prenom_usage or prenom or "", surnom or "")


def _born(date: dt.date | None, precision: str | None) -> str:
    return Naissance(date, Precision(precision or "inconnue")).texte


def _duration(minutes: int | None) -> str:
    if minutes is None:
        return ""
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes % 60 else f"{minutes // 60} h"


def _lasted(minutes: int | None) -> dt.timedelta | None:
    return None if minutes is None else dt.timedelta(minutes=minutes)


def _narrow(query: Any, text: str) -> Any:
    """The passages of who answers to it, by her name or by what she is known by without one."""
    known = anonymes_answering(text)
    conditions = answering(Passage.personne, text, beside=bool(known))
    if not (known and conditions):
        return query.where(*conditions) if conditions else query
    hers = functools.reduce(operator.and_, conditions)
    return query.where(hers | Passage.anonyme.in_(known))
