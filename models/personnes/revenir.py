"""A merge taken back: what was written since on what leaves, whatever the area, leaves with it.

A row that names a person and a suivi of hers goes where the suivi goes: a fiche, a présence, a
participation; a document, which only a link ties to the suivi, as well.
"""

import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

from models.base.table import Table, every_table, foreign_keys
from models.personnes.fusion import OWN, Fusion, links_of, taken_back
from models.personnes.liens import would_be_double
from models.personnes.personne import Personne, age_corrections


class _Bout(NamedTuple):
    """A table of which each row is somebody's, and the column that says whose."""

    table: Any
    qui: Any


class _Tie(NamedTuple):
    """Two such tables, bound by `colonne` of the first, or by two columns of a `lien`."""

    un: _Bout
    autre: _Bout
    colonne: Any
    lien: Any = None
    autre_colonne: Any = None

    def between(self, un: str, autre: str) -> Any:
        """The keys of the rows on either side: the first is of one person, the second of another.

        With what holds them together.
        """
        holder = self.lien or self.un.table
        query = holder.select(self.un.table.id, self.autre.table.id, holder.id)
        if self.lien is None:
            query = query.join(self.autre.table, on=(self.colonne == self.autre.table.id))
        else:
            query = query.join(self.un.table, on=(self.colonne == self.un.table.id))
            query = query.switch(holder)
            query = query.join(self.autre.table, on=(self.autre_colonne == self.autre.table.id))
        return query.where((self.un.qui == un) & (self.autre.qui == autre)).tuples()


def bring_along(fusion: Fusion) -> int:
    """Give the file that is back what was written since on what it got back; how many rows."""
    kept, back = fusion.gardee_id, fusion.absorbee_id
    moved = 0
    while step := sum(_bring(tie, fusion) for tie in _ties()):
        moved += step
    for tie in _ties():
        for un, autre in ((kept, back), (back, kept)):
            _untie(tie, un, autre, fusion)
    return moved


def _bring(tie: _Tie, fusion: Fusion) -> int:
    kept, back = fusion.gardee_id, fusion.absorbee_id
    moved = 0
    for one, _, _ in list(tie.between(kept, back)):
        moved += _moved(tie.un, one, fusion)
    for _, other, _ in list(tie.between(back, kept)):
        moved += _moved(tie.autre, other, fusion)
    return moved


def _moved(bout: _Bout, key: str, fusion: Fusion) -> bool:
    """Only what came after the merge; what the kept file had before is its own."""
    row = bout.table.get_by_id(key)
    gone = row.__data__[bout.qui.name] == fusion.absorbee_id  # by another tie
    if gone or row.created_at < fusion.faite_le:
        return False
    if would_be_double(row, bout.qui, fusion.absorbee_id):
        return False
    setattr(row, bout.qui.name, fusion.absorbee_id)
    row.save()
    return True


def _untie(tie: _Tie, un: str, autre: str, fusion: Fusion) -> None:
    """What could not leave shows nothing of the other file's."""
    for _, _, key in list(tie.between(un, autre)):
        holder = tie.lien or tie.un.table
        column = tie.autre_colonne or tie.colonne
        row: Table = holder.get_by_id(key)
        if tie.lien is None and row.created_at < fusion.faite_le:
            continue
        if column.null:
            setattr(row, column.name, None)
            row.save()
        elif tie.lien is not None:
            row.remove()


@functools.cache
def _ties() -> tuple[_Tie, ...]:
    return tuple(_each_tie())


def _each_tie() -> Iterator[_Tie]:
    owned = {
        table: _Bout(table, links_of(table)[0])
        for table in every_table().values()
        if table not in OWN and links_of(table)
    }
    for table in every_table().values():
        bound = [f for f in foreign_keys(table) if f.rel_model in owned]
        if table in owned:  # one of a chain of its own kind stays, as what it goes on from does
            yield from (
                _Tie(owned[table], owned[f.rel_model], f) for f in bound if f.rel_model != table
            )
        else:
            yield from (
                _Tie(owned[a.rel_model], owned[b.rel_model], a, table, b)
                for at, a in enumerate(bound)
                for b in bound[at + 1 :]
                if a.rel_model != b.rel_model
            )


def _undone(fusion: Fusion) -> None:
    bring_along(fusion)
    kept, back = (Personne.get_by_id(key) for key in (fusion.gardee_id, fusion.absorbee_id))
    if kept.date_naissance != back.date_naissance:
        for correct in age_corrections:  # what came since has the age of the other file
            correct(back)


taken_back.append(_undone)
