"""What stands around the line, in the words of whoever sits there: aside, waiting, messages."""

from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.screens.accueil.bureau import Bureau


class Coulisses:
    """Reads the strip and the column of a `Bureau`."""

    def __init__(self, bureau: Bureau) -> None:
        self.bureau = bureau

    @property
    def aside(self) -> list[str]:
        """The chips of those put aside, as they are read."""
        return [chip.text() for chip in self._shown(QPushButton, "accueil.cote")]

    def chip(self, at: int) -> QPushButton:
        chip: QPushButton = self._shown(QPushButton, "accueil.cote")[at]
        return chip

    @property
    def waiting(self) -> list[tuple[str, str, str]]:
        """(who, since when, state) of each line of the waiting room, from the top."""
        return [
            (self._part(row, "nom"), self._part(row, "depuis"), self.state(row))
            for row in self.rows("accueil.attente")
        ]

    @property
    def messages(self) -> list[tuple[str, str, str]]:
        """(from whom, what, state) of each message."""
        return [
            (self._part(row, "nom"), self._part(row, "objet"), self.state(row))
            for row in self.rows("accueil.message")
        ]

    def rows(self, kind: str) -> list[QWidget]:
        found = self.bureau.window.findChildren(QPushButton)
        acts = [b for b in found if b.objectName().endswith(".acte") and b.isVisible()]
        rows = [b.parentWidget() for b in acts if b.objectName().startswith(f"{kind}.")]
        return sorted(rows, key=lambda row: row.y())

    def state(self, row: QWidget) -> str:
        pill: Any = row.findChild(QWidget, f"{row.objectName()}.etat")
        return str(pill.word)

    def kind(self, row: QWidget) -> str:
        pill: Any = row.findChild(QWidget, f"{row.objectName()}.etat")
        return str(pill.kind)

    def focus(self, kind: str, at: int = 0) -> "Coulisses":
        """Put the focus on the first act of a line."""
        row = self.rows(kind)[at]
        self.bureau.focus(f"{row.objectName()}.acte")
        return self

    def strike(self, keys: str) -> "Coulisses":
        self.bureau.type(keys)
        return self

    def read_names(self) -> set[str]:
        """All that the column, the strip and the forms tell a screen reader or show."""
        told: set[str] = set()
        for widget in self.bureau.window.findChildren(QWidget):
            if widget.isVisible() and widget.objectName().startswith("accueil."):
                told |= {widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()}
                if isinstance(widget, QLabel | QPushButton):
                    told.add(widget.text())
        return told

    def _part(self, row: QWidget, name: str) -> str:
        label = row.findChild(QLabel, f"{row.objectName()}.{name}")
        assert label is not None, f"la ligne n’a pas de « {name} »"
        return label.text() if label.isVisible() else ""

    def _shown(self, kind: Any, name: str) -> list[Any]:
        return [w for w in self.bureau.window.findChildren(kind, name) if w.isVisible()]
