"""Who acts: the account in whose name commands run, and the workstation it sits at."""

from typing import NamedTuple

from models.base.droit import Droit
from models.base.errors import Refused


class Actor(NamedTuple):
    """`agent_id` is None for the program itself (creation of a base, migrations)."""

    agent_id: str | None
    droits: frozenset[Droit]
    poste_id: str

    def may(self, right: Droit) -> bool:
        return right in self.droits

    def require(self, right: Droit) -> None:
        if not self.may(right):
            act = right.value
            of = "d’" if act[0] in "aeéiou" else "de "
            raise Refused(
                f"Votre compte ne permet pas {of}{act}. "
                "Demandez à la personne responsable de la structure."
            )
