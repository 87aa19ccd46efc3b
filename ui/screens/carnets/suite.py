"""Pages that say what to do next: a carnet that has left, come back, or is lost."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.actions import UiAction, button
from ui.kit.page import card, row, text


class Suite(QWidget):
    """Sentences that can be copied, and at most two acts."""

    def __init__(self, title: str, phrases: Sequence[str], acts: Sequence[UiAction] = ()) -> None:
        super().__init__()
        lines = [self._line(words, at) for at, words in enumerate(phrases)]
        held = card(title, *lines)
        self._buttons = [button(act) for act in acts]
        if self._buttons:
            held.body.addLayout(row(*self._buttons))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(held)
        column.addStretch()

    def focus_first(self) -> None:
        (self._buttons[0] if self._buttons else self).setFocus()

    def _line(self, words: str, at: int) -> QWidget:
        shown = text(words, name=f"carnets.phrase.{at}")
        shown.setWordWrap(True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return shown
