"""What a suivi asks for: its opening, then the real dates of its phases."""

from typing import Any

from models.base.droit import Droit
from models.base.listing import as_text
from models.comptes.depart import able_agents
from models.suivis.dispositif import dispositifs
from models.suivis.suivi import Phase, Suivi
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


def phases_form(phases: list[Phase]) -> Form:
    """One card for each phase: when it truly began and ended."""
    return Form([_group(phase) for phase in phases], name="suivi.phases")


def phase_values(phases: list[Phase]) -> dict[str, Any]:
    return {
        f"{end}_{phase.rang}": getattr(phase, end) for phase in phases for end in ("debut", "fin")
    }


def _group(phase: Phase) -> Group:
    planned = f"Prévue du {as_text(phase.prevue_du)} au {as_text(phase.prevue_au)}."
    return Group(
        f"{phase.libelle} (facultative)" if phase.optionnelle else phase.libelle,
        [
            Input(name=f"debut_{phase.rang}", label="A commencé le", kind=Kind.DAY, help=planned),
            Input(name=f"fin_{phase.rang}", label="S’est terminée le", kind=Kind.DAY),
        ],
    )
