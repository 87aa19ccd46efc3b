"""Headings: what a column is called, in the many words of the desks."""

import re
from functools import cache
from typing import NamedTuple

from models.base.search import fold
from models.echanges.comprehension.colonnes.questions import asked

SANS_CHAMP = ("autre", "rang", "nombre", "mois", "annee")
SURE = 100
_BRACKETS = re.compile(r"\([^)]*\)")
_WHOSE = frozenset(("nom", "noms", "prenom", "prenoms", "identite", "initiales"))


class Colonne(NamedTuple):
    """A column and what it holds; `champ` is None while nobody knows."""

    rang: int
    titre: str
    champ: str | None
    groupe: str = ""


@cache
def _titles() -> dict[str, dict[str, list[str]]]:
    from resources import read_toml

    return read_toml("import/colonnes.toml")


@cache
def others(title: str) -> tuple[str, ...]:
    """All the fields that a very heading may name: « qui » is a visitor, or who received."""
    folded = fold(title)
    return tuple(champ for champ, table in _titles().items() if folded in table.get("titres", ()))


@cache
def _exact() -> dict[str, str]:
    known: dict[str, str] = {}
    for champ, table in _titles().items():
        for title in table.get("titres", ()):
            known.setdefault(title, champ)
    return known


@cache
def champ_of(title: str) -> tuple[str | None, int]:
    """The field that a heading names, and how sure it is (100 and more: the very words)."""
    folded, short = fold(title), fold(_BRACKETS.sub(" ", title)) or fold(title)
    bare = _without_person(short)
    for text in (folded, _without_ending(folded), short, _without_ending(short), bare):
        if text in _exact():
            return _exact()[text], SURE + len(text) - (text != folded)
    if (found := asked(title, short)) is not None:
        return found
    return _contained(short.split()) if 0 < len(short) <= 80 else (None, 0)


def exact_champ(text: str) -> str | None:
    """The field of which `text` is the very heading: a quick no for whatever is not a heading."""
    return _exact().get(fold(text)) if len(text) < 60 and not any(map(str.isdigit, text)) else None


def _without_ending(folded: str) -> str:
    """`objet 1`, `telephone 2`, `duree mn`, `date jj mm aaaa`."""
    words = folded.split()
    while len(words) > 1 and (words[-1].isdigit() or words[-1] in _ENDINGS):
        words.pop()
    return " ".join(words)


def _without_person(folded: str) -> str:
    """`beneficiaire prenom`, `age de l usager`: the thing, not whose it is."""
    words = folded.split()
    if len(words) > 1 and words[0] in _PERSONS:
        return " ".join(words[1:])
    if len(words) > 1 and words[-1] in _PERSONS:
        words.pop()
        while len(words) > 1 and words[-1] in _OF:
            words.pop()
    return " ".join(words)


_PERSONS = frozenset(
    ("beneficiaire", "usager", "usagers", "personne", "visiteur", "demandeur", "habitant", "public")
)
_OF = frozenset(("de", "du", "des", "d", "la", "le", "l", "les"))
_ENDINGS = frozenset(
    ("jj", "mm", "aaaa", "aa", "hh", "mn", "min", "obligatoire", "facultatif", "x")
)


@cache
def _by_first_word() -> dict[str, list[tuple[list[str], str]]]:
    found: dict[str, list[tuple[list[str], str]]] = {}
    for title, champ in _exact().items():
        if len(title) >= 3:
            words = title.split()
            found.setdefault(words[0], []).append((words, champ))
    return found


def _contained(words: list[str]) -> tuple[str | None, int]:
    """The longest known heading inside a longer one; short ones must begin it."""
    best: tuple[str | None, int] = (None, 0)
    for place, word in enumerate(words):
        for title, champ in _by_first_word().get(word, ()):
            size = len(" ".join(title))
            if words[place : place + len(title)] != title:
                continue
            if size < 6 and place > 0 and champ != "naissance":
                continue
            score = 2 * size - (6 if place else 0) + (2 if champ not in SANS_CHAMP else 0)
            if place > 0 and champ == "nom_complet" and _WHOSE.isdisjoint(title):
                score = 1  # « sexe de la personne »
            if score > best[1]:
                best = champ, score
    return best


def checked_criterion(title: str) -> tuple[str, bool] | None:
    """A column of ticks about the public: its code, and whether a « non » is what tells it."""
    folded = fold(title)
    for table, denied in (("critere_coche", False), ("critere_nie", True)):
        for code, titles in _titles()[table].items():
            if folded in titles or any(_begins(folded, t) for t in titles):
                return code, denied
    return None


def _begins(folded: str, title: str) -> bool:
    """« QPV (O/N) », « La personne habite-t-elle un quartier prioritaire ? »."""
    if len(title) > 14:
        return f" {title} " in f" {folded} "
    return folded.startswith(title + " ") and (len(title) > 5 or len(folded.split()) <= 3)


def letters(rank: int) -> str:
    """The name of a column in a spreadsheet: A, Z, AA."""
    name = ""
    rank += 1
    while rank:
        rank, rest = divmod(rank - 1, 26)
        name = chr(65 + rest) + name
    return name
