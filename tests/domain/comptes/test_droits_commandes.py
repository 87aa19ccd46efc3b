"""The right of each command there is, written down: a new one is judged here, or the test fails."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import models
from models.base.database import Handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.comptes.droits import IN_CARNET, rights_of
from models.comptes.role import Role
from tests.factories import POSTE, actor_with

LEDGER = Path(__file__).with_name("commandes.txt")
SOURCES = Path(models.__file__).parent


class Door(NamedTuple):
    """A function that asks a right before anything else."""

    name: str
    function: Callable[..., Any]
    right: Droit

    @property
    def line(self) -> str:
        return f"{self.name} {self.right.name}"


def doors() -> Iterator[Door]:
    """Every command and traced reading of the models, whichever module holds it."""
    for info in pkgutil.walk_packages(models.__path__, "models."):
        if ".migrations." in info.name:
            continue
        module = importlib.import_module(info.name)
        for name, function in vars(module).items():
            right = _right_of(function)
            if right is not None and function.__module__ == info.name:
                yield Door(f"{info.name}.{name}", function, right)


def _right_of(function: Any) -> Droit | None:
    if not (inspect.isfunction(function) and hasattr(function, "__wrapped__")):
        return None
    kept = inspect.getclosurevars(function).nonlocals.get("right")
    return kept if isinstance(kept, Droit) else None


DOORS = sorted(doors())


def test_no_command_is_out_of_sight() -> None:
    """As many are found as are decorated in the sources."""
    written = sum(
        line.startswith(("@command(", "@reading("))
        for path in SOURCES.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    assert len(DOORS) == written > 90


def test_the_right_of_each_command_was_judged() -> None:
    assert [door.line for door in DOORS] == LEDGER.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("role", list(Role))
def test_each_command_is_refused_before_anything_to_who_has_no_right(
    base: Handle, role: Role
) -> None:
    """Called without arguments: the right is refused first, else the arguments are missed."""
    base.actor = actor_with(role)
    allowed = rights_of([role])
    for door in DOORS:
        if door.right not in allowed:
            assert _raised(door) is Refused, f"{door.name} for {role}"
        elif _needs_arguments(door):
            assert _raised(door) is TypeError, f"{door.name} for {role}"


def test_a_carnet_writes_the_register_and_nothing_of_the_house(base: Handle) -> None:
    base.actor = type(actor_with(Role.ACCUEIL))(None, IN_CARNET, POSTE)
    for door in DOORS:
        if door.right not in IN_CARNET:
            assert _raised(door) is Refused, door.name


def test_nobody_acts_while_nobody_is_in(base: Handle) -> None:
    base.actor = None
    for door in DOORS:
        with pytest.raises(Refused, match="Ouvrez d’abord"):
            door.function()


def _raised(door: Door) -> type[Exception] | None:
    try:
        door.function()
    except (TypeError, Refused) as error:
        return type(error)
    return None


def _needs_arguments(door: Door) -> bool:
    parameters = inspect.signature(door.function).parameters.values()
    return any(
        p.default is p.empty and p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL) for p in parameters
    )
