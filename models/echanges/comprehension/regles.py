"""Phrases that mean a code: read from data, matched word by word on folded text.

A phrase is words in a row; `attest*` stands for any word that begins so. The longest phrase wins,
and what no phrase covers can be told: nothing that was written is lost without being seen.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

_STEM = 3
# Words that say nothing by themselves: they never make a text « not wholly read ».
MOTS_VIDES = frozenset(
    [
        "a",
        "au",
        "aux",
        "ce",
        "cette",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "elle",
        "en",
        "est",
        "et",
        "il",
        "l",
        "la",
        "le",
        "les",
        "leur",
        "lui",
        "mais",
        "ou",
        "par",
        "pour",
        "qui",
        "s",
        "sa",
        "se",
        "ses",
        "son",
        "sur",
        "un",
        "une",
        "y",
        "n",
        "c",
        "j",
        "m",
        "t",
        "qu",
        "que",
        "ai",
        "a",
        "ete",
        "deja",
        "bien",
        "svp",
        "pr",
        "ds",
    ]
)


class Phrase(NamedTuple):
    """`poids` is the force of its rule; a word of `mots` that ends with `*` is a beginning."""

    mots: tuple[str, ...]
    code: str
    poids: int


class Trouve(NamedTuple):
    """A phrase found from word `debut` to word `fin` (excluded)."""

    code: str
    debut: int
    fin: int
    score: int


class Regles:
    """An index of phrases by their first word, or its first three letters."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._exact: dict[str, list[Phrase]] = {}
        self._begun: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            first = phrase.mots[0]
            if first.endswith("*"):
                self._begun.setdefault(first[:_STEM], []).append(phrase)
            else:
                self._exact.setdefault(first, []).append(phrase)

    @property
    def words(self) -> set[str]:
        """All the whole words of the phrases."""
        phrases = [phrase for several in self._exact.values() for phrase in several]
        return {word for phrase in phrases for word in phrase.mots if not word.endswith("*")}

    def all_in(self, words: list[str]) -> list[Trouve]:
        """Every phrase found, overlapping ones too."""
        found: list[Trouve] = []
        for start, word in enumerate(words):
            nearby = [self._exact.get(word, []), self._begun.get(word[:_STEM], [])]
            if singular := _singular(word):
                nearby.append(self._exact.get(singular, []))
            for phrases in nearby:
                found += [
                    _found(phrase, words, start)
                    for phrase in phrases
                    if _matches(phrase, words, start)
                ]
        return found

    def read(self, words: list[str]) -> list[Trouve]:
        """The best phrases that do not overlap, in the order of the text."""
        kept: list[Trouve] = []
        for one in sorted(self.all_in(words), key=lambda t: (-t.score, t.debut)):
            if all(one.fin <= other.debut or one.debut >= other.fin for other in kept):
                kept.append(one)
        return sorted(kept, key=lambda t: t.debut)


def phrases_of(table: Mapping[str, Iterable[str]], poids: int = 0) -> list[Phrase]:
    """`{code: [phrase, …]}` as phrases."""
    return [
        Phrase(tuple(text.split()), code, poids) for code, texts in table.items() for text in texts
    ]


def phrases_of_rules(rules: Iterable[Mapping[str, Any]]) -> list[Phrase]:
    """`[{code, phrases, force}, …]` as phrases."""
    return [
        Phrase(tuple(text.split()), rule["code"], int(rule.get("force", 0)))
        for rule in rules
        for text in rule["phrases"]
    ]


def left_over(words: list[str], found: Iterable[Trouve]) -> list[str]:
    """The words that say something and that no phrase covers."""
    covered = {i for one in found for i in range(one.debut, one.fin)}
    return [w for i, w in enumerate(words) if i not in covered and w not in MOTS_VIDES]


def _singular(word: str) -> str | None:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else None


def _matches(phrase: Phrase, words: list[str], start: int) -> bool:
    if start + len(phrase.mots) > len(words):
        return False
    return all(_same(model, words[start + i]) for i, model in enumerate(phrase.mots))


def _same(model: str, word: str) -> bool:
    if model[-1] == "*":
        return word.startswith(model[:-1])
    return model == word or (len(word) > 3 and word[-1] in "sx" and word[:-1] == model)


def _found(phrase: Phrase, words: list[str], start: int) -> Trouve:
    end = start + len(phrase.mots) - (phrase.mots[-1] == "*")
    letters = sum(len(words[i]) for i in range(start, end))
    return Trouve(phrase.code, start, end, letters + 3 * (end - start) + 6 * phrase.poids)
