"""Opening a base by password, workstation or recovery key; who is in; locking."""

from models.base import database, journal
from models.base.database import handle
from models.base.settings import Settings
from models.comptes import ouverture, poste
from models.comptes.cles import Acces as Acces
from models.comptes.cles import current as current
from models.comptes.delai import Patience as Patience
from models.comptes.poste import forget_workstation as forget_workstation
from models.comptes.poste import is_remembered as is_remembered
from models.comptes.poste import remember_workstation as remember_workstation
from models.comptes.slots import same_identifiant
from models.comptes.store import BASE, SLOTS, read_slots, store_of
from models.comptes.store import Server as Server
from models.comptes.store import Where as Where


def holds_base(where: Where) -> bool:
    """Whether there is a base, so that the window asks to open it rather than to create one."""
    with ouverture.connected(where):
        if isinstance(where, Server):
            return ouverture.has_slot_table() and store_of(where).read(SLOTS) is not None
        return (where / BASE).exists()


def accounts(where: Where) -> list[str]:
    """The identifiants that can open this base, in order."""
    with ouverture.connected(where):
        known = read_slots(store_of(where)).comptes
    return sorted((c.identifiant for c in known), key=same_identifiant)


def open_with_password(
    where: Where, identifiant: str, *, password: str, settings: Settings
) -> Acces:
    """Open for an account. Slow on purpose (0.2 s): call it in a job.

    `Invalid("password")` for an unknown account or a wrong password alike; `Patience` after
    several; `Refused` for a locked account or a newer base; `Unavailable` for a damaged one.
    """
    with ouverture.opening(where):
        store = store_of(where)
        slots = read_slots(store)
        proof = ouverture.prove(store, slots, identifiant, password=password, settings=settings)
        slot = proof.slot
        acces = Acces(where, store, slots.base_id, slot.identifiant, agent_id=slot.agent_id)
        acces.cles = ouverture.grants(slot, proof.pair, slots)
        ouverture.enter(acces, slots, settings)
        ouverture.record_failures(acces, proof.failures)
        journal.record("ouverture", objet="agent", objet_id=acces.agent_id)
        ouverture.finish_changes(acces)
    return acces


def open_with_device(where: Where, *, settings: Settings) -> Acces:
    """Open with this workstation's secret; `Refused` when it was not allowed or is gone."""
    with ouverture.opening(where):
        store = store_of(where)
        slots = read_slots(store)
        slot, cles = poste.open_slot(slots, settings)
        account = slots.compte(slot.agent_id)
        identifiant = account.identifiant if account else ""
        acces = Acces(where, store, slots.base_id, identifiant, agent_id=slot.agent_id)
        acces.device, acces.cles = True, cles
        ouverture.enter(acces, slots, settings)
        journal.record("ouverture_poste", objet="agent", objet_id=acces.agent_id)
    return acces


def open_with_recovery(where: Where, key: str, *, settings: Settings) -> Acces:
    """Open with the recovery key from paper, which reads everything; `Invalid("key")` if wrong."""
    with ouverture.opening(where):
        store = store_of(where)
        slots = read_slots(store)
        pair = ouverture.recovery_pair(key, slots)
        acces = Acces(where, store, slots.base_id, nom_affiche="Clé de secours")
        acces.cles = ouverture.grants(slots.secours, pair, slots)
        acces.cles.own = None  # what this session writes is not the paper's own
        ouverture.enter(acces, slots, settings)
        journal.record("ouverture_secours")
        ouverture.finish_changes(acces)
    return acces


def lock() -> None:
    """Close the base and drop every key; nothing happens when none is open."""
    if database.is_open():
        handle().keys = None
        handle().actor = None
        database.close()
