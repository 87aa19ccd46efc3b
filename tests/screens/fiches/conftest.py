"""The real window on a base created as the assistant does, its jobs at once, its clock stopped."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.base import database
from models.base.droit import Droit
from models.base.settings import Settings
from models.comptes.acces import lock, open_with_password
from models.comptes.role import Role
from models.personnes.personne import Personne
from tests.conftest import FrozenClock
from tests.engines import Engine
from tests.factories import PASSWORD, POSTE, a_personne, a_session, actor_with, created
from tests.screens.fiches.bureau import Bureau
from ui.kit.context import make_context
from ui.main_window import MainWindow

BORN_17 = dt.date(2008, 9, 12)
# Days pass in a test: the window must not lock itself meanwhile.
SETTINGS = Settings(poste_id=POSTE)


@pytest.fixture(scope="session")
def whole_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base created once, copied for each test."""
    folder = tmp_path_factory.mktemp("creee") / "base"
    with created(Engine("sqlcipher", folder), folder):
        pass
    return folder


@pytest.fixture
def bureau(
    whole_base: Path, tmp_path: Path, frozen_clock: FrozenClock, qtbot: QtBot
) -> Iterator[Bureau]:
    """The window of a référent who has every right."""
    folder = tmp_path / "base"
    shutil.copytree(whole_base, folder)
    open_with_password(folder, "claire", password=PASSWORD, settings=SETTINGS)
    context = make_context(SETTINGS, immediate=True)
    window = MainWindow(context)
    # Its base is closed first: the day's backup at closing is for those who test it.
    qtbot.addWidget(window, before_close_func=lambda _: lock())
    window.resize(1280, 720)
    window.show()
    window.enter()
    window.veille.end()  # the clock jumps by days: nobody would be there any more
    window.activateWindow()
    yield Bureau(window, qtbot, folder)
    lock()


@pytest.fixture
def mamadou(bureau: Bureau, frozen_clock: FrozenClock) -> Personne:
    """A young person of seventeen, and a session to come; known since a while."""
    a_session(debut=dt.date(2026, 5, 4))
    known = a_personne(date_naissance=BORN_17, commune="Limoges", telephone="0612345678")
    frozen_clock.advance(minutes=5)
    return known


@pytest.fixture
def as_accueil(bureau: Bureau) -> Callable[[], None]:
    """Give the account the rights of the accueil, and no note."""

    def become() -> None:
        opened = database.handle()
        actor = opened.require_actor()
        opened.actor = actor_with(Role.ACCUEIL, agent_id=actor.agent_id or "")
        opened.keys.cles.notes = None
        opened.keys.cles.pairs = {}
        bureau.window.acts.refresh()
        assert not opened.actor.may(Droit.FICHE_CONTENU)

    return become


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The screenless platform warns of each window; that says nothing about ours."""
    here = Path(__file__).parent.parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
