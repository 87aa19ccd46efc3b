"""Names of widgets: one for tests, one for screen readers."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str, read: str = "") -> W:
    """The same widget, named; `read` is what a screen reader says when no label does."""
    widget.setObjectName(name)
    if read:
        widget.setAccessibleName(read)
    return widget
