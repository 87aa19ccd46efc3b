"""A list whose rows are in memory already, shown, searched and sorted like any other."""

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, overload

from models.base.listing import PAGE, Column, Keys, Listing, Row
from models.base.progress import Progress
from models.base.search import fold

_SIGNS = 32


class Words(Sequence[str]):
    """The folded texts of rows, put together once something is looked for in them."""

    def __init__(self, held: Sequence[Any], say: Callable[[Any], str]) -> None:
        self._held, self._say = held, say

    @functools.cached_property
    def told(self) -> list[str]:
        return [self._say(one) for one in self._held]

    def __len__(self) -> int:
        return len(self._held)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        return self.told[at]


@dataclass(frozen=True)
class HeldListing(Listing):
    """`held` are the rows; each column is given the whole row; `kept` the places of those shown.

    A column is sorted by the functions of its `sort`; `words` are the folded texts of the rows,
    where the search looks.
    """

    query: Any = None
    key: Any = None
    columns: Any = ()
    order: tuple[Any, ...] = ()
    held: Sequence[Any] = ()
    kept: Sequence[int] | None = None
    words: Sequence[str] | None = None

    def __post_init__(self) -> None:
        if self.words is not None:
            object.__setattr__(self, "narrow", _by_words)

    def item(self, key: str | None) -> Any:
        """The row of a key; None if there is none."""
        place = int(key) if key else -1
        return self.held[place] if 0 <= place < len(self.held) else None

    def searched(self, text: str) -> "HeldListing":
        wanted = fold(text).split()
        if self.words is None or not wanted:
            return self
        places, told = self._places, self.words
        for word in wanted:
            places = [at for at in places if word in told[at]]
        said = f"recherche «\u00a0{text.strip()}\u00a0»"
        return self._narrowed(places, said, "recherche par mots")

    def only(
        self, wanted: Callable[[Any], bool], *, said: str = "", traced: str | None = None
    ) -> "HeldListing":
        """The same list, narrowed to the rows wanted; `said` and `traced` as in `where`."""
        places = [at for at in self._places if wanted(self.held[at])]
        return self._narrowed(places, said, said if traced is None else traced)

    def sorted_by(self, name: str, *, descending: bool = False) -> "HeldListing":
        column = next(c for c in self.columns if c.name == name)
        first = column.sort[0]
        places = sorted(self._places, key=lambda at: first(self.held[at]), reverse=descending)
        return replace(self, kept=places)

    def count(self) -> int:
        return len(self._places)

    def keys(self) -> Keys:
        return Keys("".join(map(key_of, self._places)))

    def first(self, limit: int = PAGE) -> list[Row]:
        return [self._row(at) for at in self._places[:limit]]

    def at(self, keys: Sequence[str]) -> list[Row | None]:
        return [self._row(int(key)) for key in keys]

    def rows(self, progress: Progress | None = None) -> Iterator[Row]:
        return map(self._row, self._places)

    def _narrowed(self, places: Sequence[int], said: str, traced: str) -> "HeldListing":
        filters = (*self.filters, said) if said else self.filters
        known = (*self.traced, traced) if traced else self.traced
        return replace(self, kept=places, filters=filters, traced=known)

    @property
    def _places(self) -> Sequence[int]:
        return range(len(self.held)) if self.kept is None else self.kept

    def _row(self, at: int) -> Row:
        return (key_of(at), *[self.held[at]] * len(self.columns))


def _by_words(query: Any, text: str) -> Any:
    raise NotImplementedError("a list in memory narrows itself: see `searched`")


def key_of(place: int) -> str:
    return f"{place:0{_SIGNS}d}"


def held_column(
    name: str,
    label: str,
    text: Callable[[Any], str],
    *,
    width: int,
    sort: bool | Callable[[Any], Any] = False,
    **kinds: Any,
) -> Column:
    """A column whose text is said of the whole row; sorted by it, or by what `sort` says."""
    by = sort if callable(sort) else (lambda one: fold(text(one)))
    return Column(name, label, (name,), text=text, width=width, sort=(by,) if sort else (), **kinds)
