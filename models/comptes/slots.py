"""The slots: which account, workstation or paper opens which key, written without any secret.

A slot is a public key, its private half wrapped by a password or a device secret, and grants:
keys of the base sealed to that public key. So a key is given, or changed, without any password.
"""

import base64
import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any, NoReturn

from models.base.crypto import Kdf, KeyPair, WrongKey, seal, unseal
from models.base.errors import Refused, Unavailable

FORMAT = 1
NEW_KDF = Kdf()
DB, NOTES, ADMIN = "db", "notes", "admin"
BEFORE = "avant"  # the private half of an account's temporary pair, until its contents follow
NEXT = ".next"  # a key that is taking the place of another; both are tried at an opening


@dataclass
class Slot:
    """`id` is « compte:… », « poste:… » or « secours »; nothing opened moves to another slot."""

    id: str
    public: bytes
    grants: dict[str, bytes] = field(default_factory=dict)

    def give(self, name: str, secret: bytes, *, base_id: str) -> None:
        self.grants[name] = seal(self.public, secret, context=self._context(name, base_id))

    def take(self, name: str, pair: KeyPair, *, base_id: str) -> bytes | None:
        """The key that this grant holds, None without it; `WrongKey` if it was altered."""
        sealed = self.grants.get(name)
        if sealed is None:
            return None
        return unseal(pair, sealed, context=self._context(name, base_id))

    def has(self, name: str) -> bool:
        return name in self.grants or name + NEXT in self.grants

    def _context(self, name: str, base_id: str) -> str:
        return f"{base_id}|{self.id}|{name.removesuffix(NEXT)}"


@dataclass
class Relais:
    """An account went from a pair to another by itself: `preuve` is for who vouches for it."""

    avant: bytes
    apres: bytes
    preuve: bytes


@dataclass
class CompteSlot(Slot):
    """An account: its password opens `wrapped`; `seen` marks the keys that it knew of.

    `relais` are the pairs that it left since an administrator last vouched for it; `sans_notes`:
    its temporary password was chosen by somebody who may not read the notes.
    """

    identifiant: str = ""
    kdf: Kdf = NEW_KDF
    salt: bytes = b""
    wrapped: bytes = b""
    verrouille: bool = False
    seen: str = ""
    relais: list[Relais] = field(default_factory=list)
    sans_notes: bool = False

    @property
    def agent_id(self) -> str:
        return self.id.removeprefix("compte:")


@dataclass
class PosteSlot(Slot):
    """A workstation that may open the register by itself, as the account that allowed it."""

    agent_id: str = ""
    wrapped: bytes = b""

    @property
    def poste_id(self) -> str:
        return self.id.removeprefix("poste:")


@dataclass
class Temoin:
    """Public keys that the holders of a key vouch for: names, keys, and their seal."""

    entrees: dict[str, bytes]
    mac: bytes


@dataclass
class Slots:
    """The whole file. `boites` are the public halves of the keys `notes` and `admin`.

    `base_secours` is the base whose recovery key opens this one too: that of the house, for a
    carnet de tournée; empty for a base with a recovery key of its own.
    """

    base_id: str
    secours: Slot
    boites: dict[str, bytes]
    comptes: list[CompteSlot] = field(default_factory=list)
    postes: list[PosteSlot] = field(default_factory=list)
    temoins: dict[str, Temoin] = field(default_factory=dict)
    notes_a_changer: bool = False
    generation: int = 0
    base_secours: str = ""

    def compte(self, agent_id: str) -> CompteSlot | None:
        return next((c for c in self.comptes if c.agent_id == agent_id), None)

    def compte_named(self, identifiant: str) -> CompteSlot | None:
        wanted = same_identifiant(identifiant)
        return next((c for c in self.comptes if same_identifiant(c.identifiant) == wanted), None)

    def poste(self, poste_id: str) -> PosteSlot | None:
        return next((p for p in self.postes if p.poste_id == poste_id), None)

    def all(self) -> list[Slot]:
        return [*self.comptes, *self.postes, self.secours]

    def holders(self, name: str) -> list[CompteSlot]:
        """The accounts that hold a key and may open."""
        return [c for c in self.comptes if c.has(name) and not c.verrouille]

    def boite(self, name: str) -> bytes:
        """The public half to seal to: the next one as soon as there is one."""
        return self.boites.get(name + NEXT) or self.boites[name]

    def state(self) -> str:
        """A mark of each key that contents are sealed to, to tell later which ones changed."""
        keys = {slot.id: slot.public for slot in [*self.comptes, self.secours]}
        keys[NOTES] = self.boite(NOTES)
        return " ".join(sorted(mark_of(name, public) for name, public in keys.items()))

    def settle(self, name: str) -> None:
        """Let the next key of this name be the only one."""
        for grants in (self.boites, *(slot.grants for slot in self.all())):
            if name + NEXT in grants:
                grants[name] = grants.pop(name + NEXT)


