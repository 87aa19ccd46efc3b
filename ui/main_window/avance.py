"""Loads the code of the screens a moment after the first is painted: none is waited for."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.kit.context import Context
from ui.kit.first_image import once_painted
from ui.main_window.screens import ScreenEntry, load

CALM = 1500  # milliseconds: the first image and the first keys come before


class Avance(QTimer):
    """Once in the life of the window: code, not screens, which are built when they are shown."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._waiting: list[ScreenEntry] = []
        self.setSingleShot(True)
        self.setInterval(CALM)
        self.timeout.connect(self._go)

    def begin(self, entries: list[ScreenEntry]) -> None:
        """Wait for the next image, however slow the computer, then for a calm.

        The window is watched, since a screen that its content covers whole is never painted.
        """
        self._waiting = entries
        once_painted(self._window, self.start)

    def _go(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._context.jobs.run(
            lambda _: [load(entry.path) for entry in waiting],
            done=lambda _: None,
            owner=self,
            awaited=False,
        )
