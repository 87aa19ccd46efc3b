"""What hides everything while a job ends, before the session locks."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.kit.away import set_away
from ui.kit.banner import announce
from ui.kit.icons import IconLabel
from ui.kit.jobs import Jobs
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import L, S

WIDTH = 520
LOOK = 300  # milliseconds between two looks at the running jobs


class Rideau(QWidget):
    """Nothing of the session can be read here, nor acted on; the job is told, never its content."""

    def __init__(self, *, stop: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("rideau")
        self._words = text("", "title", "rideau.phrase")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setFixedWidth(WIDTH)
        self._stop = named(QPushButton("Arrêter ce travail et verrouiller"), "rideau.arreter")
        self._stop.setAutoDefault(True)
        self._stop.clicked.connect(lambda: stop())
        self._lay_out()

    def say(self, title: str) -> None:
        """Which job is awaited."""
        words = f"{title}… La session se verrouille dès que c’est fini."
        if words != self._words.text():
            self._words.setText(words)
            announce(self, words)

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(S)
        acts.addStretch()
        acts.addWidget(self._stop)
        acts.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(L)
        column.addStretch()
        column.addWidget(IconLabel("lock", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(acts)
        column.addStretch()


class Curtain:
    """Puts the lock off until the jobs that were asked for are over; all is hidden meanwhile, and
    out of the window: what is behind is not read in the accessibility tree either."""

    def __init__(self, stack: QStackedWidget, jobs: Jobs) -> None:
        self._stack, self._jobs = stack, jobs
        self._page: Rideau | None = None
        self._behind: QWidget | None = None
        self._leave: Callable[[], object] = lambda: None

    @property
    def holds(self) -> bool:
        return self._page is not None

    @property
    def must_hold(self) -> bool:
        return self._page is None and self._awaited is not None

    def hold(self, leave: Callable[[], object]) -> None:
        """Draw it, then `leave` once nothing is under way; whoever is there may do so at once."""
        self._leave = leave
        page = self._page = Rideau(stop=leave)
        timer = QTimer(page)
        timer.setInterval(LOOK)
        timer.timeout.connect(self._look)
        timer.start()
        behind = self._behind = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if behind is not None:
            set_away(behind, away=True)
        self._look()

    def forget(self) -> None:
        behind, self._behind = self._behind, None
        if behind is not None:
            set_away(behind, away=False)
        if self._page is not None:
            self._stack.removeWidget(self._page)
            self._page.deleteLater()
            self._page = None

    @property
    def _awaited(self) -> str | None:
        """The title of a job under way; those without are nobody's work."""
        return next((job.title for job in self._jobs.running if job.title), None)

    def _look(self) -> None:
        title = self._awaited
        if self._page is not None and title is not None:
            self._page.say(title)
        elif self._page is not None:
            self._leave()


def close_what_floats(window: QWidget) -> bool:
    """Menus and dialogs would stay readable, and in hand, before a locked session.

    Whether a dialog was there: whoever opened it goes on first, as if it had been given up.
    """
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    dialogs = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    for dialog in dialogs:
        dialog.reject()
    return bool(dialogs)
