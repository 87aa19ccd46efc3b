"""What a text holds that had better not be kept: told to who writes it, never blocked, never sent.

The words are a list that the structure edits; the number of the sécurité sociale is found by form.
"""

import re
from typing import Any, NamedTuple

from models.base.search import fold
from models.base.table import tuples_of
from models.nomenclatures.valeur import Valeur
from models.personnes.interdits import holds_nir

LISTE = "mot_a_relire"
RAPPEL = (
    "La personne peut lire ces notes. Écrire des faits utiles à l’accompagnement, sans santé, "
    "opinion, religion, origine ni condamnation."
)
NIR = "Un numéro de sécurité sociale\u00a0: la loi interdit ici de le garder. Retirez-le."


class Remarque(NamedTuple):
    """One thing to look at again: what was found, and why."""

    trouve: str
    pourquoi: str


class Relecture:
    """The words of the list as they are now, read once for a text that is being typed."""

    def __init__(self) -> None:
        query: Any = Valeur.select(Valeur.libelle, Valeur.mots).where(
            (Valeur.nomenclature == LISTE) & Valeur.actif
        )
        self._themes: list[tuple[str, re.Pattern[str]]] = [
            (libelle, _pattern(mots)) for libelle, mots in tuples_of(query) if mots.strip()
        ]

    def remarques(self, texte: str) -> list[Remarque]:
        """What to look at again, in the order of the list; the number first."""
        found = [Remarque("n°", NIR)] if holds_nir(texte, mistyped=True) else []
        folded = fold(texte)
        for libelle, pattern in self._themes:
            words = sorted(set(pattern.findall(folded)))
            if words:
                quoted = ", ".join(f"«\u00a0{_as_typed(word, texte)}\u00a0»" for word in words)
                found.append(Remarque(quoted, libelle))
        return found


def said_remarques(found: list[Remarque]) -> str:
    """One sentence for all of them; nothing when there is nothing to say."""
    numbers = [one.pourquoi for one in found if one.pourquoi == NIR]
    words = [f"{one.pourquoi} ({one.trouve})" for one in found if one.pourquoi != NIR]
    if words:
        numbers.append("À relire\u00a0: " + " · ".join(words) + ".")
    return " ".join(numbers)


def _as_typed(found: str, texte: str) -> str:
    """With its accents: who reads it looks for it in what she wrote."""
    words = list(re.finditer(r"\w+", texte))
    count = len(found.split())
    for first, last in zip(words, words[count - 1 :], strict=False):
        typed = texte[first.start() : last.end()]
        if fold(typed) == found:
            return typed
    return found


def _pattern(mots: str) -> re.Pattern[str]:
    """Whole words only, an « s » of plural allowed: « fou » is not found in « foule »."""
    parts = [re.escape(fold(mot)) for mot in re.split(r"[|\n,;]", mots) if fold(mot)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})s?(?!\w)")
