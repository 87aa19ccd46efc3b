"""« Historique » of a passage: who wrote, corrected, deleted or restored it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.accueil.historique import Trace, historique
from models.base import clock
from ui.kit.context import Context
from ui.kit.icons import IconButton
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import XS, L, M, S


class Traces(QFrame):
    """No name of a visitor and no value: acts, fields, and who of the team."""

    def __init__(self, context: Context, *, closed: Callable[[], object]) -> None:
        super().__init__()
        named(self, "accueil.historique", "Historique du passage").setProperty("role", "card")
        self._context, self._closed = context, closed
        self._close = named(IconButton("close", "Fermer l’historique"), "accueil.historique.fermer")
        self._close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._close.clicked.connect(self.give_up)
        head = QHBoxLayout()
        head.addWidget(text("Historique", "title"))
        head.addStretch()
        head.addWidget(self._close)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(M)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, M, L, M)
        column.setSpacing(S)
        column.addLayout(head)
        column.addLayout(self._lines)
        self.hide()

    def show_passage(self, passage_id: str) -> None:
        """The acts on this passage, the oldest first."""
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for trace in historique(passage_id):
            self._lines.addWidget(_line(trace))
        self.show()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_up(self) -> None:
        self.hide()
        self._closed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)


def _line(trace: Trace) -> QWidget:
    champs = f"\u00a0: {', '.join(trace.champs)}" if trace.champs else ""
    act = text(f"{trace.acte}{champs}", "", "accueil.historique.acte")
    act.setWordWrap(True)
    by = f", {trace.agent}" if trace.agent else ""
    when = text(f"{clock.local(trace.at):%d/%m/%Y à %H:%M}{by}", "small", "accueil.historique.qui")
    when.setWordWrap(True)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(XS // 2)
    column.addWidget(act)
    column.addWidget(when)
    return holder
