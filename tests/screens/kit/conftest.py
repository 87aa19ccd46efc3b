"""An encrypted base with one plain table, and a context whose jobs run at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.base import database
from models.base.actor import Actor
from models.base.database import Handle, create_cipher, holding_pen
from models.base.droit import Droit
from models.base.settings import Settings
from tests.screens.kit.objets import Objet
from ui.kit.context import Context, make_context

POSTE = "0" * 32


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Handle]:
    handle = create_cipher(tmp_path / "base.db", b"k" * 32)
    handle.actor = Actor(None, frozenset(Droit), POSTE)
    with holding_pen():
        handle.engine.create_tables([Objet])
    yield handle
    database.close()


@pytest.fixture
def context(base: Handle, qtbot: QtBot) -> Iterator[Context]:
    made = make_context(Settings(poste_id=POSTE), immediate=True)
    qtbot.addWidget(made.banner)
    made.changes.attach(base)
    yield made
    made.changes.detach()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The screenless platform warns of each window; that says nothing about ours."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
