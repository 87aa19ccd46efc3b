"""Who can act no more for those whom they followed: gone from the staff, or without the role."""

from typing import Any

import peewee

from models.base.droit import Droit
from models.base.table import tuples_of
from models.comptes.agent import Agent, AgentRole, active_agents
from models.comptes.droits import DROITS
from models.comptes.role import Role

LEFT = "a quitté l’équipe"
WITHOUT_ROLE = "n’est plus référent"


def partis(right: Droit) -> dict[str, str]:
    """The agents who may not exercise a right any more, and why; who never had an account may."""
    query: Any = Agent.select(Agent.id, Agent.identifiant, Agent.archived_at, AgentRole.role).join(
        AgentRole, peewee.JOIN.LEFT_OUTER, on=(AgentRole.agent == Agent.id)
    )
    gone: dict[str, str] = {}
    able: set[str] = set()
    for agent_id, identifiant, archived_at, role in tuples_of(query):
        if archived_at is not None:
            gone[agent_id] = LEFT
        elif not identifiant or (role is not None and right in DROITS[Role(role)]):
            able.add(agent_id)
        else:
            gone.setdefault(agent_id, WITHOUT_ROLE)
    return {key: why for key, why in gone.items() if key not in able}


def able_agents(right: Droit) -> list[Agent]:
    """Those who may be asked to follow somebody, in order of name."""
    gone = partis(right)
    return [one for one in active_agents() if one.id not in gone]
