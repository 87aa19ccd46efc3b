"""How a name sounds in French, and the words by which files of the same sound are met.

Such a word begins with a sign that nobody types, so that the search of people never meets it.
"""

import functools
import re

from models.base.search import fold

SON = "~"
LONGEST = 38  # signs of one sound; two and their marks hold in a word
PARTICULES = frozenset(("d", "de", "des", "du", "el", "al", "la", "le", "les", "l", "van", "von"))
_RULES = (
    ("kh|gh", "k"),
    ("dj", "j"),
    ("tch|sch|sh|ch", "C"),
    ("ph", "f"),
    ("e?au", "o"),
    ("[ae][iy](?=[^aeiouy]|$)", "e"),
    ("ou|w", "U"),
    ("oe", "e"),
    ("qu|ck|q|c(?![eiy])", "k"),
    ("c", "s"),
    ("gu(?=[eiy])", "g"),
    ("gn", "n"),
    ("y", "i"),
    ("h", ""),
    (r"(.)\1+", r"\1"),
    ("(?<=..)(?:[td]?[sxz]|[td]|e[sx]?)$", ""),
)


@functools.cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Compiled when a first name is heard, not when the program starts."""
    return tuple((re.compile(pattern), sound) for pattern, sound in _RULES)


@functools.lru_cache(maxsize=65_536)
def son(mot: str) -> str:
    """The sound of a folded name without gaps: `philippe` and `filip` are one."""
    for pattern, sound in _rules():
        mot = pattern.sub(sound, mot)
    return mot[:LONGEST]


def collees(*noms: str) -> tuple[str, ...]:
    """Names in one piece, as `jeanpierre`; one with particles without them too."""
    return tuple(dict.fromkeys(piece for nom in noms for piece in _collees(nom)))


@functools.lru_cache(maxsize=65_536)
def _collees(nom: str) -> tuple[str, ...]:
    parts = fold(nom).split()
    bare = [part for part in parts if part not in PARTICULES]
    return tuple(filter(None, ("".join(parts), "".join(bare))))


def mots_de_son(noms: tuple[str, ...], prenoms: tuple[str, ...]) -> set[str]:
    """The words of a file of these names: each nom with each prénom, in both orders."""
    pairs = {(son(nom), son(prenom)) for nom in noms for prenom in prenoms}
    return {mot for a, b in pairs for mot in (f"{SON}{a}.{b}", f"{SON}{b}.{a}")}
