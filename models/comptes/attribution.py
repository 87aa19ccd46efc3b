"""Giving keys to an account, as its roles ask, by somebody who holds them."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from models.base.crypto import KeyPair
from models.base.errors import Refused
from models.base.meta import meta
from models.comptes import ouverture
from models.comptes.agent import Agent
from models.comptes.cles import Acces
from models.comptes.role import Role
from models.comptes.slots import (
    ADMIN,
    BEFORE,
    DB,
    NEXT,
    NOTES,
    CompteSlot,
    Slots,
    mark_of,
)
from models.comptes.store import editing
from models.comptes.temoins import check_may_receive, check_vouched, relay, vouch

_KEYS = {Role.ADMINISTRATEUR: ADMIN, Role.REFERENT: NOTES}


@dataclass(frozen=True)
class Suite:
    """What a change of keys leaves to do or to know, in sentences for the screen."""

    phrases: tuple[str, ...] = ()


def slot_of(slots: Slots, agent_id: str) -> CompteSlot:
    slot = slots.compte(agent_id)
    if slot is None:
        raise Refused("Cet agent n’a pas de compte. Créez-lui d’abord un compte.")
    return slot


@contextlib.contextmanager
def editing_keys(acces: Acces) -> Iterator[Slots]:
    """Change the slots: what was vouched for is checked before, and vouched for again after."""
    with editing(acces.store) as slots:
        check_vouched(slots, acces.cles)
        yield slots
        vouch(slots, acces.cles)
        for compte in slots.comptes:
            compte.seen = compte.seen or slots.state()


def noms_of(agent: Agent) -> tuple[str, ...]:
    """What the password of an account must not be."""
    names = (agent.identifiant or "", f"{agent.prenom} {agent.nom}", meta("structure") or "")
    return tuple(name for name in names if name.strip())


def new_pair(slot: CompteSlot, acces: Acces, *, password: str) -> None:
    """Other keys for an account, which open the base and nothing else."""
    pair = KeyPair.new()
    slot.public, slot.verrouille, slot.seen = pair.public, False, ""
    slot.grants.clear()
    slot.relais, slot.sans_notes = [], not acces.holds_notes
    ouverture.wrap(slot, pair.private, password=password, base_id=acces.base_id)
    slot.give(DB, acces.cles.base, base_id=acces.base_id)
    if acces.cles.base_next is not None:
        slot.give(DB + NEXT, acces.cles.base_next, base_id=acces.base_id)


def leave_temporary(slot: CompteSlot, slots: Slots, before: KeyPair, *, password: str) -> KeyPair:
    """A pair of one's own, with the same keys: who chose the temporary password knows the other.

    What was sealed for that one meanwhile still opens, until it is sealed for this one.
    """
    base_id, own = slots.base_id, KeyPair.new()
    held = {name: slot.take(name, before, base_id=base_id) for name in slot.grants}
    known, mine = mark_of(slot.id, before.public), mark_of(slot.id, own.public)
    relay(slot, before, own.public, slots=slots)
    # Given meanwhile, the key of the notes was within reach of who chose that password.
    slots.notes_a_changer = slots.notes_a_changer or (slot.sans_notes and slot.has(NOTES))
    slot.sans_notes = False
    for name, secret in {**held, BEFORE: before.private}.items():
        assert secret is not None
        slot.give(name, secret, base_id=base_id)
    ouverture.wrap(slot, own.private, password=password, base_id=base_id)
    for other in slots.comptes:  # nothing is stale for them: it is for this account to follow
        other.seen = other.seen.replace(known, mine)
    return own


def give(name: str, slot: CompteSlot, slots: Slots, *, acces: Acces) -> None:
    """Give `notes` or `admin` to an account whose key was vouched for."""
    pair = acces.cles.notes if name == NOTES else acces.cles.admin
    if pair is None:
        raise Refused("Votre compte n’a pas lui-même cette clé. Demandez à qui l’a.")
    check_may_receive(slots, acces.cles, slot)
    slot.give(name, pair.private, base_id=slots.base_id)


def follow_roles(
    slots: Slots, slot: CompteSlot, *, roles: frozenset[Role], acces: Acces
) -> tuple[str, ...]:
    """Make the keys of an account those of its roles; says what is left to do."""
    phrases: tuple[str, ...] = ()
    for role, name in _KEYS.items():
        if role not in roles:
            slot.grants.pop(name, None)
            slot.grants.pop(name + NEXT, None)
        elif not slot.has(name):
            phrases += _give_or_say(name, slot, slots, acces=acces)
    return phrases


def _give_or_say(name: str, slot: CompteSlot, slots: Slots, *, acces: Acces) -> tuple[str, ...]:
    if name == NOTES and not acces.holds_notes:
        said = (
            "Le rôle de référent est donné, mais les notes restent fermées à ce compte\u00a0: "
            "votre compte n’en a pas la clé. Une personne référente doit les lui ouvrir."
        )
        return (said,)
    give(name, slot, slots, acces=acces)
    return ()
