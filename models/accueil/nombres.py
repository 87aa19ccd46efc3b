"""How many came: passages, persons, groups and demandes are units that are never mixed."""

import datetime as dt
from typing import Any, NamedTuple

import peewee

from models.accueil.anonyme import AnonymeConnu
from models.accueil.demande import Demande
from models.accueil.passage import GROUPE, Passage
from models.base.listing import as_text
from models.base.table import tuples_of

IN_GROUP: Any = peewee.Case(None, (((Passage.identification == GROUPE), 1),), 0)


class Nombres(NamedTuple):
    """The counts of a period. A group is one passage; its people are told apart.

    `personnes` are those known as one and the same, by a file or by a nickname: nobody can tell
    whether the people of a group, or visitors without a name, are among them, so they are never
    added. « 17 passages · 12 personnes · 1 groupe de 12 · 20 demandes ».
    """

    passages: int
    personnes: int
    demandes: int
    groupes: int = 0
    en_groupe: int = 0

    @property
    def texte(self) -> str:
        told = [_told(self.passages, "passage"), _told(self.personnes, "personne")]
        if self.groupes:
            told.append(self._groupes())
        return " · ".join([*told, _told(self.demandes, "demande")])

    def _groupes(self) -> str:
        if self.groupes == 1:
            return f"1 groupe de {as_text(self.en_groupe)}" if self.en_groupe else "1 groupe"
        people = f" ({_told(self.en_groupe, 'personne')})" if self.en_groupe else ""
        return f"{as_text(self.groupes)} groupes{people}"


def nombres(du: dt.date, au: dt.date, lieu: str | None = None) -> Nombres:
    """The counts from one day to another, both included."""
    here = _between(du, au, lieu)
    passages, groupes, people = tuples_of(
        Passage.select(
            peewee.fn.COUNT(Passage.id),
            peewee.fn.COALESCE(peewee.fn.SUM(IN_GROUP), 0),
            peewee.fn.COALESCE(peewee.fn.SUM(Passage.effectif), 0),
        ).where(here)
    )[0]
    demandes: Any = Demande.select().join(Passage, on=(Demande.passage == Passage.id)).where(here)
    personnes = personnes_distinctes(du, au, lieu)
    return Nombres(passages, personnes, demandes.count(), groupes, people)


def counts_of_day(day: dt.date, lieu: str | None = None) -> Nombres:
    return nombres(day, day, lieu)


def personnes_distinctes(du: dt.date, au: dt.date, lieu: str | None = None) -> int:
    """How many different people came: each file, and each known anonymous visitor.

    Who was attached to a file on a day counts as that file in the periods that end on that day or
    later, and as herself in those that ended before: what was counted once stays counted so.
    """
    query: Any = (
        Passage.select(peewee.fn.COUNT(who_comes(au).distinct()))
        .join(AnonymeConnu, peewee.JOIN.LEFT_OUTER, on=(Passage.anonyme == AnonymeConnu.id))
        .where(_between(du, au, lieu))
    )
    return int(tuples_of(query)[0][0])


def who_comes(au: dt.date) -> Any:
    """The file or the known anonymous visitor that a passage counts, in a period that ends then."""
    attached = AnonymeConnu.rattache_le <= au
    dossier: Any = peewee.Case(None, ((attached, AnonymeConnu.personne),), None)
    return peewee.fn.COALESCE(Passage.personne, dossier, Passage.anonyme)


def _between(du: dt.date, au: dt.date, lieu: str | None) -> Any:
    here = Passage.jour.between(du, au) & Passage.archived_at.is_null()
    return here & (Passage.lieu == lieu) if lieu else here


def _told(count: int, word: str) -> str:
    return f"{as_text(count)} {word}{'s' if count > 1 else ''}"
