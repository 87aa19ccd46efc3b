"""A form on something noted: corrected there, or taken away if it was noted by mistake."""

from collections.abc import Callable, Sequence
from typing import Any

from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.form import Group
from ui.parts.volet import Volet


def removable_volet(
    context: Context,
    title: str,
    groups: Sequence[Group],
    *,
    name: str,
    remove: Callable[[], object],
    removed: str,
    label: str = "Retirer",
    kind: Callable[..., Volet] = Volet,
    **what: Any,
) -> Volet:
    """`removed` is said once it is away; « Annuler » brings it back."""
    made: list[Volet] = []

    leave = lambda: made[0].end_by(remove, removed)  # noqa: E731  # once it is made
    act = UiAction(f"{name}.retirer", label, "remove", "", None, leave, danger=True)
    made.append(kind(context, title, groups, name=name, more=[act], **what))
    return made[0]
