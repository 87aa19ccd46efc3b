"""The settings in the words of a responsable: a section, its rows, its fields, the keys pressed."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from tests.screens.fiches.bureau import Bureau
from ui.kit.palette import Palette
from ui.kit.rows import RowList
from ui.kit.seeking import Found

GOLDEN = Path(__file__).with_name("golden")
_KEYS = {
    "Entrée": Qt.Key.Key_Return,
    "Échap": Qt.Key.Key_Escape,
    "Haut": Qt.Key.Key_Up,
    "Bas": Qt.Key.Key_Down,
    "Suppr": Qt.Key.Key_Delete,
    "Début": Qt.Key.Key_Home,
    "Fin": Qt.Key.Key_End,
    "F2": Qt.Key.Key_F2,
    "F9": Qt.Key.Key_F9,
    "K": Qt.Key.Key_K,
    "N": Qt.Key.Key_N,
    "S": Qt.Key.Key_S,
    "Z": Qt.Key.Key_Z,
}
_WITH = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Maj": Qt.KeyboardModifier.ShiftModifier,
}


class Responsable(Bureau):
    """The same window; its goldens are beside this file."""

    def go(self, section: str, **what: str) -> "Responsable":
        self.window.navigate("reglages", section=section, **what)
        self.settle()
        return self

    def press(self, *chords: str) -> "Responsable":
        """« Ctrl+K », « Alt+Bas », « Entrée »."""
        for chord in chords:
            *held, key = chord.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for name in held:
                modifiers |= _WITH[name]
            QTest.keyClick(self.target, _KEYS[key], modifiers)
            self.settle()
        return self

    def type(self, words: str) -> "Responsable":
        """Letters one by one; Qt's own typist does not know the accents."""
        for letter in words:
            key, none = Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier
            press = QKeyEvent(QEvent.Type.KeyPress, key, none, letter)
            QApplication.sendEvent(self.target, press)
            self.settle()
        return self

    def come_back(self) -> None:
        """The screen goes as it does at the lock, and is made anew."""
        screen = self.window._screens.pop("reglages")
        screen.leave()
        self.window.context.banner.clear()
        self.window.navigate("accueil")
        screen.deleteLater()
        self.settle()

    def row_list(self, name: str) -> RowList:
        found: RowList = self.part(RowList, name)
        return found

    def lines(self, name: str) -> list[str]:
        """The rows of a list, as they are read."""
        return [("  " * row.depth) + row.read for row in self.row_list(name).rows]

    def choose_row(self, name: str, label: str) -> "Responsable":
        rows = self.row_list(name)
        key = next((row.key for row in rows.rows if row.label == label), None)
        assert key is not None, f"pas de « {label} » dans {[row.label for row in rows.rows]}"
        rows.setFocus()
        rows.select(key)
        self.settle()
        return self

    @property
    def palette(self) -> Palette:
        found: Palette = self.part(Palette, "palette")
        return found

    @property
    def palette_is_empty(self) -> bool:
        """Whether nothing is left in it for whatever reads what is hidden."""
        (found,) = self.window.findChildren(Palette)
        return not found.answers and not found.line.text()

    @property
    def answers(self) -> list[Found]:
        return self.palette.answers

    @property
    def read_answers(self) -> list[str]:
        """What a screen reader meets in the list, the names of the groups included."""
        view: QListView = self.part(QListView, "palette.reponses")
        model = view.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def check_golden(self, name: str, text: str) -> None:
        path = GOLDEN / f"{name}.txt"
        if not path.exists():
            path.write_text(text, encoding="utf-8")
            raise AssertionError(f"{path.name} vient d’être figé : relisez-le, puis relancez.")
        assert text == path.read_text(encoding="utf-8")

    def section_text(self, section: str) -> str:
        """A section as text: its title, its acts, its rows or its fields."""
        lists = [w for w in self.window.findChildren(RowList) if w.isVisible()]
        rows = [
            line for w in lists if w.objectName() != "reglages.sections" for line in
            self.lines(w.objectName())
        ]  # fmt: skip
        parts = [
            f"{self.said('heading.title')} · {self.said('heading.subtitle')}", "", self.acts(),
            self.text_of(f"reglages.{section}"), *rows,
        ]  # fmt: skip
        return "\n".join(parts).rstrip() + "\n"

    @property
    def target(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def settle(self) -> None:
        for _ in range(3):
            QApplication.processEvents()
