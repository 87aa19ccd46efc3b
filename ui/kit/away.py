"""What is hidden from a visitor leaves the window: a widget that is only hidden can still be read
in the accessibility tree."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

if TYPE_CHECKING:
    from ui.kit.context import Turned

KEY = "F9"


class _Place(QWidget):
    """Holds the room of a widget that is away, and dies with it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.widget = widget
        self._aside = aside = QWidget()  # never shown: no tree begins there
        self.destroyed.connect(aside.deleteLater)
        self.hide()

    def take(self) -> None:
        self.widget.setParent(self._aside)


def set_away(widget: QWidget, *, away: bool) -> None:
    """Take a widget out of its window, or put it back where it was and show it.

    A page of a stack is shown by its stack.
    """
    place = widget.property("place")
    if away and place is None:
        place = _Place(widget)
        widget.setProperty("place", place)
        _exchange(widget, place)
        place.take()
    elif not away and place is not None:
        widget.setProperty("place", None)
        _exchange(place, widget)
        place.deleteLater()
        if not isinstance(widget.parentWidget(), QStackedWidget):
            widget.show()


def turns_too(dialog: QDialog, turned: "Turned") -> None:
    """The screen is turned from a dialog as well: the keys of the window do not reach it."""
    QShortcut(QKeySequence(KEY), dialog, turned.toggle)


def _exchange(leaving: QWidget, coming: QWidget) -> None:
    """Put a widget in the place of another one, in a stack or in a layout."""
    parent = leaving.parentWidget()
    assert parent is not None
    if isinstance(parent, QStackedWidget):
        at = parent.indexOf(leaving)
        parent.removeWidget(leaving)
        parent.insertWidget(at, coming)
        return
    layout = parent.layout()
    assert layout is not None
    layout.replaceWidget(leaving, coming, Qt.FindChildOption.FindChildrenRecursively)
