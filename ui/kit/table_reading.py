"""What is read of a `Listing` aside from the window: its first rows, and one walk through it."""

from typing import NamedTuple

from models.base.listing import Keys, Listing, Row

Watched = tuple[str | None, str | None]  # the keys of the current row and of the row on top


class Shown(NamedTuple):
    """One row as it is painted."""

    key: str
    texts: tuple[str, ...]
    kinds: tuple[str, ...]


class Walk(NamedTuple):
    """What one walk through a long list found: the keys in order, where the watched rows are."""

    keys: Keys
    places: dict[str, int]


class Wanted(NamedTuple):
    """What is to be read: a list, anew or `again`, and the rows to find in it."""

    listing: Listing
    again: bool
    watched: Watched = (None, None)


class Begun(NamedTuple):
    """The first rows; and the whole walk, where an order without index had to see all the rows."""

    rows: list[Shown]
    walk: Walk | None


def shown_of(listing: Listing, row: Row) -> Shown:
    return Shown(row[0], listing.texts(row), listing.statuses(row))


def begin(wanted: Wanted) -> Begun:
    """The first page; where all rows must be sorted to know it, their keys are kept too."""
    listing = wanted.listing
    if listing.is_walked:
        return Begun([shown_of(listing, row) for row in listing.first()], None)
    walk = walk_through(listing, wanted.watched)
    rows = [row for row in listing.at(walk.keys.page(0)) if row is not None]
    return Begun([shown_of(listing, row) for row in rows], walk)


def walk_through(listing: Listing, wanted: Watched) -> Walk:
    keys = listing.keys()
    found = {key: keys.place(key) for key in wanted if key is not None}
    return Walk(keys, {key: at for key, at in found.items() if at is not None})
