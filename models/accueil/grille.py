"""The sheet of a round: what a day at a place is noted on by hand, to be typed afterwards."""

import datetime as dt
from typing import NamedTuple

from models.accueil.feuille import Feuille, code_of
from models.accueil.habitudes import catalogue
from models.base.errors import Invalid
from models.nomenclatures.lieu import Lieu
from models.nomenclatures.service import own_service

BOXES = 10  # the commonest demandes, to tick
MOST_PAGES = 20


class Grille(NamedTuple):
    """What is printed; `code` is that of the day and the place, and says nothing of anybody."""

    structure: str
    lieu: str
    jour: dt.date
    demandes: tuple[str, ...]
    code: str


def grille_of(lieu_id: str, jour: dt.date) -> Grille:
    """The grid of a place for a day, with what is asked most there."""
    lieu: Lieu | None = Lieu.get_or_none(Lieu.id == lieu_id)
    if lieu is None:
        raise Invalid("lieu", "Lieu\u00a0: choisissez où se tient l’accueil.")
    usual = catalogue(lieu_id).choix[:BOXES]
    return Grille(
        structure=str(own_service().nom),
        lieu=str(lieu.nom),
        jour=jour,
        demandes=tuple(choix.label for choix in usual),
        code=code_of(Feuille(lieu_id, jour)),
    )
