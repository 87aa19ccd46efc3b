"""Passages of an import that nobody touched since: those that may be taken back."""

from collections.abc import Iterator, Sequence
from typing import Any

import peewee

from models.accueil.demande import Demande, DemandeReponse
from models.accueil.passage import Passage
from models.base.table import load_every_table, tuples_of
from models.echanges.trace import Rangee

PACKET = 400


def packets(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(keys), PACKET):
        yield keys[at : at + PACKET]


def untouched(rows: Sequence[Rangee]) -> set[str]:
    """The passages that are as they were written: neither corrected nor archived, the same
    demandes with the same réponses, nothing more said of them."""
    load_every_table()  # so that whatever names a passage is known
    wanted = {row.passage: (row.demandes, row.reponses) for row in rows}
    found: set[str] = set()
    for keys in packets(list(wanted)):
        here = _first_versions(keys)
        asked, answered = _demandes(keys), _reponses(keys)
        linked = _linked(keys)
        for key in here - linked:
            if wanted[key] == (asked.get(key, 0), answered.get(key, 0)):
                found.add(key)
    return found


def _first_versions(keys: Sequence[str]) -> set[str]:
    query: Any = Passage.select(Passage.id).where(
        Passage.id.in_(keys) & (Passage.version == 1) & Passage.archived_at.is_null()
    )
    return {row[0] for row in tuples_of(query)}


def _demandes(keys: Sequence[str]) -> dict[str, int]:
    """How many demandes each has; one that was corrected makes the count wrong."""
    count = peewee.fn.COUNT(Demande.id)
    first: Any = Demande.select(Demande.passage, count, peewee.fn.MAX(Demande.version))
    query = first.where(Demande.passage.in_(keys)).group_by(Demande.passage)
    return {key: n if version == 1 else -1 for key, n, version in tuples_of(query)}


def _reponses(keys: Sequence[str]) -> dict[str, int]:
    count = peewee.fn.COUNT(DemandeReponse.id)
    joined: Any = Demande.select(Demande.passage, count).join(
        DemandeReponse, on=(DemandeReponse.demande == Demande.id)
    )
    return dict(tuples_of(joined.where(Demande.passage.in_(keys)).group_by(Demande.passage)))


def _linked(keys: Sequence[str]) -> set[str]:
    """The passages that something else than their demandes names: criteria, people of a group."""
    found: set[str] = set()
    for field, table in Passage._meta.backrefs.items():
        if table is not Demande:
            query: Any = table.select(field).where(field.in_(keys)).distinct()
            found.update(row[0] for row in tuples_of(query))
    return found
