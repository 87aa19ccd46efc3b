"""Sealed contents: who opens them, who does not by any means, and what moving them does."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from models.base import crypto
from models.base.database import handle
from models.base.errors import Refused, Unavailable
from models.comptes import acces, compte, enveloppe, rotation
from models.comptes.acces import Acces, Where
from models.comptes.enveloppe import EQUIPE, Lecteurs, NoKey
from models.comptes.ouverture import keep_up
from models.comptes.role import Role
from models.comptes.slots import ADMIN, NEXT, NOTES
from models.comptes.store import SLOTS, editing
from tests.domain.comptes.maison import OTHER, PHRASE, enter, found, hire, settings

HERE = "note|0001|contenu|1"
TEXT = "Sa mère l’a mis dehors lundi.".encode()


@pytest.fixture
def staffed(where: Where) -> Iterator[dict[str, str]]:
    """Claire (every key), Sam at the accueil, two référents; Claire is in. Ids by identifiant."""
    in_, _ = found(where)
    ids = {"claire": in_.agent_id or ""}
    ids["sam"] = hire("sam", Role.ACCUEIL).id
    ids["rosa"] = hire("rosa", Role.REFERENT).id
    ids["remi"] = hire("remi", Role.REFERENT).id
    yield ids
    acces.lock()


def reads(where: Where, identifiant: str, sealed: bytes) -> bool:
    enter(where, identifiant, password=OTHER)
    may = enveloppe.may_read(sealed)
    try:
        assert enveloppe.read(sealed, context=HERE) == TEXT
    except NoKey:
        assert not may
        return False
    assert may
    return True


def test_a_note_of_the_team_is_for_referents_only(where: Where, staffed: dict[str, str]) -> None:
    sealed = enveloppe.seal_for(EQUIPE, TEXT, context=HERE)
    assert enveloppe.readers_of(sealed) == EQUIPE
    assert {name for name in ("sam", "rosa", "remi") if reads(where, name, sealed)} == {
        "rosa",
        "remi",
    }


def test_a_note_of_the_referent_is_for_those_named(where: Where, staffed: dict[str, str]) -> None:
    enter(where, "rosa", password=OTHER)
    sealed = enveloppe.seal_for(
        Lecteurs.only(staffed["rosa"], staffed["claire"]), TEXT, context=HERE
    )
    assert reads(where, "rosa", sealed)
    assert not reads(where, "remi", sealed)
    assert not reads(where, "sam", sealed)
    enter(where)
    assert enveloppe.read(sealed, context=HERE) == TEXT


def test_a_personal_note_is_for_its_author_only(where: Where, staffed: dict[str, str]) -> None:
    enter(where, "remi", password=OTHER)
    sealed = enveloppe.seal_for(Lecteurs.only(staffed["remi"]), TEXT, context=HERE)
    assert reads(where, "remi", sealed)
    for name in ("rosa", "sam"):
        assert not reads(where, name, sealed)
    enter(where)
    with pytest.raises(NoKey, match="auteur"):
        enveloppe.read(sealed, context=HERE)


def test_the_recovery_key_opens_each_level(where: Where) -> None:
    in_, key = found(where)
    contents = [
        enveloppe.seal_for(readers, TEXT, context=HERE)
        for readers in (EQUIPE, Lecteurs.only(in_.agent_id or ""))
    ]
    acces.open_with_recovery(where, key, settings=settings())
    assert [enveloppe.read(sealed, context=HERE) for sealed in contents] == [TEXT, TEXT]


def test_the_secretary_reads_no_note_with_the_raw_file_and_her_raw_keys(
    where: Where, staffed: dict[str, str]
) -> None:
    """All that her account can take out of the slots and the base is tried on the content."""
    sealed = enveloppe.seal_for(EQUIPE, TEXT, context=HERE)
    sam = enter(where, "sam", password=OTHER)
    slot = sam.slots().compte(staffed["sam"])
    assert slot is not None
    assert sam.cles.own is not None
    assert set(slot.grants) == {"db"}
    assert sam.cles.notes is None
    assert sam.cles.admin is None
    keys = [sam.cles.base, sam.cles.own.private]
    for other in sam.slots().all():
        for name in other.grants:
            for context in (f"{sam.base_id}|{other.id}|{name}", f"{sam.base_id}|{slot.id}|{name}"):
                opened = _try(sam.cles.own, other.grants[name], context)
                assert opened is None or (other.id == slot.id and opened == sam.cles.base)
    head, readers, body = enveloppe._parts(sealed)
    for secret in keys:
        for pair in (crypto.KeyPair.from_private(secret),):
            for reader in readers:
                assert _try(pair, reader.sealed, f"{HERE}|clé") is None
        with pytest.raises(crypto.WrongKey):
            crypto.decrypt(secret, body, context=enveloppe._bound(HERE, head))
    assert TEXT not in sealed


def _try(pair: crypto.KeyPair, sealed: bytes, context: str) -> bytes | None:
    try:
        return crypto.unseal(pair, sealed, context=context)
    except crypto.WrongKey:
        return None


def test_a_workstation_that_opened_by_itself_reads_no_note(
    where: Where, staffed: dict[str, str], memory_keyring: dict[str, str]
) -> None:
    sealed = enveloppe.seal_for(EQUIPE, TEXT, context=HERE)
    acces.remember_workstation(settings())
    acces.lock()
    in_ = acces.open_with_device(where, settings=settings())
    assert in_.device
    assert not enveloppe.may_read(sealed)
    with pytest.raises(NoKey):
        enveloppe.read(sealed, context=HERE)


def test_it_opens_nowhere_else_and_at_no_other_version(where: Where) -> None:
    found(where)
    sealed = enveloppe.seal_for(EQUIPE, TEXT, context=HERE)
    for elsewhere in ("note|0002|contenu|1", "note|0001|contenu|2", "note|0001|titre|1", ""):
        with pytest.raises(Unavailable, match="déplacé"):
            enveloppe.read(sealed, context=elsewhere)


def test_no_byte_can_be_changed(where: Where) -> None:
    in_, _ = found(where)
    readers = Lecteurs(equipe=True, agents=frozenset({in_.agent_id or ""}))
    sealed = enveloppe.seal_for(readers, TEXT, context=HERE)
    for place in range(0, len(sealed), 7):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises((Unavailable, NoKey)):
            enveloppe.read(bytes(changed), context=HERE)
    for cut in (0, 1, 2, 100, len(sealed) - 1):
        with pytest.raises((Unavailable, NoKey)):
            enveloppe.read(sealed[:cut], context=HERE)


def test_readers_cannot_be_taken_from_another_content(where: Where) -> None:
    found(where)
    one = enveloppe.seal_for(EQUIPE, TEXT, context=HERE)
    two = enveloppe.seal_for(EQUIPE, b"another", context=HERE)
    head, _, _ = enveloppe._parts(one)
    _, _, body = enveloppe._parts(two)
    with pytest.raises(Unavailable):
        enveloppe.read(head + body, context=HERE)


def test_lengths_tell_little(where: Where) -> None:
    found(where)
    sizes = {
        len(enveloppe.seal_for(EQUIPE, b"x" * size, context=HERE)) for size in range(0, 252, 9)
    }
    assert len(sizes) == 1
    long = enveloppe.seal_for(EQUIPE, b"x" * 3000, context=HERE)
    assert enveloppe.read(long, context=HERE) == b"x" * 3000
    assert enveloppe.read(enveloppe.seal_for(EQUIPE, b"", context=HERE), context=HERE) == b""


def test_a_new_referent_is_let_in_by_one_who_reads(where: Where, staffed: dict[str, str]) -> None:
    sealed = enveloppe.seal_for(Lecteurs.only(staffed["claire"]), TEXT, context=HERE)
    assert not reads(where, "rosa", sealed)
    with pytest.raises(NoKey):
        enveloppe.reseal(sealed, Lecteurs.only(staffed["rosa"]), context=HERE)
    enter(where)
    both = Lecteurs.only(staffed["claire"], staffed["rosa"])
    sealed = enveloppe.reseal(sealed, both, context=HERE)
    assert reads(where, "rosa", sealed)
    assert not reads(where, "remi", sealed)


def test_nothing_is_sealed_for_who_has_no_notes_key(where: Where, staffed: dict[str, str]) -> None:
    enter(where, "rosa", password=OTHER)
    with pytest.raises(NoKey, match="Sam PETIT n’a pas de clé"):
        enveloppe.seal_for(Lecteurs.only(staffed["sam"]), TEXT, context=HERE)
    with pytest.raises(NoKey):
        enveloppe.seal_for(Lecteurs.only("0" * 32), TEXT, context=HERE)


@pytest.mark.parametrize("victim", ["rosa", "boite", "secours"])
def test_a_public_key_that_was_replaced_receives_nothing(
    where: Where, staffed: dict[str, str], victim: str
) -> None:
    """Who can write the slots puts a key of their own in the place of another's, and waits."""
    thief = crypto.KeyPair.new()
    with editing(acces.current().store) as slots:
        if victim == "boite":
            slots.boites[NOTES] = thief.public
        elif victim == "secours":
            slots.secours.public = thief.public
        else:
            slot = slots.compte(staffed["rosa"])
            assert slot is not None
            slot.public = thief.public
    readers = Lecteurs.only(staffed["rosa"]) if victim == "rosa" else EQUIPE
    with pytest.raises(Refused):
        enveloppe.seal_for(readers, TEXT, context=HERE)
    with pytest.raises(Refused, match="en dehors du programme"):
        compte.create_compte(identifiant="autre", password=OTHER, roles=[Role.REFERENT], prenom="A")
    assert any("en dehors du programme" in said for said in enter(where).warnings)


