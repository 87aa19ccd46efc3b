"""The register as lists: a day at a desk, or any period."""

import datetime as dt
from dataclasses import replace
from typing import Any

import peewee

from models.accueil.demande import Demande
from models.accueil.passage import Passage
from models.accueil.saisie import noted_in
from models.base.droit import Droit
from models.base.listing import Column, Listing, Stretch
from models.base.table import tuples_of
from models.comptes.agent import Agent
from models.nomenclatures.lieu import Lieu
from models.nomenclatures.valeur import Valeur
from models.personnes.listes import birth_value
from models.personnes.naissance import Naissance, Precision
from models.personnes.personne import Personne, shown_name
from models.personnes.recherche import with_words

ANONYME = "anonyme"
_BY_PERSONNE = (
    Stretch(Passage.personne.is_null(), (Passage.moment,)),
    # Said to be known, the personne may be walked first, and her passages found by their index.
    Stretch(Personne.cle >= "", (Personne.cle, Personne.id, Passage.moment)),
)


def passages_of_day(day: dt.date, lieu: str | None = None) -> Listing:
    """The passages of one day, the last one first."""
    listing = registre()
    conditions: list[Any] = [Passage.jour == day]
    if lieu:
        conditions.append(Passage.lieu == lieu)
    return listing.where(*conditions, said=f"le {day:%d/%m/%Y}")


def passages_of_personne(personne_id: str) -> Listing:
    """The passages of one person, the newest first; who she is needs no column."""
    listing = registre().where(Passage.personne == personne_id)
    kept = tuple(c for c in listing.columns if c.name not in ("personne", "naissance"))
    empty = "Aucun passage pour l’instant."
    return replace(listing, title="Passages", columns=kept, empty=empty)


def registre() -> Listing:
    """All passages, the newest first; what was archived is not there.

    Every join is an outer one: an engine then leaves out those that an order does not need.
    """
    mode = Valeur.alias()
    query: Any = (
        Passage.select()
        .join(Personne, peewee.JOIN.LEFT_OUTER, on=(Passage.personne == Personne.id))
        .switch(Passage)
        .join(Lieu, peewee.JOIN.LEFT_OUTER, on=(Passage.lieu == Lieu.id))
        .switch(Passage)
        .join(mode, peewee.JOIN.LEFT_OUTER, on=(Passage.mode_contact == mode.id))
        .switch(Passage)
        .join(Agent, peewee.JOIN.LEFT_OUTER, on=(Passage.accueilli_par == Agent.id))
        .where(Passage.archived_at.is_null())
    )
    return Listing(
        title="Registre d’accueil",
        query=query,
        key=Passage.id,
        columns=_columns(mode),
        order=(Passage.moment,),
        descending=True,
        tables=frozenset({Passage, Demande, Personne}),
        right=Droit.REGISTRE,
        narrow=_narrow,
        empty="Aucun passage pour l’instant. Tapez une demande dans la ligne ci-dessus.",
    )


def counts_of_day(day: dt.date, lieu: str | None = None) -> tuple[int, int, int]:
    """(passages, distinct identified personnes, demandes) of one day."""
    here = (Passage.jour == day) & Passage.archived_at.is_null()
    if lieu:
        here &= Passage.lieu == lieu
    distinct = peewee.fn.COUNT(Passage.personne.distinct())
    passages, personnes = tuples_of(
        Passage.select(peewee.fn.COUNT(Passage.id), distinct).where(here)
    )[0]
    demandes = Demande.select().join(Passage, on=(Demande.passage == Passage.id)).where(here)
    return passages, personnes, demandes.count()


def _columns(mode: Any) -> tuple[Column, ...]:
    names = (Personne.nom_usage, Personne.nom_naissance, Personne.prenom_usage, Personne.prenom)
    return (
        Column("jour", "Jour", (Passage.jour,), sort=(Passage.moment,), width=10),
        Column("heure", "Heure", (Passage.heure,), sort=(Passage.moment,), width=6),
        Column(
            "personne",
            "Personne",
            (Passage.personne, *names, Personne.surnom, Passage.commentaire),
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
        Column("demandes", "Demandes", (_demandes(),), width=44, nominative=True),
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


def _demandes() -> Any:
    """The labels of the demandes of a passage, in one text: « CAF · Impression »."""
    value = Valeur.alias()
    joined: Any = peewee.fn.string_agg(value.libelle, " · ")
    query: Any = Demande.select(joined.order_by(Demande.rang))
    # Without a name of its own, the ORM reads the text as the identifier that ends it.
    return (
        query.join(value, on=(Demande.thematique == value.id))
        .where(Demande.passage == Passage.id)
        .alias("demandes")
    )


def _who(
    personne: str | None,
    nom_usage: str | None,
    nom: str | None,
    prenom_usage: str | None,
    prenom: str | None,
    surnom: str | None,
    commentaire: str,
) -> str:
    if personne is None:
        noted = noted_in(commentaire)
        return f"{noted}, sans dossier" if noted else ANONYME
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
    return with_words(query, Passage.personne, text)
