"""One name for the spellings of a quartier: « Val Aurence N » is « Val de l'Aurence Nord ».

A short form is put with a long one when all its words begin words of the long one, in order, and no
other long form could be meant. Nothing else is guessed: « Aurence » alone stays as it is.
"""

from collections import Counter
from collections.abc import Mapping

from models.base.search import fold

_ARTICLES = frozenset(("de", "du", "des", "d", "la", "le", "les", "l", "quartier", "cite", "rue"))


def same_quartiers(counts: Mapping[str, int]) -> dict[str, str]:
    """Each spelling, with how often it occurs, to the one that stands for it."""
    forms: dict[str, Counter[str]] = {}
    for text, count in counts.items():
        forms.setdefault(fold(text), Counter())[text] += count
    best = {key: _nicest(spellings) for key, spellings in forms.items()}
    words = {key: [w for w in key.split() if w not in _ARTICLES] for key in forms}
    chosen: dict[str, str] = {}
    for text in counts:
        key = fold(text)
        chosen[text] = best[_longest(key, words)]
    return chosen


def _nicest(spellings: Counter[str]) -> str:
    """The commonest, one that is not all capitals if there is one."""
    return max(spellings, key=lambda text: (not text.isupper(), spellings[text], text))


def _longest(key: str, words: dict[str, list[str]]) -> str:
    """The one longer form that the words of `key` can stand for, followed to the end."""
    mine = words[key]
    longer = [
        other
        for other, theirs in words.items()
        if other != key and _abbreviates(mine, theirs) and not _abbreviates(theirs, mine)
    ]
    tops = [
        o for o in longer if not any(_abbreviates(words[o], words[p]) for p in longer if p != o)
    ]
    if len(tops) == 1:
        return tops[0]
    same = sorted(o for o, theirs in words.items() if theirs == mine)
    return same[-1] if len(tops) == 0 and same else key


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """Every word of `short` begins a word of `long`, in order; a first letter alone is enough."""
    if not short or len(short) > len(long) or not any(len(word) > 2 for word in short):
        return False
    rest = iter(long)
    return all(any(word.startswith(mine) for word in rest) for mine in short)
