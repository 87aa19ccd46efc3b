"""Lists of public keys that the holders of a key vouch for, checked before a key is given.

Somebody who can write the slots could put a public key of their own in the place of another's, and
wait for the next key that is given to that person. Only who holds a key can renew its list.
"""

import hmac

from models.base.crypto import KeyPair, WrongKey, agreed, key_id, mac
from models.base.errors import Refused
from models.base.meta import meta, put_meta
from models.base.table import dumps
from models.comptes.cles import Cles
from models.comptes.slots import ADMIN, NOTES, CompteSlot, Relais, Slot, Slots, Temoin

_MARK = "cle_notes"  # in the base: which key its contents are sealed to, once it was changed


def mark_notes(key: KeyPair) -> None:
    """Say in the base that its contents go by this key from now on; the caller holds the pen."""
    put_meta(**{_MARK: key_id(key.public).hex()})


def check_not_older(slots: Slots) -> None:
    """`Refused` if the keys are those of before a change: who was put out would read again."""
    known = meta(_MARK)
    if known is not None and known not in notes_marks(slots):
        raise Refused(
            "Le fichier des clés est plus ancien que la base\u00a0: la clé des notes a été changée "
            "depuis, et rien n’est chiffré avec l’ancienne. Prévenez la personne qui administre, "
            "et restaurez la dernière sauvegarde."
        )


def notes_marks(slots: Slots) -> set[str]:
    """The marks of the notes keys of these slots: one, or two during a change."""
    boxes = slots.boites.items()
    return {key_id(public).hex() for name, public in boxes if name.startswith(NOTES)}


def vouch(slots: Slots, cles: Cles) -> None:
    """Renew the lists that the keys in hand vouch for, from the slots as they are now."""
    for name, pair in ((NOTES, cles.notes), (ADMIN, cles.admin)):
        if pair is not None:
            entries = _entries(slots, name)
            slots.temoins[name] = Temoin(entries, _mac(slots.base_id, name, entries, pair))
    if cles.admin is not None:
        for slot in slots.comptes:
            slot.relais = []


def vouched(slots: Slots, name: str, pair: KeyPair) -> dict[str, bytes]:
    """The public keys that the holders of `name` vouch for; `Refused` if the list was changed."""
    temoin = slots.temoins.get(name)
    if temoin is None:
        raise _tampered()
    expected = _mac(slots.base_id, name, temoin.entrees, pair)
    if not hmac.compare_digest(expected, temoin.mac):
        raise _tampered()
    return temoin.entrees


def known_publics(slots: Slots, cles: Cles) -> dict[str, bytes] | None:
    """All that the keys in hand vouch for; None for who can vouch for nothing."""
    if cles.notes is None and cles.admin is None:
        return None
    admin = vouched(slots, ADMIN, cles.admin) if cles.admin else {}
    notes = vouched(slots, NOTES, cles.notes) if cles.notes else {}
    return {**notes, **admin}


def check_vouched(slots: Slots, cles: Cles) -> None:
    """Check the lists that the keys in hand allow to check, against the slots as they are."""
    check_not_older(slots)
    for name, pair in ((NOTES, cles.notes), (ADMIN, cles.admin)):
        if pair is None:
            continue
        now, known = _entries(slots, name), vouched(slots, name, pair)
        if name == ADMIN:
            known = _followed(known, slots, pair)
        if any(now.get(entry, public) != public for entry, public in known.items()):
            raise _tampered()
        if now.keys() - known.keys():  # nobody who holds the key gave it to them
            raise _tampered()


def check_may_receive(slots: Slots, cles: Cles, slot: Slot) -> None:
    """Before a key is given to `slot`: whoever can vouch for its public key does."""
    check_vouched(slots, cles)
    if cles.admin is not None and slot.id not in (known_publics(slots, cles) or {}):
        raise _tampered()


def relay(slot: CompteSlot, before: KeyPair, after: bytes, *, slots: Slots) -> None:
    """Let an account go from its pair to another, so that who vouches for it can tell it did."""
    secret = agreed(before.private, slots.boite(ADMIN))
    preuve = _relay_mac(slots.base_id, slot.id, (before.public, after), secret)
    slot.relais.append(Relais(before.public, after, preuve))
    slot.public = after


def _followed(known: dict[str, bytes], slots: Slots, admin: KeyPair) -> dict[str, bytes]:
    """The keys vouched for, each as its own holder took another since."""
    found = dict(known)
    for slot in slots.comptes:
        for step in slot.relais:
            if found.get(slot.id) == step.avant and _is_proved(step, slot.id, slots, admin):
                found[slot.id] = step.apres
    return found


def _is_proved(step: Relais, slot_id: str, slots: Slots, admin: KeyPair) -> bool:
    try:
        secret = agreed(admin.private, step.avant)
    except WrongKey:
        return False
    expected = _relay_mac(slots.base_id, slot_id, (step.avant, step.apres), secret)
    return hmac.compare_digest(expected, step.preuve)


def _relay_mac(base_id: str, slot_id: str, pair: tuple[bytes, bytes], secret: bytes) -> bytes:
    text = dumps([base_id, slot_id, *(public.hex() for public in pair)])
    return mac(secret, text.encode(), purpose="relais")


def _entries(slots: Slots, name: str) -> dict[str, bytes]:
    """Notes: the accounts that hold them. Admin: all accounts. Both: the keys to seal to."""
    shown = {slot.id: slot.public for slot in slots.comptes if name == ADMIN or slot.has(name)}
    boxes = {box: public for box, public in slots.boites.items() if box.startswith(name)}
    return {**shown, **boxes, slots.secours.id: slots.secours.public}


def _mac(base_id: str, name: str, entries: dict[str, bytes], pair: KeyPair) -> bytes:
    text = dumps({key: public.hex() for key, public in entries.items()})
    return mac(pair.private, f"{base_id}|{text}".encode(), purpose=name)


def _tampered() -> Refused:
    return Refused(
        "La liste des clés a été modifiée en dehors du programme\u00a0: aucune clé n’est donnée. "
        "Prévenez la personne qui administre, et restaurez une sauvegarde antérieure."
    )
