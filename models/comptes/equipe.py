"""Who receives people without opening the program: volunteers, interns, partners on duty."""

from typing import Any

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.listing import Column, Listing
from models.base.search import fold
from models.comptes.agent import Agent


def equipe_listing() -> Listing:
    """Agents without login, those who left after the others."""
    return Listing(
        title="Équipe sans compte",
        query=Agent.select().where(Agent.identifiant.is_null()),
        key=Agent.id,
        columns=(
            Column(
                "nom", "Nom", (Agent.prenom, Agent.nom), text=_name, sort=(Agent.nom, Agent.prenom),
                width=24,
            ),
            Column("fonction", "Fonction", (Agent.fonction,), sort=(Agent.fonction,), width=24),
            Column(
                "etat", "Proposé·e", (Agent.archived_at,), text=_state, status=_kind, width=12
            ),
        ),
        order=(Agent.archived_at.is_null(False), Agent.nom, Agent.prenom),
        tables=frozenset({Agent}),
        empty="Personne pour l’instant. Ajoutez les bénévoles et les stagiaires qui reçoivent, "
        "pour les choisir dans «\u00a0Accueilli par\u00a0».",
    )  # fmt: skip


def membre_of(agent_id: str) -> Agent:
    """One of them; `Refused` for who has an account, which is kept with the accounts."""
    found: Agent | None = Agent.get_or_none(Agent.id == agent_id)
    if found is None:
        raise Refused("Cette personne n’est plus dans l’équipe. Rouvrez la liste.")
    if found.identifiant:
        raise Refused(
            f"{found.nom_affiche} a un compte\u00a0: il se modifie dans «\u00a0Comptes\u00a0»."
        )
    return found


@command(right=Droit.REGLAGES, label="Membre de l’équipe enregistré")
def save_membre(agent: Agent | None = None, **values: Any) -> Agent:
    """Add who receives people, or change `prenom`, `nom`, `fonction`, `statut`."""
    written = Agent() if agent is None else _without_account(agent)
    for name, value in values.items():
        setattr(written, name, value)
    if not (written.prenom.strip() or written.nom.strip()):
        raise Invalid("prenom", "Prénom\u00a0: écrivez au moins un prénom ou un nom.")
    _check_name(written)
    return written.save()


@command(right=Droit.REGLAGES, label="Retiré de l’équipe")
def retire_membre(agent: Agent) -> Agent:
    """Propose them no more; the passages that they received keep their name."""
    return _without_account(agent).archive()


@command(right=Droit.REGLAGES, label="De nouveau dans l’équipe")
def reprendre_membre(agent: Agent) -> Agent:
    _without_account(agent).archived_at = None
    return agent.save()


def _without_account(agent: Agent) -> Agent:
    membre_of(agent.id)
    return agent


def _check_name(agent: Agent) -> None:
    folded = fold(f"{agent.prenom} {agent.nom}")
    for other in Agent.select().where(Agent.archived_at.is_null() & (Agent.id != agent.id)):
        if fold(f"{other.prenom} {other.nom}") == folded:
            raise Invalid(
                "nom",
                f"Nom\u00a0: {other.nom_affiche} est déjà dans l’équipe. Ajoutez de quoi les "
                "distinguer.",
            )


def _name(prenom: str, nom: str) -> str:
    return " ".join(part for part in (prenom, nom.upper()) if part)


def _state(archived_at: Any) -> str:
    return "Oui" if archived_at is None else "Retiré·e"


def _kind(archived_at: Any) -> str:
    return "good" if archived_at is None else ""
