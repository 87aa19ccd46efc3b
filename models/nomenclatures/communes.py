"""The communes of France, offline: found by their letters or by their postcode.

The table is read as one text and searched where it lies: nothing is built at the first letter.
"""

import functools
import itertools
import re
from typing import NamedTuple

import resources
from models.base.search import fold

LENGTH = 5  # of a postcode
MOST = 20  # answers of one search
_READ = 200  # that are put in order: « saint » alone would be read for thousands
_WITH_ACCENTS = {
    "a": "aàâä", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oôö", "u": "uùûü", "y": "yÿ", "n": "nñ"
}  # fmt: skip
_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


class Commune(NamedTuple):
    """A commune of today: its INSEE code, its name, its postcodes."""

    code_insee: str
    nom: str
    codes_postaux: tuple[str, ...]


def communes_of(code_postal: str, *, starting: str = "") -> list[str]:
    """The communes of today that this postcode serves, in order of name."""
    start = fold(starting)
    found = [one.nom for one in _by_postcode(code_postal) if fold(one.nom).startswith(start)]
    return sorted(found, key=fold)


def search_communes(typed: str, *, near: str = "") -> list[Commune]:
    """The communes that begin with these letters, else those that hold them; or of a postcode.

    `near` is a département: its communes come first.
    """
    text = typed.strip()
    if text.replace(" ", "").isdecimal():
        found = _by_postcode(text)
        return sorted(found, key=lambda one: fold(one.nom))[:MOST]
    wanted = _unfolded(text)
    if len(wanted) < 2:
        return []
    rest = f"{_loose(wanted)}[^;]*;.*$"
    found = _matching(rf"^{re.escape(near)}.{{{LENGTH - len(near)}}};{rest}") if near else []
    found += [one for one in _matching(rf"^.{{5}};{rest}", most=_READ) if one not in found]
    if not found and len(wanted) > 3:
        found = _matching(rf"^[^;]*;[^;]*?\b{_loose(wanted)}[^;]*;.*$")
    return sorted(found, key=lambda one: _rank(one, wanted, near))[:MOST]


@functools.lru_cache(maxsize=512)
def insee_of(commune: str, code_postal: str = "") -> str:
    """The INSEE code that a name and a postcode mean together; nothing when it is not sure."""
    wanted = _unfolded(commune)
    if not wanted:
        return ""
    found = [
        one
        for one in _matching(rf"^.{{5}};{_loose(wanted)};.*$")
        if not code_postal or code_postal.replace(" ", "") in one.codes_postaux
    ]
    return found[0].code_insee if len(found) == 1 else ""


def _by_postcode(typed: str) -> list[Commune]:
    """Five figures of a postcode, or its first three at least."""
    code = typed.replace(" ", "")
    if not code.isdecimal() or not 3 <= len(code) <= LENGTH:
        return []
    return _matching(rf"^[^;]*;[^;]*;(?:[^;]* )?{code}[^;]*;.*$")


def _matching(pattern: str, *, most: int | None = None) -> list[Commune]:
    """The communes of today whose line answers; one that was merged names the one of today."""
    found = re.finditer(pattern, _table(), re.MULTILINE | re.IGNORECASE)
    lines = (m[0].split(";") for m in found)
    of_today = (
        Commune(code, nom, tuple(codes.split()))
        for code, nom, codes, _, today, *_ in lines
        if not today
    )
    return list(itertools.islice(of_today, most))


def _loose(folded: str) -> str:
    """A pattern for a folded text in whatever accents, apostrophes and hyphens it is written."""
    text = re.escape(folded).replace("oe", "(?:oe|œ)").replace("ae", "(?:ae|æ)")
    letters = (f"[{_WITH_ACCENTS[c]}]" if c in _WITH_ACCENTS else c for c in text)
    return "".join(letters).replace("\\ ", "[ ’'-]+")


def _rank(one: Commune, wanted: str, near: str) -> tuple[bool, bool, str]:
    nom = fold(one.nom)
    return (nom != wanted, not (near and one.code_insee.startswith(near)), nom)


def _unfolded(text: str) -> str:
    """« St-Just » as it is written in the table, folded: « saint just »."""
    return " ".join(_SHORT.get(word, word) for word in fold(text).split())


@functools.cache
def _table() -> str:
    import gzip  # not on the way to the first window

    text = gzip.decompress(resources.read_bytes("communes.csv.gz")).decode("utf-8")
    return text.partition("\n")[2]
