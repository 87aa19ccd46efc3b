"""The lock: by itself, with a warning; never over a job; each account back where it was."""

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.base import database, settings
from models.base.droit import Droit
from models.base.progress import Cancelled
from models.comptes.compte import set_roles
from models.comptes.role import Role
from models.personnes.document import add_document
from models.personnes.personne import create_personne
from tests.conftest import FrozenClock
from tests.domain.comptes.maison import OTHER, PHRASE, hire
from tests.screens.window.conftest import OpenWindow
from tests.screens.window.test_ecran_tourne import _accessible
from ui.kit.dialogs import confirm
from ui.kit.shortcuts import Shortcuts
from ui.main_window import MainWindow, veille


def shown(window: MainWindow, name: str) -> str | None:
    """The words of what is in sight under that name."""
    label = window.findChild(QLabel, name)
    return label.text() if label is not None and label.isVisible() else None


def is_locked(window: MainWindow) -> bool:
    return not database.is_open() and window.findChild(QWidget, "connexion") is not None


def come_in(window: MainWindow, identifiant: str, password: str, qtbot: QtBot) -> None:
    account = window.findChild(QLineEdit, "connexion.identifiant")
    if account is not None:
        account.setText(identifiant)
    line = window.findChild(QLineEdit, "connexion.password")
    assert line is not None
    line.setText(password)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(database.is_open)
    qtbot.waitUntil(lambda: window.current is not None and window.current.isVisible())


def test_nobody_there_it_warns_then_locks_and_keeps_what_was_typed(
    folder: Path, open_window: OpenWindow, frozen_clock: FrozenClock, qtbot: QtBot
) -> None:
    window = open_window(folder)
    line = window.findChild(QLineEdit, "accueil.qui")
    assert line is not None
    line.setText("awa n'diaye")
    frozen_clock.advance(minutes=9, seconds=29)
    window.veille.look()
    assert shown(window, "veille.phrase") is None
    frozen_clock.advance(seconds=3)
    window.veille.look()
    assert shown(window, "veille.phrase") == (
        "Verrouillage dans 28 s. Une touche ou un mouvement l’empêche."
    )
    frozen_clock.advance(seconds=28)
    window.veille.look()
    assert is_locked(window)
    assert shown(window, "veille.phrase") is None
    assert window.findChild(QLineEdit, "accueil.qui") is None or not line.isVisible()
    come_in(window, "claire", PHRASE, qtbot)
    found = window.findChild(QLineEdit, "accueil.qui")
    assert found is not None
    assert found.text() == "awa n'diaye"


@pytest.mark.parametrize("sign", ["key", "move"])
def test_any_sign_of_life_takes_the_warning_away(
    folder: Path, open_window: OpenWindow, frozen_clock: FrozenClock, qtbot: QtBot, sign: str
) -> None:
    window = open_window(folder)
    window.veille._watch()
    frozen_clock.advance(minutes=9, seconds=50)
    window.veille.look()
    assert shown(window, "veille.phrase")
    handle = window.windowHandle()
    assert handle is not None
    if sign == "key":
        QTest.keyClick(handle, Qt.Key.Key_Shift)
    else:
        QTest.mouseMove(handle, QPoint(80, 90))
    assert shown(window, "veille.phrase") is None
    frozen_clock.advance(minutes=9)
    window.veille.look()
    assert database.is_open()


def test_who_acts_without_a_key_or_a_mouse_is_there(
    folder: Path, open_window: OpenWindow, frozen_clock: FrozenClock
) -> None:
    """Dictation, or a screen reader, presses and writes through accessibility alone."""
    window = open_window(folder)
    for act in (
        lambda: window.navigate("personnes"),
        lambda: window.context.attempt(lambda: create_personne(nom_naissance="Diallo")),
    ):
        frozen_clock.advance(minutes=9, seconds=50)
        window.veille.look()
        assert shown(window, "veille.phrase")
        act()
        assert shown(window, "veille.phrase") is None
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    create_personne(nom_naissance="Keita")  # by another desk: nobody is here for all that
    frozen_clock.advance(minutes=11)
    window.context.attempt(lambda: None)
    window.veille.look()
    assert is_locked(window), "a late act opens nothing again"


def test_after_a_long_sleep_a_key_does_not_open_what_should_be_locked(
    folder: Path, open_window: OpenWindow, frozen_clock: FrozenClock
) -> None:
    window = open_window(folder)
    frozen_clock.advance(hours=3)
    window.veille.note()
    assert is_locked(window)


