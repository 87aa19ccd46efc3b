"""The steps of an opening: proof, grants, the file itself, checks, who acts, the journal."""

import contextlib
import datetime as dt
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from models.base import clock, crypto, database, journal
from models.base.actor import Actor
from models.base.crypto import KeyPair, WrongKey
from models.base.database import handle, holding_pen
from models.base.droit import Droit
from models.base.errors import Invalid, Refused, Unavailable
from models.base.meta import FORMAT, meta
from models.base.migration import migrate
from models.base.settings import Settings
from models.comptes import delai, droits
from models.comptes import slots as written
from models.comptes.agent import Agent, roles_of
from models.comptes.cles import Acces, Cles, renew, take_grants
from models.comptes.emplacement import check_place
from models.comptes.role import Role
from models.comptes.slots import ADMIN, DB, NEXT, NOTES, CompteSlot, Slot, Slots
from models.comptes.store import BASE, Server, Store, Where, editing
from models.comptes.temoins import check_vouched, vouch

_DUMMY_SALT = bytes(16)
LATE = dt.timedelta(hours=12)  # of a clock, beyond which what is due cannot be trusted


class Proof(NamedTuple):
    """An account whose password was right, and when wrong ones were typed before."""

    slot: CompteSlot
    pair: KeyPair
    failures: Sequence[str]


@contextlib.contextmanager
def opening(where: Where) -> Iterator[None]:
    """Nothing stays open, and no key in memory, when an opening fails."""
    if database.is_open():
        handle().keys = None
        database.close()
    if isinstance(where, Server):
        database.open_server(where.conninfo)
    else:
        check_place(where)
    try:
        with database.telling_damage():
            yield
    except BaseException:
        database.close()
        raise


@contextlib.contextmanager
def connected(where: Where) -> Iterator[None]:
    """A server must be reached to be asked anything; a file need not be open."""
    if not isinstance(where, Server) or database.is_open():
        yield
        return
    database.open_server(where.conninfo)
    try:
        yield
    finally:
        database.close()


def has_slot_table() -> bool:
    return bool(handle().engine.table_exists("slot_document"))


def prove(
    store: Store, slots: Slots, identifiant: str, *, password: str, settings: Settings
) -> Proof:
    """Check a password. The same cost and the same sentence whether the account exists or not."""
    delai.check(store, identifiant, settings.poste_id)
    delai.count(store, identifiant, settings.poste_id)
    slot = slots.compte_named(identifiant)
    try:
        pair = _unwrap_or_pretend(slot, password, slots.base_id)
    except WrongKey as error:
        raise Invalid(
            "password",
            "Identifiant ou mot de passe incorrect. Vérifiez la touche Majuscule, puis réessayez.",
        ) from error
    assert slot is not None
    return Proof(slot, pair, delai.forget(store, identifiant, settings.poste_id))


def wrap(slot: CompteSlot, private: bytes, *, password: str, base_id: str) -> None:
    """Close the private half of an account's pair under its password."""
    slot.kdf, slot.salt = written.NEW_KDF, secrets.token_bytes(16)
    key = slot.kdf.derive(password, slot.salt)
    slot.wrapped = crypto.encrypt(key, private, context=wrapping(slot, base_id))


def unwrap(slot: CompteSlot, *, password: str, base_id: str) -> KeyPair:
    """The pair of an account; `WrongKey` for a wrong password."""
    key = slot.kdf.derive(password, slot.salt)
    pair = KeyPair.from_private(crypto.decrypt(key, slot.wrapped, context=wrapping(slot, base_id)))
    if pair.public != slot.public:
        raise written.damaged()
    return pair


def wrapping(slot: Slot, base_id: str) -> str:
    return f"{base_id}|{slot.id}|clé privée"


def grants(slot: Slot, pair: KeyPair, slots: Slots) -> Cles:
    """What a slot opens; a sentence if the file was altered."""
    try:
        return take_grants(slot, pair, base_id=slots.base_id)
    except WrongKey as error:
        raise written.damaged() from error


def recovery_pair(key: str, slots: Slots) -> KeyPair:
    """The pair that a recovery key stands for; `Invalid("key")` says what is wrong with it."""
    try:
        base_id = slots.base_secours or slots.base_id
        pair = crypto.recovery_pair(crypto.read_recovery_key(key), base_id=base_id)
    except WrongKey as error:
        raise Invalid(
            "key",
            "Clé de secours\u00a0: il y manque un caractère, ou l’un d’eux est mal recopié. "
            "Elle a six groupes de six signes.",
        ) from error
    if pair.public != slots.secours.public:
        raise Invalid(
            "key",
            "Cette clé de secours est bien écrite, mais ce n’est pas celle de cette base, ou elle "
            "a été remplacée depuis. Prenez la dernière imprimée.",
        )
    return pair


def enter(acces: Acces, slots: Slots, settings: Settings) -> None:
    """Open the file with the keys in hand, check that it is the right one, and say who acts."""
    _open_file(acces)
    handle().keys = acces
    migrate(None if isinstance(acces.where, Server) else _copy_before_migration)
    _check_identity(acces)
    acces.carnet = meta("carnet_titre") or ""
    handle().actor = actor_of(acces, poste_id=settings.poste_id)
    start_chain(slots, settings.poste_id)
    acces.warnings = tuple(_warnings(acces, slots))


