"""A list, and one page at a time in its place."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.kit.away import set_away
from ui.kit.context import Turned
from ui.kit.page import EmptyState, scrolled


class Stack(QStackedWidget):
    """Shows what is `under`, or the page over it; `masked` stands for a page that must hide.

    Échap leaves the page by `back`, when nothing in it closes first.
    """

    def __init__(
        self,
        turned: Turned,
        under: QWidget,
        *,
        masked: str = "",
        back: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._back = back
        self._turned = turned
        self._under = under
        self._holder: QWidget | None = None
        self._hides = False
        self._mask = EmptyState(masked) if masked else None
        self.page: QWidget | None = None
        self.addWidget(under)
        if self._mask is not None:
            self.addWidget(self._mask)
            turned.changed.connect(self._look)

    @property
    def under(self) -> QWidget:
        return self._under

    def show_page(self, page: QWidget, *, scrolls: bool = False, hides: bool = True) -> None:
        """One page over the list, in place of the one before; `hides`: nominative."""
        before, self.page = self._holder, page
        self._holder, self._hides = _scrolling(page) if scrolls else page, hides
        self.addWidget(self._holder)
        self._look()
        self._let_go(before)

    def show_under(self, under: QWidget | None = None) -> None:
        """The list again, or what is to be under pages from now on."""
        before, self.page, self._holder = self._holder, None, None
        if under is not None:
            self._under = under
            self.addWidget(under)
        self._look()
        self._let_go(before)

    def focus_first(self) -> None:
        """Where the work begins in what is shown."""
        focus = getattr(self.page, "focus_first", None)
        if focus is not None:
            focus()
        else:
            (self.page or self._under).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.page is not None and self._back is not None:
            self._back()
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        masked = self._holder is not None and self._hides and self._turned.on
        if self._holder is not None and self._mask is not None:
            set_away(self._holder, away=masked)
        shown = self._mask if masked and self._mask is not None else self._holder
        self.setCurrentWidget(shown or self._under)

    def _let_go(self, holder: QWidget | None) -> None:
        if holder is not None:
            set_away(holder, away=False)
            self.removeWidget(holder)
            holder.hide()
            holder.deleteLater()


def _scrolling(page: QWidget) -> QWidget:
    inside = QVBoxLayout()
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(page)
    return scrolled(inside)
