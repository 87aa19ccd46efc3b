"""A list of rows as it is shown, printed and exported: a query, columns, pages found by key.

A page starts at an anchor: the sort key of its first row. Anchors come from one walk through the
index, so that any place of a million rows is one short query away; nothing ever counts an OFFSET.
"""

import datetime as dt
import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

import peewee

from models.base.database import handle
from models.base.errors import Refused
from models.base.progress import Progress
from models.base.table import Table

PAGE = 128
Row = tuple[Any, ...]
Anchor = tuple[Any, ...]


def as_text(value: Any) -> str:
    """The French text of a plain value: 12/03/2026, 14:05, 1 234, oui."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dt.datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, int):
        return f"{value:,}".replace(",", "\u202f")
    return str(value)


@dataclass(frozen=True)
class Column:
    """One column: `expressions` are what it selects, `text` turns their values into what is read.

    `sort` is what it is sorted on (none: not sortable; its values must never be null); `secondary`
    is shown in secondary ink; `nominative` columns are hidden on a screen turned to the visitor.
    """

    name: str
    label: str
    expressions: tuple[Any, ...]
    text: Callable[..., str] = as_text
    sort: tuple[Any, ...] = ()
    right: bool = False
    width: int = 12
    secondary: bool = False
    nominative: bool = False
    status: Callable[..., str] | None = None


@dataclass(frozen=True)
class Listing:
    """`query` selects nothing and is not ordered: it says from where, with which joins and filters.

    `key` is the primary key of the rows; `tables` are those whose changes make the list stale;
    `order` is how it is sorted at first, `narrow` how a typed text filters it.
    """

    title: str
    query: Any
    key: Any
    columns: tuple[Column, ...]
    order: tuple[Any, ...]
    descending: bool = False
    tables: frozenset[type[Table]] = frozenset()
    narrow: Callable[[Any, str], Any] | None = None
    empty: str = ""
    filters: tuple[str, ...] = ()
    _anchors: dict[str, list[Anchor]] = field(default_factory=dict, compare=False, repr=False)

    def sorted_by(self, name: str, *, descending: bool = False) -> "Listing":
        column = next(c for c in self.columns if c.name == name)
        if not column.sort:
            raise Refused(f"La colonne «\u00a0{column.label}\u00a0» ne se trie pas.")
        return replace(self, order=column.sort, descending=descending, _anchors={})

    def searched(self, text: str) -> "Listing":
        """The same list, narrowed to what was typed."""
        if self.narrow is None or not text.strip():
            return self
        return replace(
            self,
            query=self.narrow(self.query, text),
            filters=(*self.filters, f"recherche «\u00a0{text.strip()}\u00a0»"),
            _anchors={},
        )

    def where(self, *conditions: Any, said: str = "") -> "Listing":
        """The same list with more conditions; `said` tells the filter in words, for paper."""
        filters = (*self.filters, said) if said else self.filters
        return replace(self, query=self.query.where(*conditions), filters=filters, _anchors={})

    def count(self) -> int:
        return int(self.query.select(peewee.fn.COUNT(self.key)).scalar())

    def first(self, limit: int = PAGE) -> list[Row]:
        """The first rows, through the index, without counting anything."""
        return list(self._ordered(self._select()).limit(limit).tuples())

    def page(self, anchor: Anchor, limit: int = PAGE) -> list[Row]:
        """The rows from an anchor on. A row is its key, then the values of its columns in order."""
        query = self._ordered(self._select().where(self._from(anchor))).limit(limit)
        return list(query.tuples())

    def anchors(self) -> list[Anchor]:
        """The sort key of each `PAGE`th row; slow on a million rows, so for a job."""
        keys = [key.alias(f"k{at}") for at, key in enumerate(self._sort_key())]
        place = peewee.fn.ROW_NUMBER().over(order_by=self._directed()).alias("place")
        ranked = self.query.select(*keys, place).alias("ranked")
        names = [getattr(ranked.c, f"k{at}") for at in range(len(keys))]
        # The remainder, spelled out: to the ORM a percent sign is LIKE.
        first_of_page = ranked.c.place - ranked.c.place / PAGE * PAGE == 1
        found = peewee.Select([ranked], names).where(first_of_page).order_by(ranked.c.place)
        return [self._typed(row) for row in found.bind(handle().engine).tuples()]

    def rows(self, progress: Progress | None = None) -> Iterator[Row]:
        """Every row, streamed, for print and export."""
        total = self.count() if progress else 0
        for i, row in enumerate(self._ordered(self._select()).tuples().iterator()):
            if progress and i % PAGE == 0:
                progress.step(i, total)
            yield row

    def position_of(self, key: str) -> int | None:
        """How many rows stand before the row with this key; None if it is not in the list."""
        sort_key = self.query.select(*self._sort_key()).where(self.key == key).tuples().first()
        if sort_key is None:
            return None
        before = self.query.select(peewee.fn.COUNT(self.key)).where(~self._from(sort_key))
        return int(before.scalar())

    def texts(self, row: Row) -> tuple[str, ...]:
        """What is read in each cell of a row."""
        cells, at = [], 1
        for column in self.columns:
            size = len(column.expressions)
            cells.append(column.text(*row[at : at + size]))
            at += size
        return tuple(cells)

    def statuses(self, row: Row) -> tuple[str, ...]:
        """The kind of each cell that is a status: attention, good, danger, or nothing."""
        kinds, at = [], 1
        for column in self.columns:
            size = len(column.expressions)
            kinds.append(column.status(*row[at : at + size]) if column.status else "")
            at += size
        return tuple(kinds)

    def _select(self) -> Any:
        expressions = [e for column in self.columns for e in column.expressions]
        return self.query.select(self.key, *expressions)

    def _sort_key(self) -> Sequence[Any]:
        return (*self.order, self.key)

    def _directed(self) -> list[Any]:
        return [k.desc() if self.descending else k.asc() for k in self._sort_key()]

    def _ordered(self, query: Any) -> Any:
        return query.order_by(*self._directed())

    def _typed(self, row: Row) -> Anchor:
        """A sort key as its columns give it: SQLite hands dates over as text once computed."""
        keys = zip(self._sort_key(), row, strict=True)
        return tuple(k.python_value(v) if isinstance(k, peewee.Field) else v for k, v in keys)

    def _from(self, anchor: Anchor) -> Any:
        """At or after the anchor, spelled out: both engines then use the index."""
        compare = operator.lt if self.descending else operator.gt
        keys = self._sort_key()
        options = []
        for i, key in enumerate(keys):
            same = [k == a for k, a in zip(keys[:i], anchor, strict=False)]
            options.append(reduce(operator.and_, [*same, compare(key, anchor[i])]))
        options.append(reduce(operator.and_, [k == a for k, a in zip(keys, anchor, strict=True)]))
        edge = operator.le if self.descending else operator.ge
        return edge(keys[0], anchor[0]) & reduce(operator.or_, options)
