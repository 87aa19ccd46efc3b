"""Content that only its readers open: notes, and the protected parts of a fiche.

Each content has a random key of its own, sealed to each reader and always to the recovery key.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from models.base.errors import Refused
from models.base.table import Table


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


def context_of(table: type[Table], row_id: str, *, champ: str, version: int = 1) -> str:
    """Where a content stands: it opens nowhere else. `version` counts the versions of a content."""
    return f"{table._meta.table_name}|{row_id}|{champ}|{version}"


def seal_for(lecteurs: Lecteurs, plain: bytes, *, context: str) -> bytes:
    """Close `plain` for these readers; `NoKey` when an agent's key is missing or not vouched for."""
    raise NotImplementedError


def read(sealed: bytes, *, context: str) -> bytes:
    """The content; `NoKey` for who is not a reader, `Unavailable` if it was moved or altered."""
    raise NotImplementedError


def may_read(sealed: bytes) -> bool:
    """Whether the account that is in is a reader, without opening the content."""
    raise NotImplementedError


def readers_of(sealed: bytes) -> Lecteurs:
    """For whom it is sealed (the recovery key is always one more)."""
    raise NotImplementedError


def reseal(sealed: bytes, lecteurs: Lecteurs, *, context: str) -> bytes:
    """The same content for other readers, or for their new keys; `NoKey` when it cannot be read."""
    raise NotImplementedError


def declare_sealed(table: type[Table], champ: str, context: Callable[[Any], str]) -> None:
    """Say that `table.champ` holds sealed content, so that a change of keys finds it.

    Call it below the table; `context` gives a row's context (see `context_of`).
    """
    sealed_columns.append((table, champ, context))


sealed_columns: list[tuple[type[Table], str, Callable[[Any], str]]] = []
