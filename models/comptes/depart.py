"""Who can act no more for those whom they followed: gone from the staff, or without the role."""

from typing import Any

from models.base.droit import Droit
from models.base.table import tuples_of
from models.comptes.agent import Agent, AgentRole
from models.comptes.droits import rights_of
from models.comptes.role import Role

LEFT = "a quitté l’équipe"
WITHOUT_ROLE = "n’est plus référent"


def partis(right: Droit) -> dict[str, str]:
    """The agents who may not exercise a right any more, and why; who never had an account may."""
    held: dict[str, set[Role]] = {}
    for agent_id, code in tuples_of(AgentRole.select(AgentRole.agent, AgentRole.role)):
        held.setdefault(agent_id, set()).add(Role(code))
    gone = {}
    query: Any = Agent.select(Agent.id, Agent.identifiant, Agent.archived_at)
    for agent_id, identifiant, archived_at in tuples_of(query):
        if archived_at is not None:
            gone[agent_id] = LEFT
        elif identifiant and right not in rights_of(held.get(agent_id, ())):
            gone[agent_id] = WITHOUT_ROLE
    return gone
