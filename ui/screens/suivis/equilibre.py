"""How many suivis each has, and would have, while they are handed over."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.names import named
from ui.kit.page import Card, text


class Equilibre(Card):
    """How many suivis each has, a name and a number a line."""

    def __init__(self) -> None:
        super().__init__("Combien chacun en suit")
        self.setObjectName("passation.equilibre")
        self._lines: list[QWidget] = []

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        for widget in self._lines:
            self.body.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._lines = [_balance_line(*line) for line in lines]
        for widget in self._lines:
            self.body.addWidget(widget)


def _balance_line(nom: str, count: str) -> QWidget:
    moved = "→" in count
    made = named(QWidget(), "passation.equilibre.ligne", f"{nom}\u00a0: {count}")
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(text(nom, "" if moved else "secondary"))
    line.addStretch(1)
    line.addWidget(text(count, "label" if moved else "secondary"))
    return made
