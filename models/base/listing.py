"""A list of rows as it is shown, printed and exported: a query, columns, pages found by key.

One walk, in the engine, gathers the keys of all rows in order; a page is then the rows of 128 keys.
So any place of a million rows, in any order, is one short query away; nothing counts an OFFSET.
"""

import datetime as dt
import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import peewee

from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.progress import Progress
from models.base.stream import streamed
from models.base.table import Table

PAGE = 128
Row = tuple[Any, ...]
_KEY = 32  # signs of a `new_id()`


def as_text(value: Any) -> str:
    """The French text of a plain value: 12/03/2026, 14:05, 1 234, oui."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dt.datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, dt.date):
        return _said_day(value)
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, int):
        return f"{value:,}".replace(",", "\u202f")
    return str(value)


@functools.lru_cache(maxsize=4096)
def _said_day(day: dt.date) -> str:
    """A list tells the same days again and again."""
    return day.strftime("%d/%m/%Y")


def several(count: int, one: str, many: str = "") -> str:
    """« 1 ligne », « 2 430 lignes »; `many` where the plural is more than an s."""
    return f"{as_text(count)}\u00a0{one if count < 2 else many or f'{one}s'}"


class Keys:
    """The keys of a list in order, as one text: 32 bytes a row, however many there are."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def __len__(self) -> int:
        return len(self.text) // _KEY

    def page(self, number: int) -> list[str]:
        start, size = number * PAGE * _KEY, PAGE * _KEY
        page = self.text[start : start + size]
        return [page[at : at + _KEY] for at in range(0, len(page), _KEY)]

    def place(self, key: str) -> int | None:
        """How many rows stand before this one; None if it is not in the list."""
        at = self.text.find(key)
        while at > 0 and at % _KEY:
            at = self.text.find(key, at + 1)
        return at // _KEY if at >= 0 else None


class Stretch(NamedTuple):
    """A part of an order that an index holds: which rows, and what they are sorted on there."""

    where: Any
    order: tuple[Any, ...]


class Column(NamedTuple):
    """One column: `expressions` are what it selects, `text` turns their values into what is read.

    `sort` is what it is sorted on: expressions that are never null, or stretches put end to end
    (none: not sortable); `secondary` is shown in secondary ink; `nominative` columns are hidden on
    a screen turned to the visitor; a `spare` one is left out of a list too narrow to read it, and
    is on paper all the same; `value` is what a spreadsheet holds: a date, a number, a text.
    """

    name: str
    label: str
    expressions: tuple[Any, ...]
    text: Callable[..., str] = as_text
    sort: tuple[Any, ...] = ()
    right: bool = False
    width: int = 12
    secondary: bool = False
    spare: bool = False
    nominative: bool = False
    status: Callable[..., str] | None = None
    value: Callable[..., Any] | None = None

    @property
    def plain(self) -> Callable[..., Any]:
        """What turns its values into what a spreadsheet holds."""
        if self.value is not None:
            return self.value
        return _alone if self.text is as_text and len(self.expressions) == 1 else self.text


