"""Which screens each role opens, by whatever way; who may not read names reads none anywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from models.base import database
from models.base.database import Handle
from models.comptes.droits import rights_of
from models.comptes.role import Role
from tests.conftest import FrozenClock
from tests.engines import fresh_sqlcipher
from tests.factories import a_passage, a_personne, actor_with, created
from tests.screens.accueil.bureau import Bureau
from tests.screens.window.test_ecran_tourne import leaks
from ui.main_window.recherche import Recherche
from ui.main_window.screens import SCREENS

DESK = {"accueil", "registre", "personnes", "suivis", "fiches", "saisie", "carnets", "reglages"}
OPENED = {
    Role.ACCUEIL: DESK,
    Role.REFERENT: DESK | {"ateliers", "fse"},
    Role.RESPONSABLE: DESK | {"ateliers", "doublons", "fse", "import"},
    Role.ADMINISTRATEUR: {"comptes", "reglages"},
}


@pytest.fixture
def house(frozen_clock: FrozenClock, tmp_path: Path) -> Iterator[Handle]:
    with created(fresh_sqlcipher(tmp_path / "base"), tmp_path / "base"):
        yield database.handle()


def enter(house: Handle, role: Role) -> None:
    """Claire, as if she had this role alone."""
    house.actor = actor_with(role, agent_id=house.require_actor().agent_id or "")


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_its_screens_and_no_other(house: Handle, qtbot: QtBot, role: Role) -> None:
    a_passage(a_personne(telephone="0612345678"))
    enter(house, role)
    bureau = Bureau(qtbot)
    opened = set()
    for entry in SCREENS:
        bureau.window.navigate(entry.id)
        bureau._settle()
        if bureau.window.current is not None and bureau.window.current.objectName() == entry.id:
            opened.add(entry.id)
        else:
            assert "n’ouvre pas l’écran" in bureau.banner
    assert opened == OPENED[role]
    bureau.stop()


@pytest.mark.parametrize("role", list(Role))
def test_each_act_that_is_offered_is_one_that_the_role_may_do(
    house: Handle, qtbot: QtBot, role: Role
) -> None:
    """In the heads of pages and with Ctrl+K, on each screen."""
    enter(house, role)
    bureau = Bureau(qtbot)
    allowed = rights_of([role])
    found = Recherche(bureau.window)
    for screen in OPENED[role]:
        bureau.window.navigate(screen)
        bureau._settle()
        forbidden = {
            s.label for s in bureau.window.acts.all() if s.right and s.right not in allowed
        }
        for typed in ("", *(label[:6] for label in forbidden)):
            assert not {one.label for one in found.quick(typed)} & forbidden
        shown = {w.text() for w in bureau.window.findChildren(QAbstractButton) if w.isVisible()}
        assert not shown & forbidden
    bureau.stop()


def test_who_keeps_the_accounts_reads_nobody_anywhere(house: Handle, qtbot: QtBot) -> None:
    a_passage(a_personne(telephone="0612345678"))
    enter(house, Role.ADMINISTRATEUR)
    bureau = Bureau(qtbot)
    found = Recherche(bureau.window)
    assert not found.slow("diallo")
    for screen in OPENED[Role.ADMINISTRATEUR]:
        bureau.window.navigate(screen)
        assert leaks(bureau, {"diallo", "mamadou", "0612345678"}) == []
    bureau.stop()
