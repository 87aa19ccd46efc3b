"""Somebody must always be able to read the notes, to administer, to answer for the base."""

from collections.abc import Collection
from typing import Any

from models.base.errors import Refused
from models.base.table import tuples_of
from models.comptes.agent import Agent, AgentRole, roles_of
from models.comptes.role import Role
from models.comptes.slots import ADMIN, NOTES, Slots

_SAID = {NOTES: "lire les notes de l’équipe", ADMIN: "gérer les comptes et les clés"}


def check_not_last(slots: Slots, agent_id: str, *, keeps: Collection[Role]) -> None:
    """`Refused` if nobody else holds a key or a role that this account is about to lose."""
    slot = slots.compte(agent_id)
    lost = {NOTES: Role.REFERENT not in keeps, ADMIN: Role.ADMINISTRATEUR not in keeps}
    for name, is_lost in lost.items():
        others = [holder for holder in slots.holders(name) if holder.agent_id != agent_id]
        if is_lost and slot is not None and slot.has(name) and not others:
            raise Refused(
                f"C’est le dernier compte qui peut {_SAID[name]}. Donnez d’abord ce rôle à "
                "quelqu’un d’autre."
            )
    for role in (Role.RESPONSABLE, Role.ADMINISTRATEUR):
        if role not in keeps and role in roles_of(agent_id) and not _others(role, agent_id):
            raise Refused(
                f"C’est le dernier compte «\u00a0{role.label}\u00a0». Donnez d’abord ce rôle à "
                "quelqu’un d’autre."
            )


def _others(role: Role, agent_id: str) -> bool:
    query: Any = AgentRole.select(AgentRole.agent).join(Agent)
    others = query.where(
        (AgentRole.role == role.value)
        & (AgentRole.agent != agent_id)
        & Agent.archived_at.is_null()
        & ~Agent.verrouille
    )
    return bool(tuples_of(others.limit(1)))
