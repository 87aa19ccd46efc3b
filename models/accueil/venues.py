"""How often somebody came: computed each time it is asked, so that no correction makes it wrong."""

import datetime as dt
from typing import Any, NamedTuple

import peewee

from models.accueil.anonyme import AnonymeConnu
from models.accueil.passage import Passage
from models.base import clock
from models.base.table import tuples_of


class Venues(NamedTuple):
    """The passages before the one at hand: how many, and the day of the last."""

    avant: int = 0
    derniere: dt.date | None = None

    @property
    def texte(self) -> str:
        """« 1re visite », « 7e passage, le dernier le 12/03 »."""
        if self.derniere is None:
            return "1re visite"
        return f"{self.avant + 1}e passage, le dernier {_said(self.derniere)}"


def venues_of_personne(personne_id: str, before: Passage | None = None) -> Venues:
    """The passages of a file, and those she made while she was anonymous."""
    reperes: Any = AnonymeConnu.select(AnonymeConnu.id).where(AnonymeConnu.personne == personne_id)
    earlier = [row[0] for row in tuples_of(reperes)]
    found = [_venues(Passage.personne == personne_id, before)]
    if earlier:
        found.append(_venues(Passage.anonyme.in_(earlier), before))
    days = [one.derniere for one in found if one.derniere is not None]
    return Venues(sum(one.avant for one in found), max(days, default=None))


def venues_of_anonyme(anonyme_id: str, before: Passage | None = None) -> Venues:
    return _venues(Passage.anonyme == anonyme_id, before)


def _venues(hers: Any, before: Passage | None) -> Venues:
    # Only columns of the index of a person's passages: the rows themselves are not read.
    here = hers & Passage.archived_at.is_null()
    if before is not None:
        here &= (Passage.moment < before.moment) & (Passage.id != before.id)
    query: Any = Passage.select(peewee.fn.COUNT(Passage.id), peewee.fn.MAX(Passage.moment))
    count, last = tuples_of(query.where(here))[0]
    return Venues(count, clock.local(last).date() if last is not None else None)


def _said(day: dt.date) -> str:
    today = clock.today()
    if day == today:
        return "aujourd’hui"
    return f"le {day:%d/%m}" if day.year == today.year else f"le {day:%d/%m/%Y}"
