"""Content that only its readers open: notes, and the protected parts of a fiche.

Each content has a random key of its own, sealed to each reader and always to the recovery key:
version, number of readers, readers (kind, agent, key id, sealed key), then the padded content.
"""

import hashlib
import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from models.base import crypto
from models.base.crypto import KEY, KEY_ID, WrongKey
from models.base.errors import Refused, Unavailable
from models.base.table import Table
from models.comptes.agent import Agent
from models.comptes.cles import Acces, current, renew
from models.comptes.slots import NEXT, NOTES, Slots
from models.comptes.temoins import check_not_older, known_publics, vouched

_VERSION = b"\x02"
_EQUIPE, _SECOURS, _AGENT = b"E", b"S", b"A"
_ID = 32  # bytes of an agent's id; zeros for the team and the recovery key
_SEALED_KEY = KEY + 1 + 12 + KEY + 16  # what `crypto.seal` makes of a key
_READER = 1 + _ID + KEY_ID + _SEALED_KEY


class NoKey(Refused):
    """This account's keys do not open this content."""


@dataclass(frozen=True)
class Lecteurs:
    """For whom a content is sealed: the team's référents, and agents by their id."""

    equipe: bool = False
    agents: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def only(cls, *agent_ids: str) -> "Lecteurs":
        """Author (personnelle), or author and référents of the suivi (référent)."""
        return cls(agents=frozenset(agent_ids))


EQUIPE = Lecteurs(equipe=True)
Context = Callable[[Any], str]
sealed_columns: list[tuple[type[Table], str, Context]] = []
# Who declares them: areas above this one, so by name. A test looks for one that is missing.
DECLARERS = ("models.suivis.note", "models.prescriptions.fiche")


def declare_sealed(table: type[Table], champ: str, context: Context) -> None:
    """Say that `table.champ` holds sealed content, so that a change of keys finds it.

    Call it below the table; `context` gives a row's context (see `context_of`).
    """
    sealed_columns.append((table, champ, context))


def context_of(table: type[Table], row_id: str, *, champ: str, version: int = 1) -> str:
    """Where a content stands: it opens nowhere else. `version` counts the versions of a content."""
    return f"{table._meta.table_name}|{row_id}|{champ}|{version}"


def all_sealed_columns() -> list[tuple[type[Table], str, Context]]:
    """All of them, even when nobody used these areas yet: a change of keys forgets none."""
    for module in DECLARERS:
        importlib.import_module(module)
    return sealed_columns


@dataclass(frozen=True)
class _Reader:
    """One for whom the content's key is sealed."""

    kind: bytes
    agent_id: str
    key_id: bytes
    sealed: bytes = b""

    def to_bytes(self) -> bytes:
        return self.kind + self.agent_id.encode().ljust(_ID, b"\0") + self.key_id + self.sealed

    @classmethod
    def from_bytes(cls, raw: bytes) -> "_Reader":
        agent_id = raw[1 : 1 + _ID].rstrip(b"\0").decode()
        return cls(raw[:1], agent_id, raw[1 + _ID : 1 + _ID + KEY_ID], raw[1 + _ID + KEY_ID :])


def seal_for(lecteurs: Lecteurs, plain: bytes, *, context: str) -> bytes:
    """Close `plain` for these readers; `NoKey` if an agent has no key, or one nobody vouches for.

    `Refused` if the keys are older than the base. `current()` must be in; whoever seals for the
    team only need not be able to read it again.
    """
    acces = current()
    slots = acces.slots()
    check_not_older(slots)
    if acces.cles.notes is not None and acces.cles.notes.public != slots.boite(NOTES):
        renew(acces)  # another desk changed the key of the notes since this session began
    key = crypto.new_key()
    readers = b""
    publics = list(_publics(lecteurs, acces, slots))
    for kind, agent_id, public in publics:
        sealed = crypto.seal(public, key, context=f"{context}|clé")
        readers += _Reader(kind, agent_id, crypto.key_id(public), sealed).to_bytes()
    head = _VERSION + len(publics).to_bytes(2, "big") + readers
    return head + crypto.encrypt(key, crypto.pad(plain), context=_bound(context, head))


def read(sealed: bytes, *, context: str) -> bytes:
    """The content; `NoKey` for who is not a reader, `Unavailable` if it was moved or altered."""
    head, readers, body = _parts(sealed)
    acces = current()
    mine = _mine(acces, readers)
    if mine is None and renew(acces):
        mine = _mine(acces, readers)
    pairs = acces.cles.pairs
    if mine is None:
        raise NoKey(
            "Ce contenu est chiffré pour d’autres personnes\u00a0: les clés de votre compte ne "
            "l’ouvrent pas. Demandez-le à son auteur ou à une personne référente."
        )
    try:
        key = crypto.unseal(pairs[mine.key_id], mine.sealed, context=f"{context}|clé")
        return crypto.unpad(crypto.decrypt(key, body, context=_bound(context, head)))
    except WrongKey as error:
        raise _altered() from error


def _mine(acces: Acces, readers: list[_Reader]) -> _Reader | None:
    return next((one for one in readers if one.key_id in acces.cles.pairs), None)


