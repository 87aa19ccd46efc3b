"""A list of names, then what is in the one that is opened; a page comes over either."""

from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from ui.kit.actions import UiAction, fill_menu
from ui.kit.context import Context
from ui.kit.page import column_of
from ui.kit.rows import RowList
from ui.screens.reglages.section import ListSection


class TwoLevels(ListSection):
    """Which name is opened is known to the section; which list is in sight, here."""

    def __init__(self, context: Context, names: RowList, inside: RowList) -> None:
        super().__init__(context)
        self.list = names
        self._inside = inside
        self._levels = QStackedWidget()

    def set_levels(self, over_names: list[QWidget], over_inside: list[QWidget]) -> None:
        """Both lists, under what is said of them."""
        self._levels.addWidget(column_of(*over_names, self.list))
        self._levels.addWidget(column_of(*over_inside, self._inside))
        for rows in (self.list, self._inside):
            rows.current_changed.connect(self.context.refresh_actions)
            rows.menu_wanted = self._fill_menu
        self.set_list(self._levels)

    def row_actions(self) -> list[UiAction]:
        """What is done with the current row of the list in sight."""
        return []

    def focus_first(self) -> None:
        (self.page.focus_first if self.page is not None else self._shown.setFocus)()

    def select(self, key: str | None) -> None:
        self.refresh()
        self._shown.select(key)

    def refresh(self) -> None:
        """Read both lists again."""

    def step_in(self, crumb: str) -> None:
        """To what is in the name that was opened."""
        self.crumb = crumb
        self._levels.setCurrentIndex(1)
        self._tell()
        self.focus_first()

    def step_out(self, key: str | None) -> None:
        """To the names, on the one that was open."""
        self.crumb = ""
        self._levels.setCurrentIndex(0)
        self.list.select(key)
        self._tell()
        self.list.setFocus()

    @property
    def _shown(self) -> RowList:
        return self._inside if self._levels.currentIndex() else self.list

    def _fill_menu(self, menu: QMenu) -> None:
        fill_menu(menu, self.row_actions(), self.context.may)
