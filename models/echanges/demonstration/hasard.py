"""Seeded draws: the same part of the demonstration is drawn alike on every computer."""

import datetime as dt
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

SEED = "Quatre-Chemins"
T = TypeVar("T")
K = TypeVar("K")
_AGREEMENT = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


class Hasard:
    """The draws of one part: what another part draws does not move them."""

    def __init__(self, part: str) -> None:
        self._rng = random.Random(f"{SEED}/{part}")  # noqa: S311  # no secret is drawn here

    def among(self, values: Sequence[T]) -> T:
        return self._rng.choice(values)

    def weighted(self, weights: Mapping[K, float]) -> K:
        return self._rng.choices(list(weights), list(weights.values()))[0]

    def draws(self, weights: Mapping[K, float], count: int) -> list[K]:
        """That many draws, each among all."""
        return self._rng.choices(list(weights), list(weights.values()), k=count)

    def chance(self, percent: float) -> bool:
        return self._rng.random() * 100 < percent

    def between(self, least: int, most: int) -> int:
        return self._rng.randint(least, most)

    def shuffled(self, values: Iterable[T]) -> list[T]:
        found = list(values)
        self._rng.shuffle(found)
        return found

    def key_at(self, instant: dt.datetime) -> str:
        """A key as it would have been made at that instant.

        Rows written in one go then have the order of their acts, as at a real desk.
        """
        stamp, tail = int(instant.timestamp() * 1000), self._rng.getrandbits(74)
        value = stamp << 80 | 7 << 76 | (tail >> 62) << 64 | 2 << 62 | tail & (1 << 62) - 1
        return f"{value:032x}"


def said(text: str, *, prenom: str, sexe: str) -> str:
    """A text of the demonstration for one person: `{prenom}`, `{il|elle}`, `{|e}`."""
    choice = 1 if sexe == "femme" else 0
    agreed = _AGREEMENT.sub(lambda found: found.groups()[choice], text)
    return agreed.replace("{prenom}", prenom)