def may_read(sealed: bytes) -> bool:
    """Whether the account that is in is a reader, without opening the content."""
    pairs = current().cles.pairs
    return any(reader.key_id in pairs for reader in _parts(sealed)[1])


def readers_of(sealed: bytes) -> Lecteurs:
    """For whom it is sealed (the recovery key is always one more)."""
    readers = _parts(sealed)[1]
    return Lecteurs(
        equipe=any(r.kind == _EQUIPE for r in readers),
        agents=frozenset(r.agent_id for r in readers if r.kind == _AGENT),
    )


def is_for(sealed: bytes, key_id: bytes) -> bool:
    """Whether a key is among those that open a content."""
    return any(reader.key_id == key_id for reader in _parts(sealed)[1])


def reseal(sealed: bytes, lecteurs: Lecteurs, *, context: str) -> bytes:
    """The same content for other readers, or for their new keys; `NoKey` when it cannot be read."""
    return seal_for(lecteurs, read(sealed, context=context), context=context)


def refreshed(sealed: bytes, *, context: str) -> bytes | None:
    """The content for the present keys of its readers; None when nothing is to be done, or can be.

    A reader whose account is gone is left out; one whose new key nobody here can vouch for stays.
    """
    acces = current()
    slots = acces.slots()
    _, readers, _ = _parts(sealed)
    stale = [reader for reader in readers if _is_stale(reader, slots)]
    if not stale or not may_read(sealed):
        return None
    wanted = readers_of(sealed)
    gone = {r.agent_id for r in stale if r.kind == _AGENT and slots.compte(r.agent_id) is None}
    wanted = Lecteurs(equipe=wanted.equipe, agents=wanted.agents - gone)
    try:
        return reseal(sealed, wanted, context=context)
    except NoKey:
        return None


def _publics(lecteurs: Lecteurs, acces: Acces, slots: Slots) -> Iterator[tuple[bytes, str, bytes]]:
    known = known_publics(slots, acces.cles)
    if lecteurs.equipe:
        yield _EQUIPE, "", _same(known, NOTES, slots.boite(NOTES))
    for agent_id in sorted(lecteurs.agents):
        yield _AGENT, agent_id, _public_of(agent_id, acces, slots)
    yield _SECOURS, "", _same(known, slots.secours.id, slots.secours.public)


def _same(known: dict[str, bytes] | None, name: str, public: bytes) -> bytes:
    """The key, if it is the one vouched for; without the notes key nothing can be checked."""
    if known is not None and known.get(name + NEXT, known.get(name)) != public:
        raise NoKey(
            f"La clé «\u00a0{name}\u00a0» a été modifiée en dehors du programme\u00a0: rien n’est "
            "chiffré pour elle. Prévenez la personne qui administre."
        )
    return public


def _public_of(agent_id: str, acces: Acces, slots: Slots) -> bytes:
    own = acces.cles.own
    if agent_id == acces.agent_id and own is not None:
        return own.public
    # Among those who hold the notes, whatever the base says of roles: a row can be written by
    # whoever has the key of the base, a place in that list by none but who holds the notes.
    slot, pair = slots.compte(agent_id), acces.cles.notes
    known = vouched(slots, NOTES, pair) if pair is not None else {}
    if slot is None or known.get(slot.id) != slot.public:
        raise NoKey(_no_key_for(agent_id))
    return slot.public


def _no_key_for(agent_id: str) -> str:
    agent: Agent | None = Agent.get_or_none(Agent.id == agent_id)
    nom = agent.nom_affiche if agent is not None else "Cette personne"
    return (
        f"{nom} n’a pas de clé pour lire ce contenu. Ouvrez-lui les notes dans l’écran Comptes, "
        "ou choisissez un autre niveau de confidentialité."
    )


def _is_stale(reader: _Reader, slots: Slots) -> bool:
    if reader.kind == _EQUIPE:
        return reader.key_id != crypto.key_id(slots.boite(NOTES))
    if reader.kind == _SECOURS:
        return reader.key_id != crypto.key_id(slots.secours.public)
    slot = slots.compte(reader.agent_id)
    return slot is None or reader.key_id != crypto.key_id(slot.public)


def _parts(sealed: bytes) -> tuple[bytes, list[_Reader], bytes]:
    """Head, readers, body; `Unavailable` for what is no sealed content."""
    if sealed[:1] != _VERSION:
        raise _altered()
    end = 3 + int.from_bytes(sealed[1:3], "big") * _READER
    if len(sealed) < end:
        raise _altered()
    try:
        starts = range(3, end, _READER)
        readers = [_Reader.from_bytes(sealed[at : at + _READER]) for at in starts]
    except UnicodeDecodeError as error:
        raise _altered() from error
    return sealed[:end], readers, sealed[end:]


def _bound(context: str, head: bytes) -> str:
    return f"{context}|{hashlib.sha256(head).hexdigest()}"


def _altered() -> Unavailable:
    return Unavailable(
        "Ce contenu chiffré est endommagé, ou il a été déplacé depuis un autre dossier\u00a0: il "
        "n’est pas affiché. Vérifiez la base dans le Coffre, et restaurez une sauvegarde."
    )
