"""How the columns of a list share its width: what is cut first, and what is left out."""

from collections.abc import Sequence
from typing import NamedTuple

from models.base.listing import Column

CUT = 0.4  # of what a long text asks for: less says nothing, the list scrolls
LEAD = 0.7  # of what the column that names the row asks for: a name is cut after what is said of it
READ = 0.6  # of what a column's texts ask for: one that may be left out is not shown cut further
LONG = 16  # letters beyond which a column gives or takes room
PAD = 16  # letters added to what a column declares: short ones suffer more from a cut
FACT = 120  # the weight of a short column, which is a fact: cut after all others, with the names
FINE = 256  # steps in which the cut is sought


class Measure(NamedTuple):
    """In pixels: what a column declares, what its label takes, what its texts at hand take."""

    asked: int
    label: int
    texts: int

    @property
    def needed(self) -> int:
        return max(self.label, self.texts)


def widths(columns: Sequence[Column], measures: Sequence[Measure], room: int) -> list[int]:
    """The width of each column, 0 for one that is left out.

    Each gets what its texts ask for; the longest give the lack, or take the rest.
    """
    shown = list(range(len(columns)))
    while True:
        found = _share([columns[at] for at in shown], [measures[at] for at in shown], room)
        cut = [
            n
            for n, at in enumerate(shown)
            if columns[at].spare and found[n] < READ * measures[at].needed
        ]
        if not cut:
            break
        del shown[cut[-1]]
    given = dict(zip(shown, found, strict=True))
    return [given.get(at, 0) for at in range(len(columns))]


def _share(columns: Sequence[Column], measures: Sequence[Measure], room: int) -> list[int]:
    lead = next((c for c in columns if c.width > LONG and not c.secondary), None)
    long = [c.width > LONG for c in columns]
    least = [
        min(max(int(m.asked * _kept(c, lead)), m.label), m.needed)
        for c, m in zip(columns, measures, strict=True)
    ]
    wished = [
        m.needed if more else max(m.asked, m.needed) for m, more in zip(measures, long, strict=True)
    ]
    if sum(wished) > room:  # what nothing fills gives first, then what is secondary
        wished = [
            max(low, min(m.needed, m.asked)) if c.secondary else m.needed
            for c, m, low in zip(columns, measures, least, strict=True)
        ]
    weights = [c.width + PAD if more and c is not lead else FACT
               for c, more in zip(columns, long, strict=True)]  # fmt: skip
    found = _cut(least, wished, weights=weights, room=room)
    for at, measure in enumerate(measures):  # what gave too much takes it back first
        lack, left = measure.needed - found[at], room - sum(found)
        found[at] += max(0, min(lack, left))
    spare = max(0, room - sum(found))
    elastic = sum(m.asked for m, more in zip(measures, long, strict=True) if more) or 1
    return [
        width + (spare * m.asked // elastic if more else 0)
        for width, m, more in zip(found, measures, long, strict=True)
    ]


def _kept(column: Column, lead: Column | None) -> float:
    """The part of what it asks for that a column keeps whatever the room."""
    if column.width <= LONG:
        return 1.0
    return LEAD if column is lead else CUT


def _cut(least: list[int], wished: list[int], *, weights: list[int], room: int) -> list[int]:
    """The widths that hold in the room, if they can: what lacks is cut in proportion."""

    def cut_at(level: int) -> list[int]:
        parts = zip(least, wished, weights, strict=True)
        return [max(low, min(wish, level * weight // FINE)) for low, wish, weight in parts]

    low, high = 0, FINE * max(wished, default=0)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if sum(cut_at(middle)) <= room else (low, middle - 1)
    return cut_at(low)
