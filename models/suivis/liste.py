"""The suivis as lists: all of them, one agent's, one person's."""

import datetime as dt
from dataclasses import replace
from typing import Any

import peewee

from models.base import clock, database
from models.base.droit import Droit
from models.base.listing import Column, Listing
from models.comptes.agent import Agent
from models.personnes.personne import Personne, shown_name
from models.personnes.recherche import with_words
from models.suivis.dispositif import Dispositif
from models.suivis.suivi import Phase, Referent, Suivi, statut_of


def suivis_listing(agent_id: str | None = None) -> Listing:
    """The suivis in order of name; with `agent_id`, only those that this agent follows."""
    query: Any = (
        Suivi.select()
        .join(Personne, on=(Suivi.personne == Personne.id))
        .switch(Suivi)
        .join(Dispositif, peewee.JOIN.LEFT_OUTER, on=(Suivi.dispositif == Dispositif.id))
        .where(Suivi.archived_at.is_null())
    )
    if agent_id:
        mine = Referent.select(Referent.suivi).where(
            (Referent.agent == agent_id) & Referent.au.is_null()
        )
        query = query.where(Suivi.id.in_(mine))
    return Listing(
        title="Suivis",
        query=query,
        key=Suivi.id,
        columns=_readable(_columns()),
        order=(Personne.cle,),
        tables=frozenset({Suivi, Phase, Referent, Personne}),
        narrow=_narrow,
        empty="Aucun suivi pour l’instant. Ouvrez-en un depuis le dossier d’une personne.",
    )


def suivis_of_personne(personne_id: str) -> Listing:
    """The suivis of a person, the last one first."""
    whole = suivis_listing()
    return replace(
        whole.where(Suivi.personne == personne_id),
        columns=tuple(column for column in whole.columns if column.name != "personne"),
        order=(Suivi.ouvert_le,),
        descending=True,
        narrow=None,
        empty="Aucun suivi pour l’instant.",
    )


def _readable(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Who may only know that a suivi exists is not told where it stands."""
    if database.handle().require_actor().may(Droit.SUIVI_LIRE):
        return columns
    return tuple(column for column in columns if column.name != "phase")


def _columns() -> tuple[Column, ...]:
    names = (Personne.nom_usage, Personne.nom_naissance, Personne.prenom_usage, Personne.prenom)
    phase = Phase.select(Phase.libelle).where(
        (Phase.suivi == Suivi.id) & Phase.debut.is_null(False) & Phase.fin.is_null()
    )
    referent = (
        Agent.select(Agent.prenom)
        .join(Referent, on=(Referent.agent == Agent.id))
        .where((Referent.suivi == Suivi.id) & Referent.au.is_null())
    )
    return (
        Column("personne", "Personne", names, text=_name, sort=(Personne.cle,), width=28,
               nominative=True),
        Column("dispositif", "Dispositif", (Dispositif.intitule,), width=24,
               text=lambda intitule: intitule or "Hors dispositif",
               sort=(peewee.fn.COALESCE(Dispositif.intitule, ""),)),
        Column("statut", "Statut", (Suivi.ouvert_le, Suivi.clos_le), text=_statut, width=12,
               status=_statut_kind),
        Column("phase", "Phase", (phase.order_by(Phase.rang.desc()).limit(1),), width=24),
        Column("referent", "Référent", (referent.order_by(Referent.du.desc()).limit(1),),
               width=14, secondary=True),
        Column("ouvert_le", "Ouvert le", (Suivi.ouvert_le,), sort=(Suivi.ouvert_le,), width=11,
               right=True),
        Column("clos_le", "Clos le", (Suivi.clos_le,), width=11, right=True, secondary=True),
    )  # fmt: skip


def _name(nom_usage: str, nom: str, prenom_usage: str, prenom: str) -> str:
    return shown_name(nom_usage or nom, prenom_usage or prenom)


def _statut(ouvert: dt.date, clos: dt.date | None) -> str:
    return statut_of(Suivi(ouvert_le=ouvert, clos_le=clos), clock.today()).label


def _statut_kind(ouvert: dt.date, clos: dt.date | None) -> str:
    return statut_of(Suivi(ouvert_le=ouvert, clos_le=clos), clock.today()).kind


def _narrow(query: Any, text: str) -> Any:
    return with_words(query, Suivi.personne, text)
