"""The recovery key on paper: a new one, and what it does for a forgotten password."""

from dataclasses import replace

from models.base import crypto
from models.base.command import command
from models.base.crypto import KeyPair
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.settings import Settings
from models.comptes import acces as doors
from models.comptes import delai, ouverture, rotation
from models.comptes.agent import Agent, roles_of
from models.comptes.attribution import (
    Suite,
    editing_keys,
    follow_roles,
    new_pair,
    noms_of,
    slot_of,
)
from models.comptes.cles import Acces, Cles, current
from models.comptes.mot_de_passe import check_password
from models.comptes.slots import ADMIN, DB, NEXT, NOTES, Slot, Slots
from models.comptes.store import Where, editing
from models.comptes.temoins import check_vouched, vouch


@command(right=Droit.COMPTES, label="Clé de secours changée", undoable=False)
def new_recovery_key(ancienne: str | None = None) -> tuple[str, Suite]:
    """A new recovery key; with the old one in hand every content follows, else those read here."""
    acces = current()
    old = _old_pair(acces, ancienne)
    cles = acces.cles
    if old is not None:
        taken = ouverture.grants(acces.slots().secours, old, acces.slots())
        cles = replace(cles, notes=taken.notes, admin=taken.admin)
    if cles.notes is None or cles.admin is None:
        raise Refused(
            "Changer la clé de secours demande aussi la clé des notes, que votre compte n’a pas. "
            "Tapez l’ancienne clé de secours, ou demandez à un compte qui a les deux rôles."
        )
    text = crypto.new_recovery_key()
    with editing(acces.store) as slots:
        check_vouched(slots, cles)
        slots.secours = _secours(text, slots, replace(cles, base=acces.cles.base))
        vouch(slots, cles)
    _reseal_with(acces, old)
    left = rotation.unreadable_by_recovery(acces.slots())
    return text, Suite(_said(left))


def reset_with_recovery(
    where: Where, key: str, *, identifiant: str, password: str, settings: Settings
) -> Acces:
    """Give an account a new password by the recovery key, with all its notes; opens it."""
    acces = doors.open_with_recovery(where, key, settings=settings)
    try:
        slot = acces.slots().compte_named(identifiant)
        if slot is None:
            raise Invalid(
                "identifiant",
                "Identifiant\u00a0: aucun compte de ce nom. Choisissez-en un dans la liste.",
            )
        _renew(slot.agent_id, password)
        delai.forget_account(acces.store, identifiant)
    except BaseException:
        doors.lock()
        raise
    return doors.open_with_password(where, identifiant, password=password, settings=settings)


@command(right=Droit.COMPTES, label="Compte rouvert par la clé de secours", undoable=False)
def _renew(agent_id: str, password: str) -> None:
    acces = current()
    agent = Agent.get_by_id(agent_id)
    check_password(password, noms=noms_of(agent))
    agent.changer_mot_de_passe, agent.verrouille = False, False
    agent.save()
    with editing_keys(acces) as slots:
        slot = slot_of(slots, agent_id)
        new_pair(slot, acces, password=password)
        slots.postes = [p for p in slots.postes if p.agent_id != agent_id]
        vouch(slots, acces.cles)
        follow_roles(slots, slot, roles=roles_of(agent_id), acces=acces)
    rotation.reseal_all(acces)


def _secours(text: str, slots: Slots, cles: Cles) -> Slot:
    pair = crypto.recovery_pair(crypto.read_recovery_key(text), base_id=slots.base_id)
    slot = Slot("secours", pair.public)
    assert cles.notes is not None
    assert cles.admin is not None
    slot.give(DB, cles.base, base_id=slots.base_id)
    if cles.base_next is not None:
        slot.give(DB + NEXT, cles.base_next, base_id=slots.base_id)
    slot.give(NOTES, cles.notes.private, base_id=slots.base_id)
    slot.give(ADMIN, cles.admin.private, base_id=slots.base_id)
    return slot


def _old_pair(acces: Acces, ancienne: str | None) -> KeyPair | None:
    if not ancienne:
        return None
    try:
        return ouverture.recovery_pair(ancienne, acces.slots())
    except Invalid as error:
        raise Invalid("ancienne", error.message) from error


def _reseal_with(acces: Acces, old: KeyPair | None) -> None:
    """The old paper reads everything; it must not stay in hand."""
    before = dict(acces.cles.pairs)
    if old is not None:
        acces.cles.add(old)
    try:
        rotation.reseal_all(acces)
    finally:
        acces.cles.pairs = before


def _said(left: int) -> tuple[str, ...]:
    done = "L’ancienne clé de secours n’ouvre plus la base\u00a0: détruisez-la."
    if not left:
        return (done,)
    waiting = (
        f"{left}\u00a0contenu{'s' if left > 1 else ''} personnel{'s' if left > 1 else ''} ne "
        "s’ouvrira avec la nouvelle clé qu’après la prochaine ouverture de leurs auteurs."
    )
    return done, waiting
