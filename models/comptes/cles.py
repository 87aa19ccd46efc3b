"""The keys in hand while an account is in."""

from dataclasses import dataclass, field

from models.base.actor import Actor
from models.base.crypto import KeyPair, WrongKey, key_id
from models.base.database import handle
from models.base.errors import Refused
from models.comptes.slots import ADMIN, BEFORE, DB, NEXT, NOTES, Slot, Slots, damaged
from models.comptes.store import Store, Where, read_slots


@dataclass
class Cles:
    """What the slot of this account opens. `pairs` are all private halves, by key id."""

    base: bytes = field(default=b"", repr=False)
    base_next: bytes | None = field(default=None, repr=False)
    own: KeyPair | None = field(default=None, repr=False)
    notes: KeyPair | None = field(default=None, repr=False)
    admin: KeyPair | None = field(default=None, repr=False)
    pairs: dict[bytes, KeyPair] = field(default_factory=dict, repr=False)

    def add(self, pair: KeyPair) -> None:
        self.pairs[key_id(pair.public)] = pair


@dataclass
class Acces:
    """The account that is in. Its keys stay in memory until `acces.lock()`.

    `must_change_password`: every command but `compte.change_own_password` is refused until then.
    `device`: opened by the workstation's secret, with the rights of the accueil and no note.
    `carnet`: the title of the carnet de tournée that this base is; empty in the house's own.
    `warnings`: sentences to show once the window is open.
    """

    where: Where
    store: Store
    base_id: str
    identifiant: str = ""
    agent_id: str | None = None
    nom_affiche: str = ""
    must_change_password: bool = False
    device: bool = False
    carnet: str = ""
    warnings: tuple[str, ...] = ()
    cles: Cles = field(default_factory=Cles, repr=False)

    @property
    def actor(self) -> Actor:
        return handle().require_actor()

    @property
    def holds_notes(self) -> bool:
        return self.cles.notes is not None

    @property
    def holds_admin(self) -> bool:
        return self.cles.admin is not None

    def slots(self) -> Slots:
        slots = read_slots(self.store)
        if slots.base_id != self.base_id:
            raise damaged()
        return slots


def current() -> Acces:
    """Who is in; `Refused` when nobody is."""
    found = handle().keys
    if not isinstance(found, Acces):
        raise Refused("Aucun compte n’est ouvert. Ouvrez d’abord votre session.")
    return found


def renew(acces: Acces) -> bool:
    """Take the keys that this account holds now, if another desk changed them; whether it did.

    `Refused` when they are not its own any more: account taken away, locked, password reset.
    """
    own = acces.cles.own
    if acces.agent_id is None or acces.device or own is None:
        return False
    slots = acces.slots()
    slot = slots.compte(acces.agent_id)
    if slot is None:
        raise Refused("Ce compte a été retiré. Demandez à la personne qui administre.")
    if slot.verrouille:
        raise Refused(
            "Ce compte a été verrouillé. Demandez à la personne qui administre de le déverrouiller."
        )
    if slot.public != own.public:
        raise Refused(
            "Le mot de passe de ce compte a été réinitialisé. Ouvrez votre session avec celui que "
            "la personne qui administre vous donne."
        )
    try:
        fresh = take_grants(slot, own, base_id=slots.base_id)
    except WrongKey as error:
        raise damaged() from error
    known = (slots.boites.get(NOTES), slots.boites.get(NOTES + NEXT))
    if fresh.notes is not None and fresh.notes.public not in known:
        return False  # written by another program: what it is used for will be refused
    cles = acces.cles
    if (fresh.pairs.keys(), fresh.admin) == (cles.pairs.keys(), cles.admin):
        return False
    cles.notes, cles.admin, cles.pairs = fresh.notes, fresh.admin, fresh.pairs
    return True


def take_grants(slot: Slot, pair: KeyPair, *, base_id: str) -> Cles:
    """All that a slot opens with its private half; `WrongKey` if a grant was altered."""
    cles = Cles(own=pair)
    cles.add(pair)
    base = slot.take(DB, pair, base_id=base_id)
    if base is None:
        raise WrongKey("a slot without the base's key")
    cles.base, cles.base_next = base, slot.take(DB + NEXT, pair, base_id=base_id)
    for name in (NOTES, NOTES + NEXT):
        private = slot.take(name, pair, base_id=base_id)
        if private is not None:
            cles.notes = KeyPair.from_private(private)
            cles.add(cles.notes)
    before = slot.take(BEFORE, pair, base_id=base_id)
    if before is not None:
        cles.add(KeyPair.from_private(before))
    private = slot.take(ADMIN, pair, base_id=base_id)
    cles.admin = KeyPair.from_private(private) if private is not None else None
    return cles
