"""Changing keys that somebody knew: the base's, and the team's notes; contents follow."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from models.base import crypto, database, journal
from models.base.crypto import KeyPair
from models.base.database import holding_pen, tx
from models.base.progress import Progress
from models.base.table import Table, tuples_of
from models.base.undo import Acte, ActeLigne
from models.comptes import enveloppe
from models.comptes.cles import Acces
from models.comptes.slots import BEFORE, DB, NEXT, NOTES, Slots
from models.comptes.store import Server, editing
from models.comptes.temoins import check_vouched, mark_notes, vouch

Place = tuple[type[Table], str, enveloppe.Context, str]  # table, column, its context, row


def change_base(acces: Acces) -> None:
    """Encrypt the base under a new key. `Unavailable` while another window is open: the new key
    is in the slots by then, and the next opening that is alone carries it through.
    """
    if isinstance(acces.where, Server):
        return
    fresh = crypto.new_key()
    with editing(acces.store) as slots:
        for slot in slots.all():
            slot.give(DB + NEXT, fresh, base_id=slots.base_id)
    acces.cles.base_next = fresh
    finish_base(acces)


def finish_base(acces: Acces) -> None:
    """Carry through what `change_base` began; the old key is forgotten last."""
    fresh = acces.cles.base_next
    assert fresh is not None
    database.rekey(fresh)
    acces.cles.base, acces.cles.base_next = fresh, None
    with editing(acces.store) as slots:
        slots.settle(DB)
    journal.record("cle_base_changee")


def change_notes(acces: Acces, progress: Progress | None = None) -> None:
    """Give the team's notes a new key, and seal every content for it; by who holds the old one."""
    with editing(acces.store) as slots:
        fresh = _next_notes(acces, slots)
        vouch(slots, replace(acces.cles, notes=fresh))
    acces.cles.add(fresh)
    acces.cles.notes = fresh
    with tx():
        reseal_all(acces, progress)
        forget_images()
        with holding_pen():
            mark_notes(fresh)
        mark = crypto.key_id(fresh.public).hex()
        journal.record("cle_notes_changee", objet="cle", objet_id=mark)
    with editing(acces.store) as slots:
        slots.settle(NOTES)
        slots.notes_a_changer = False
        vouch(slots, acces.cles)


def refresh_stale(acces: Acces) -> None:
    """Seal again what this account reads for readers whose keys changed since it was last here.

    A key that is only new makes nothing stale: an opening after it costs nothing.
    """
    slots = acces.slots()
    account = slots.compte(acces.agent_id) if acces.agent_id else None
    now = slots.state()
    if account is None or account.seen == now:
        return
    if set(account.seen.split()) - set(now.split()):
        with tx():
            reseal_all(acces)
    with editing(acces.store) as slots:
        mine = slots.compte(account.agent_id)
        if mine is not None:
            mine.seen = now


def follow_own(acces: Acces) -> None:
    """Seal for an account's own pair what was sealed for its temporary one, then forget that."""
    slot = acces.slots().compte(acces.agent_id or "")
    own = acces.cles.own
    if slot is None or own is None or BEFORE not in slot.grants:
        return
    before = slot.take(BEFORE, own, base_id=acces.base_id)
    assert before is not None
    old = crypto.key_id(KeyPair.from_private(before).public)
    with tx():
        left = sum(not _follow(place) for place in _sealed_for(old))
    if left:  # somebody else reads it, whose key cannot be vouched for now: at the next opening
        return
    with editing(acces.store) as slots:
        mine = slots.compte(slot.agent_id)
        if mine is not None:
            mine.grants.pop(BEFORE, None)
    acces.cles.pairs.pop(old, None)


def reseal_all(acces: Acces, progress: Progress | None = None) -> int:
    """Seal again each content that has a stale reader and that this account reads; how many."""
    count = 0
    places = list(_places())
    for done, (table, champ, context, row_id) in enumerate(places):
        if progress:
            progress.step(done, len(places))
        count += _follow((table, champ, context, row_id))
    return count


def unreadable_by_recovery(slots: Slots) -> int:
    """How many contents the present recovery key does not open."""
    wanted = crypto.key_id(slots.secours.public)
    count = 0
    for table, champ, _, row_id in _places():
        sealed = getattr(table.get_by_id(row_id), champ)
        count += sealed is not None and not enveloppe.is_for(bytes(sealed), wanted)
    return count


def forget_images() -> None:
    """Drop the acts that could put back a content under a key that is gone."""
    names = {table._meta.table_name for table, _, _ in enveloppe.all_sealed_columns()}
    lines: Any = ActeLigne.select(ActeLigne.acte).where(ActeLigne.table_name.in_(names))
    with holding_pen():
        Acte.delete().where(Acte.id.in_(lines)).execute()


def _next_notes(acces: Acces, slots: Slots) -> KeyPair:
    """The new pair, given to all who hold the old one; the same again after an interruption."""
    check_vouched(slots, acces.cles)
    if NOTES + NEXT in slots.boites:
        assert acces.cles.notes is not None
        return acces.cles.notes
    fresh = KeyPair.new()
    for slot in [*slots.comptes, slots.secours]:
        if slot.has(NOTES):
            slot.give(NOTES + NEXT, fresh.private, base_id=slots.base_id)
    slots.boites[NOTES + NEXT] = fresh.public
    return fresh


def _follow(place: Place) -> bool:
    """Seal one content for the present keys of its readers; whether that was done."""
    table, champ, context, row_id = place
    row: Any = table.get_by_id(row_id)
    sealed = getattr(row, champ)
    fresh = None if sealed is None else enveloppe.refreshed(bytes(sealed), context=context(row))
    if fresh is not None:
        _replace(table, row_id, champ=champ, sealed=fresh)
    return fresh is not None


def _sealed_for(key_id: bytes) -> list[Place]:
    """The contents that a key opens, found without reading any other row whole."""
    found = []
    for table, champ, context in enveloppe.all_sealed_columns():
        column = table._meta.fields[champ]
        query: Any = table.select(table.id, column).where(column.is_null(False))
        found += [
            (table, champ, context, row_id)
            for row_id, sealed in tuples_of(query)
            if key_id in bytes(sealed) and enveloppe.is_for(bytes(sealed), key_id)
        ]
    return found


def _places() -> Iterator[Place]:
    for table, champ, context in enveloppe.all_sealed_columns():
        column = table._meta.fields[champ]
        query: Any = table.select(table.id).where(column.is_null(False)).order_by(table.id)
        for (row_id,) in tuples_of(query):
            yield table, champ, context, row_id


def _replace(table: type[Table], row_id: str, *, champ: str, sealed: bytes) -> None:
    """The text is the same, so the row keeps its version and nobody's typing conflicts."""
    with holding_pen():
        table.update({table._meta.fields[champ]: sealed}).where(table.id == row_id).execute()
