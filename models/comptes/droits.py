"""Which role may do what: the one table that screens ask to grey and commands ask to refuse.

Enforced by keys as well (no other tool reads it either): NOTES_EQUIPE and FICHE_CONTENU, which need
the notes grant. All the rest is enforced by this program, and by server roles on PostgreSQL.
"""

from collections.abc import Iterable

from models.base.droit import Droit
from models.comptes.role import Role

_EVERYBODY = {Droit.PROPRE_COMPTE}
_DESK = {
    Droit.REGISTRE,
    Droit.CARNET,
    Droit.PERSONNES,
    Droit.SUIVI_EXISTENCE,
    Droit.FICHE_PREPARER,
    Droit.BILAN_JOUR,
}

DROITS: dict[Role, frozenset[Droit]] = {
    Role.ACCUEIL: frozenset(_EVERYBODY | _DESK),
    Role.REFERENT: frozenset(
        _EVERYBODY
        | _DESK
        | {
            Droit.SUIVI_LIRE,
            Droit.SUIVI_ECRIRE,
            Droit.NOTES_EQUIPE,
            Droit.FICHE_CONTENU,
            Droit.BILAN,
        }
    ),
    Role.RESPONSABLE: frozenset(
        _EVERYBODY
        | _DESK
        | {
            Droit.SUIVI_LIRE,
            Droit.SUIVI_ECRIRE,
            Droit.SUIVI_TOUS,
            Droit.BILAN,
            Droit.EXPORT_NOMINATIF,
            Droit.IMPORT,
            Droit.REGLAGES,
            Droit.COFFRE,
        }
    ),
    Role.ADMINISTRATEUR: frozenset(_EVERYBODY | {Droit.COMPTES, Droit.COFFRE, Droit.JOURNAL}),
}

# In a carnet de tournée, whoever is in: what is written on the road, and nothing of the house.
IN_CARNET = frozenset({Droit.REGISTRE, Droit.PERSONNES, Droit.BILAN_JOUR})


def rights_of(roles: Iterable[Role]) -> frozenset[Droit]:
    """All that an account with these roles may do."""
    return frozenset().union(*(DROITS[role] for role in roles))
