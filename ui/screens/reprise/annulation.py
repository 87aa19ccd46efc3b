"""A whole import taken back, once it was said what would go and what stays."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.echanges.annulation import Annulation, annulation_of, annuler_importation
from models.echanges.reprise import importation
from ui.kit.context import Context
from ui.kit.dialogs import confirm


def take_back(
    context: Context, owner: QWidget, key: str, *, done: Callable[[Annulation], object]
) -> None:
    """Look aside for what would go, ask, and take it back; `done` is told what went."""
    found = importation(key)
    if found is None or found.annulee_le is not None:
        context.banner.attention("Cette reprise est déjà annulée.")
        return
    context.jobs.run(
        lambda _: annulation_of(found),
        done=lambda told: _ask(context, owner, key, told=told, done=done),
        title="Recherche de ce qui a changé depuis",
        owner=owner,
    )


def _ask(
    context: Context,
    owner: QWidget,
    key: str,
    *,
    told: Annulation,
    done: Callable[[Annulation], object],
) -> None:
    found = importation(key)
    if found is None or not confirm(
        owner,
        title="Annuler cette reprise\u00a0?",
        text=f"«\u00a0{found.fichier}\u00a0»\u00a0: {told.phrase}. "
        "Le même fichier pourra être repris.",
        verb="Annuler la reprise",
    ):
        return
    context.jobs.run(
        lambda progress: annuler_importation(found, progress),
        done=done,
        title="Annulation de la reprise",
        owner=owner,
    )
