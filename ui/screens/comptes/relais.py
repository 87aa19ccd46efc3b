"""The suivis of an agent whose account changes: who goes on with them is chosen in « Suivis »."""

from collections.abc import Iterable

from models.base import clock
from models.base.droit import Droit
from models.base.listing import several
from models.comptes.agent import Agent
from models.comptes.droits import rights_of
from models.comptes.role import Role
from models.suivis.passation import suivis_followed
from ui.kit.actions import UiAction
from ui.kit.context import Context


def follows(roles: Iterable[Role]) -> bool:
    """Whether one with these roles may be a référent."""
    return Droit.SUIVI_ECRIRE in rights_of(roles)


def suivis_count(agent_id: str) -> int:
    return len(suivis_followed(agent_id, clock.today()))


def relay_act(context: Context, agent: Agent) -> list[UiAction]:
    """To the assistant, for who follows suivis."""
    count = suivis_count(agent.id)
    if not count:
        return []
    label = "Confier son suivi…" if count == 1 else f"Confier ses {several(count, 'suivi')}…"
    return [
        UiAction("compte.passation", label, "users", "", Droit.SUIVI_ECRIRE,
                 lambda: context.navigate("suivis", passation=agent.id))
    ]  # fmt: skip


def warning(agent: Agent) -> str:
    """What is said before an account goes."""
    count = suivis_count(agent.id)
    if not count:
        return ""
    many = several(count, "suivi n’aura", "suivis n’auront")
    return (
        f" {many} plus de référent\u00a0: confiez-les plutôt avant. Ensuite, les notes de niveau "
        "Référent que ce compte seul lisait ne s’ouvriront plus qu’avec la clé de secours."
    )


def go_on(context: Context, agent: Agent, done: str) -> None:
    """Once she is référent no more: to the assistant, or whom to ask."""
    count = suivis_count(agent.id)
    if not count:
        return
    many = several(count, "suivi n’a", "suivis n’ont")
    said = f"{done} {many} plus de référent"
    if context.may(Droit.SUIVI_ECRIRE):
        context.navigate("suivis", passation=agent.id)
        context.banner.attention(f"{said}\u00a0: choisissez à qui les confier.")
    else:
        context.banner.attention(
            f"{said}\u00a0: demandez à la personne responsable de les confier, depuis "
            "«\u00a0Suivis\u00a0», «\u00a0Passer la main\u00a0»."
        )
