"""Return presses the button that has the focus, as the space bar does; with Ctrl it saves."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QToolButton

_CONTROL = Qt.KeyboardModifier.ControlModifier
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_submit(event: QKeyEvent) -> bool:
    """Whether it is Ctrl+Entrée; or Ctrl+S, which saves everywhere, where no page takes it."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != _CONTROL:
        return False
    return event.key() in (*_RETURN, Qt.Key.Key_S)


class Unpressed(QObject):
    """On these buttons Ctrl+Entrée runs `submit`: GNOME would have it press them instead."""

    def __init__(
        self, parent: QObject, buttons: Iterable[QAbstractButton], submit: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self._submit = submit
        for one in buttons:
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not is_submit(event):
            return False
        self._submit()
        return True


def press_focused(event: QKeyEvent) -> bool:
    """Press it if a Return came up to the window unanswered; whether it did."""
    focused = QApplication.focusWidget()
    if event.key() not in _RETURN or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    if not isinstance(focused, QPushButton | QToolButton):
        return False
    _press(focused)
    return True


def _press(button: QAbstractButton) -> None:
    if button.isEnabled():
        button.click()
