"""Which words of a name are the family's: learnt from the register itself.

In « DUFOUR Rachid » the capitals say it; every such row teaches words that then settle « rachid
dufour » and « Rachid Dufour ». What no row teaches follows a list of common given names, then the
order of the heading.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from models.echanges.comprehension.valeurs.textes import fold_word, folded

_INITIAL = re.compile(r"^[^\W\d_](?:[.\-]\s?[^\W\d_])?\.?$|^[^\W\d_]{1,2}\.$")
_HYPHEN = re.compile(r"\s*-\s*")
_APOSTROPHE = re.compile(r"\s*['’]\s*")
_DIGIT = re.compile(r"\d")
_SMOOTH = 0.2
_ENOUGH = 5


class Lexique(NamedTuple):
    """How often each phrase was a family name, a given name; `nom_first`: the heading's order;
    `civil_first`: after a civilité, « Mme Fanta Diop » unless the desk writes otherwise."""

    noms: Counter[str]
    prenoms: Counter[str]
    nom_first: bool
    leanings: dict[str, float]
    civil_first: bool = False


@lru_cache(maxsize=100_000)
def is_initial(word: str | None) -> bool:
    """`R.`, `R`, `J-P.`"""
    return word is not None and _INITIAL.match(word) is not None


def learn(texts: Iterable[str], *, nom_first: bool = True) -> Lexique:
    """Count what the rows with capitals say; a name alone after a civilité is a family name."""
    texts = set(texts)
    lexicon = Lexique(Counter(), Counter(), nom_first, {})
    for text in texts:
        words = _words(text)
        if civil := bool(words) and words[0].rstrip(".").casefold() in _CIVIL:
            words = words[1:]
        if not words or _DIGIT.search(text):
            continue
        if len(words) == 2 and words[0].isupper() and words[1].istitle() and len(words[0]) > 2:
            lexicon.noms[fold_word(words[0])] += 1
            lexicon.prenoms[fold_word(words[1])] += 1
            continue
        upper = _upper_run(words)
        if upper is not None:
            _count(lexicon, words, upper)
        elif civil and len(words) == 1:
            lexicon.noms[fold_word(words[0])] += 1
    return _in_order(lexicon, texts)


def _in_order(lexicon: Lexique, texts: Iterable[str]) -> Lexique:
    """The order in which the desk writes, when the names that one knows all say the same."""
    names = [text.split() for text in texts]
    civil = [words[1:] for words in names if words and words[0].rstrip(".").casefold() in _CIVIL]
    return lexicon._replace(
        nom_first=_order(names, lexicon, otherwise=lexicon.nom_first),
        civil_first=_order(civil, lexicon, otherwise=False),
    )


def _order(names: Iterable[list[str]], lexicon: Lexique, *, otherwise: bool) -> bool:
    """Whether four names in five have the family's word first; `otherwise` when they do not say."""
    votes = [vote for words in names if (vote := _vote(words, lexicon))]
    first = sum(vote > 0 for vote in votes)
    if len(votes) < _ENOUGH or 0.2 * len(votes) < first < 0.8 * len(votes):
        return otherwise
    return first * 2 > len(votes)


def _vote(words: list[str], lexicon: Lexique) -> float:
    """Positive when the first of two words is surely the family's, negative when the second is."""
    if len(words) != 2 or any(is_initial(w) or _shouts(w) or not w.isalpha() for w in words):
        return 0
    left, right = (_leaning(fold_word(word), lexicon) for word in words)
    return left - right if abs(left - right) > 1 else 0


_CIVIL = frozenset(("m", "mme", "mr", "mlle", "madame", "monsieur", "mademoiselle"))


def _count(lexicon: Lexique, words: list[str], upper: tuple[int, int]) -> None:
    family = words[upper[0] : upper[1]]
    given = [w for w in words[: upper[0]] + words[upper[1] :] if not is_initial(w)]
    lexicon.noms[folded(" ".join(family))] += 1
    if given:
        lexicon.prenoms[folded(" ".join(given))] += 1


def split_name(
    text: str, lexicon: Lexique, *, after_civilite: bool = False
) -> tuple[str | None, str | None]:
    """Family and given names of a cell without civilité."""
    if "," in text:
        family, _, given = text.partition(",")
        if family.strip() and given.strip():
            return family.strip(), given.strip()
    words = _words(text)
    if len(words) == 1:
        return _single(words[0], lexicon, after_civilite=after_civilite)
    shouted = all(w.isupper() and not is_initial(w) for w in words)
    if after_civilite and shouted and not _knows_given(words, lexicon):
        return " ".join(words), None
    upper = _upper_run(words)
    if upper is not None:
        return _cut(words, upper)
    if len(words) == 2 and any(is_initial(w) for w in words):
        return _with_initial(words, lexicon)
    return _likeliest(words, lexicon, after_civilite=after_civilite)


def split_by_capitals(text: str) -> tuple[str, str] | None:
    """`DUPONT Marie` in a column of family names; None where capitals do not tell."""
    words = _words(text)
    run = _upper_run(words) if len(words) > 1 else None
    family, given = _cut(words, run) if run else (None, None)
    return (family, given) if family and given else None


def split_two(first: str, second: str, lexicon: Lexique) -> tuple[str, str]:
    """`split_name` for the commonest cell by far: two plain words."""
    shouted = _shouts(first)
    if shouted != _shouts(second):
        return (first, second) if shouted else (second, first)
    left, right = fold_word(first), fold_word(second)
    score = _leaning(left, lexicon) - _leaning(right, lexicon)
    tie = 0.2 if lexicon.nom_first else -0.2
    return (first, second) if score + tie > 0 else (second, first)


