"""What a person does before the window is open, in her words; each failure says what is missing."""

import dataclasses
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from models.base.settings import Settings
from ui.kit.banner import Banner
from ui.kit.context import Context, make_context
from ui.screens.ouverture.screen import OuvertureScreen

POSTE = "0" * 32
STRUCTURE = "Centre social des Quatre-Chemins"
COMPTE, PASSWORD = "awa", "Tilleul-Orange-47-Pluie"


class Guichet:
    """The screen before the window, its jobs done at once; `entered` counts its openings."""

    def __init__(self, folder: Path) -> None:
        self.context: Context = make_context(
            Settings(poste_id=POSTE, donnees=str(folder)), immediate=True
        )
        self.entered = 0
        self.screen = OuvertureScreen(self.context, self._enter)
        self.screen.resize(1200, 680)

    def open(self, *, locked: bool = False) -> "Guichet":
        self.screen.show()
        self.screen.open(**({"locked": True} if locked else {}))
        QApplication.processEvents()
        return self

    def close(self) -> None:
        """Now, and not when Qt next has time: a page left behind would write in the next test."""
        shiboken6.delete(self.screen)

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        panel = self.screen.panel
        assert panel is not None, "rien n’est montré"
        return panel.objectName()

    @property
    def message(self) -> str:
        panel = self.screen.panel
        assert panel is not None
        return panel.findChild(Banner).text

    @property
    def focused(self) -> str:
        widget = self.screen.focusWidget()
        return "" if widget is None else widget.objectName()

    def line(self, name: str) -> QLineEdit:
        return self._shown(QLineEdit, name)

    def label(self, name: str) -> str:
        return self._shown(QLabel, name).text()

    def error(self, name: str) -> str:
        """What is said under a field."""
        return self.label(f"{name}.erreur")

    def write(self, **texts: str) -> "Guichet":
        """Replace what fields hold, key by key: `__` stands for the dot of a name."""
        for name, words in texts.items():
            line = self.line(name.replace("__", "."))
            line.setFocus()
            line.selectAll()
            QTest.keyClick(line, Qt.Key.Key_Delete)
            _type(line, words)
        return self

    def press(self, name: str) -> "Guichet":
        button = self._shown(QAbstractButton, name)
        assert button.isEnabled(), f"« {button.text()} » est grisé"
        button.click()
        QApplication.processEvents()
        return self

    def enter_key(self, name: str) -> "Guichet":
        QTest.keyClick(self.line(name), Qt.Key.Key_Return)
        QApplication.processEvents()
        return self

    def shows(self, name: str) -> bool:
        return any(w.isVisible() for w in self.screen.findChildren(QWidget, name))

    def unnamed(self) -> list[str]:
        """The controls that a screen reader could not tell."""
        controls = [w for w in self.screen.findChildren(QWidget) if _is_control(w)]
        return [w.objectName() or type(w).__name__ for w in controls if not _words(w)]

    def settings(self) -> dict[str, str]:
        return dataclasses.asdict(self.context.settings)

    def _shown(self, kind: type, name: str):  # type: ignore[no-untyped-def]  # of that kind
        found = [w for w in self.screen.findChildren(kind, name) if w.isVisible()]
        assert found, f"pas de « {name} » sur la page {self.page}"
        return found[-1]

    def _enter(self) -> None:
        self.entered += 1


def _type(line: QLineEdit, words: str) -> None:
    for sign in words:
        if sign.isascii():
            QTest.keyClick(line, sign)
        else:
            line.insert(sign)  # the key that Qt's tests would look for is fatal when it has none


def _is_control(widget: QWidget) -> bool:
    reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(reached) and widget.isVisible() and isinstance(widget, QLineEdit | QAbstractButton)


def _words(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text
