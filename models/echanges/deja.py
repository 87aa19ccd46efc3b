"""Rows of a register that an earlier import brought in already: the same, or changed since.

Two rows alike in a file are two passages: they are counted, not only met. Two desks may write the
same anonymous line on the same day: a row without a name is the same only where the two files
agree on half of what they say of the days that they share.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from models.echanges.comprehension.compris import LigneComprise
from models.echanges.empreintes import Empreinte
from models.echanges.trace import Rangee

NOUVELLE, REPRISE, MODIFIEE = "nouvelle", "reprise", "modifiee"


class Sort(NamedTuple):
    """What becomes of a row; `avant` is the row that an earlier import brought in."""

    etat: str
    avant: Rangee | None = None


def sorts(
    lines: Sequence[LigneComprise],
    marks: Sequence[Empreinte],
    traces: Iterable[Sequence[Rangee]],
) -> list[Sort]:
    """One for each line of the file, given what the earlier imports wrote."""
    states: list[Sort | None] = [None] * len(lines)
    for rows in traces:
        _same(states, lines, marks, rows)
    return [state or Sort(NOUVELLE) for state in states]


def _same(
    states: list[Sort | None],
    lines: Sequence[LigneComprise],
    marks: Sequence[Empreinte],
    rows: Sequence[Rangee],
) -> None:
    """Match the rows of one earlier import with those that no other has."""
    free = [rank for rank, state in enumerate(states) if state is None]
    by_mark: dict[str, list[Rangee]] = defaultdict(list)
    for row in reversed(rows):
        by_mark[row.empreinte].append(row)
    taken = {rank: _take(by_mark, marks[rank].ligne.hex()) for rank in free}
    found = {rank: row for rank, row in taken.items() if row is not None}
    if not found:
        return
    overlap = _overlaps(found, free, marks, rows)
    for rank, row in found.items():
        if overlap or lines[rank].personne is not None:
            states[rank] = Sort(REPRISE, row)
    if overlap:
        left = [row for several in by_mark.values() for row in several]
        _changed(states, free, marks, left)


def _take(by_mark: dict[str, list[Rangee]], mark: str) -> Rangee | None:
    return by_mark[mark].pop() if by_mark.get(mark) else None


def _overlaps(
    found: Mapping[int, Rangee],
    free: Sequence[int],
    marks: Sequence[Empreinte],
    rows: Sequence[Rangee],
) -> bool:
    """Whether both files tell the same register on the days that they share."""
    days: Counter[dt.date | None] = Counter(marks[rank].jour for rank in free)
    before = sum(row.jour in days for row in rows)
    known = {row.jour for row in rows}
    now = sum(count for day, count in days.items() if day in known)
    return len(found) * 2 >= min(before, now)


def _changed(
    states: list[Sort | None],
    free: Sequence[int],
    marks: Sequence[Empreinte],
    left: Sequence[Rangee],
) -> None:
    """Rows of the same moment and the same person as one that is no longer in the file."""
    by_anchor: dict[str, list[Rangee]] = defaultdict(list)
    for row in left:
        if row.ancre:
            by_anchor[row.ancre].append(row)
    for rank in free:
        before = by_anchor.get(marks[rank].ancre.hex())
        if states[rank] is None and before:
            states[rank] = Sort(MODIFIEE, before.pop(0))
