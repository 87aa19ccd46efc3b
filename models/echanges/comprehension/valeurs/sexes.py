"""Sexe, as a letter, a word or a civilité."""

from models.base.search import fold
from models.echanges.lecture.cellules import Cellule

_FEMME = frozenset(
    [
        "f",
        "femme",
        "femmes",
        "feminin",
        "fem",
        "fille",
        "mme",
        "madame",
        "mlle",
        "mademoiselle",
        "female",
        "woman",
        "w",
        "ms",
        "mrs",
        "dame",
        "une femme",
        "une dame",
    ]
)
_HOMME = frozenset(
    [
        "h",
        "m",
        "homme",
        "hommes",
        "masculin",
        "masc",
        "garcon",
        "mr",
        "monsieur",
        "mons",
        "male",
        "man",
        "msieur",
        "un homme",
        "un monsieur",
    ]
)
_AUTRE = frozenset(["autre", "x", "non", "binaire", "nb"]) | {"non binaire"}
CIVILITES = {
    "m": "homme", "mr": "homme", "monsieur": "homme", "mons": "homme", "mrs": "femme",
    "mme": "femme", "madame": "femme", "mlle": "femme", "mademoiselle": "femme", "melle": "femme",
    "mm": None, "mmes": "femme", "dr": None, "docteur": None, "me": None, "ms": "femme",
}  # fmt: skip


def read_sexe(cell: Cellule) -> str | None:
    """`femme`, `homme`, `autre`; None for the rest."""
    if not isinstance(cell, str):
        return None
    word = fold(cell)
    if word in _FEMME:
        return "femme"
    if word in _HOMME:
        return "homme"
    return "autre" if word in _AUTRE else None