def mark_of(name: str, public: bytes) -> str:
    return hashlib.sha256(name.encode() + public).hexdigest()[:12]


def same_identifiant(text: str) -> str:
    """What two writings of one identifiant have in common."""
    import unicodedata

    return unicodedata.normalize("NFKC", text).strip().casefold()


def to_text(slots: Slots) -> str:
    return json.dumps({"format": FORMAT, **asdict(slots)}, indent=1, default=_encoded)


def from_text(text: str) -> Slots:
    """The slots as written; a French sentence for a damaged file or one of a later version."""
    try:
        raw = json.loads(text)
        if raw["format"] > FORMAT:
            _refuse_newer()
        return _slots(raw)
    except (ValueError, KeyError, TypeError, AttributeError, WrongKey) as error:
        raise damaged() from error


def damaged() -> Unavailable:
    return Unavailable(
        "Le fichier des clés «\u00a0structure.slots\u00a0» est endommagé ou n’est pas celui de "
        "cette base. Restaurez la dernière sauvegarde\u00a0: elle contient les clés."
    )


def _refuse_newer() -> NoReturn:
    raise Refused(
        "Les clés de cette base ont été écrites par une version plus récente de Côte à Côte. "
        "Installez cette version sur ce poste pour l’ouvrir."
    )


def _encoded(value: Any) -> str:
    return base64.b64encode(value).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _key(text: str) -> bytes:
    key = _bytes(text)
    if len(key) != 32:
        raise ValueError("a public key is 32 bytes")
    return key


def _slots(raw: dict[str, Any]) -> Slots:
    return Slots(
        base_id=str(raw["base_id"]),
        secours=Slot(**_common(raw["secours"])),
        boites={name: _key(text) for name, text in raw["boites"].items()},
        comptes=[_compte(c) for c in raw["comptes"]],
        postes=[_poste(p) for p in raw["postes"]],
        temoins={name: _temoin(t) for name, t in raw["temoins"].items()},
        notes_a_changer=raw["notes_a_changer"] is True,
        generation=int(raw["generation"]),
        base_secours=str(raw.get("base_secours", "")),
    )


def _common(raw: dict[str, Any]) -> dict[str, Any]:
    grants = {name: _bytes(text) for name, text in raw["grants"].items()}
    return {"id": str(raw["id"]), "public": _key(raw["public"]), "grants": grants}


def _compte(raw: dict[str, Any]) -> CompteSlot:
    kdf = Kdf(**{name: int(value) for name, value in raw["kdf"].items()})
    if not kdf.acceptable or len(_bytes(raw["salt"])) < 16:
        raise WrongKey("the parameters of a password were weakened")
    return CompteSlot(
        **_common(raw),
        identifiant=str(raw["identifiant"]),
        kdf=kdf,
        salt=_bytes(raw["salt"]),
        wrapped=_bytes(raw["wrapped"]),
        verrouille=raw["verrouille"] is True,
        seen=str(raw["seen"]),
        relais=[_relais(one) for one in raw.get("relais", ())],
        sans_notes=raw.get("sans_notes") is True,
    )


def _relais(raw: dict[str, Any]) -> Relais:
    return Relais(_key(raw["avant"]), _key(raw["apres"]), _bytes(raw["preuve"]))


def _poste(raw: dict[str, Any]) -> PosteSlot:
    common = _common(raw)
    return PosteSlot(**common, agent_id=str(raw["agent_id"]), wrapped=_bytes(raw["wrapped"]))


def _temoin(raw: dict[str, Any]) -> Temoin:
    entrees = {name: _key(text) for name, text in raw["entrees"].items()}
    return Temoin(entrees=entrees, mac=_bytes(raw["mac"]))
