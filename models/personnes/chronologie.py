"""All that is known of a person, newest first: each area tells its own facts, one list shows them.

A source is a query of one kind of fact; it joins `sources` when its module is loaded, as what
corrects ages does. What the account may not read is not asked of the base at all.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import peewee

from models.base import clock
from models.base.database import handle
from models.base.droit import Droit
from models.base.listing import Column, Listing
from models.base.table import Table

DOSSIER = "dossier"
_COLUMNS = ("key", "tri", "jour", "heure", "nature", "genre", "cible", "a", "b", "c")


class Fait(NamedTuple):
    """What is read of a fact."""

    titre: str
    detail: str = ""


class Source(NamedTuple):
    """One kind of fact. `genre` is what the list is filtered by, with its `libelle`.

    `rows` of a person's key is a query made by `facts`; `tell` turns its last three values into
    words; `tables` are those whose changes make the list stale.
    """

    nature: str
    genre: str
    libelle: str
    right: Droit
    rows: Callable[[str], Any]
    tell: Callable[[str, str, str], Fait]
    tables: frozenset[type[Table]]


sources: list[Source] = []


def facts(
    query: Any,
    *,
    key: Any,
    jour: Any = None,
    heure: Any = None,
    tri: Any = None,
    cible: Any = None,
    told: Sequence[Any] = (),
) -> Any:
    """The columns of a source, all as text: both engines then put any of them end to end.

    `tri` orders (an instant, or a day); without `jour` the day on the wall is that of the instant.
    """
    values = [key, jour if tri is None else tri, jour, heure, "", "", cible, *told, *[None] * 3]
    texts = [_text(value).alias(name) for name, value in zip(_COLUMNS, values, strict=False)]
    return query.select(*texts)


def other_key(field: Any, letter: str) -> Any:
    """A key for a second fact of one row: no real one holds a letter after « f »."""
    return peewee.Value(letter).concat(peewee.fn.SUBSTR(field, 2))


def chronologie(personne_id: str) -> Listing:
    """Everything about a person that this account may read, the newest first."""
    seen = _allowed()
    whole = _put_end_to_end(seen, personne_id).alias("fait")
    c = whole.c
    tellers = {source.nature: source.tell for source in seen}
    labels = {source.genre: source.libelle for source in seen}

    def told(nature: str, *values: str) -> Fait:
        return tellers[nature](*values)

    facts_of = (c.nature, c.a, c.b, c.c)
    return Listing(
        title="Chronologie",
        query=peewee.Select([whole], [c.key]).bind(handle().engine),
        key=c.key,
        columns=(
            Column("quand", "Quand", (c.tri, c.jour, c.heure), text=_when, width=16),
            Column("genre", "Quoi", (c.genre,), text=lambda genre: labels[genre], width=9,
                   secondary=True),
            Column("fait", "Fait", facts_of, text=lambda *v: told(*v).titre, width=36,
                   nominative=True),
            Column("detail", "Précisions", facts_of, text=lambda *v: told(*v).detail, width=20,
                   secondary=True, nominative=True),
        ),
        order=(c.tri,),
        descending=True,
        tables=frozenset().union(*(source.tables for source in seen)),
        empty="Rien pour l’instant\u00a0: ni passage, ni suivi, ni document.",
    )  # fmt: skip


def of_genre(listing: Listing, genre: str) -> Listing:
    """The chronologie narrowed to one kind."""
    column = next(column for column in listing.columns if column.name == "genre")
    return listing.where(column.expressions[0] == genre)


def genres() -> list[tuple[str, str]]:
    """The kinds that this account reads, with their words, in the order of the sources."""
    return list({source.genre: source.libelle for source in _allowed()}.items())


def target_of(listing: Listing, key: str) -> tuple[str, str]:
    """The kind of a fact and the key of what it is about, to go there."""
    c = listing.key.source.c
    row = listing.query.select(c.genre, c.cible).where(c.key == key).tuples().first()
    return ("", "") if row is None else (str(row[0]), str(row[1] or ""))


def _allowed() -> list[Source]:
    actor = handle().require_actor()
    return [source for source in sources if actor.may(source.right)]


def _put_end_to_end(seen: Sequence[Source], personne_id: str) -> Any:
    whole: Any = None
    for source in seen:
        rows = _signed(source, source.rows(personne_id))
        whole = rows if whole is None else whole.union_all(rows)
    return whole


def _signed(source: Source, rows: Any) -> Any:
    """The rows of a source with its name and its kind written in."""
    columns = list(rows._returning)
    columns[4] = _text(source.nature).alias("nature")
    columns[5] = _text(source.genre).alias("genre")
    return rows.select(*columns)


def _text(value: Any) -> Any:
    node = value if isinstance(value, peewee.Node) else peewee.Value(value)
    return peewee.Cast(node, "TEXT")


def _when(tri: str, jour: str | None, heure: str | None) -> str:
    """« 12/03/2026 14:32 », or the day alone."""
    if jour:
        return f"{dt.date.fromisoformat(jour):%d/%m/%Y}" + (f" {heure[:5]}" if heure else "")
    instant = dt.datetime.fromisoformat(tri).replace(tzinfo=dt.UTC)
    return f"{clock.local(instant):%d/%m/%Y %H:%M}"
