"""What was begun on the road and never saved: it lies in the carnet alone, and goes with it."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from models.accueil.attente import Attente
from models.base.drafts import Draft
from models.base.listing import as_text
from models.echanges.carnet.poche import Poche

_ATTENTE = "personne en salle d’attente"
_AUTRE = "autre saisie"
# By the beginning of the place where it was typed: one of it, several of it.
_NATURES = (
    ("accueil.ligne", "visite dans la ligne de l’accueil"),
    ("accueil.cote.", "visiteur mis de côté"),
    ("accueil.message", "message"),
    ("saisie", "feuille de registre"),
    ("personne.", "dossier de personne"),
)
_SEVERAL = {
    _ATTENTE: "personnes en salle d’attente",
    _AUTRE: "autres saisies",
    "visiteur mis de côté": "visiteurs mis de côté",
    "dossier de personne": "dossiers de personnes",
}


class Inacheve(NamedTuple):
    """One of them: its nature and since when, never of whom."""

    nature: str
    depuis: dt.datetime


def inacheves_of(base: Poche) -> tuple[Inacheve, ...]:
    """Drafts, whoever typed them, and those who came in and have no passage; the oldest first."""
    found = [Inacheve(_nature(row["cle"]), row["at"]) for row in base.rows(Draft)]
    waits = [row for row in base.rows(Attente) if row["archived_at"] is None]
    found += [Inacheve(_ATTENTE, row["arrive_le"]) for row in waits if row["passage"] is None]
    return tuple(sorted(found, key=lambda one: (one.depuis, one.nature)))


def phrase_of(inacheves: Sequence[Inacheve]) -> str:
    """« 2 saisies en cours n’ont pas été terminées sur ce carnet : 2 visiteurs mis de côté. »"""
    count = len(inacheves)
    counts = Counter(one.nature for one in inacheves)
    detail = ", ".join(_counted(number, nature) for nature, number in counts.items())
    if count == 1:
        return f"1\u00a0saisie en cours n’a pas été terminée sur ce carnet\u00a0: {detail}."
    return (
        f"{as_text(count)}\u00a0saisies en cours n’ont pas été terminées sur ce carnet\u00a0: "
        f"{detail}."
    )


def _counted(count: int, nature: str) -> str:
    return f"{count}\u00a0{nature if count == 1 else _SEVERAL.get(nature, nature + 's')}"


def _nature(cle: str) -> str:
    return next((nature for begin, nature in _NATURES if cle.startswith(begin)), _AUTRE)