def actor_of(acces: Acces, *, poste_id: str) -> Actor:
    """The rights of the roles; only one's own account as long as the password is temporary."""
    if acces.agent_id is None:
        return Actor(None, _as_carnet(acces, droits.rights_of(Role)), poste_id)
    agent: Agent | None = Agent.get_or_none(Agent.id == acces.agent_id)
    if agent is None or agent.archived_at is not None:
        raise Refused("Ce compte a été retiré. Demandez à la personne qui administre.")
    if agent.verrouille:
        raise Refused(
            "Ce compte est verrouillé. Demandez à la personne qui administre de le déverrouiller."
        )
    acces.nom_affiche = agent.nom_affiche
    acces.must_change_password = bool(agent.changer_mot_de_passe) and not acces.device
    with holding_pen():
        Agent.update(last_login_at=clock.now()).where(Agent.id == agent.id).execute()
    return Actor(agent.id, _rights(acces), poste_id)


def keep_up(acces: Acces) -> bool:
    """Follow what another desk changed of this account: its keys are those of now.

    Whether its rights are not those of its session any more; `Refused` when it has none at all.
    """
    actor = handle().require_actor()
    if acces.agent_id is None:
        return False
    if acces.device and acces.slots().poste(actor.poste_id) is None:
        raise Refused("Ce poste n’ouvre plus la base par lui-même. Ouvrez votre session.")
    renew(acces)
    return _rights(acces) != actor.droits


def start_chain(slots: Slots, poste_id: str) -> None:
    """Open this workstation's chain of the journal, its first key closed for administrators."""
    if journal.has_chain(poste_id):
        return
    public = slots.boite(ADMIN)
    context = chain_context(slots.base_id, poste_id)
    journal.start_chain(
        poste_id, lambda key: crypto.seal(public, key, context=context), crypto.new_key()
    )


def chain_context(base_id: str, poste_id: str) -> str:
    return f"{base_id}|journal|{poste_id}"


def record_failures(acces: Acces, failures: Sequence[str]) -> None:
    """Write the wrong passwords typed while the base was closed, each with its instant."""
    for moment in failures:
        journal.record(
            "ouverture_refusee",
            objet="agent",
            objet_id=acces.agent_id,
            champs=(moment,),
            resultat="refuse",
        )


def finish_changes(acces: Acces) -> None:
    """Carry through a change of keys that was cut short, or left to a holder of the notes."""
    from models.comptes import rotation

    slots = acces.slots()
    if acces.cles.base_next is not None:
        with contextlib.suppress(Unavailable):  # another window is open: at the next opening
            rotation.finish_base(acces)
    if acces.holds_notes and (slots.notes_a_changer or NOTES + NEXT in slots.boites):
        rotation.change_notes(acces)
    rotation.follow_own(acces)
    rotation.refresh_stale(acces)
    if acces.holds_admin and any(slot.relais for slot in slots.comptes):
        with contextlib.suppress(Refused), editing(acces.store) as slots:
            check_vouched(slots, acces.cles)
            vouch(slots, acces.cles)


def _rights(acces: Acces) -> frozenset[Droit]:
    assert acces.agent_id is not None
    rights = _as_carnet(acces, droits.rights_of(roles_of(acces.agent_id)))
    if acces.device:
        return rights & droits.DROITS[Role.ACCUEIL]
    return frozenset({Droit.PROPRE_COMPTE}) if acces.must_change_password else rights


def _as_carnet(acces: Acces, rights: frozenset[Droit]) -> frozenset[Droit]:
    return rights & droits.IN_CARNET if acces.carnet else rights


def _unwrap_or_pretend(slot: CompteSlot | None, password: str, base_id: str) -> KeyPair:
    if slot is None:
        written.NEW_KDF.derive(password, _DUMMY_SALT)
        raise WrongKey("no such account")
    return unwrap(slot, password=password, base_id=base_id)


def _open_file(acces: Acces) -> None:
    """With the key, or the next one: a change of key that was cut short leaves one of both."""
    if isinstance(acces.where, Server):
        return
    cles = acces.cles
    try:
        database.open_cipher(acces.where / BASE, cles.base)
    except Unavailable:
        if cles.base_next is None:
            raise
        database.open_cipher(acces.where / BASE, cles.base_next)
        cles.base, cles.base_next = cles.base_next, None
        with editing(acces.store) as slots:
            slots.settle(DB)


def _copy_before_migration() -> None:
    """A copy of the file under the same key, beside the backups."""
    path = Path(handle().engine.database)
    target = path.parent / "sauvegardes" / f"avant-mise-a-jour-{clock.today():%Y-%m-%d}.db"
    target.parent.mkdir(exist_ok=True)
    target.unlink(missing_ok=True)
    handle().engine.execute_sql("VACUUM INTO ?", (str(target),))


def _check_identity(acces: Acces) -> None:
    if meta("base_id") != acces.base_id:
        raise written.damaged()
    if int(meta("format") or 0) > FORMAT:
        raise Refused(
            "Cette base a été ouverte avec une version plus récente de Côte à Côte. "
            "Installez cette version sur ce poste pour l’ouvrir."
        )


def _warnings(acces: Acces, slots: Slots) -> Iterator[str]:
    try:
        check_vouched(slots, acces.cles)
    except Refused as error:
        yield error.message
    if acces.holds_admin and len(slots.holders(ADMIN)) == 1 and len(slots.comptes) > 1:
        yield (
            "Un seul compte administre cette base. Gardez la clé de secours imprimée en lieu sûr, "
            "ou donnez ce rôle à une deuxième personne."
        )
    last = journal.last_instant()
    if last is not None and last > clock.now() + LATE:
        yield (
            f"L’horloge de cet ordinateur dit le {clock.today():%d/%m/%Y}, mais la base a déjà "
            f"servi le {clock.local(last):%d/%m/%Y}. Vérifiez la date de l’ordinateur\u00a0: les "
            "échéances et les rappels en dépendent."
        )