def _words(text: str) -> list[str]:
    """`NGUYEN - LE`, `O ' BRIEN` are put together again."""
    if "-" in text:
        text = _HYPHEN.sub("-", text)
    if "'" in text or "’" in text:
        text = _APOSTROPHE.sub("’", text)
    return text.split()


def _knows_given(words: list[str], lexicon: Lexique) -> bool:
    phrases = {folded(" ".join(words))} | {
        folded(" ".join(words[i:])) for i in range(1, len(words))
    }
    return not any(lexicon.noms[p] for p in phrases) and any(
        _given_weight(fold_word(w), lexicon) > lexicon.noms[fold_word(w)] for w in words
    )


def _single(word: str, lexicon: Lexique, *, after_civilite: bool) -> tuple[str | None, str | None]:
    folded = fold_word(word)
    given = _given_weight(folded, lexicon) > lexicon.noms[folded]
    if after_civilite or (not given and (word.isupper() or lexicon.noms[folded])):
        return word, None
    return (None, word) if given or word[:1].isupper() else (word, None)


def _upper_run(words: list[str]) -> tuple[int, int] | None:
    """Where the one run of words in capitals stands, if others are not; particles may join it."""
    marks = [_shouts(word) for word in words]
    if not any(marks) or all(m or is_initial(w) for m, w in zip(marks, words, strict=True)):
        return _run_before_initials(words, marks)
    start = marks.index(True)
    end = len(marks) - marks[::-1].index(True)
    while start > 0 and words[start - 1].islower() and fold_word(words[start - 1]) in _particles():
        start -= 1
    if not all(
        m or fold_word(w) in _particles()
        for m, w in zip(marks[start:end], words[start:end], strict=True)
    ):
        return None
    return (start, end) if end - start < len(words) else None


def _run_before_initials(words: list[str], marks: list[bool]) -> tuple[int, int] | None:
    """`DUFOUR R.`, `R. DUFOUR`, `SAINT MARC N.`: the initial is the given name."""
    if not any(marks) or len(words) < 2:
        return None
    if is_initial(words[-1]) and all(marks[:-1]):
        return 0, len(words) - 1
    if is_initial(words[0]) and all(marks[1:]):
        return 1, len(words)
    return None


@lru_cache(maxsize=100_000)
def _shouts(word: str) -> bool:
    """Written in capitals; `Mc`DONALD and one-letter words aside."""
    letters = [c for c in word if c.isalpha()]
    return (len(letters) >= 2 and word.isupper()) or (
        len(letters) > 4 and word[:2] in ("Mc", "d’", "D’") and word[2:].isupper()
    )


def _cut(words: list[str], run: tuple[int, int]) -> tuple[str | None, str | None]:
    family = " ".join(words[run[0] : run[1]])
    given = " ".join(words[: run[0]] + words[run[1] :])
    return family, given or None


def _with_initial(words: list[str], lexicon: Lexique) -> tuple[str | None, str | None]:
    """`Mariam D.` or `Dufour R.`: the initial is of the other kind than the word."""
    position = 0 if is_initial(words[0]) else 1
    word, initial = words[1 - position], words[position]
    folded = fold_word(word)
    given = _given_weight(folded, lexicon) > lexicon.noms[folded]
    return (initial, word) if given else (word, initial)


def _likeliest(
    words: list[str], lexicon: Lexique, *, after_civilite: bool
) -> tuple[str | None, str | None]:
    """The cut that agrees best with what was learnt; the heading's order breaks ties."""
    best: tuple[float, str, str] | None = None
    nom_first = lexicon.civil_first if after_civilite else lexicon.nom_first
    for index in _cuts(words):
        left, right = " ".join(words[:index]), " ".join(words[index:])
        for family, given, first in ((left, right, True), (right, left, False)):
            score = _score(family, given, lexicon) + 0.4 * (first == nom_first)
            score -= 0.1 * given.count(" ") * 0.5 + 0.05 * family.count(" ")
            if best is None or score > best[0]:
                best = (score, family, given)
    return (best[1], best[2]) if best else (" ".join(words), None)


def _cuts(words: list[str]) -> list[int]:
    """A particle holds to the word after it."""
    particles = _particles()
    cuts = [i for i in range(1, len(words)) if fold_word(words[i - 1]) not in particles]
    return cuts or [len(words) - 1]


def _score(family: str, given: str, lexicon: Lexique) -> float:
    folded_family, folded_given = folded(family), folded(given)
    score = _leaning(folded_family, lexicon) - _leaning(folded_given, lexicon)
    particles = _particles()
    if " " in family and folded(family.split()[0]) in particles:
        score += 1.5
    if " " in given and folded(given.split()[0]) in particles:
        score -= 1.5
    return score


def _leaning(phrase: str, lexicon: Lexique) -> float:
    """Positive for a family name, negative for a given name, zero for what nobody taught."""
    known = lexicon.leanings.get(phrase)
    if known is None:
        family, given = lexicon.noms[phrase], _given_weight(phrase, lexicon)
        known = lexicon.leanings[phrase] = math.log((family + _SMOOTH) / (given + _SMOOTH))
    return known


def _given_weight(phrase: str, lexicon: Lexique) -> float:
    """What the register taught, and a little for a common given name."""
    common = phrase in _common() or phrase.split(" ")[0] in _common()
    return lexicon.prenoms[phrase] + (0.6 if common else 0)


def is_given(word: str) -> bool:
    """A common given name, folded."""
    return word in _common()


@cache
def _common() -> frozenset[str]:
    from resources import read_toml

    return frozenset(read_toml("import/noms.toml")["mots"]["prenoms"])


@cache
def _particles() -> frozenset[str]:
    from resources import read_toml

    return frozenset(read_toml("import/noms.toml")["mots"]["particules"])
