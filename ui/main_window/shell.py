"""What stands around the screens: side bar, head of the page, messages, jobs under way."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ui.kit.actions import Actions
from ui.kit.banner import BannerPlace
from ui.kit.context import Context
from ui.kit.heading import Heading
from ui.kit.jobs import JobStrip
from ui.kit.side_bar import Entry, SideBar
from ui.kit.tokens import XL, S
from ui.main_window.screens import ScreenEntry

NARROW = 1100  # under this width the side bar keeps its icons only


class Shell(QWidget):
    """Shows one screen of `stack` at a time, under its heading."""

    def __init__(
        self, context: Context, acts: Actions, *, fill_account: Callable[[QMenu], object]
    ) -> None:
        super().__init__()
        self._side: SideBar | None = None
        self.heading = Heading(
            acts, may=context.may, turned=context.turned, fill_account=fill_account
        )
        self.stack = QStackedWidget()
        messages = QVBoxLayout()
        messages.setContentsMargins(XL, 0, XL, S)
        messages.setSpacing(0)
        messages.addWidget(BannerPlace(context.banner, self))
        messages.addWidget(JobStrip(context.jobs))
        page = QVBoxLayout()
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.heading)
        page.addLayout(messages)
        page.addWidget(self.stack, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addLayout(page, 1)

    def list_screens(
        self, entries: Sequence[ScreenEntry], navigate: Callable[[str], object]
    ) -> None:
        """The side bar of an account: its own screens."""
        if self._side is not None:
            self._side.deleteLater()
        listed = [Entry(e.id, e.label, f"Ctrl+{at}") for at, e in enumerate(entries, 1)]
        self._side = SideBar(listed, navigate)
        self._row.insertWidget(0, self._side)

    def mark(self, screen_id: str) -> None:
        """Say in the side bar where one is."""
        if self._side is not None:
            self._side.mark(screen_id)

    def fit(self, width: int) -> None:
        """Take the shape of a window of this width."""
        narrow = width < NARROW
        if self._side is not None:
            self._side.collapse(narrow)
        self.heading.set_narrow(narrow)
