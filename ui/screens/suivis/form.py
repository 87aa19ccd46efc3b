"""What a suivi asks for at its opening."""

from typing import Any

from models.base.droit import Droit
from models.comptes.depart import able_agents
from models.suivis.dispositif import dispositifs
from models.suivis.suivi import Suivi
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input


def opening_form() -> Form:
    """Dispositif, référent, first day."""
    agents = [(agent.id, agent.nom_affiche) for agent in able_agents(Droit.SUIVI_ECRIRE)]
    programmes: list[tuple[Any, str]] = [(d.id, d.intitule) for d in dispositifs()]
    fields = [
        Input(Suivi.dispositif, options=[*programmes, (None, "Hors dispositif")]),
        Input(name="referent", label="Référent", kind=Kind.CHOICE, options=agents, required=True),
        Suivi.ouvert_le,
    ]
    return Form([Group("Nouveau suivi", fields)], name="suivi.nouveau")
