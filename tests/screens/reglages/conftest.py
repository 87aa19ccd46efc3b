"""The same window as for the fiches, spoken of as a responsable does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.base import database, settings
from models.comptes.role import Role
from tests.factories import actor_with
from tests.screens.fiches.bureau import Bureau
from tests.screens.fiches.conftest import bureau as window_of_fiches
from tests.screens.fiches.conftest import mamadou, whole_base
from tests.screens.reglages.bureau import Responsable

__all__ = ["mamadou", "whole_base", "window_of_fiches"]


@pytest.fixture
def bureau(window_of_fiches: Bureau) -> Iterator[Responsable]:
    held = window_of_fiches
    yield Responsable(held.window, held.qtbot, held.folder)
    held.window.context.settings.lieu, held.window.context.settings.theme = "", "systeme"


@pytest.fixture
def as_role(bureau: Responsable) -> Callable[[Role], None]:
    """Give the account the rights of one role only, as if it had just come in."""

    def become(role: Role) -> None:
        opened = database.handle()
        actor = opened.require_actor()
        opened.actor = actor_with(role, agent_id=actor.agent_id or "")
        bureau.window.enter()
        bureau.settle()

    return become


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    from models.base import paths

    settings.load()
    return paths.settings_file()
