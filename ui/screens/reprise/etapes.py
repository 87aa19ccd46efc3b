"""Where one is in the assistant, and the way back to any step already reached."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from ui.kit.names import named
from ui.kit.obeying import obeys, show_checked
from ui.kit.tokens import L, S

ETAPES = (
    ("fichier", "Fichier"), ("colonnes", "Colonnes"), ("valeurs", "Valeurs"),
    ("personnes", "Personnes"), ("apercu", "Aperçu"), ("rapport", "Rapport"),
)  # fmt: skip


def choice(name: str, words: str, read: str) -> QToolButton:
    """One of several words side by side, wide enough for the day it is in bold."""
    made = named(QToolButton(), name, read)
    made.setText(words)
    made.setProperty("role", "nav")
    made.setCheckable(True)
    font = QFont(made.font())
    font.setWeight(QFont.Weight.DemiBold)
    made.setMinimumWidth(QFontMetrics(font).horizontalAdvance(words) + 2 * L)
    return made


class Etapes(QWidget):
    """One button for each step, numbered; those not reached yet wait."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        named(self, "import.etapes", "Étapes de la reprise")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        for at, (name, label) in enumerate(ETAPES, 1):
            made = choice(f"import.etape.{name}", f"{at}. {label}", f"Étape {at}\u00a0: {label}")
            obeys(made, partial(go, name))
            group.addButton(made)
            row.addWidget(made)
            self._buttons[name] = made
        row.addStretch()

    def show_step(self, current: str, reached: set[str]) -> None:
        for name, made in self._buttons.items():
            made.setEnabled(name in reached)
            show_checked(made, on=name == current)
