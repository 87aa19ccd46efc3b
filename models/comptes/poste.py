"""A workstation that opens the register by itself: its secret is in the system's keyring.

The secret opens the base's key and nothing else: no note, whoever allowed it.
"""

from models.base import crypto, journal
from models.base.crypto import KeyPair, WrongKey
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.settings import Settings
from models.comptes import ouverture
from models.comptes.cles import Cles, current
from models.comptes.slots import DB, PosteSlot, Slots
from models.comptes.store import Where, editing, read_slots, store_of


def is_remembered(where: Where, settings: Settings) -> bool:
    """Whether this workstation was allowed to open by itself; does not touch the keyring."""
    with ouverture.connected(where):
        return read_slots(store_of(where)).poste(settings.poste_id) is not None


def remember_workstation(settings: Settings) -> None:
    """Let this workstation open the register by itself, as the account that is in."""
    from models.base import keychain

    acces = current()
    if acces.agent_id is None or acces.device:
        raise Refused("Ouvrez d’abord la base avec le mot de passe de votre compte.")
    handle().require_actor().require(Droit.REGISTRE)
    secret, pair = crypto.new_key(), KeyPair.new()
    slot = PosteSlot(f"poste:{settings.poste_id}", pair.public, agent_id=acces.agent_id)
    context = ouverture.wrapping(slot, acces.base_id)
    slot.wrapped = crypto.encrypt(secret, pair.private, context=context)
    keychain.store(_service(acces.base_id, settings), secret)
    with editing(acces.store) as slots:
        slot.give(DB, acces.cles.base, base_id=acces.base_id)
        slots.postes = [*(p for p in slots.postes if p.id != slot.id), slot]
    journal.record("poste_retenu")


def forget_workstation(settings: Settings) -> None:
    """Take that back: the slot and the keyring's secret."""
    from models.base import keychain

    acces = current()
    with editing(acces.store) as slots:
        slots.postes = [p for p in slots.postes if p.poste_id != settings.poste_id]
    keychain.forget(_service(acces.base_id, settings))
    journal.record("poste_oublie")


def open_slot(slots: Slots, settings: Settings) -> tuple[PosteSlot, Cles]:
    """The slot of this workstation and the base's key that it opens; `Refused` otherwise."""
    from models.base import keychain

    slot = slots.poste(settings.poste_id)
    secret = keychain.fetch(_service(slots.base_id, settings)) if slot else None
    if slot is None or secret is None:
        raise Refused("Ce poste n’ouvre pas la base de lui-même. Tapez votre mot de passe.")
    context = ouverture.wrapping(slot, slots.base_id)
    try:
        pair = KeyPair.from_private(crypto.decrypt(secret, slot.wrapped, context=context))
    except (WrongKey, ValueError) as error:
        raise Refused(
            "Le secret gardé par ce poste n’est plus le bon. Tapez votre mot de passe\u00a0; vous "
            "pourrez ensuite retenir ce poste à nouveau."
        ) from error
    taken = ouverture.grants(slot, pair, slots)
    return slot, Cles(base=taken.base, base_next=taken.base_next)


def _service(base_id: str, settings: Settings) -> str:
    return f"cote-a-cote/{base_id}/{settings.poste_id}"
