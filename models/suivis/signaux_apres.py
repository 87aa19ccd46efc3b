"""What is asked for after the end of a suivi: the news within four weeks, and at six months."""

import datetime as dt
from collections.abc import Iterator

from models.suivis.nouvelle import Etat, Rappel, Suite, nouvelles_a_prendre
from models.suivis.signaux import Gravite, Signal, suites
from models.suivis.vues import Vues

NOUVELLES = "nouvelles"


def _nouvelles(views: Vues, day: dt.date) -> Iterator[Signal]:
    for one in nouvelles_a_prendre(day, views.keys()):
        late = one.etat is Etat.EN_RETARD
        yield Signal(
            one.suivi_id, NOUVELLES, _said(one), Gravite.RETARD if late else Gravite.PROCHE,
            objet=one.rappel.value, depuis=one.pour_le,
        )  # fmt: skip


def _said(one: Suite) -> str:
    if one.rappel is not Rappel.SIX_MOIS:
        return one.phrase
    return one.phrase.replace("Nouvelles", "Nouvelles à six mois", 1)


suites.append(_nouvelles)
