"""A card of facts that are acted upon where they are read; what is over is folded under them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from ui.kit import tab_order, theme
from ui.kit.flow import Flow
from ui.kit.icons import WordButton, icon
from ui.kit.names import named
from ui.kit.page import Card, text
from ui.kit.tokens import XS, M, S


class Carte(Card):
    """`now` and `over` are read from the base by who inherits, and shown by `show_lines`.

    One that `folds` tells its `summary` under its title, and the rest once it is opened.
    """

    def __init__(self, title: str, name: str, *, empty: str, folds: bool = False) -> None:
        super().__init__("" if folds else title)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._empty = empty
        inside, now, over = QWidget(), QWidget(), QWidget()  # one reads, and tabs, downwards
        column = _column(inside)
        self._now, self._over = _column(now), _column(over)
        self._fold = _Pli(over, f"{name}.plus")
        self._foot = Flow(gap=0)  # the words have room around them
        for widget in (now, self._fold, over):
            column.addWidget(widget)
        column.setAlignment(self._fold, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._foot)
        self._summary: QLabel | None = None
        self._head: _Pli | None = None
        if folds:
            self._summary = text("", "secondary", f"{name}.resume")
            self._summary.setWordWrap(True)
            self._head = _Pli(inside, f"{name}.ouvrir")
            self._head.setProperty("level", "title")
            self.body.addWidget(self._head, 0, Qt.AlignmentFlag.AlignLeft)
            self._head.say(title, count=1)  # in its place already: alone, it is a window
            self.body.addWidget(self._summary)
        self.body.addWidget(inside)

    @property
    def place(self) -> QWidget:
        """Whose child a dialog is: one of the card would have its fields in the card's order."""
        return self.parentWidget() or self

    def unfold(self) -> None:
        """Show all of it, as when one of its lines is asked for from elsewhere."""
        if self._head is not None:
            self._head.setChecked(True)

    def offer(
        self, key: str, label: str, run: Callable[[], object], *, icon: str = "add"
    ) -> QPushButton:
        """One more act at the foot of the card."""
        made = named(WordButton(icon, label, "link"), f"{self.objectName()}.{key}")
        made.clicked.connect(lambda: run())
        self._foot.addWidget(made)
        return made

    def show_lines(
        self, now: Sequence[QWidget], over: Sequence[QWidget], *, folded: str, summary: str = ""
    ) -> None:
        """Show these in place of the others; the focus stays where it was, or near."""
        held = self._held()
        if self._summary is not None:
            self._summary.setText(summary or self._empty)
        for column in (self._now, self._over):
            _empty_out(column)
        for line in now or self._nothing():
            self._now.addWidget(line)
        for line in over:
            self._over.addWidget(line)
        self._fold.say(folded, count=len(over))
        tab_order.follow(self, tab_order.controls(self))
        if held is not None:  # once the lines have their place
            QTimer.singleShot(0, self, lambda: self._give_back(*held))

    def _nothing(self) -> list[QWidget]:
        """That there is nothing, unless the summary says so already."""
        told = self._summary is not None
        return [] if told else [wrapped(self._empty, "secondary", f"{self.objectName()}.rien")]

    def _held(self) -> tuple[str, int] | None:
        """The name of what has the focus here, and its rank."""
        focused, here = QApplication.focusWidget(), self._stops()
        return (focused.objectName(), here.index(focused)) if focused in here else None

    def _stops(self) -> list[QWidget]:
        return [one for one in tab_order.controls(self) if one.isVisibleTo(self)]

    def _give_back(self, name: str, rank: int) -> None:
        """To the same act, or to what now stands in its place."""
        here = self._stops()
        seen = [one for one in here if one.objectName() == name]
        for widget in seen[-1:] or here[min(rank, len(here) - 1) :][:1]:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)


class _Pli(QToolButton):
    """Shows what is over, and hides it again."""

    def __init__(self, content: QWidget, name: str) -> None:
        super().__init__()
        self._content = content
        named(self, name).setProperty("role", "fold")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setCheckable(True)
        self.toggled.connect(self._open)
        self._open(on=False)

    def say(self, words: str, *, count: int) -> None:
        self.setText(words)
        self.setAccessibleName(words)
        self.setVisible(count > 0)
        self._content.setVisible(count > 0 and self.isChecked())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _open(self, on: bool) -> None:
        self._content.setVisible(on)
        self._draw()

    def _draw(self) -> None:
        drawing = "chevron-up" if self.isChecked() else "chevron-down"
        self.setIcon(icon(drawing, theme.current().accent))


def lien(label: str, name: str, about: str, run: Callable[[], object]) -> QPushButton:
    """A quiet act on one line; `about` tells a screen reader which."""
    made = named(QPushButton(label), name, f"{label}\u00a0: {about}")
    made.setProperty("role", "link")
    made.clicked.connect(lambda: run())
    return made


def wrapped(words: str, role: str = "", name: str = "") -> QWidget:
    """Words on as many lines as they need."""
    label = text(words, role, name)
    label.setWordWrap(True)
    return label


def block(name: str, read: str) -> tuple[QWidget, QVBoxLayout]:
    """What is told of one thing, one line under the other, and where to put it."""
    made = named(QWidget(), name, read)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(XS)
    return made, column


def flowing(*widgets: QWidget) -> Flow:
    """Side by side as far as there is room."""
    made = Flow(gap=S)
    for widget in widgets:
        made.addWidget(widget)
    return made


def beside(statut: QWidget, words: str, name: str) -> Flow:
    """A status and what is most of use with it, on one middle line while there is room."""
    told = text(words, "secondary", name)
    told.setFixedHeight(statut.sizeHint().height())
    return flowing(statut, told)


def _column(within: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(within)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(M)
    return made


def _empty_out(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
