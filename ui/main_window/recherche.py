"""Ctrl+K: what the window and its screens answer to what is typed, as far as the account may."""

from collections.abc import Sequence
from typing import Protocol

from ui.kit.actions import Actions, UiAction, is_enabled, native
from ui.kit.context import Context
from ui.kit.loading import load
from ui.kit.seeking import BEGINS, Found, best_first, rank_of
from ui.main_window.screens import ScreenEntry

SCREENS, ACTS = "Écrans", "Actions"
ORDER = ("Jour", "Personnes", "Fiches", "Suivis", SCREENS, ACTS, "Réglages")
MOST = 8  # acts
_GOING = "screen."
_SELF = "window.search"


class Window(Protocol):
    """The window, as far as it is searched."""

    @property
    def context(self) -> Context: ...
    @property
    def acts(self) -> Actions: ...
    def allowed(self) -> list[ScreenEntry]: ...


class Recherche:
    """What is found: at once in the window itself, aside in the base."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def quick(self, typed: str) -> Sequence[Found]:
        """Screens, acts that can be done now, and what screens offer without reading the base."""
        found = [*self._screens(typed), *self._acts(typed)]
        if typed.strip():
            for entry in self._window.allowed():
                if entry.offers:
                    found += load(entry.offers)(self._window.context, typed)
        return found

    def slow(self, typed: str) -> Sequence[Found]:
        """What the screens of this account find in the base; in the thread of a job."""
        found: list[Found] = []
        for entry in self._window.allowed():
            if entry.finds:
                found += load(entry.finds)(self._window.context, typed)
        return found

    def order(self, found: Sequence[Found]) -> list[Found]:
        return best_first(found, ORDER)

    def _screens(self, typed: str) -> list[Found]:
        acts = {spec.id: spec for spec in self._window.acts.all()}
        found = []
        for entry in self._window.allowed():
            rank = rank_of(typed, entry.label)
            spec = acts.get(f"{_GOING}{entry.id}")
            if rank is not None and spec is not None:
                found.append(_found(SCREENS, spec, rank)._replace(label=entry.label))
        return found

    def _acts(self, typed: str) -> list[Found]:
        context = self._window.context
        found = []
        for at, spec in enumerate(self._window.acts.all()):
            if spec.id.startswith(_GOING) or spec.id == _SELF:
                continue
            rank = rank_of(typed, spec.label)
            if rank is not None and is_enabled(spec, context.may):
                found.append((rank, at, _found(ACTS, spec, max(rank, BEGINS))))
        return [one for _, _, one in sorted(found, key=lambda f: f[:2])[:MOST]]


def _found(group: str, spec: UiAction, rank: int) -> Found:
    return Found(group, spec.label, spec.run, icon=spec.icon, keys=native(spec.shortcut), rank=rank)
