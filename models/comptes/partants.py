"""Who follows nobody any more: agents who left, accounts without the role for it."""

from typing import Any

from models.base.droit import Droit
from models.base.table import tuples_of
from models.comptes.agent import Agent, AgentRole
from models.comptes.droits import DROITS

_FOLLOWING = [role.value for role, rights in DROITS.items() if Droit.SUIVI_ECRIRE in rights]


def gone_agents() -> frozenset[str]:
    """The agents who follow no suivi any more, whatever the rows say.

    One without an account follows, as long as she is of the team.
    """
    may: Any = AgentRole.select(AgentRole.agent).where(AgentRole.role.in_(_FOLLOWING))
    lost = Agent.identifiant.is_null(False) & Agent.id.not_in(may)
    query: Any = Agent.select(Agent.id).where(Agent.archived_at.is_null(False) | lost)
    return frozenset(row[0] for row in tuples_of(query))
