"""What an account is called when it opens its session."""

import re
from collections.abc import Iterable

from models.base.errors import Invalid
from models.comptes.slots import same_identifiant

_SHAPE = re.compile(r"[^\W_][\w.@-]{1,59}")


def checked_identifiant(text: str, *, taken: Iterable[str]) -> str:
    """The identifiant without stray blanks; `Invalid` for a bad shape or one already used."""
    identifiant = text.strip()
    if not _SHAPE.fullmatch(identifiant):
        raise Invalid(
            "identifiant",
            "Identifiant\u00a0: 2 à 60 lettres, chiffres, points ou tirets, sans espace. "
            "Par exemple le prénom.",
        )
    if same_identifiant(identifiant) in {same_identifiant(other) for other in taken}:
        raise Invalid(
            "identifiant",
            f"L’identifiant «\u00a0{identifiant}\u00a0» est déjà pris. Ajoutez-y une initiale.",
        )
    return identifiant
