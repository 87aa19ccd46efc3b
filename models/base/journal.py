"""The trace of commands and readings: one HMAC chain per workstation, with an evolving key.

An entry holds who, when, which action, on which row and which fields: never a value. The first key
of a chain is sealed to the administrators, so that they alone can check the chain from its start;
whoever has the open base knows only the next key, and cannot rewrite what is written.
"""

import datetime as dt
import hashlib
import hmac
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import peewee

from models.base import clock
from models.base.database import handle, holding_pen, tx
from models.base.fields import (
    CodeField,
    IdField,
    InstantField,
    IntegerField,
    JsonField,
    SealedField,
)
from models.base.table import PlainTable, dumps, insert_row


class JournalChain(PlainTable):
    """The state of one workstation's chain: number of entries, next key, last seal."""

    poste_id = IdField(primary_key=True)
    n = IntegerField(default=0)
    cle = peewee.BlobField()
    mac = peewee.BlobField()
    origine = SealedField()
    started_at = InstantField(default=clock.now)


class Journal(PlainTable):
    """One entry of the trace."""

    poste_id = IdField()
    n = IntegerField()
    at = InstantField(index=True)
    agent_id = IdField(null=True, index=True)
    action = CodeField()
    objet = CodeField(null=True)
    objet_id = CodeField(null=True, index=True)
    champs = JsonField(null=True)
    resultat = CodeField(default="fait")
    mac = peewee.BlobField()

    class Meta:
        primary_key = peewee.CompositeKey("poste_id", "n")


class Rupture(NamedTuple):
    """The first entry of a chain that does not follow from the one before."""

    poste_id: str
    n: int


def start_chain(poste_id: str, seal: Callable[[bytes], bytes], key: bytes) -> None:
    """Open the chain of a workstation; `seal` closes its first `key` for the administrators."""
    with holding_pen():
        JournalChain.insert(
            poste_id=poste_id, n=0, cle=key, mac=b"\0" * 32, origine=seal(key)
        ).on_conflict_ignore().execute()


def has_chain(poste_id: str) -> bool:
    return bool(JournalChain.select().where(JournalChain.poste_id == poste_id).exists())


def record(
    action: str,
    *,
    objet: str | None = None,
    objet_id: str | None = None,
    champs: Iterable[str] = (),
    resultat: str = "fait",
    agent_id: str | None = None,
    poste_id: str | None = None,
) -> None:
    """Append one entry to the chain of this workstation, in the current transaction."""
    actor = handle().actor
    poste = poste_id or (actor.poste_id if actor else "")
    who = agent_id or (actor.agent_id if actor else None)
    with holding_pen(), tx():
        chain = _chain(poste)
        entry = (
            chain[0] + 1,
            clock.now(),
            who,
            action,
            objet,
            objet_id,
            ",".join(sorted(set(champs))) or None,
            resultat,
        )
        mac = _mac(chain[1], chain[2], poste, entry)
        insert_row(Journal, (poste, entry[0], Journal.at.db_value(entry[1]), *entry[2:], mac))
        engine = handle().engine
        engine.execute_sql(
            "UPDATE journal_chain SET n = ?, cle = ?, mac = ? WHERE poste_id = ?".replace(
                "?", engine.param
            ),
            (entry[0], _next(chain[1]), mac, poste),
        )


def last_instant() -> dt.datetime | None:
    """When something was last written here, on whatever workstation."""
    found: dt.datetime | None = Journal.select(peewee.fn.MAX(Journal.at)).scalar(as_tuple=False)
    return found


def verify_chain(poste_id: str, first_key: bytes) -> Rupture | None:
    """Recompute a chain from its first key; None when it is whole."""
    key, mac, n = first_key, b"\0" * 32, 0
    query = (
        Journal.select(
            Journal.n,
            Journal.at,
            Journal.agent_id,
            Journal.action,
            Journal.objet,
            Journal.objet_id,
            Journal.champs,
            Journal.resultat,
            Journal.mac,
        )
        .where(Journal.poste_id == poste_id)
        .order_by(Journal.n)
    )
    for *entry, stored in query.tuples().iterator():
        n += 1
        mac = _mac(key, mac, poste_id, tuple(entry))
        if entry[0] != n or not hmac.compare_digest(mac, bytes(stored)):
            return Rupture(poste_id, n)
        key = _next(key)
    end = JournalChain.get_by_id(poste_id)
    # The key cannot be put back: who cuts the tail off can hide it from all but this.
    same_key = hmac.compare_digest(bytes(end.cle), key)
    whole = end.n == n and same_key and hmac.compare_digest(bytes(end.mac), mac)
    return None if whole else Rupture(poste_id, n + 1)


def anchors() -> list[tuple[str, int, str]]:
    """(workstation, number of entries, last seal in hexadecimal) of each chain, for a manifest."""
    query = JournalChain.select(JournalChain.poste_id, JournalChain.n, JournalChain.mac)
    rows: Any = query.order_by(JournalChain.poste_id).tuples()
    return [(poste, n, bytes(mac).hex()) for poste, n, mac in rows]


def _chain(poste_id: str) -> tuple[int, bytes, bytes]:
    query = JournalChain.select(JournalChain.n, JournalChain.cle, JournalChain.mac)
    if handle().is_server:
        query = query.for_update()
    row = query.where(JournalChain.poste_id == poste_id).tuples().first()
    if row is None:
        raise RuntimeError("this workstation has no journal chain")
    return row[0], bytes(row[1]), bytes(row[2])


def _next(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()


def _mac(key: bytes, previous: bytes, poste_id: str, entry: tuple[Any, ...]) -> bytes:
    at = entry[1]
    stamp = at.astimezone(dt.UTC).isoformat() if isinstance(at, dt.datetime) else at
    text = dumps([poste_id, entry[0], stamp, *entry[2:]])
    return hmac.new(key, previous + text.encode(), hashlib.sha256).digest()
