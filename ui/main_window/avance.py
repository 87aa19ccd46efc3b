"""Loads the code of the screens a moment after the first is painted: none is waited for."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.kit.context import Context
from ui.main_window.screens import ScreenEntry, load

CALM = 1500  # milliseconds: the first image and the first keys come before


class Avance(QTimer):
    """Once in the life of the window: code, not screens, which are built when they are shown."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._waiting: list[ScreenEntry] = []
        self.setSingleShot(True)
        self.setInterval(CALM)
        self.timeout.connect(self._go)

    def begin(self, entries: list[ScreenEntry], *, after: QWidget | None) -> None:
        """Wait for the first image of this screen, however slow the computer, then for a calm."""
        self._waiting = entries
        if after is not None:
            after.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self.start()
        return False

    def _go(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._context.jobs.run(
            lambda _: [load(entry.path) for entry in waiting],
            done=lambda _: None,
            owner=self,
            awaited=False,
        )
