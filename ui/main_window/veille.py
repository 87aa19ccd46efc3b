"""Locks the session that nobody touches any more, and says so half a minute before."""

import time
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from models.base import clock
from models.base.settings import Settings
from ui.kit.banner import announce
from ui.kit.icons import IconLabel
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import L, M, S

NOTICE = 30  # seconds of warning, half of the delay at most
TICK = 1000  # milliseconds between two looks
SETTLE = 1500  # milliseconds: the windows are watched once the first image is painted
TOLD = (30, 10)  # seconds left at which a screen reader says it
_ACTIVITY = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
)


class Veille(QObject):
    """Watches the windows' own events: those of each widget are too many to go through Python."""

    def __init__(self, window: QWidget, settings: Settings, *, lock: Callable[[], object]) -> None:
        super().__init__(window)
        self._settings, self._lock = settings, lock
        self._window = window
        self._watched: list[QWindow] = []
        self._since = (0.0, clock.now())
        self._warning: Avertissement | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """A session is open."""
        self._rest()
        self._timer.start()
        QTimer.singleShot(SETTLE, self, self._watch)

    def end(self) -> None:
        self._timer.stop()
        self._hide_warning()

    def note(self) -> None:
        """Somebody is there; unless it is after a sleep longer than the delay."""
        if self._timer.isActive() and not self.look():
            self._rest()
            self._hide_warning()

    def stir(self) -> None:
        """An act was done: who dictates, or is helped to act, touches no key. A late one opens
        nothing again."""
        delay = self._settings.verrouillage * 60
        if self._timer.isActive() and not 0 < delay <= self.idle():
            self._rest()
            self._hide_warning()

    def look(self) -> bool:
        """Warn, or lock; whether it locked."""
        delay = self._settings.verrouillage * 60
        if not delay:
            self._hide_warning()
            return False
        left = delay - self.idle()
        if left <= 0:
            self.end()
            self._lock()
            return True
        if left <= min(NOTICE, delay / 2):
            self._warn(round(left + 0.5))
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY:
            self.note()
        return False

    def idle(self) -> float:
        """Seconds since the last sign of life, asleep or awake: the first clock stops in sleep."""
        awake = time.monotonic() - self._since[0]
        return max(awake, (clock.now() - self._since[1]).total_seconds())

    def _rest(self) -> None:
        self._since = (time.monotonic(), clock.now())

    def _watch(self) -> None:
        """The window, and each one that opens over it."""
        application = QGuiApplication.instance()
        if not shiboken6.isValid(self._window):
            return  # closed before it had settled
        if isinstance(application, QGuiApplication) and not self._watched:
            application.focusWindowChanged.connect(self._watch_one)
        self._watch_one(self._window.windowHandle())

    def _watch_one(self, window: QWindow | None) -> None:
        if window is not None and window not in self._watched:
            self._watched.append(window)
            window.installEventFilter(self)
            window.destroyed.connect(lambda: self._forget(window))

    def _forget(self, window: QWindow) -> None:
        if window in self._watched:
            self._watched.remove(window)

    def _warn(self, seconds: int) -> None:
        if self._warning is None:
            self._warning = Avertissement(self._window, stay=self.note)
        self._warning.say(seconds)

    def _hide_warning(self) -> None:
        if self._warning is not None:
            self._warning.hide()
            self._warning.deleteLater()
            self._warning = None


class Avertissement(QFrame):
    """The countdown, over the page and in nobody's way: the keys typed go where they went."""

    def __init__(self, window: QWidget, *, stay: Callable[[], object]) -> None:
        super().__init__(window)
        self._over = window
        self.setObjectName("veille")
        self.setProperty("role", "floating")
        self._words = text("", "label", "veille.phrase")
        button = named(QPushButton("Rester"), "veille.rester", "Rester, ne pas verrouiller")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # any key does it
        button.clicked.connect(lambda: stay())
        row = QHBoxLayout(self)
        row.setContentsMargins(L, M, L, M)
        row.setSpacing(M)
        row.addWidget(IconLabel("lock", kind="attention"))
        row.addWidget(self._words)
        row.addSpacing(S)
        row.addWidget(button)
        self._told: set[int] = set()

    def say(self, seconds: int) -> None:
        """So many seconds are left."""
        words = f"Verrouillage dans {seconds} s. Une touche ou un mouvement l’empêche."
        self._words.setText(words)
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, L)
        self.show()
        self.raise_()
        due = next((mark for mark in TOLD if seconds <= mark and mark not in self._told), None)
        if due is not None:
            self._told.update(mark for mark in TOLD if mark >= due)
            announce(self, words)
