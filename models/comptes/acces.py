"""Who is in, with which keys: creating a base, opening it, locking it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.base.actor import Actor
from models.base.errors import Refused
from models.base.settings import Settings


@dataclass(frozen=True)
class Server:
    """A base on PostgreSQL, named by a libpq connection string."""

    conninfo: str


Where = Path | Server  # the folder of an encrypted file, or a server


class Patience(Refused):
    """Too many wrong passwords: `seconds` must pass before the next try is looked at."""

    def __init__(self, seconds: int) -> None:
        super().__init__("")
        self.seconds = seconds


@dataclass(frozen=True)
class Acces:
    """The account that is in. Its keys stay in memory until `lock()`.

    `must_change_password`: every command but `compte.change_own_password` is refused until then.
    `device`: opened by the workstation's secret, with the rights of the accueil and no note.
    """

    where: Where
    base_id: str
    agent_id: str | None
    identifiant: str
    nom_affiche: str
    actor: Actor
    must_change_password: bool = False
    device: bool = False
    holds_notes: bool = False
    holds_admin: bool = False


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
    raise NotImplementedError


def open_with_password(
    where: Where, identifiant: str, *, password: str, settings: Settings
) -> Acces:
    """Open for an account. Slow on purpose (0.2 s): call it in a job.

    `Invalid("password")` for an unknown account or a wrong password alike; `Patience` after
    several; `Refused` for a locked account or a newer base; `Unavailable` for a damaged one.
    """
    raise NotImplementedError


def open_with_device(where: Where, *, settings: Settings) -> Acces:
    """Open with this workstation's secret; `Refused` when it was not allowed or is gone."""
    raise NotImplementedError


def open_with_recovery(where: Where, key: str, *, settings: Settings) -> Acces:
    """Open with the recovery key from paper, which reads everything; `Invalid("key")` if wrong."""
    raise NotImplementedError


def current() -> Acces:
    """Who is in; `Refused` when nobody is."""
    raise NotImplementedError


def holds_base(where: Where) -> bool:
    """Whether there is a base, so that the window asks to open it rather than to create one."""
    raise NotImplementedError


def accounts(where: Where) -> list[str]:
    """The identifiants that can open this base, in order."""
    raise NotImplementedError


def is_remembered(where: Where, settings: Settings) -> bool:
    """Whether this workstation was allowed to open by itself; does not touch the keyring."""
    raise NotImplementedError


def remember_workstation(settings: Settings) -> None:
    """Let this workstation open the register by itself, as the account that is in."""
    raise NotImplementedError


def forget_workstation(settings: Settings) -> None:
    """Take that back: the slot and the keyring's secret."""
    raise NotImplementedError


def lock() -> None:
    """Close the base and drop every key; nothing happens when none is open."""
    raise NotImplementedError
