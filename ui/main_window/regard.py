"""The focus that turning the screen takes away from what it hides, and gives back."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.kit.context import Turned


class Regard(QObject):
    """Made before the screens: it hears that the screen turns before they hide anything.

    Left to Qt, the focus goes on to the next control, where the letters that are being typed
    would press a button.
    """

    def __init__(
        self, window: QWidget, turned: Turned, *, place: Callable[[], QWidget | None]
    ) -> None:
        super().__init__(window)
        self._window, self._turned, self._place = window, turned, place
        self._hidden: QWidget | None = None
        self._before: QWidget | None = None
        turned.changed.connect(self._turn)

    def _turn(self) -> None:
        focused = self._window.focusWidget()
        # What is not typed in has its own way on: its screen sees to it.
        self._before = focused if isinstance(focused, QLineEdit | QPlainTextEdit) else None
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        """Once the screens have hidden, or shown, what they had to."""
        if self._turned.on:
            self._put_aside(self._before)
        else:
            self._give_back()
        self._before = None

    def _put_aside(self, before: QWidget | None) -> None:
        place = self._place()
        if before is None or not shiboken6.isValid(before) or before.isVisible() or place is None:
            return
        self._hidden = before
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_back(self) -> None:
        """Unless whoever turned the screen has gone elsewhere meanwhile."""
        hidden, self._hidden = self._hidden, None
        still = self._window.focusWidget() in (None, self._place())
        if hidden is not None and shiboken6.isValid(hidden) and hidden.isVisible() and still:
            hidden.setFocus(Qt.FocusReason.OtherFocusReason)
