"""What an import leaves to be known again and undone: each row's fingerprint, what it became."""

import datetime as dt
import json
import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from models.base.table import dumps


class Rangee(NamedTuple):
    """One row that became a passage (or a personne): fingerprints in hexadecimal."""

    empreinte: str
    ancre: str
    jour: dt.date | None
    passage: str
    demandes: int
    reponses: int


class Complement(NamedTuple):
    """A fact that an existing file lacked and was given."""

    personne: str
    champ: str
    valeur: str


class Retrait(NamedTuple):
    """What an import lost when it was taken back, and can be given again; `anciens`: the passages
    that came back in place of its own."""

    passages: tuple[str, ...] = ()
    personnes: tuple[str, ...] = ()
    anciens: tuple[str, ...] = ()
    complements: tuple[Complement, ...] = ()


class Trace(NamedTuple):
    """`personnes`: files made; `remplaces`: passages that rows of this file took the place of."""

    rangees: tuple[Rangee, ...] = ()
    personnes: tuple[str, ...] = ()
    remplaces: tuple[str, ...] = ()
    complements: tuple[Complement, ...] = ()
    retrait: Retrait | None = None


def packed(trace: Trace) -> bytes:
    """Columns rather than rows: alike things side by side compress best."""
    columns: Sequence[Sequence[object]] = list(zip(*trace.rangees, strict=True)) or [()] * 6
    days = [day.isoformat() if isinstance(day, dt.date) else None for day in columns[2]]
    kept = {
        "rangees": [columns[0], columns[1], days, *columns[3:]],
        "personnes": trace.personnes,
        "remplaces": trace.remplaces,
        "complements": trace.complements,
        "retrait": trace.retrait,
    }
    return zlib.compress(dumps(kept).encode(), 6)


def unpacked(kept: bytes | None) -> Trace:
    if not kept:
        return Trace()
    found = json.loads(zlib.decompress(bytes(kept)))
    marks, anchors, days, *rest = found["rangees"]
    whole_days = [dt.date.fromisoformat(day) if day else None for day in days]
    rows = zip(marks, anchors, whole_days, *rest, strict=True)
    return Trace(
        tuple(Rangee(*row) for row in rows),
        tuple(found["personnes"]),
        tuple(found["remplaces"]),
        tuple(Complement(*one) for one in found["complements"]),
        _retrait(found.get("retrait")),
    )


def _retrait(kept: Sequence[Sequence[Any]] | None) -> Retrait | None:
    if kept is None:
        return None
    passages, personnes, anciens, complements = kept
    given = tuple(Complement(*one) for one in complements)
    return Retrait(tuple(passages), tuple(personnes), tuple(anciens), given)
