"""Accounts: creating, roles and the keys that follow them, passwords, removal, recovery."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.base.command import command
from models.base.droit import Droit
from models.base.listing import Listing
from models.base.settings import Settings
from models.comptes.acces import Acces, Where
from models.comptes.agent import Agent
from models.comptes.role import Role


@dataclass(frozen=True)
class Suite:
    """What a change of keys leaves to do or to know, in sentences for the screen."""

    phrases: tuple[str, ...] = ()


def agents_listing() -> Listing:
    """All agents, with or without account: nom, identifiant, rôles, état, dernière ouverture."""
    raise NotImplementedError


def holds_notes(agent_id: str) -> bool:
    """Whether this account's keys read the notes of the team."""
    raise NotImplementedError


@command(right=Droit.COMPTES, label="Compte créé", undoable=False)
def create_compte(
    *,
    identifiant: str,
    password: str,
    roles: Iterable[Role],
    prenom: str = "",
    nom: str = "",
    fonction: str = "",
    agent_id: str | None = None,
) -> Agent:
    """Open an account (for an agent known already with `agent_id`); its password is temporary.

    `Invalid` fields: `identifiant`, `password`, `roles`.
    """
    raise NotImplementedError


@command(right=Droit.COMPTES, label="Agent ajouté")
def create_agent_sans_compte(
    *, prenom: str, nom: str = "", fonction: str = "", statut: str | None = None
) -> Agent:
    """Someone who receives people but opens nothing: a volunteer, an intern."""
    raise NotImplementedError


@command(right=Droit.COMPTES, label="Rôles modifiés", undoable=False)
def set_roles(agent_id: str, roles: Iterable[Role]) -> Suite:
    """Give these roles and the keys that follow; `Refused` for the last holder of a key."""
    raise NotImplementedError


@command(right=Droit.COMPTES, label="Mot de passe réinitialisé", undoable=False)
def reset_password(agent_id: str, password: str) -> Suite:
    """A temporary password and new keys: the register opens, notes are to be granted again."""
    raise NotImplementedError


@command(right=Droit.PROPRE_COMPTE, label="Mot de passe modifié", undoable=False)
def change_own_password(*, current: str, new: str) -> None:
    """`Invalid` fields: `current`, `new`. Opens all rights when the change was forced."""
    raise NotImplementedError


@command(right=Droit.COMPTES, label="Compte verrouillé", undoable=False)
def verrouiller(agent_id: str) -> None:
    """Refuse the next openings of this account, until `deverrouiller`."""
    raise NotImplementedError


@command(right=Droit.COMPTES, label="Compte déverrouillé", undoable=False)
def deverrouiller(agent_id: str) -> None:
    """Let this account open again, and forget its wrong passwords."""
    raise NotImplementedError


@command(right=Droit.COMPTES, label="Compte retiré", undoable=False)
def remove_compte(agent_id: str) -> Suite:
    """Take the account's keys away and change those it knew; the agent stays in the files."""
    raise NotImplementedError


@command(right=Droit.NOTES_EQUIPE, label="Notes ouvertes au compte", undoable=False)
def grant_notes(agent_id: str) -> None:
    """Give the notes key to a référent, by somebody who holds it."""
    raise NotImplementedError


@command(right=Droit.COMPTES, label="Clé de secours changée", undoable=False)
def new_recovery_key(ancienne: str | None = None) -> tuple[str, Suite]:
    """A new recovery key; with the old one in hand every note follows, else those read here."""
    raise NotImplementedError


def reset_with_recovery(
    where: Where, key: str, *, identifiant: str, password: str, settings: Settings
) -> Acces:
    """Give an account a new password by the recovery key, with all its notes; opens it."""
    raise NotImplementedError
