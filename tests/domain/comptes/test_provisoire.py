"""A temporary password: who chose it keeps no key of the account, nor of the notes, after it."""

import pytest

from models.base.crypto import KeyPair, WrongKey, key_id, unseal
from models.comptes import acces, compte, enveloppe, ouverture
from models.comptes.acces import Where
from models.comptes.enveloppe import EQUIPE, Lecteurs
from models.comptes.role import Role
from models.comptes.slots import NOTES
from models.comptes.store import editing
from models.comptes.temoins import relay
from tests.domain.comptes.maison import OTHER, PHRASE, THIRD, enter, hire
from tests.domain.comptes.test_compte import (
    TEXT,
    billets,
    grants_of,
    opened,
    staffed,
    stored,
    written,
)

__all__ = ["billets", "staffed"]  # fixtures


def test_who_gave_a_temporary_password_keeps_no_key_of_the_account(
    where: Where, staffed: dict[str, str]
) -> None:
    """What that password opened is taken aside, by another tool, before it is changed."""
    nadia = compte.create_compte(
        identifiant="nadia", password=OTHER, roles=[Role.REFERENT], prenom="Nadia", nom="Petit"
    ).id
    taken = private_of(nadia, OTHER)
    both = written(Lecteurs.only(nadia, staffed["claire"]))  # before she ever came
    assert readable_with(taken, both)
    enter(where, "nadia", password=OTHER)
    compte.change_own_password(current=OTHER, new=THIRD)
    hers = written(Lecteurs.only(nadia))
    for _ in range(2):
        assert (opened(both), opened(hers), acces.current().holds_notes) == (TEXT, TEXT, True)
        assert grants_of(nadia) == {"db", "notes"}
        assert not any(readable_with(taken, row) for row in (both, hers))
        enter(where, "nadia", password=THIRD)
    slot = acces.current().slots().compte(nadia)
    assert slot is not None
    assert len(slot.relais) == 1  # for who vouches for her key
    for name, sealed in slot.grants.items():
        with pytest.raises(WrongKey):
            unseal(taken, sealed, context=slot._context(name, acces.current().base_id))
    assert not any("en dehors" in said for said in enter(where).warnings)
    slot = acces.current().slots().compte(nadia)
    assert slot is not None
    assert slot.relais == []
    assert opened(both) == TEXT
    compte.set_roles(nadia, [Role.REFERENT, Role.RESPONSABLE])
    assert opened(written(Lecteurs.only(nadia, staffed["claire"]))) == TEXT
    compte.reset_password(nadia, OTHER)
    again = private_of(nadia, OTHER)
    compte.grant_notes(nadia)
    enter(where, "nadia", password=OTHER)
    compte.change_own_password(current=OTHER, new=PHRASE)
    assert (opened(both), readable_with(again, both)) == (TEXT, False)


def test_notes_granted_before_the_first_opening_change_their_key_at_it(
    where: Where, staffed: dict[str, str]
) -> None:
    """Who administers without the notes would have taken their key from what was granted."""
    hire("ada", Role.ADMINISTRATEUR)
    enter(where, "ada", password=OTHER)
    nadia = compte.create_compte(
        identifiant="nadia", password=OTHER, roles=[Role.REFERENT], prenom="Nadia", nom="Petit"
    ).id
    taken = private_of(nadia, OTHER)
    enter(where, "rosa", password=OTHER)
    before = written(EQUIPE)
    compte.grant_notes(nadia)
    slot = acces.current().slots().compte(nadia)
    assert slot is not None
    base_id = acces.current().base_id
    notes = KeyPair.from_private(slot.take(NOTES, taken, base_id=base_id) or b"")
    assert readable_with(notes, before)
    enter(where, "nadia", password=OTHER)
    compte.change_own_password(current=OTHER, new=THIRD)
    after = written(EQUIPE)
    assert not any(readable_with(notes, row) for row in (before, after))
    for name in ("nadia", "rosa", "remi"):
        enter(where, name, password=THIRD if name == "nadia" else OTHER)
        assert [opened(before), opened(after)] == [TEXT, TEXT]
    assert not any("en dehors" in said for said in enter(where).warnings)


def test_a_key_that_an_account_did_not_take_itself_is_told(
    where: Where, staffed: dict[str, str]
) -> None:
    """A step that nobody proved: the public key of a thief, said to be the account's next one."""
    thief = KeyPair.new()
    with editing(acces.current().store) as slots:
        slot = slots.compte(staffed["rosa"])
        assert slot is not None
        known = slot.public
        relay(slot, thief, thief.public, slots=slots)
        slot.relais[0].avant = known
    assert any("en dehors du programme" in said for said in enter(where).warnings)
    slot = acces.current().slots().compte(staffed["rosa"])
    assert slot is not None
    assert slot.relais != []  # nobody vouched for it since


def private_of(agent_id: str, password: str) -> KeyPair:
    """What a password opens in the slots, with another tool."""
    slot = acces.current().slots().compte(agent_id)
    assert slot is not None
    return ouverture.unwrap(slot, password=password, base_id=acces.current().base_id)


def readable_with(pair: KeyPair, row_id: str) -> bool:
    return enveloppe.is_for(stored(row_id), key_id(pair.public))
