"""Every message that was left, done or not, in place of the register."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.accueil.message import (
    archive_message,
    finish_message,
    messages_listing,
    open_message,
    reopen_message,
)
from models.base.droit import Droit
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.table import TablePane
from ui.kit.tokens import M


class TousLesMessages(QWidget):
    """A list like the others; Entrée reads one in full, Échap goes back to the register."""

    def __init__(
        self, context: Context, *, edit: Callable[[str], object], closed: Callable[[], object]
    ) -> None:
        super().__init__()
        self._context, self._closed = context, closed
        self.list = TablePane(
            context, messages_listing(), name="accueil.tous_les_messages", activate=edit,
            row_actions=self._row_actions(edit),
        )  # fmt: skip
        back = named(QPushButton("Revenir au registre"), "accueil.tous_les_messages.retour")
        back.clicked.connect(lambda: closed())
        head = QHBoxLayout()
        head.addWidget(text("Tous les messages", "title"))
        head.addStretch()
        head.addWidget(back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._closed()
        else:
            super().keyPressEvent(event)

    def _row_actions(self, edit: Callable[[str], object]) -> list[UiAction]:
        def act(
            name: str, label: str, icon: str, run: Callable[[str], object], *, done: bool | None
        ) -> UiAction:
            return UiAction(
                f"message.{name}", label, icon, "", Droit.REGISTRE, lambda: self._on(run),
                enabled=lambda: self._is(done), on_page=False, danger=name == "supprimer",
            )  # fmt: skip

        attempt = self._context.attempt
        return [
            act("lire", "Lire en entier, modifier", "edit", edit, done=None),
            act("traiter", "Fait", "check", lambda key: attempt(
                lambda: finish_message(key), said="Message traité"), done=False),
            act("remettre", "Remettre à traiter", "restore", lambda key: attempt(
                lambda: reopen_message(key), said="Message remis à traiter"), done=True),
            act("supprimer", "Supprimer", "trash", lambda key: attempt(
                lambda: archive_message(key), said="Message supprimé"), done=None),
        ]  # fmt: skip

    def _on(self, run: Callable[[str], object]) -> None:
        key = self.list.current_key
        if key is not None:
            run(key)

    def _is(self, done: bool | None) -> bool:
        """Whether the current message is done, or not; either will do if that does not matter."""
        key = self.list.current_key
        message = open_message(key) if key is not None else None
        return message is not None and (done is None or (message.fait_le is not None) is done)
