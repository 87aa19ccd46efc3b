"""The sections of the settings, the lists and the dispositifs that a search from anywhere finds."""

from collections.abc import Callable, Sequence
from typing import Any

from models.base.droit import Droit
from models.nomenclatures.listes import list_names
from models.suivis.dispositif import dispositifs
from ui.kit.context import Context
from ui.kit.seeking import Found, rank_of
from ui.screens.reglages.sections import SECTIONS

GROUP = "Réglages"
MOST = 5
_CRITERES = "critere_public"


def sections(context: Context, typed: str) -> Sequence[Found]:
    """Those that the account may use; the lists by their names."""
    found = []
    for entry in SECTIONS:
        rank = rank_of(typed, entry.label, entry.words)
        if rank is not None and context.may(entry.right):
            going = _going(context, section=entry.id)
            found.append(Found(GROUP, entry.label, going, icon=entry.icon, rank=rank))
    return [*found, *_lists(context, typed), *_dispositifs(context, typed)]


def _lists(context: Context, typed: str) -> list[Found]:
    if not context.may(Droit.REGLAGES):
        return []
    found = []
    for key, name in list_names():
        rank = rank_of(typed, name)
        if rank is not None and key != _CRITERES:
            going = _going(context, section="listes", liste=key)
            found.append(Found(GROUP, f"Liste\u00a0: {name}", going, icon="listes", rank=rank))
    return sorted(found, key=lambda one: (one.rank, one.label))[:MOST]


def _dispositifs(context: Context, typed: str) -> list[Found]:
    if not context.may(Droit.REGLAGES):
        return []
    found = []
    for one in dispositifs(retired=True):
        rank = rank_of(typed, one.intitule)
        if rank is not None:
            going = _going(context, section="dispositifs", dispositif=one.id)
            label = f"Dispositif\u00a0: {one.intitule}"
            found.append(Found(GROUP, label, going, icon="dispositif", rank=rank))
    return sorted(found, key=lambda one: (one.rank, one.label))[:MOST]


def _going(context: Context, **what: Any) -> Callable[[], None]:
    return lambda: context.navigate("reglages", **what)
