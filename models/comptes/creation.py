"""Creating a base: its keys, its first account, its recovery key."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from models.base import clock, crypto, database, journal
from models.base.actor import Actor
from models.base.command import command
from models.base.crypto import KeyPair
from models.base.database import handle, holding_pen, tx
from models.base.droit import Droit
from models.base.errors import Invalid, Refused, Unavailable
from models.base.files import replace, sync_folder
from models.base.ids import new_id
from models.base.meta import FORMAT, put_meta
from models.base.migration import migrate
from models.base.settings import Settings
from models.base.version import VERSION
from models.comptes import ouverture
from models.comptes import slots as written
from models.comptes.agent import Agent, AgentRole
from models.comptes.cles import Acces, Cles
from models.comptes.emplacement import check_place
from models.comptes.identifiant import checked_identifiant
from models.comptes.mot_de_passe import check_password
from models.comptes.role import Role
from models.comptes.slots import ADMIN, DB, NOTES, CompteSlot, Slot, Slots
from models.comptes.store import (
    BASE,
    PIECES,
    SLOTS,
    Server,
    Store,
    Where,
    store_of,
)
from models.comptes.temoins import vouch

FIRST_ROLES = (Role.RESPONSABLE, Role.ADMINISTRATEUR, Role.REFERENT)
_STAGING = ".creation"


def create_base(
    where: Where,
    *,
    structure: str,
    identifiant: str,
    password: str,
    settings: Settings,
    prenom: str = "",
    nom: str = "",
    furnish: Callable[[], None] | None = None,
) -> tuple[Acces, str]:
    """Create a base, open it for its first account; returns also the recovery key, shown once.

    `furnish` fills the new base (lists, the structure's card) as that account, before the base
    takes its place: if it fails, nothing is left. `Invalid` fields: `structure`, `identifiant`,
    `password`; `Refused` when the folder holds a base, or is on a network or synchronised.
    """
    name = checked_identifiant(identifiant, taken=())
    _check_words(structure, name, password=password, nom=f"{prenom} {nom}")
    agent = Agent(identifiant=name, prenom=prenom, nom=nom)
    slots, cles, recovery_key = _new_slots(agent, password=password)
    acces = Acces(where, store_of(where), slots.base_id, name, agent_id=agent.id, cles=cles)
    build = _Building(acces, slots, agent, structure.strip(), settings=settings, furnish=furnish)
    if isinstance(where, Server):
        build.on_server(where)
    else:
        build.in_folder(where)
    return acces, recovery_key


class _Building:
    """What is written into a new base, wherever it is."""

    def __init__(
        self,
        acces: Acces,
        slots: Slots,
        agent: Agent,
        structure: str,
        *,
        settings: Settings,
        furnish: Callable[[], None] | None,
    ) -> None:
        self.acces, self.slots, self.agent = acces, slots, agent
        self.structure, self.settings, self.furnish = structure, settings, furnish

    def in_folder(self, folder: Path) -> None:
        """Beside its place first: a creation that is cut short leaves no half of a base."""
        check_place(folder)
        with _staging(folder) as place:
            database.create_cipher(place / BASE, self.acces.cles.base)
            self._fill(store_of(place))
            database.close()
            _put_aside(folder / f"structure.{SLOTS}")
            replace(place / f"structure.{SLOTS}", folder / f"structure.{SLOTS}")
            if (place / PIECES).exists():
                _put_aside(folder / PIECES)
                replace(place / PIECES, folder / PIECES)
            replace(place / BASE, folder / BASE)
            sync_folder(folder)
        self.acces.store = store_of(folder)
        with ouverture.opening(folder):
            ouverture.enter(self.acces, self.slots, self.settings)

    def on_server(self, server: Server) -> None:
        with ouverture.opening(server):
            if ouverture.has_slot_table() and store_of(server).read(SLOTS) is not None:
                raise Refused("Ce serveur contient déjà une base\u00a0: elle n’est pas remplacée.")
            self._fill(store_of(server))
            ouverture.enter(self.acces, self.slots, self.settings)

    def _fill(self, store: Store) -> None:
        migrate()
        self.acces.store = store
        handle().keys = self.acces
        handle().actor = Actor(None, frozenset(Droit), self.settings.poste_id)
        with tx():
            self._write_rows()
            store.write(SLOTS, written.to_text(self.slots))
            handle().actor = Actor(self.agent.id, frozenset(Droit), self.settings.poste_id)
            if self.furnish is not None:
                self.furnish()

    def _write_rows(self) -> None:
        with holding_pen():
            put_meta(
                base_id=self.slots.base_id,
                format=str(FORMAT),
                version=VERSION,
                created_at=clock.now().isoformat(timespec="seconds"),
                structure=self.structure,
            )
        ouverture.start_chain(self.slots, self.settings.poste_id)
        journal.record("base_creee", objet="agent", objet_id=self.agent.id)
        _write_first_account(self.agent)


@command(right=Droit.COMPTES, label="Premier compte créé", undoable=False)
def _write_first_account(agent: Agent) -> None:
    agent.save()
    for role in FIRST_ROLES:
        AgentRole(agent=agent, role=role.value).save()


def _new_slots(agent: Agent, *, password: str) -> tuple[Slots, Cles, str]:
    """All keys of a new base; the first account holds each of them."""
    base_id, recovery_key = new_id(), crypto.new_recovery_key()
    own, notes, admin = KeyPair.new(), KeyPair.new(), KeyPair.new()
    recovery = crypto.recovery_pair(crypto.read_recovery_key(recovery_key), base_id=base_id)
    cles = Cles(base=crypto.new_key(), own=own, notes=notes, admin=admin)
    cles.add(own)
    cles.add(notes)
    account = CompteSlot(f"compte:{agent.id}", own.public, identifiant=str(agent.identifiant))
    ouverture.wrap(account, own.private, password=password, base_id=base_id)
    slots = Slots(
        base_id=base_id,
        secours=Slot("secours", recovery.public),
        boites={NOTES: notes.public, ADMIN: admin.public},
        comptes=[account],
    )
    for slot in (account, slots.secours):
        for name, secret in ((DB, cles.base), (NOTES, notes.private), (ADMIN, admin.private)):
            slot.give(name, secret, base_id=base_id)
    vouch(slots, cles)
    account.seen = slots.state()
    return slots, cles, recovery_key


def _check_words(structure: str, identifiant: str, *, password: str, nom: str) -> None:
    if not structure.strip():
        raise Invalid("structure", "Nom de la structure\u00a0: il est vide. Écrivez-le.")
    check_password(password, noms=(identifiant, structure, nom))


@contextlib.contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    if (folder / BASE).exists():
        raise Refused(
            f"Le dossier «\u00a0{folder}\u00a0» contient déjà une base\u00a0: elle n’est pas "
            "remplacée. Ouvrez-la, ou choisissez un autre dossier."
        )
    place = folder / _STAGING
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700)
    except OSError as error:
        raise Unavailable(
            f"Le dossier «\u00a0{folder}\u00a0» ne peut pas être écrit. Vérifiez vos droits, ou "
            "choisissez un autre dossier."
        ) from error
    try:
        yield place
    finally:
        database.close()
        shutil.rmtree(place, ignore_errors=True)


def _put_aside(path: Path) -> None:
    """Keys without their base are kept: they may be those of a backup."""
    if path.exists():
        replace(path, path.with_name(f"{path.name}.{clock.wall():%Y%m%d-%H%M%S}"))
