"""Streets as they are written by hand, brought to one key: « 12 bis, av. du Gal-Leclerc »."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from models.base.search import fold

TOUS, PAIRS, IMPAIRS = "tous", "pairs", "impairs"
PARITES = {TOUS: "les deux côtés", PAIRS: "côté pair", IMPAIRS: "côté impair"}
_TYPES = {
    "r": "rue", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard",
    "blvd": "boulevard", "boul": "boulevard", "pl": "place", "all": "allee", "al": "allee",
    "imp": "impasse", "ch": "chemin", "che": "chemin", "chem": "chemin", "rte": "route",
    "sq": "square", "crs": "cours", "fg": "faubourg", "fbg": "faubourg", "res": "residence",
    "lot": "lotissement", "ham": "hameau", "pass": "passage", "qu": "quai", "esp": "esplanade",
    "prom": "promenade", "rpt": "rond point", "snt": "sente", "sent": "sentier",
}  # fmt: skip
_STARTS = frozenset(_TYPES.values()) | frozenset(
    ("cite", "clos", "cour", "mail", "montee", "parc", "sente", "tour", "venelle", "villa", "voie")
)
_NAMES = {
    "st": "saint", "ste": "sainte", "gal": "general", "gen": "general", "mal": "marechal",
    "dr": "docteur", "pr": "professeur", "prof": "professeur", "cdt": "commandant",
    "col": "colonel", "cap": "capitaine", "pdt": "president",
    "lt": "lieutenant", "ctre": "centre", "fr": "francois", "premier": "1er",
}  # fmt: skip
_ARTICLES = frozenset(("d", "de", "des", "du", "l", "la", "le", "les"))
_AFTER = frozenset(
    ("bat", "batiment", "apt", "appt", "app", "appartement", "esc", "escalier", "etage", "etg",
     "porte", "hall", "cage", "entree", "chez", "bp", "cs", "cedex", "residence", "lieu", "n",
     "logement", "logt", "immeuble", "imm", "rdc", "tour")
)  # fmt: skip
_NUMBER = re.compile(r"(\d{1,4})(?:[a-z]|bis|ter|quater)?\Z")
_SUFFIXES = frozenset(("bis", "ter", "quater", "a", "b", "c"))


class Depart(NamedTuple):
    """Where a street may begin in an address: the number before it, and the words that follow."""

    numero: int | None
    mots: tuple[str, ...]

    def cles(self) -> list[str]:
        """The keys that these words can mean, the longest first."""
        lengths = range(len(self.mots), 0, -1)
        return [" ".join(self.mots[:n]) for n in lengths if self._ends_at(n)]

    def _ends_at(self, length: int) -> bool:
        """A street ends with the address, or before a building, a floor, a postcode."""
        after = self.mots[length] if length < len(self.mots) else ""
        return not after or after in _AFTER or (after.isdecimal() and len(after) == 5)


def voie_key(text: str) -> str:
    """`Av. du Gal-Leclerc` → `avenue general leclerc`; articles are left out."""
    return " ".join(_words(text))


def departs(adresse: str, *, commune: str = "") -> list[Depart]:
    """Every place of an address where a street may begin, the likeliest first."""
    found: list[Depart] = []
    for line in re.split(r"[\n;]", adresse):
        found += _of_line(_without_town(_words(line), _words(commune)))
    return sorted(found, key=lambda one: one.numero is None)


def _of_line(words: list[str]) -> Iterator[Depart]:
    for at, word in enumerate(words):
        numero = _numero_before(words, at)
        if word in _STARTS or numero is not None:
            yield Depart(numero, tuple(words[at:]))


def _numero_before(words: list[str], at: int) -> int | None:
    """The number that stands right before a word, unless it is that of a building or a floor."""
    before = at - 1
    if before >= 0 and words[before] in _SUFFIXES:
        before -= 1
    if before < 0 or words[at] in _SUFFIXES:
        return None
    number = _NUMBER.match(words[before])
    if number is None or (before > 0 and words[before - 1] in _AFTER - {"n"}):
        return None
    return int(number[1])


def _without_town(words: list[str], town: list[str]) -> list[str]:
    """The town written again at the end says nothing of the street."""
    if town and len(words) > len(town) + 1 and words[-len(town) :] == town:
        return words[: -len(town)]
    return words


def _words(text: str) -> list[str]:
    """The words of a text, without articles, each abbreviation written whole."""
    words = fold(text).split()
    kept = [word for word in words if word not in _ARTICLES]
    whole = [_NAMES.get(word, word) for word in kept]
    return " ".join(_typed(whole, at) for at in range(len(whole))).split()


def _typed(words: list[str], at: int) -> str:
    """A short kind of street is one at the head of a name, or after a number: « all », « r »."""
    word = words[at]
    if word not in _TYPES or at + 1 == len(words):
        return word
    before = words[at - 1] if at else ""
    follows = not before or before in _SUFFIXES or _NUMBER.match(before) is not None
    return _TYPES[word] if follows or len(word) > 2 else word
