"""The way of Tab through what is made after the rest: it would come last."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(before: QWidget, widgets: Iterable[QWidget]) -> None:
    """Put these right after `before`, in order; it may take no focus and only mark a place."""
    policy = before.focusPolicy()
    before.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt orders nothing after what Tab passes over
    last = before
    for widget in widgets:
        QWidget.setTabOrder(last, widget)
        last = widget
    before.setFocusPolicy(policy)


def controls(within: QWidget) -> list[QWidget]:
    """What Tab stops at, in the order in which it was laid out."""
    return [
        child
        for child in within.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None
    ]
