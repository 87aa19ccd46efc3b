"""Return presses the button that has the focus, as the space bar does."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QToolButton

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def press_focused(event: QKeyEvent) -> bool:
    """Press it if a Return came up to the window unanswered; whether it did."""
    focused = QApplication.focusWidget()
    if event.key() not in _RETURN or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    if isinstance(focused, QToolButton) and focused.menu() is not None:
        focused.showMenu()
    elif isinstance(focused, QPushButton | QToolButton):
        _press(focused)
    else:
        return False
    return True


def _press(button: QAbstractButton) -> None:
    if button.isEnabled():
        button.click()
