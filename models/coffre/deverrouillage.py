"""A session that the workstation opened becomes a full one, without closing the base."""

from models.base import journal
from models.base.database import handle
from models.base.errors import Refused
from models.base.settings import Settings
from models.comptes import ouverture
from models.comptes.cles import Acces, current


def unlock_session(password: str, *, settings: Settings) -> Acces:
    """Prove the password of the account that is in, and take all its keys and rights.

    Refuses as `acces.open_with_password` does. Slow on purpose: call it in a job.
    """
    acces = current()
    slots = acces.slots()
    proof = ouverture.prove(
        acces.store, slots, acces.identifiant, password=password, settings=settings
    )
    if proof.slot.agent_id != acces.agent_id:
        raise Refused("Ce compte a changé de mains. Fermez la session, puis ouvrez-la à nouveau.")
    acces.cles = ouverture.grants(proof.slot, proof.pair, slots)
    acces.device = False
    handle().actor = ouverture.actor_of(acces, poste_id=settings.poste_id)
    ouverture.record_failures(acces, proof.failures)
    journal.record("ouverture", objet="agent", objet_id=acces.agent_id)
    ouverture.finish_changes(acces)
    return acces
