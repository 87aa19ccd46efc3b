"""The keys of the acts: none that a field, the desktop or the window would take instead."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.comptes import acces
from models.comptes.role import Role
from tests.domain.comptes.maison import hire
from tests.screens.window.conftest import OpenWindow
from ui.kit.editors.lines import Line, LinesEditor
from ui.main_window import MainWindow
from ui.main_window.acts import window_acts

UI = Path(__file__).parents[3] / "ui"
KEY = re.compile(r'"((?:(?:Ctrl|Shift|Alt)\+)+[A-Z][A-Za-z0-9]*|F\d{1,2})"')
# The input method of a Linux desktop takes these before any program: a code point, an emoji.
OF_THE_DESKTOP = {"Ctrl+Shift+U", "Ctrl+Shift+E", "Ctrl+Space", "Alt+F4", "Alt+Tab"}
# Means the same on its page as in the window: back to where one came from; the line of the accueil.
SHARED = {"Alt+Left", "Ctrl+N"}
# A field undoes its own letters first; the window's act is told to wait by the line itself.
OF_THE_FIELD = {"Ctrl+Z"}


def keys_of(part: str) -> set[str]:
    """Every key written in the sources of a part of the program, whatever state shows it."""
    return {key for path in (UI / part).rglob("*.py") for key in KEY.findall(path.read_text())}


def of_the_window() -> set[str]:
    return keys_of("main_window") | {f"Ctrl+{rank}" for rank in range(1, 10)}


def test_no_screen_takes_a_key_of_the_window() -> None:
    taken = (keys_of("screens") | keys_of("parts")) & of_the_window()
    assert taken <= SHARED


def test_no_key_is_one_that_the_desktop_takes() -> None:
    assert not (keys_of("screens") | keys_of("parts") | of_the_window()) & OF_THE_DESKTOP


def test_no_key_is_one_that_a_field_keeps_for_itself(qtbot: QtBot) -> None:
    line, lines = Line(), LinesEditor(2)
    line.insert("abc def")
    lines.area.insertPlainText("abc def")
    qtbot.addWidget(line)
    qtbot.addWidget(lines.area)
    swallowed = {key for key in keys_of("") if accepts(line, key) or accepts(lines.area, key)}
    assert swallowed <= OF_THE_FIELD


def accepts(edited: QWidget, key: str) -> bool:
    """Whether a field claims a key before it becomes a shortcut."""
    chord = QKeySequence(key)[0]
    kind = QEvent.Type.ShortcutOverride
    event = QKeyEvent(kind, chord.key(), chord.keyboardModifiers(), "")
    event.ignore()
    QApplication.sendEvent(edited, event)
    return event.isAccepted()


@pytest.fixture
def shared_desk(folder: Path, open_window: OpenWindow) -> Iterator[MainWindow]:
    """A window with every screen and every act of its own, on a desk of two accounts."""
    hire("samira", Role.ACCUEIL)
    yield open_window(folder)
    acces.lock()


def test_each_screen_has_one_act_a_key(shared_desk: MainWindow) -> None:
    own = {spec.shortcut: spec.id for spec in window_acts(shared_desk) if spec.shortcut}
    assert "window.switch" in own.values()
    for entry in shared_desk.allowed():
        shared_desk.navigate(entry.id)
        page = [spec for spec in shared_desk.acts.page() if spec.shortcut]
        twice = [key for key, n in Counter(spec.shortcut for spec in page).items() if n > 1]
        assert not twice, f"{entry.label}\u00a0: {twice}"
        lost = {spec.shortcut for spec in page if own.get(spec.shortcut, spec.id) != spec.id}
        assert lost <= SHARED, f"{entry.label}\u00a0: {lost}"
