"""Every cell of the table of rights."""

import pytest

from models.base.database import Handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.comptes import acces, droits
from models.comptes.role import Role
from tests.factories import actor_with

D = Droit
A, R, P, T = Role.ACCUEIL, Role.REFERENT, Role.RESPONSABLE, Role.ADMINISTRATEUR
# One line a right: which of the four roles has it.
TABLE: dict[Droit, set[Role]] = {
    D.REGISTRE: {A, R, P},
    D.CARNET: {A, R, P},
    D.PERSONNES: {A, R, P},
    D.SUIVI_EXISTENCE: {A, R, P},
    D.SUIVI_LIRE: {R, P},
    D.SUIVI_ECRIRE: {R, P},
    D.SUIVI_TOUS: {P},
    D.NOTES_EQUIPE: {R},
    D.FICHE_PREPARER: {A, R, P},
    D.FICHE_CONTENU: {R},
    D.BILAN_JOUR: {A, R, P},
    D.BILAN: {R, P},
    D.EXPORT_NOMINATIF: {P},
    D.IMPORT: {P},
    D.REGLAGES: {P},
    D.COMPTES: {T},
    D.COFFRE: {P, T},
    D.JOURNAL: {T},
    D.PROPRE_COMPTE: {A, R, P, T},
}
CELLS = [(role, right) for right in Droit for role in Role]


def test_the_table_names_every_right() -> None:
    assert set(TABLE) == set(Droit)


@pytest.mark.parametrize(("role", "right"), CELLS, ids=lambda value: value.name)
def test_each_cell(role: Role, right: Droit) -> None:
    wanted = role in TABLE[right]
    assert (right in droits.rights_of([role])) is wanted
    actor = actor_with(role)
    assert actor.may(right) is wanted
    if wanted:
        actor.require(right)
    else:
        with pytest.raises(Refused) as refusal:
            actor.require(right)
        assert right.value in refusal.value.message


def test_rights_of_several_roles_add_up() -> None:
    for first in Role:
        for second in Role:
            both = droits.rights_of([first, second])
            assert both == droits.rights_of([first]) | droits.rights_of([second])


def test_nobody_is_in_a_base_that_nobody_opened(base: Handle) -> None:
    base.actor = None
    with pytest.raises(Refused):
        acces.current()