def _alone(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Listing:
    """`query` selects nothing and is not ordered: it says from where, with which joins and filters.

    `key` is the primary key of the rows, a `new_id()`; `tables` are those whose changes make the
    list stale; `order` is how it is sorted at first, `narrow` how a typed text filters it; `whole`
    is the query before any filter, where rows are read whose keys are known. `filters` are said on
    paper, `traced` in the journal, which holds no name; `right` is asked for to print or export.
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
    traced: tuple[str, ...] = ()
    whole: Any = None
    right: Droit = Droit.EXPORT_NOMINATIF

    @property
    def is_nominative(self) -> bool:
        return any(column.nominative for column in self.columns)

    @property
    def is_walked(self) -> bool:
        """Whether an index may hold this order: the first rows then come without the others.

        So they do where the rows are at hand in their order, and none is told.
        """
        if not self.order:
            return True
        first, table = self.order[0], getattr(self.key, "model", None)
        of_key = table is not None and getattr(first, "model", None) is table
        return isinstance(first, Stretch) or of_key

    def with_columns(self, names: Sequence[str]) -> "Listing":
        """The same list with these columns only, in its own order; all, if none is known."""
        kept = tuple(column for column in self.columns if column.name in names)
        return replace(self, columns=kept or self.columns)

    def sorted_by(self, name: str, *, descending: bool = False) -> "Listing":
        column = next(c for c in self.columns if c.name == name)
        if not column.sort:
            raise Refused(f"La colonne «\u00a0{column.label}\u00a0» ne se trie pas.")
        return replace(self, order=column.sort, descending=descending)

    def searched(self, text: str) -> "Listing":
        """The same list, narrowed to what was typed."""
        if self.narrow is None or not text.strip():
            return self
        said = f"recherche «\u00a0{text.strip()}\u00a0»"
        return self._filtered(self.narrow(self.query, text), said, "recherche par mots")

    def where(self, *conditions: Any, said: str = "", traced: str | None = None) -> "Listing":
        """The same list with more conditions; `said` tells the filter in words, for paper.

        `traced` takes its place in the journal, where those words would name somebody.
        """
        query = self.query.where(*conditions) if conditions else self.query
        return self._filtered(query, said, said if traced is None else traced)

    def count(self) -> int:
        return int(self.query.select(peewee.fn.COUNT(self.key)).scalar())

    def keys(self) -> Keys:
        """The key of every row in order; long on a million rows, so for a job."""
        return Keys("".join(_gathered(walk) for walk in self._walks()))

    def first(self, limit: int = PAGE) -> list[Row]:
        """The first rows, without counting anything."""
        keys: list[str] = []
        for walk in self._walks():
            keys += [row[0] for row in walk.limit(limit - len(keys)).tuples()]
            if len(keys) == limit:
                break
        return [row for row in self.at(keys) if row is not None]

    def at(self, keys: Sequence[str]) -> list[Row | None]:
        """The rows of these keys, each in its place; None for one that is gone.

        A row is its key, then the values of its columns in order.
        """
        if not keys:
            return []
        query = self._select(self.query if self.whole is None else self.whole)
        found = {row[0]: row for row in query.where(self.key.in_(keys)).tuples()}
        return [found.get(key) for key in keys]

    def rows(self, progress: Progress | None = None) -> Iterator[Row]:
        """Every row, streamed, for print and export."""
        total = self.count() if progress else 0
        for i, row in enumerate(self._streamed()):
            if progress and i % PAGE == 0:
                progress.step(i, total)
            yield row

    def texts(self, row: Row) -> tuple[str, ...]:
        """What is read in each cell of a row."""
        cells, at = [], 1
        for column in self.columns:
            size = len(column.expressions)
            cells.append(column.text(*row[at : at + size]))
            at += size
        return tuple(cells)

    def values(self, row: Row) -> list[Any]:
        """What a spreadsheet holds of a row: dates and numbers as they are, the rest as text."""
        return [
            row[start] if plain is _alone else plain(*row[start:end])
            for plain, start, end in self._cells
        ]

    @functools.cached_property
    def _cells(self) -> list[tuple[Callable[..., Any], int, int]]:
        """For each column, what turns the values between two places of a row into one."""
        cells, at = [], 1
        for column in self.columns:
            end = at + len(column.expressions)
            cells.append((column.plain, at, end))
            at = end
        return cells

    def statuses(self, row: Row) -> tuple[str, ...]:
        """The kind of each cell that is a status: attention, good, danger, or nothing."""
        kinds, at = [], 1
        for column in self.columns:
            size = len(column.expressions)
            kinds.append(column.status(*row[at : at + size]) if column.status else "")
            at += size
        return tuple(kinds)

    def _filtered(self, query: Any, said: str, traced: str) -> "Listing":
        filters = (*self.filters, said) if said else self.filters
        known = (*self.traced, traced) if traced else self.traced
        whole = self.query if self.whole is None else self.whole
        return replace(self, query=query, filters=filters, traced=known, whole=whole)

    def _select(self, query: Any) -> Any:
        expressions = [e for column in self.columns for e in column.expressions]
        return query.select(self.key, *expressions)

    def _streamed(self) -> Iterator[Row]:
        for stretch in self._stretches():
            yield from streamed(self._within(self._select(self.query), stretch))

    def _walks(self) -> Iterator[Any]:
        """The queries of keys that make the list when they are put end to end."""
        for stretch in self._stretches():
            yield self._within(self.query.select(self.key.alias("key")), stretch)

    def _stretches(self) -> Sequence[Stretch]:
        if not isinstance(self.order[0], Stretch):
            return [Stretch(None, self.order)]
        return self.order[::-1] if self.descending else self.order

    def _within(self, query: Any, stretch: Stretch) -> Any:
        kept = query if stretch.where is None else query.where(stretch.where)
        # Where no index holds the order, SQLite must not see that some index holds the key at
        # least: it would read the rows in the order of that index, ten seconds a million, not two.
        keys = (*stretch.order, self.key if self.is_walked else self.key.concat(""))
        return kept.order_by(*[k.desc() if self.descending else k.asc() for k in keys])


def _gathered(walk: Any) -> str:
    """The keys of an ordered query, put end to end by the engine: no row comes up to Python."""
    ordered = walk.alias("ordered")
    gathered = peewee.Select([ordered], [peewee.fn.string_agg(ordered.c.key, "")])
    return gathered.bind(handle().engine).scalar() or ""
