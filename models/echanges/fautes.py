"""Slips of the pen: a word that no rule knows, one letter away from one that some rule knows."""

from collections.abc import Iterable
from typing import Final

_LEAST: Final = 6


class Fautes:
    """The known words by what is left of them without one of their letters."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = {word for word in words if len(word) >= _LEAST and word.isalpha()}
        self._near: dict[str, set[str]] = {}
        for word in self._known:
            for shorter in _shortened(word):
                self._near.setdefault(shorter, set()).add(word)

    def corrected(self, words: list[str]) -> list[str]:
        """The words, those mistyped put right; the same list when there is none."""
        found = [self._correct(word) for word in words]
        return found if found != words else words

    def _correct(self, word: str) -> str:
        """The one known word that is one letter away: added, left out or taken for another."""
        if len(word) < _LEAST or word in self._known:
            return word
        near = self._near.get(word, set()) | {w for s in _shortened(word) for w in self._of(s)}
        return near.pop() if len(near) == 1 else word

    def _of(self, shorter: str) -> set[str]:
        exact = {shorter} if shorter in self._known else set()
        return exact | self._near.get(shorter, set())


def _shortened(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