def test_a_list_that_vouches_cannot_be_forged_without_the_key(
    where: Where, staffed: dict[str, str]
) -> None:
    from models.comptes.cles import Cles
    from models.comptes.temoins import vouch

    thief = crypto.KeyPair.new()
    with editing(acces.current().store) as slots:
        slot = slots.compte(staffed["rosa"])
        assert slot is not None
        slot.public = thief.public
        vouch(slots, Cles(notes=thief, admin=thief))
    with pytest.raises(Refused, match="en dehors du programme"):
        enveloppe.seal_for(Lecteurs.only(staffed["rosa"]), TEXT, context=HERE)


def test_keys_put_back_to_before_a_change_seal_nothing(
    where: Where, staffed: dict[str, str]
) -> None:
    """Who was put out keeps a copy of the slots, puts it back, and would read all that follows."""
    store = acces.current().store
    before = store.read(SLOTS)
    assert before is not None
    compte.set_roles(staffed["rosa"], [Role.ACCUEIL])
    sealed = enveloppe.seal_for(EQUIPE, TEXT, context=HERE)
    after = store.read(SLOTS)
    assert after is not None
    store.write(SLOTS, before)
    readers = (EQUIPE, Lecteurs.only(staffed["claire"]))
    for name in ("claire", "rosa", "sam"):
        entered = enter(where, name, password=PHRASE if name == "claire" else OTHER)
        assert any("plus ancien que la base" in said for said in entered.warnings)
        assert not enveloppe.may_read(sealed)
        with pytest.raises(Refused, match="plus ancien que la base"):
            enveloppe.seal_for(readers[name != "claire"], b"la suite", context=HERE)
    enter(where)
    with pytest.raises(Refused, match="plus ancien que la base"):
        compte.grant_notes(staffed["remi"])
    store.write(SLOTS, after)
    assert not any("plus ancien" in said for said in enter(where).warnings)
    assert enveloppe.read(sealed, context=HERE) == TEXT


