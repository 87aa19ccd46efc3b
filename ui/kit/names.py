"""Names of widgets: one for tests, one for screen readers."""

from typing import TypeVar

from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str, read: str = "") -> W:
    """The same widget, named; `read` is what a screen reader says when no label does."""
    widget.setObjectName(name)
    if read:
        widget.setAccessibleName(read)
    return widget


def clearable(line: QLineEdit) -> None:
    """Give a search box the button that empties it, with words for a screen reader."""
    known = line.findChildren(QToolButton)
    line.setClearButtonEnabled(True)
    for button in line.findChildren(QToolButton):
        if button not in known:
            button.setAccessibleName("Effacer la recherche")
