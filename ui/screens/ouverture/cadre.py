"""What every page before the window has: the mark, a title, a message, one primary act."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.base import database
from models.base.progress import Progress
from ui.kit import errors
from ui.kit.banner import Banner, announce
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.icons import IconLabel
from ui.kit.names import named
from ui.kit.page import scrolled, text
from ui.kit.tokens import XL, XXL, L, M, S
from ui.screens.ouverture.etapes import Etapes

R = TypeVar("R")
NARROW, WIDE = 440, 860  # widest a page gets, by what it holds


class Panel(QWidget):
    """One page: `body` for what it holds, `foot` for its acts, `banner` for what is refused."""

    def __init__(
        self, context: Context, *, name: str, title: str, intro: str = "", width: int = NARROW
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.context = context
        self.form: Form | None = None
        self.step: int | None = None  # which of the four of the first run
        self.banner = Banner(self)
        self.body = QVBoxLayout()
        self.body.setSpacing(L)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(S)
        self.primary: QPushButton | None = None
        self._verb = ""
        self._focus: QWidget | None = None
        self.setMaximumWidth(width)
        self._lay_out(title, intro)

    def set_primary(self, words: str, run: Callable[[], object], *, name: str) -> QPushButton:
        """The one act that goes on."""
        made = named(QPushButton(words), name)
        made.setProperty("role", "primary")
        made.setAutoDefault(True)
        made.clicked.connect(lambda: run())
        self.primary, self._verb = made, words
        return made

    def focus_first(self) -> None:
        if self.form is not None:
            self.form.focus_first()

    def run(self, act: Callable[[], R], *, done: Callable[[R], object], words: str) -> None:
        """Do something slow aside: the page rests meanwhile, and comes back as it was."""
        if self.is_busy:
            return
        self._begin(words)
        self.context.jobs.run(
            _apart(act),
            done=lambda result: self._end(lambda: done(result)),
            failed=lambda error: self._end(lambda: self.refused(error)),
            owner=self,
        )

    @property
    def is_busy(self) -> bool:
        return not self._content.isEnabled()

    def refused(self, error: BaseException) -> None:
        """Say what is wrong beside its field, or at the top."""
        errors.show(error, banner=self.banner, form=self.form)

    def _begin(self, words: str) -> None:
        self._focus = self.focusWidget()
        self.banner.clear()
        if self.form is not None:
            self.form.clear_errors()
        self._content.setEnabled(False)
        if self.primary is not None:
            self.primary.setText(words)
        announce(self, words)

    def _end(self, then: Callable[[], object]) -> None:
        self._content.setEnabled(True)
        if self.primary is not None:
            self.primary.setText(self._verb)
        if self._focus is not None:
            self._focus.setFocus()
        then()

    def _lay_out(self, title: str, intro: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        self.heading = text(title, "page", "ouverture.titre")
        self.heading.setWordWrap(True)
        column.addWidget(self.heading)
        if intro:
            column.addWidget(paragraph(intro))
        column.addWidget(self.banner)
        self._content = QWidget()
        inside = QVBoxLayout(self._content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(XL)
        inside.addLayout(self.body)
        inside.addLayout(self.foot)
        column.addWidget(self._content)


class Cadre(QWidget):
    """Shows one panel at a time, in the middle, under the mark; scrolls when it must."""

    def __init__(self) -> None:
        super().__init__()
        self.panel: Panel | None = None
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(XL, L, XL, XL)
        line.addStretch(1)
        self._column = self._make_column()
        line.addLayout(self._column, 100)
        line.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(line)
        outer.addWidget(self._area)

    def show_panel(self, panel: Panel) -> None:
        """Take this panel in place of the one before, and put the focus where work begins."""
        if self.panel is not None:
            self._place.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
        self.panel = panel
        self._head.setMaximumWidth(panel.maximumWidth())
        self._steps.show_step(panel.step)
        # The pages of the first run begin at one height; a page alone stands in the middle.
        self._column.setStretch(1, 0 if panel.step is not None else 1)
        self._place.addWidget(panel)
        panel.show()
        # Once laid out: a widget that is not yet shown takes no focus.
        QTimer.singleShot(0, panel, panel.focus_first)
        announce(self, panel.accessibleName())

    def _make_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(XXL)
        self._steps = Etapes()
        self._head = _head(self._steps)
        column.addWidget(self._head)
        column.addStretch(1)
        column.addLayout(self._place)
        column.addStretch(2)
        return column


def paragraph(words: str, role: str = "secondary", name: str = "") -> QWidget:
    """Words that go to the next line when they must."""
    label = text(words, role, name)
    label.setWordWrap(True)
    return label


def link(words: str, run: Callable[[], object], *, name: str) -> QPushButton:
    """A quiet act beside the primary one."""
    made = named(QPushButton(words), name)
    made.setProperty("role", "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(True)
    made.clicked.connect(lambda: run())
    return made


def _head(steps: Etapes) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(M)
    line.addWidget(IconLabel("application", 32))
    line.addWidget(text("Côte à Côte", "title"))
    line.addStretch()
    line.addWidget(steps)
    return holder


def _apart(act: Callable[[], R]) -> Callable[[Progress], R]:
    """The act, which may open a base in the job's thread: that connection must end with it."""

    def work(_progress: Progress) -> R:
        try:
            return act()
        finally:
            if database.is_open():
                database.handle().engine.close()

    return work
