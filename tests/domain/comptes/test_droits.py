"""Every cell of the table of rights; by the table itself, then through the commands' own doors."""

import importlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any

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
AREAS = (
    "models.accueil.carnet",
    "models.accueil.passage",
    "models.coffre.creation",
    "models.comptes.compte",
    "models.comptes.equipe",
    "models.comptes.secours",
    "models.nomenclatures.fusion",
    "models.nomenclatures.lieu",
    "models.nomenclatures.listes",
    "models.nomenclatures.service",
    "models.nomenclatures.structure",
    "models.nomenclatures.valeur",
    "models.personnes.personne",
    "models.prescriptions.fiche",
    "models.prescriptions.prescription",
    "models.suivis.dispositif",
    "models.suivis.suivi",
)


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


def commands() -> Iterator[tuple[str, Callable[..., Any], Droit]]:
    """Every function of the areas behind the command door, with the right that it asks."""
    for name in AREAS:
        module = importlib.import_module(name)
        for function_name, function in vars(module).items():
            right = _right_of(function)
            if right is not None and function.__module__ == name:
                yield f"{name}.{function_name}", function, right


def _right_of(function: Any) -> Droit | None:
    if not (inspect.isfunction(function) and hasattr(function, "__wrapped__")):
        return None
    kept = inspect.getclosurevars(function).nonlocals.get("right")
    return kept if isinstance(kept, Droit) else None


COMMANDS = sorted(commands(), key=lambda found: found[0])


def test_the_commands_are_found() -> None:
    names = {name.rpartition(".")[2] for name, _, _ in COMMANDS}
    assert {"record_passage", "create_compte", "save_service", "create_personne"} <= names


@pytest.mark.parametrize("role", list(Role))
def test_a_command_is_refused_before_anything_to_who_has_no_right(base: Handle, role: Role) -> None:
    """Called without arguments: the right is refused first, else the arguments are missed."""
    base.actor = actor_with(role)
    for name, function, right in COMMANDS:
        wanted = TypeError if role in TABLE[right] else Refused
        if wanted is Refused or _needs_arguments(function):
            assert _raised(function) is wanted, f"{name} for {role}"


def _raised(function: Callable[..., Any]) -> type[Exception] | None:
    try:
        function()
    except (TypeError, Refused) as error:
        return type(error)
    return None


def _needs_arguments(function: Callable[..., Any]) -> bool:
    parameters = inspect.signature(function).parameters.values()
    return any(
        p.default is p.empty and p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL) for p in parameters
    )


def test_nobody_acts_while_nobody_is_in(base: Handle) -> None:
    base.actor = None
    for _, function, _ in COMMANDS:
        with pytest.raises(Refused, match="Ouvrez d’abord"):
            function()
    with pytest.raises(Refused):
        acces.current()
