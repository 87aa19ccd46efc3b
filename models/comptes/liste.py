"""The list of agents: accounts, and those who receive people without one."""

from typing import Any

import peewee

from models.base import clock
from models.base.listing import Column, Listing
from models.comptes.agent import Agent, AgentRole
from models.comptes.role import Role

_WEIGHTS = {role: 1 << place for place, role in enumerate(Role)}


def agents_listing() -> Listing:
    """Agents who are here, by name: roles, state of the account, last opening."""
    return Listing(
        title="Comptes et agents",
        query=Agent.select().where(Agent.archived_at.is_null()),
        key=Agent.id,
        columns=_columns(),
        order=(Agent.nom, Agent.prenom),
        tables=frozenset({Agent, AgentRole}),
        narrow=_narrow,
        empty="Aucun agent. Ajoutez les personnes qui reçoivent ou qui suivent.",
    )


def _columns() -> tuple[Column, ...]:
    state = (Agent.identifiant, Agent.verrouille, Agent.changer_mot_de_passe)
    return (
        Column(
            "nom", "Nom", (Agent.prenom, Agent.nom, Agent.identifiant), text=_nom,
            sort=(Agent.nom, Agent.prenom), width=24,
        ),
        Column("identifiant", "Identifiant", (Agent.identifiant,), width=16),
        Column("roles", "Rôles", (_roles(),), text=_role_words, width=28),
        Column("fonction", "Fonction", (Agent.fonction,), sort=(Agent.fonction,), secondary=True),
        Column("etat", "Compte", state, text=_etat, status=_status, width=22),
        Column("ouverture", "Dernière ouverture", (Agent.last_login_at,), text=_moment, width=16),
    )  # fmt: skip


def _roles() -> Any:
    """The roles of an agent as one number: the same query on both engines."""
    weights = [(role.value, weight) for role, weight in _WEIGHTS.items()]
    total = peewee.fn.SUM(peewee.Case(AgentRole.role, weights, 0))
    query: Any = AgentRole.select(peewee.fn.COALESCE(total, 0))
    return query.where(AgentRole.agent == Agent.id)


def _role_words(weight: str | int) -> str:  # as text: the sum bears the converter of the code
    held = [role.label for role, bit in _WEIGHTS.items() if int(weight) & bit]
    return ", ".join(held)


def _nom(prenom: str, nom: str, identifiant: str | None) -> str:
    return " ".join(part for part in (prenom, nom.upper()) if part) or identifiant or "sans nom"


def _etat(identifiant: str | None, verrouille: bool, changer: bool) -> str:
    if identifiant is None:
        return "Sans compte"
    if verrouille:
        return "Verrouillé"
    return "Mot de passe à changer" if changer else "Actif"


def _status(identifiant: str | None, verrouille: bool, changer: bool) -> str:
    if identifiant is None:
        return ""
    return "danger" if verrouille else "attention" if changer else "good"


def _moment(value: Any) -> str:
    return "" if value is None else clock.local(value).strftime("%d/%m/%Y %H:%M")


def _narrow(query: Any, text: str) -> Any:
    for word in text.lower().split():
        texts = (Agent.nom, Agent.prenom, Agent.identifiant, Agent.fonction)
        found = [peewee.fn.LOWER(peewee.fn.COALESCE(t, "")).contains(word) for t in texts]
        query = query.where(found[0] | found[1] | found[2] | found[3])
    return query
