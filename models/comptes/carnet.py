"""The keys of a carnet de tournée: its own, opened on the road by the password of who took it.

The house opens it too, whoever brings it back and whatever became of the password: with the house's
own key, from which a pair is derived for each carnet, or with the house's recovery key on paper.
Nothing that is wrapped in a carnet opens anything of the house.
"""

from models.base import crypto
from models.base.crypto import KeyPair, WrongKey
from models.base.errors import Invalid, Refused, Unavailable
from models.base.ids import new_id
from models.comptes import ouverture
from models.comptes.agent import Agent
from models.comptes.cles import Acces, take_grants
from models.comptes.slots import DB, CompteSlot, PosteSlot, Slot, Slots


def check_own_password(acces: Acces, password: str) -> Agent:
    """The agent who is in, if this is her password; else `Invalid("password")`."""
    slot = acces.slots().compte(acces.agent_id or "")
    if slot is None:
        raise Refused(
            "Ouvrez la base avec le mot de passe de votre compte\u00a0: c’est lui qui ouvrira le "
            "carnet."
        )
    try:
        ouverture.unwrap(slot, password=password, base_id=acces.base_id)
    except WrongKey as error:
        raise Invalid(
            "password",
            "Mot de passe\u00a0: ce n’est pas celui de votre compte. Vérifiez la touche Majuscule.",
        ) from error
    agent: Agent = Agent.get_by_id(acces.agent_id)
    return agent


def new_keys(acces: Acces, agent: Agent, *, password: str) -> tuple[Slots, bytes]:
    """The slots of a new carnet, and the key of its base."""
    house = acces.slots()
    base_id, key, own = new_id(), crypto.new_key(), KeyPair.new()
    account = CompteSlot(f"compte:{agent.id}", own.public, identifiant=str(agent.identifiant))
    ouverture.wrap(account, own.private, password=password, base_id=base_id)
    door = PosteSlot(
        f"poste:{acces.base_id}", _pair_of_the_house(acces.cles.base, base_id).public,
        agent_id=str(agent.id),
    )  # fmt: skip
    slots = Slots(
        base_id=base_id,
        secours=Slot("secours", house.secours.public),
        boites=dict(house.boites),
        comptes=[account],
        postes=[door],
        base_secours=acces.base_id,
    )
    for slot in (account, door, slots.secours):
        slot.give(DB, key, base_id=base_id)
    account.seen = slots.state()
    return slots, key


def base_key(slots: Slots, acces: Acces, *, secret: str = "") -> bytes:
    """The key of a carnet that comes back; `Invalid("secret")` when the house's is not enough.

    `secret` is then the password that opened it on the road, or the recovery key.
    """
    check_from_here(slots, acces)
    door = slots.poste(acces.base_id)
    for key in (acces.cles.base, acces.cles.base_next):
        found = _taken(door, _pair_of_the_house(key, slots.base_id), slots) if key else None
        if found is not None:
            return found
    return _opened_by(secret.strip(), slots)


def check_from_here(slots: Slots, acces: Acces) -> None:
    """`Refused` for a base that is no carnet, or one of another house."""
    if not slots.base_secours:
        raise Refused(
            "Ce dossier contient une base de Côte à Côte, mais ce n’est pas un carnet de tournée. "
            "Choisissez le dossier du carnet."
        )
    if slots.base_secours != acces.base_id:
        raise Refused(
            "Ce carnet a été emporté d’une autre base que celle-ci\u00a0: rien n’en est repris. "
            "Rentrez-le dans la structure d’où il vient."
        )


def _opened_by(secret: str, slots: Slots) -> bytes:
    if not secret:
        raise _closed(slots, "la clé de cette base a changé depuis le départ")
    for account in slots.comptes:
        try:
            pair = ouverture.unwrap(account, password=secret, base_id=slots.base_id)
        except WrongKey:
            continue
        return ouverture.grants(account, pair, slots).base
    try:
        pair = ouverture.recovery_pair(secret, slots)
    except Invalid as error:
        raise _closed(slots, "ce mot de passe ne l’ouvre pas") from error
    return ouverture.grants(slots.secours, pair, slots).base


def _taken(slot: Slot | None, pair: KeyPair, slots: Slots) -> bytes | None:
    if slot is None or slot.public != pair.public:
        return None
    try:
        return take_grants(slot, pair, base_id=slots.base_id).base
    except WrongKey as error:
        raise damaged_carnet() from error


def damaged_carnet() -> Unavailable:
    return Unavailable(
        "Ce carnet est endommagé\u00a0: rien n’en est repris, et rien n’a changé dans le registre. "
        "Essayez depuis l’ordinateur de la tournée\u00a0; sinon, ressaisissez la feuille papier."
    )


def _closed(slots: Slots, cause: str) -> Invalid:
    name = slots.comptes[0].identifiant if slots.comptes else ""
    return Invalid(
        "secret",
        f"Le carnet reste fermé\u00a0: {cause}. Tapez le mot de passe que «\u00a0{name}\u00a0» "
        "avait le jour du départ, ou la clé de secours.",
    )


def _pair_of_the_house(key: bytes, base_id: str) -> KeyPair:
    return KeyPair.from_private(crypto.mac(key, base_id.encode(), purpose="carnet"))
