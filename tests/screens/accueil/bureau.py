"""The accueil in the words of whoever sits there: keys pressed, what is read, what was written."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.accueil.demande import demandes_of, reponses_of
from models.accueil.passage import Passage
from models.base.settings import Settings
from tests.factories import POSTE
from ui.kit.context import make_context
from ui.main_window import MainWindow

_NAMED = {
    "Entrée": Qt.Key.Key_Return,
    "Échap": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
    "Bas": Qt.Key.Key_Down,
    "Haut": Qt.Key.Key_Up,
    "Droite": Qt.Key.Key_Right,
    "Gauche": Qt.Key.Key_Left,
    "Retour": Qt.Key.Key_Backspace,
    "Suppr": Qt.Key.Key_Delete,
    "F2": Qt.Key.Key_F2,
    "F3": Qt.Key.Key_F3,
    "F4": Qt.Key.Key_F4,
    "F5": Qt.Key.Key_F5,
    "F6": Qt.Key.Key_F6,
    "F8": Qt.Key.Key_F8,
    "F9": Qt.Key.Key_F9,
    "F12": Qt.Key.Key_F12,
    "Inser": Qt.Key.Key_Insert,
}
_CHORDS = {
    "Ctrl+N": Qt.Key.Key_N,
    "Ctrl+Z": Qt.Key.Key_Z,
    "Ctrl+E": Qt.Key.Key_E,
    "Ctrl+G": Qt.Key.Key_G,
    "Ctrl+R": Qt.Key.Key_R,
    "Ctrl+S": Qt.Key.Key_S,
    "Ctrl+Entrée": Qt.Key.Key_Return,
    "Ctrl+M": Qt.Key.Key_M,
    "Ctrl+H": Qt.Key.Key_H,
}
_SHIFTED = {"Maj+F5": Qt.Key.Key_F5, "Maj+F8": Qt.Key.Key_F8}


class Bureau:
    """Counts the keys: a chord is one."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.keys = 0
        self.window = self._start()
        self._written: set[str] = set()

    def start_again(self) -> None:
        """A new start on what the base holds, as after a sudden death."""
        old = self.window
        old.context.changes.detach()
        old.hide()
        self.window = self._start()

    def stop(self) -> None:
        self.window.context.release()

    def _start(self) -> MainWindow:
        window = MainWindow(make_context(Settings(poste_id=POSTE, verrouillage=0), immediate=True))
        self.qtbot.addWidget(window)
        window.resize(1280, 720)
        window.enter()
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(lambda: window.isActiveWindow() and bool(QApplication.focusWidget()))
        return window

    # Hands

    def press(self, *keys: str) -> "Bureau":
        """Keys by their names on a French keyboard."""
        for key in keys:
            if key == "Ctrl+Entrée":
                self._written = {passage.id for passage in self.passages}
            if key in _SHIFTED:
                self._press(_SHIFTED[key], Qt.KeyboardModifier.ShiftModifier)
                continue
            control = key in _CHORDS
            modifier = (
                Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
            )
            self._press(_CHORDS[key] if control else _NAMED[key], modifier)
        return self

    def type(self, text: str) -> "Bureau":
        for letter in text:
            QTest.keyClicks(self._target(), letter)
            self.keys += 1
            self._settle()
        return self

    def focus(self, name: str) -> "Bureau":
        self.find(name).setFocus(Qt.FocusReason.TabFocusReason)
        self._settle()
        return self

    def click(self, name: str) -> "Bureau":
        button = self.find(name)
        assert isinstance(button, QAbstractButton)
        button.click()
        self._settle()
        return self

    def set(self, name: str, text: str) -> "Bureau":
        """Type a text in a field in place of what is there, and leave it."""
        self.focus(name)
        line = self.find(name)
        assert isinstance(line, QLineEdit)
        line.selectAll()
        self.press("Retour")
        return self.type(text)

    def put(self, name: str, text: str) -> "Bureau":
        """Replace a text at once, as a screen reader or a dictation does."""
        line = self.find(name)
        assert isinstance(line, QLineEdit)
        line.setText(text)
        self._settle()
        return self

    # Eyes

    @property
    def focused(self) -> str:
        widget = QApplication.focusWidget()
        return widget.objectName() if widget is not None else ""

    @property
    def banner(self) -> str:
        return self.window.context.banner.text

    @property
    def heading(self) -> str:
        return self.window.windowTitle().split(" — ")[0]

    def find(self, name: str) -> QWidget:
        found = [w for w in self.window.findChildren(QWidget, name) if w.isVisible()]
        assert found, f"aucun « {name} » à l’écran"
        return found[0]

    def is_shown(self, name: str) -> bool:
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def text(self, name: str) -> str:
        widget: Any = self.find(name)
        return str(widget.text())

    def seen(self, name: str) -> str:
        """What a line shows: dots, if it hides its text."""
        line = self.find(name)
        assert isinstance(line, QLineEdit)
        return line.displayText()

    def error(self, name: str) -> str:
        """What is said in red under a field; nothing when all is well."""
        label = next(iter(self.window.findChildren(QLabel, f"{name}.erreur")), None)
        return label.text() if label is not None and label.isVisible() else ""

    def proposed(self, name: str) -> list[str]:
        """The propositions under a field, as they are read."""
        frames = [w for w in self.window.findChildren(QWidget, f"{name}.liste") if w.isVisible()]
        if not frames:
            return []
        model: Any = frames[0].model()  # type: ignore[attr-defined]  # a list view
        return [model.data(model.index(row, 0)) for row in range(model.rowCount())]

    @property
    def chips(self) -> list[str]:
        found = self.window.findChildren(QPushButton)
        chips = [w for w in found if w.property("rang") is not None and w.isVisible()]
        return [w.text() for w in sorted(chips, key=lambda w: w.property("rang"))]

    def rows(self, name: str = "accueil.passages") -> list[tuple[str, ...]]:
        """The lines of a list, as they are read."""
        model: Any = self.find(name).model()  # type: ignore[attr-defined]  # a table view
        return [
            tuple(model.data(model.index(row, column)) for column in range(model.columnCount()))
            for row in range(model.rowCount())
        ]

    # What was written

    @property
    def passages(self) -> list[Passage]:
        return list(Passage.select().where(Passage.archived_at.is_null()).order_by(Passage.moment))

    @property
    def last(self) -> Passage:
        """The passage that the last Ctrl+Entrée wrote."""
        new = [passage for passage in self.passages if passage.id not in self._written]
        assert len(new) == 1, f"{len(new)} passage écrit ; bandeau : {self.banner!r}"
        return new[0]

    def demandes(self, passage: Passage) -> list[tuple[str, tuple[str, ...]]]:
        """Each demande with its réponses, by their codes."""
        return [
            (d.thematique_id.removeprefix("thematique."), reponses_of(d.id))
            for d in demandes_of(passage.id)
        ]

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self._target(), key, modifier)
        self.keys += 1
        self._settle()

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def _settle(self) -> None:
        for _ in range(3):
            QApplication.processEvents()
