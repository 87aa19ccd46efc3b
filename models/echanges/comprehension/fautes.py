"""Slips of the pen: a word that no rule knows, one letter away from one that some rule knows."""

from collections.abc import Iterable
from typing import Final

from models.echanges.comprehension.valeurs.lexique import is_given

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
        if len(word) < _LEAST or word in self._known or is_given(word):
            return word
        near = self._near.get(word, set()) | {w for s in _shortened(word) for w in self._of(s)}
        near = {other for other in near if _slip(word, other)}
        return near.pop() if len(near) == 1 else word

    def _of(self, shorter: str) -> set[str]:
        exact = {shorter} if shorter in self._known else set()
        return exact | self._near.get(shorter, set())


def _slip(word: str, other: str) -> bool:
    """One letter more, less or other, or two turned round, between the same first and last ones:
    « mettre » is no « lettre », « interne » no « internet »."""
    if word[0] != other[0] or word[-1] != other[-1]:
        return False
    pairs = enumerate(zip(word, other, strict=False))
    start = next((place for place, (mine, theirs) in pairs if mine != theirs), len(word))
    mine, theirs = word[start:], other[start:]
    if len(mine) != len(theirs):
        return mine[1:] == theirs or mine == theirs[1:]
    if len(word) <= _LEAST:
        return False  # « comité » is as good a word as « compte »
    return mine[1:] == theirs[1:] or (mine[1::-1] == theirs[:2] and mine[2:] == theirs[2:])


def _shortened(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
