"""The sheet in the words of whoever types it: keys, what stands on each line, what was written."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from models.accueil.passage import Passage
from tests.screens.accueil.bureau import Bureau
from ui.main_window import MainWindow
from ui.screens.saisie.rangee import Rangee

_CHORDS = {
    "Ctrl+Maj+Entrée": (Qt.Key.Key_Return, "CS"),
    "Ctrl+Suppr": (Qt.Key.Key_Delete, "C"),
    "Ctrl+V": (Qt.Key.Key_V, "C"),
    "Ctrl+Maj+S": (Qt.Key.Key_S, "CS"),
    "Maj+Tab": (Qt.Key.Key_Backtab, "S"),
    "F4": (Qt.Key.Key_F4, ""),
    "F6": (Qt.Key.Key_F6, ""),
}
_MODIFIERS = {
    "C": Qt.KeyboardModifier.ControlModifier,
    "S": Qt.KeyboardModifier.ShiftModifier,
}


class Papier(Bureau):
    """The window on « Saisir une feuille »."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot)

    def _start(self) -> MainWindow:
        window = super()._start()
        window.navigate("saisie")
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return window

    def press(self, *keys: str) -> "Papier":
        for key in keys:
            if key not in _CHORDS:
                super().press(key)
                continue
            code, letters = _CHORDS[key]
            modifier = Qt.KeyboardModifier.NoModifier
            for letter in letters:
                modifier |= _MODIFIERS[letter]
            QTest.keyClick(self._target(), code, modifier)
            self.keys += 1
            self._settle()
        return self

    def head(self, jour: str = "11/03/2026") -> "Papier":
        """The day, the lieu as it is proposed, and to the lines."""
        self.focus("feuille.jour").type(jour)
        return self.press("Entrée", "Entrée")

    def paste(self, text: str) -> "Papier":
        QGuiApplication.clipboard().setText(text)
        return self.press("Ctrl+V")

    @property
    def lines(self) -> list[list[str]]:
        """Each line that is not being typed: hour, who, demandes, contact, duration, state."""
        return [row.texts for row in self._rows()]

    @property
    def remarks(self) -> list[str]:
        return [row.remark for row in self._rows()]

    def cell(self, name: str) -> str:
        line = self.find(f"saisie.{name}")
        assert isinstance(line, QLineEdit)
        return line.text()

    @property
    def said(self) -> str:
        """What is wrong with the line that is typed."""
        shown: Any = self.window.findChild(object, "saisie.erreur")
        return str(shown.text()) if shown.isVisible() else ""

    @property
    def figures(self) -> str:
        return self.text("saisie.compte")

    def written(self) -> list[tuple[str, str, int | None]]:
        """(day and hour, who, minutes) of each passage of the sheet, in order."""
        rows = Passage.select().where(Passage.archived_at.is_null()).order_by(Passage.id)
        return [
            (
                f"{p.jour:%d/%m}" + (f" {p.heure:%H:%M}" if p.heure else ""),
                p.personne.nom_affiche if p.personne_id else "anonyme",
                p.duree_minutes,
            )
            for p in rows
        ]

    def _rows(self) -> list[Rangee]:
        found = [row for row in self.window.findChildren(Rangee) if row.isVisible()]
        return sorted(found, key=lambda row: row.number)
