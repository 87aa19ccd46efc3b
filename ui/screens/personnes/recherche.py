"""The people that a search from anywhere finds: by name, telephone, birth date."""

from collections.abc import Callable, Sequence

from models.personnes.recherche import search_personnes
from ui.kit.context import Context
from ui.kit.seeking import Found

MOST = 6


def personnes(context: Context, typed: str) -> Sequence[Found]:
    """By initials, without anything that tells them apart, while the screen is turned."""
    turned = context.turned.on
    return [
        Found(
            "Personnes", context.shown(one.nom), _going(context, one.id),
            secondary="" if turned else one.precisions, icon="user",
        )
        for one in search_personnes(typed, MOST)
    ]  # fmt: skip


def _going(context: Context, personne_id: str) -> Callable[[], None]:
    return lambda: context.navigate("personnes", personne=personne_id)
