"""A screen and what pages are made of: cards, panes, empty states, words, statuses."""

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.kit.actions import UiAction, button
from ui.kit.context import Context
from ui.kit.icons import IconLabel
from ui.kit.names import named
from ui.kit.pill import Pill
from ui.kit.sight import bring_into_sight
from ui.kit.tokens import XL, L, M, S

__all__ = ["Card", "EmptyState", "Pill", "Screen", "Split", "button", "card", "text"]


ROOM = 60  # average letters that the wider pane of a `Split` needs
MOST = 16_777_215  # Qt's own « no limit »


class Screen(QWidget):
    """One screen: the main window shows its heading and its acts, it fills `body`."""

    title = ""
    subtitle = ""
    scrolls = False
    heading_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.body = QVBoxLayout()
        self.body.setContentsMargins(XL, S, XL, XL)
        self.body.setSpacing(L)
        if self.scrolls:
            outer = QVBoxLayout(self)
            outer.setContentsMargins(0, 0, 0, 0)
            outer.addWidget(scrolled(self.body))
        else:
            self.setLayout(self.body)

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        """What can be done here, the commonest first."""
        return []

    def open(self, **what: Any) -> None:
        """Show what was asked for in `navigate`; called each time the screen is shown."""

    def leave(self) -> None:
        """Called when another screen, or the lock, takes the place."""

    def focus_first(self) -> None:
        """Put the focus where work begins."""
        self.setFocus()

    def reveal(self, widget: QWidget) -> None:
        """Scroll to what has just opened, once it has its place."""
        QTimer.singleShot(0, widget, lambda: bring_into_sight(widget))

    def set_heading(self, title: str, subtitle: str = "") -> None:
        self.title, self.subtitle = title, subtitle
        self.heading_changed.emit()


class Card(QFrame):
    """A surface with a title, on several lines if it `wraps`; what it holds goes to `body`."""

    def __init__(self, title: str = "", *, wraps: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(L, L, L, L)
        self.body.setSpacing(M)
        if title:
            self.setAccessibleName(title)
            head = text(title, "title")
            head.setWordWrap(wraps)
            self.body.addWidget(head)


class Split(QWidget):
    """A pane of fixed width beside one that takes the rest; one above the other when narrow."""

    def __init__(self, left: QWidget, right: QWidget, fixed: int = 320) -> None:
        super().__init__()
        self._left, self._right = left, right
        self._fixed = fixed
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(L)
        left.setFixedWidth(fixed)
        self._box.addWidget(left)
        self._box.addWidget(right, 1)

    def minimumSizeHint(self) -> QSize:
        """That of the panes one above the other, or the window would grow for both."""
        width = max(self._left.minimumSizeHint().width(), self._least)
        return QSize(width, super().minimumSizeHint().height())

    def set_fixed(self, fixed: int) -> None:
        """Another width for the pane of fixed width."""
        if fixed != self._fixed:
            self._fixed = fixed
            self._lay_out(self.width())

    @property
    def _least(self) -> int:
        return max(self._right.minimumWidth(), self._right.minimumSizeHint().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(event.size().width())

    def _lay_out(self, width: int) -> None:
        letters = self.fontMetrics().averageCharWidth() * ROOM
        narrow = width < self._fixed + L + max(letters, self._least)
        way = QBoxLayout.Direction
        self._box.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._box.setStretch(0, 2 if narrow else 0)  # one above the other, the wider has more
        self._box.setStretch(1, 3 if narrow else 1)
        self._left.setMinimumWidth(0 if narrow else self._fixed)
        self._left.setMaximumWidth(MOST if narrow else self._fixed)


class EmptyState(QWidget):
    """One sentence, and the act that fills the emptiness."""

    def __init__(self, sentence: str, action: UiAction | None = None, *, icon: str = "") -> None:
        """`icon`: what the emptiness is about, if it is not its act."""
        super().__init__()
        icon = icon or (action.icon if action is not None else "")
        column = QVBoxLayout(self)
        column.setSpacing(L)
        column.addStretch()
        if icon:
            column.addWidget(IconLabel(icon, 32), 0, Qt.AlignmentFlag.AlignHCenter)
        self._sentence = text(sentence, "secondary")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setWordWrap(True)
        column.addWidget(self._sentence)
        if action is not None:
            shown = button(action)
            shown.setObjectName(f"{action.id}.empty")
            column.addWidget(shown, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()

    def say(self, sentence: str) -> None:
        self._sentence.setText(sentence)


def text(words: str, role: str = "", name: str = "") -> QLabel:
    """Words in one of the house's sizes: page, title, section, secondary, small."""
    label = named(QLabel(words), name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def card(title: str, *widgets: QWidget) -> Card:
    """A card that holds widgets one under the other."""
    made = Card(title)
    for widget in widgets:
        made.body.addWidget(widget)
    return made


def column_of(*widgets: QWidget) -> QWidget:
    """Widgets one under the other, in one that can be shown in their place."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(M)
    for widget in widgets:
        column.addWidget(widget)
    return made


def row(*widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
    """Widgets side by side, from the left."""
    made = QHBoxLayout()
    made.setSpacing(S)
    for widget in widgets:
        made.addWidget(widget)
    if stretch:
        made.addStretch()
    return made


def scrolled(content: QLayout) -> QScrollArea:
    """An area that scrolls up and down when it must, transparent."""
    inside = QWidget()
    inside.setProperty("role", "scrolled")
    inside.setLayout(content)
    area = QScrollArea(widgetResizable=True)
    area.setWidget(inside)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return area
