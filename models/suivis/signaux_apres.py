"""What is asked for after the end of a suivi: the news within four weeks, and at six months."""

import datetime as dt
from collections.abc import Iterator

from models.suivis.nouvelle import Etat, nouvelles_a_prendre
from models.suivis.signaux import Gravite, Signal, Vues, suites

NOUVELLES = "nouvelles"


def _nouvelles(views: Vues, day: dt.date) -> Iterator[Signal]:
    for one in nouvelles_a_prendre(day, views.keys()):
        late = one.etat is Etat.EN_RETARD
        yield Signal(
            one.suivi_id, NOUVELLES, one.phrase, Gravite.RETARD if late else Gravite.PROCHE,
            objet=one.rappel.value, depuis=one.pour_le,
        )  # fmt: skip


suites.append(_nouvelles)
