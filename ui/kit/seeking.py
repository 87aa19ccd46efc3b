"""What a search from anywhere may find, and how what is typed is matched with words.

A screen offers its entries by a function `(context, text) -> Sequence[Found]`, named by its path in
the list of screens: quick ones answer at each key, the others in a job.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from models.base.search import fold

EXACT, BEGINS, INSIDE = 0, 1, 2


class Found(NamedTuple):
    """One answer. `rank` says how well it answers: the lowest comes first."""

    group: str
    label: str
    run: Callable[[], object]
    secondary: str = ""
    icon: str = ""
    keys: str = ""
    rank: int = BEGINS

    @property
    def read(self) -> str:
        parts = (self.label, self.secondary, self.keys, self.group)
        return ", ".join(part for part in parts if part)


def rank_of(typed: str, label: str, *others: str) -> int | None:
    """How well words answer to what is typed: each typed word begins one of theirs, or None."""
    wanted = fold(typed)
    name = fold(label)
    if not wanted:
        return None if typed.strip() else EXACT
    if name.startswith(wanted):
        return EXACT
    if _hold(wanted, name):
        return BEGINS
    return INSIDE if _hold(wanted, " ".join((name, *map(fold, others)))) else None


def best_first(found: Sequence[Found], order: Sequence[str]) -> list[Found]:
    """By group, the group of the best answer first; `order` settles what is equal."""
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(one.group, []).append(one)
    places = {group: at for at, group in enumerate(order)}

    def key(group: str) -> tuple[int, int]:
        return min(one.rank for one in groups[group]), places.get(group, len(places))

    return [
        one
        for group in sorted(groups, key=key)
        for one in sorted(groups[group], key=lambda one: one.rank)
    ]


def _hold(wanted: str, words: str) -> bool:
    held = f" {words}"
    return all(f" {word}" in held for word in wanted.split())