@pytest.mark.parametrize("key", [NOTES, ADMIN])
def test_a_grant_written_by_hand_brings_no_key(
    where: Where, staffed: dict[str, str], key: str
) -> None:
    """The accueil writes in the slots that it holds a key, and waits for the next one."""
    with editing(acces.current().store) as slots:
        slot = slots.compte(staffed["sam"])
        assert slot is not None
        slot.grants[key] = b"\0" * 109
        if key == ADMIN:  # an account of its own making
            slots.comptes.append(replace(slot, id=f"compte:{'9' * 32}", identifiant="faux"))
    with pytest.raises(Refused, match="en dehors du programme"):
        rotation.change_notes(acces.current())
    slot = acces.current().slots().compte(staffed["sam"])
    assert slot is not None
    assert NOTES + NEXT not in slot.grants
    with pytest.raises(NoKey):
        enveloppe.seal_for(Lecteurs.only(staffed["sam"]), TEXT, context=HERE)
    assert any("en dehors du programme" in said for said in enter(where).warnings)


def test_a_session_open_on_another_desk_follows_what_becomes_of_its_account(
    where: Where, staffed: dict[str, str]
) -> None:
    """Rosa's and Remi's windows were open before Claire took from Remi the role of référent."""
    open_ones = {}
    for name in ("rosa", "remi"):
        open_ones[name] = (enter(where, name, password=OTHER), handle().require_actor())
    before = open_ones["rosa"][0].cles.notes
    enter(where)
    compte.set_roles(staffed["remi"], [Role.ACCUEIL])
    sealed = enveloppe.seal_for(EQUIPE, TEXT, context=HERE)

    def back_at(name: str) -> Acces:
        handle().keys, handle().actor = open_ones[name]
        return open_ones[name][0]

    rosa = back_at("rosa")
    assert not keep_up(rosa)  # nothing she may do has changed
    assert rosa.cles.notes != before
    for asked in ("to write", "to read"):
        rosa.cles.notes, rosa.cles.pairs = before, {}
        if asked == "to write":  # nobody looked yet at what changed
            assert enveloppe.readers_of(enveloppe.seal_for(EQUIPE, TEXT, context=HERE)) == EQUIPE
        assert enveloppe.read(sealed, context=HERE) == TEXT
    remi = back_at("remi")
    assert keep_up(remi)
    with pytest.raises(NoKey):
        enveloppe.read(sealed, context=HERE)
    enter(where)
    compte.verrouiller(staffed["rosa"])
    compte.remove_compte(staffed["remi"])
    for name, why in (("rosa", "verrouillé"), ("remi", "retiré")):
        with pytest.raises(Refused, match=why):
            keep_up(back_at(name))
    enter(where)
    compte.deverrouiller(staffed["rosa"])
    compte.reset_password(staffed["rosa"], PHRASE)
    with pytest.raises(Refused, match="réinitialisé"):
        keep_up(back_at("rosa"))