def test_the_button_stays_and_never_is_never(
    folder: Path, open_window: OpenWindow, frozen_clock: FrozenClock
) -> None:
    window = open_window(folder)
    frozen_clock.advance(minutes=9, seconds=50)
    window.veille.look()
    button = window.findChild(QPushButton, "veille.rester")
    assert button is not None
    button.click()
    assert shown(window, "veille.phrase") is None
    window.context.settings.verrouillage = 0
    frozen_clock.advance(hours=12)
    window.veille.look()
    assert database.is_open()


def test_a_dialog_closes_before_the_lock(
    folder: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(folder)
    window.list_keys()
    dialog = window.findChild(Shortcuts)
    assert dialog is not None
    assert dialog.isVisible()
    window.lock()
    qtbot.waitUntil(lambda: is_locked(window))
    assert not [
        w for w in QApplication.topLevelWidgets() if isinstance(w, Shortcuts) and w.isVisible()
    ]


def test_a_job_ends_behind_the_curtain_and_then_it_locks(
    folder: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    create_personne(nom_naissance="Diallo")
    window = open_window(folder)
    go, done = threading.Event(), []
    window.context.jobs.run(
        lambda _: go.wait(60), done=lambda _: done.append(1), title="Reprise du registre"
    )
    window.lock()
    assert database.is_open()
    assert "Reprise du registre…" in (shown(window, "rideau.phrase") or "")
    assert window.windowTitle() == "Côte à Côte"
    assert window.findChild(QLineEdit, "accueil.qui") is None
    assert [spec.id for spec in window.acts.all()] == ["window.quit"]
    window.lock()  # asked again, nothing is stopped
    assert database.is_open()
    go.set()
    qtbot.waitUntil(lambda: is_locked(window))
    assert done == [1]
    assert shown(window, "rideau.phrase") is None


def test_whoever_is_in_a_hurry_stops_the_job(
    folder: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(folder)
    go = threading.Event()
    job = window.context.jobs.run(lambda _: go.wait(60), done=lambda _: None, title="Export")
    window.lock()
    button = window.findChild(QPushButton, "rideau.arreter")
    assert button is not None
    QTest.qWait(10)
    go.set()
    button.click()
    qtbot.waitUntil(lambda: is_locked(window))
    with pytest.raises(Cancelled):
        job.progress.step(1, 1)


def test_two_accounts_of_one_desk_come_back_each_to_its_own(
    folder: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    hire("remi", Role.ACCUEIL)
    window = open_window(folder)
    window.findChild(QLineEdit, "accueil.qui").setText("awa")  # type: ignore[union-attr]
    window.navigate("personnes")
    window.switch()
    qtbot.waitUntil(lambda: is_locked(window))
    assert window.findChild(QLineEdit, "connexion.identifiant").text() == "remi"  # type: ignore[union-attr]
    come_in(window, "remi", OTHER, qtbot)
    assert window.current is not None
    assert window.current.objectName() == "accueil"
    assert window.findChild(QLineEdit, "accueil.qui").text() == ""  # type: ignore[union-attr]
    window.findChild(QLineEdit, "accueil.qui").setText("zoe")  # type: ignore[union-attr]
    window.switch()
    come_in(window, "claire", PHRASE, qtbot)
    assert window.current.objectName() == "personnes"
    window.navigate("accueil")
    assert window.findChild(QLineEdit, "accueil.qui").text() == "awa"  # type: ignore[union-attr]


def test_the_screen_turns_after_a_lock_without_those_that_are_gone(
    folder: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(folder)
    for entry in window.allowed():
        window.navigate(entry.id)
    window.navigate("accueil")
    for act in ("passage.public", "passage.complements", "passage.groupe", "message.laisser"):
        window.acts.qt(act).trigger()
    window.lock()
    qtbot.waitUntil(lambda: is_locked(window))
    come_in(window, "claire", PHRASE, qtbot)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.context.turned.toggle()  # a slot that raises fails the test
    assert window.context.turned.on


def test_alone_there_is_no_account_to_change_to(folder: Path, open_window: OpenWindow) -> None:
    window = open_window(folder)
    assert "window.switch" not in [spec.id for spec in window.acts.all()]


def test_the_delay_is_chosen_on_this_workstation(folder: Path, open_window: OpenWindow) -> None:
    window = open_window(folder)
    window.navigate("reglages", section="poste")
    line = window.findChild(QLineEdit, "poste.verrouillage")
    assert line is not None
    assert line.text() == "10 minutes"
    line.setText("jamais")
    assert window.context.settings.verrouillage == 10  # like the rest of the form: not yet
    window.acts.qt("reglages.save").trigger()
    assert window.context.settings.verrouillage == 0
    assert settings.load().verrouillage == 0
    assert veille.NOTICE == 30


def told_anywhere(window: MainWindow, *words: str) -> list[str]:
    """Texts of the window that hold one of these words, in sight or not, and its tree."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    texts = [f"titre {window.windowTitle()}"]
    for one in window.findChildren(QWidget):
        for name in ("text", "title", "toPlainText", "toolTip", "accessibleName"):
            read = getattr(one, name, None)
            try:
                found = str(read()) if callable(read) else ""
                texts.append(f"{one.objectName() or type(one).__name__}.{name} {found}")
            except TypeError:  # a question with arguments of its own
                continue
    texts += [
        text for _, text in _accessible(QAccessible.queryAccessibleInterface(window), depth=0)
    ]
    return sorted({text for text in texts if any(word in text for word in words)})


def with_a_document(window: MainWindow, qtbot: QtBot) -> None:
    """Somebody's page, with a document of hers in sight."""
    one = create_personne(nom_naissance="Quimper", prenom="Awa", telephone="0612345678")
    row = add_document(one, nom="bail.txt", data=b"Bail de Mme Zigzag", intitule="Bail de Quimper")
    window.navigate("personnes", personne=one.id)
    page: Any = window.current
    page._page.open_document(row.id)
    qtbot.waitUntil(lambda: window.findChild(QWidget, "document.texte") is not None)


WORDS = ("QUIMPER", "Quimper", "Zigzag", "06 12")


@pytest.mark.parametrize("dialog", [False, True])
def test_locked_over_a_document_nothing_of_it_is_left(
    folder: Path, open_window: OpenWindow, qtbot: QtBot, dialog: bool
) -> None:
    window = open_window(folder)
    with_a_document(window, qtbot)
    assert told_anywhere(window, *WORDS)
    if dialog:  # what was asked is given up first
        QTimer.singleShot(50, window, window.lock)
        assert not confirm(
            window, title="Archiver Quimper ?", text="Bail de Quimper", verb="Archiver"
        )
    else:
        window.acts.qt("window.lock").trigger()
    qtbot.waitUntil(lambda: is_locked(window))
    assert told_anywhere(window, *WORDS) == []
    come_in(window, "claire", PHRASE, qtbot)
    assert window.current is not None
    assert window.current.objectName() == "personnes"


def test_behind_the_curtain_nothing_is_read_and_all_comes_back_after(
    folder: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(folder)
    with_a_document(window, qtbot)
    go = threading.Event()
    window.context.jobs.run(lambda _: go.wait(20), done=lambda _: None, title="Export")
    window.lock()
    assert database.is_open()
    create_personne(nom_naissance="Diallo")  # by another desk: the page that is hidden hears of it
    QApplication.processEvents()
    assert told_anywhere(window, *WORDS) == []
    assert [spec.id for spec in window.acts.all()] == ["window.quit"]
    go.set()
    qtbot.waitUntil(lambda: is_locked(window), timeout=5000)
    come_in(window, "claire", PHRASE, qtbot)
    assert window.heading.isVisible()
    window.navigate("accueil")
    line = window.findChild(QLineEdit, "accueil.qui")
    assert line is not None
    assert line.isVisible()


def test_a_session_closes_when_its_account_changes_on_another_desk(
    folder: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    """What was being typed waits there, and she is told why."""
    window = open_window(folder)
    line = window.findChild(QLineEdit, "accueil.qui")
    assert line is not None
    line.setText("awa n'diaye")
    before = database.handle().actor
    assert before is not None
    assert before.agent_id is not None
    hire("rosa", Role.RESPONSABLE)
    set_roles(before.agent_id, [Role.ADMINISTRATEUR, Role.REFERENT])
    database.handle().actor = before  # as the window of another desk still has it
    qtbot.waitUntil(lambda: is_locked(window))
    said = [one.text() for one in window.findChildren(QLabel, "banner.text") if one.text()]
    assert [words.partition(" sur")[0] for words in said] == ["Vos rôles ont été modifiés"]
    come_in(window, "claire", PHRASE, qtbot)
    assert not window.context.may(Droit.REGLAGES)
