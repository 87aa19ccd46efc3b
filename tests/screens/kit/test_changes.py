"""What changed is told on our thread, once, to those whom it concerns."""

import threading
from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from models.base.actor import Actor
from models.base.database import CipherDatabase, Handle
from tests.screens.kit.objets import Objet, key_of
from ui.kit.changes import ChangesBridge
from ui.kit.context import Context


class Autre(QObject):
    """Stands for a table that nobody changes."""


def test_announcements_of_one_turn_are_told_once(
    base: Handle, context: Context, qtbot: QtBot
) -> None:
    owner = QObject()
    told: list[threading.Thread] = []
    context.changes.subscribe({Objet}, lambda: told.append(threading.current_thread()), owner=owner)
    base.changes.announce(frozenset({Objet}))
    aside = threading.Thread(target=base.changes.announce, args=(frozenset({Objet}),))
    aside.start()
    aside.join()
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(20)
    assert told == [threading.main_thread()]


def test_only_those_concerned_and_alive_are_told(
    base: Handle, context: Context, qtbot: QtBot
) -> None:
    here, gone = QObject(), QObject()
    told: list[str] = []
    context.changes.subscribe({Autre}, lambda: told.append("autre"), owner=here)
    context.changes.subscribe({Objet}, lambda: told.append("gone"), owner=gone)
    context.changes.subscribe((), lambda: told.append("any"), owner=here)
    gone.deleteLater()
    qtbot.waitSignal(gone.destroyed).wait()
    base.changes.announce(frozenset({Objet}))
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["any"]


def test_what_another_program_wrote_is_seen(
    base: Handle, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    owner = QObject()
    told: list[int] = []
    context.changes.subscribe({Objet}, lambda: told.append(1), owner=owner)
    qtbot.wait(700)
    assert told == [], "nothing was written"
    other = CipherDatabase(tmp_path / "base.db", b"k" * 32)
    raw = other._connect()
    raw.execute(
        "INSERT INTO objet (id, nom, cle, rang, jour) VALUES (?, 'a', 'a', 1, '2026-01-01')",
        (key_of(1),),
    )
    raw.close()
    qtbot.waitUntil(lambda: bool(told))


def test_after_detach_nothing_is_heard(base: Handle, qtbot: QtBot) -> None:
    bridge = ChangesBridge()
    owner = QObject()
    told: list[int] = []
    bridge.subscribe((), lambda: told.append(1), owner=owner)
    bridge.attach(base)
    bridge.detach()
    base.changes.announce(frozenset({Objet}))
    qtbot.wait(20)
    assert told == []
    assert base.actor == Actor(None, base.require_actor().droits, "0" * 32)
