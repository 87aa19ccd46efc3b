"""What stands in the window while the day's backup is made before it closes."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.kit.banner import announce
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import L, S
from ui.main_window.sauvegarde import DailyBackup

UNDER_WAY = "Sauvegarde du jour…"
WIDTH = 520
PATIENCE = 300  # milliseconds before the page is shown: a small base is copied sooner


class Fermeture(QWidget):
    """One calm line; who is in a hurry goes on without it."""

    def __init__(self, *, again: Callable[[], object], leave: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("fermeture")
        self._words = text(UNDER_WAY, "title", "fermeture.phrase")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setFixedWidth(WIDTH)
        self._again = named(QPushButton("Réessayer"), "fermeture.reessayer")
        self._again.clicked.connect(lambda: again())
        self._leave = named(QPushButton("Fermer sans attendre"), "fermeture.sans_attendre")
        self._leave.clicked.connect(lambda: leave())
        self._lay_out()

    def say_under_way(self) -> None:
        self._again.hide()
        self._leave.setText("Fermer sans attendre")
        self._say(UNDER_WAY)

    def say_failure(self, why: str) -> None:
        self._again.show()
        self._leave.setText("Fermer sans sauvegarde")
        self._say(f"Sauvegarde du jour\u00a0: {why}")

    def focus_first(self) -> None:
        self._leave.setFocus()

    def _say(self, words: str) -> None:
        self._words.setText(words)
        announce(self, words)
        self.focus_first()

    def _lay_out(self) -> None:
        for button in (self._again, self._leave):
            button.setAutoDefault(True)  # Entrée, too
        acts = QHBoxLayout()
        acts.setSpacing(S)
        acts.addStretch()
        acts.addWidget(self._again)
        acts.addWidget(self._leave)
        acts.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(L)
        column.addStretch()
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(acts)
        column.addStretch()
        self._again.hide()


class WayOut:
    """Puts leaving off until the day's backup is made, and shows the page meanwhile."""

    def __init__(self, stack: QStackedWidget, backup: DailyBackup) -> None:
        self._stack = stack
        self._backup = backup
        self._page: Fermeture | None = None

    @property
    def holds(self) -> bool:
        return self._page is not None

    @property
    def must_wait(self) -> bool:
        return not self.holds and self._backup.due

    def wait(self, leave: Callable[[], object]) -> None:
        """Make the backup, then `leave`; the person may do so without it."""
        page = Fermeture(again=lambda: self._make(page, leave), leave=leave)
        self._page = page
        self._stack.addWidget(page)
        QTimer.singleShot(PATIENCE, page, lambda: self._show(page))
        self._make(page, leave)

    def forget(self) -> None:
        if self._page is not None:
            self._stack.removeWidget(self._page)
            self._page.deleteLater()
            self._page = None

    def _make(self, page: Fermeture, leave: Callable[[], object]) -> None:
        page.say_under_way()
        self._backup.make(lambda why: self._end(page, why, leave=leave))

    def _end(self, page: Fermeture, why: str, *, leave: Callable[[], object]) -> None:
        if page is not self._page:
            return  # somebody was in a hurry
        if why:
            self._show(page)
            page.say_failure(why)
        else:
            QTimer.singleShot(0, page, leave)  # not from inside the closing that was put off

    def _show(self, page: Fermeture) -> None:
        self._stack.setCurrentWidget(page)
        page.focus_first()
