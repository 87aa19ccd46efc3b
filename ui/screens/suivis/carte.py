"""A card of facts that are acted upon where they are read; what is over is folded under them."""

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from ui.kit import tab_order, theme
from ui.kit.context import Context
from ui.kit.editors.base import repolish
from ui.kit.flow import Flow
from ui.kit.icons import WordButton, icon
from ui.kit.names import named
from ui.kit.page import Card, text
from ui.kit.sight import bring_into_sight
from ui.kit.tokens import XS, M, S
from ui.parts.volet import Volet

Open = Callable[[Callable[[], Volet]], None]
Line = Callable[[], QWidget]  # makes one line, once it is to be seen
R = TypeVar("R")  # as it is read on the card


class Carte(Card):
    """`now` and `over` are read from the base by who inherits, and shown by `show_lines`.

    One that `folds` tells its `summary` under its title, and the rest once it is opened: lines that
    are folded are not made; while it holds nothing, what one may add is in sight. `opens` shows a
    form over the thread of the suivi.
    """

    title: str
    name: str
    empty: str
    spent = ""  # in its place where all there was is over
    folds = False

    def __init__(self, context: Context, suivi_id: str, opens: Open, *, writes: bool) -> None:
        title, name, folds = self.title, self.name, self.folds
        super().__init__("" if folds else title)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._context, self._suivi_id, self._opens, self._writes = context, suivi_id, opens, writes
        self._known: object = None
        self._waiting: dict[QVBoxLayout, Sequence[Line]] = {}
        inside, now, over = QWidget(), QWidget(), QWidget()  # one reads, and tabs, downwards
        column = _column(inside)
        self._now, self._over = _column(now), _column(over)
        self._fold = _Pli(over, f"{name}.plus", self._make_lines)
        acts = QWidget()
        self._foot = Flow(acts, gap=0)  # the words have room around them
        self._acts, self._is_empty = acts, False
        self._lines = now
        for widget in (now, self._fold, over):
            column.addWidget(widget)
        column.setAlignment(self._fold, Qt.AlignmentFlag.AlignLeft)
        self._summary: QLabel | None = None
        self._head: _Pli | None = None
        if folds:
            self._summary = text("", "secondary", f"{name}.resume")
            self._summary.setWordWrap(True)
            self._head = _Pli(inside, f"{name}.ouvrir", self._make_lines)
            self._head.setProperty("level", "title")
            self.body.addWidget(self._head, 0, Qt.AlignmentFlag.AlignLeft)
            self._head.say(title, count=1)  # in its place already: alone, it is a window
            self._head.toggled.connect(self._show_acts)
            self.body.addWidget(self._summary)
        self.body.addWidget(inside)
        self.body.addWidget(acts)
        self.offer_acts()

    def reload(self) -> None:
        """Show what is in the base now."""
        raise NotImplementedError

    def offer_acts(self) -> None:
        """What one may add, at the foot of the card; nothing unless it is said."""

    def form(self, make: Callable[[Context, str], Volet]) -> Callable[[], None]:
        """What opens a form about the suivi as a whole."""
        return lambda: self._opens(lambda: make(self._context, self._suivi_id))

    def is_news(self, found: object) -> bool:
        """Whether this is not what is shown already; it is from then on."""
        if found == self._known:
            return False
        self._known = found
        return True

    @property
    def place(self) -> QWidget:
        """Whose child a dialog is: one of the card would have its fields in the card's order."""
        return self.parentWidget() or self

    def offer(
        self, key: str, label: str, run: Callable[[], object], *, icon: str = "add"
    ) -> QPushButton:
        """One more act at the foot of the card."""
        made = named(WordButton(icon, label, "link"), f"{self.name}.{key}")
        made.clicked.connect(lambda: run())
        self._foot.addWidget(made)
        return made

    def show_lines(
        self, now: Sequence[Line], over: Sequence[Line] = (), *, folded: str = "", summary: str = ""
    ) -> None:
        """Show these in place of the others; the focus stays where it was, or near."""
        held = self._held()
        if self._summary is not None:
            self._summary.setText(summary or self.empty)
        for column in (self._now, self._over):
            _empty_out(column)
        self._waiting = {self._now: now or self._nothing(over), self._over: over}
        self._lines.setVisible(bool(self._waiting[self._now]))
        self._fold.say(folded, count=len(over))
        self._is_empty = not now and not over
        self._show_acts()
        self._make_lines()
        if held is not None:  # once the lines have their place
            QTimer.singleShot(0, self, lambda: self._give_back(*held))

    def show_parted(
        self,
        found: Sequence[R],
        line: Callable[[R], QWidget],
        *,
        folded: Callable[[Sequence[R]], str],
        summary: str = "",
        is_over: Callable[[R], bool] = attrgetter("is_over"),
    ) -> None:
        """If they are news, a line for each; those that are over, folded as `folded` tells them."""
        if not self.is_news(found):
            return
        over = [one for one in found if is_over(one)]
        self.show_lines(
            [partial(line, one) for one in found if not is_over(one)],
            [partial(line, one) for one in over],
            folded=folded(over),
            summary=summary,
        )

    def _show_acts(self) -> None:
        """What one may add is all there is to see of a card that holds nothing, folded or not."""
        is_open = self._head is None or self._head.isChecked() or self._is_empty
        self._acts.setVisible(is_open and self._foot.count() > 0)
        if self._head is not None:
            self._head.hide_sign(hidden=self._is_empty)

    def _make_lines(self) -> None:
        """Those that are to be seen now, and were not made yet."""
        is_open = self._head is None or self._head.isChecked()
        seen = {self._now: is_open, self._over: is_open and self._fold.isChecked()}
        for column in [one for one in self._waiting if seen[one]]:
            for line in self._waiting.pop(column):
                column.addWidget(line())
        tab_order.follow(self, tab_order.controls(self))

    def _nothing(self, over: Sequence[Line]) -> list[Line]:
        """That there is nothing, unless the summary says so already."""
        words = self.spent if over and self.spent else self.empty
        told = self._summary is not None
        return [] if told else [partial(wrapped, words, "secondary", f"{self.name}.rien")]

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
            bring_into_sight(widget)


class _Pli(QToolButton):
    """Shows what is over, and hides it again; `fill` makes what is not there yet."""

    def __init__(self, content: QWidget, name: str, fill: Callable[[], None]) -> None:
        super().__init__()
        self._content, self._fill, self._plain = content, fill, False
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

    def hide_sign(self, *, hidden: bool) -> None:
        """Of one that holds nothing to unfold: it reads as a title, and Tab passes over it."""
        if hidden != self._plain:
            self._plain = hidden
            self.setProperty("plain", hidden)
            policy = Qt.FocusPolicy
            self.setFocusPolicy(policy.NoFocus if hidden else policy.TabFocus)
            repolish(self)
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _open(self, on: bool) -> None:
        if on:
            self._fill()
        self._content.setVisible(on)
        self._draw()

    def _draw(self) -> None:
        drawing = "chevron-up" if self.isChecked() else "chevron-down"
        self.setIcon(QIcon() if self._plain else icon(drawing, theme.current().accent))


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
