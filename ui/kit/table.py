"""A list on the screen: search, filters, rows, their menu, and what is said when it is empty."""

import functools
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from models.base.listing import Listing
from ui.kit.actions import UiAction, fill_menu
from ui.kit.context import Context
from ui.kit.filters import Filter, FilterBar
from ui.kit.page import EmptyState
from ui.kit.table_model import TableModel
from ui.kit.table_view import TableView
from ui.kit.tokens import M

NO_RESULT = "Rien ne correspond à cette recherche."


class TablePane(QWidget):
    """Shows a `Listing`; refreshes itself when one of its tables changed."""

    current_changed = Signal()
    loaded = Signal()
    emptied = Signal()  # or filled: the act that fills it goes from the head to the page, or back

    def __init__(
        self,
        context: Context,
        listing: Listing,
        *,
        name: str,
        activate: Callable[[str], object] | None = None,
        row_actions: Sequence[UiAction] = (),
        empty_action: UiAction | None = None,
        searchable: bool = True,
        filters: Sequence[Filter] = (),
        soon: bool = False,
        late: bool = False,
    ) -> None:
        """`soon`: a list of the whole base, whose first rows may come a moment after the screen;
        `late`: one that is read once it is in sight, as it is wanted by then."""
        super().__init__()
        self.context = context
        self._whole = listing
        self._order: tuple[str, bool] | None = None
        self._activate = activate
        self._row_actions = list(row_actions)
        self._stale = False
        self._late = late
        self._sought: str | None = None
        self.model = TableModel(context, listing, self, soon=soon, late=late)
        searchable = searchable and listing.narrow is not None
        self.bar = FilterBar(name, searchable=searchable, filters=filters)
        if not (searchable or filters):
            self.bar.hide()
        self.view = TableView(self.model, name=name, title=listing.title)
        self._name, self._empty_action = name, empty_action
        self._lay_out()
        self._connect()
        self._look()

    def put_under_bar(self, *widgets: QWidget) -> None:
        """What narrows the list in the screen's own way, between the search and the rows."""
        for at, widget in enumerate(widgets, start=1):
            self._column.insertWidget(at, widget)

    @property
    def listing(self) -> Listing:
        """The list as it is narrowed and sorted now: to print, to export."""
        return self.model.listing

    def show_listing(self, listing: Listing) -> None:
        """Another list in place of this one; search, filters and order are kept."""
        self._whole = listing
        self._apply()

    def once(self, act: UiAction) -> UiAction:
        """The act that fills the list: not in the head while the empty page offers it."""
        return act._replace(on_page=False, in_menu=False) if self._is_empty else act

    @property
    def _is_empty(self) -> bool:
        return self._stack.currentWidget() is self.__dict__.get("_emptiness", self)

    @property
    def current_key(self) -> str | None:
        index = self.view.currentIndex()
        return self.model.key_at(index.row()) if index.isValid() else None

    def select(self, key: str | None) -> bool:
        """Go to a row; False if it is not in the list, or not yet: it is gone to when it comes."""
        if not key:
            return False
        row = self.model.row_of(key)
        if row is None:  # what brought it may not have been heard of yet
            self._read_again()
            row = self.model.row_of(key)
        self._sought = key if row is None else None
        if row is None:
            return False
        self.view.go_to(row)
        return True

    def refresh(self) -> None:
        if not self.isVisible():
            self._stale = True  # read again when it is next in sight
            return
        self._read_again()

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        self.view.setFocus(*reason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._late:
            self._late = self._stale = False
            self.model.show(self._wanted())
            self._look()
        elif self._stale:
            self.refresh()

    def _read_again(self) -> None:
        self._stale = False
        self.model.refresh()
        self._look()

    def _apply(self) -> None:
        self._sought = None
        self._show_wanted()
        self._look()

    def _wanted(self) -> Listing:
        """The list as it is narrowed and sorted by now."""
        return self._sorted(self.bar.narrow(self._whole))

    def _show_wanted(self) -> None:
        if not self._late:
            self.model.show_soon(self._wanted())

    def _sorted(self, listing: Listing) -> Listing:
        if self._order is None or self._order[0] not in {c.name for c in listing.columns}:
            return listing
        name, descending = self._order
        return listing.sorted_by(name, descending=descending)

    def _sort(self, name: str, descending: bool) -> None:
        self._order = (name, descending)
        self.view.show_order(self._order)
        self._show_wanted()

    def _look(self) -> None:
        """Show the rows, or say why there are none."""
        was_empty, count = self._is_empty, self.model.rowCount()
        self.bar.say_count(count, whole=self.model.is_whole)
        if count or self.model.is_awaited:
            self._stack.setCurrentWidget(self.view)
        else:
            self._show_instead(self._no_result if self.bar.narrows else self._empty)
        if self._is_empty is not was_empty:
            self.emptied.emit()

    def _show_instead(self, state: EmptyState) -> None:
        if self._stack.indexOf(state) < 0:
            self._stack.addWidget(state)
        self._stack.setCurrentWidget(state)

    @property
    def _empty(self) -> EmptyState:
        """Its sentence is that of the list shown now."""
        self._emptiness.say(self._whole.empty or "Cette liste est vide.")
        return self._emptiness

    @functools.cached_property
    def _emptiness(self) -> EmptyState:
        return EmptyState("", self._empty_action)

    @functools.cached_property
    def _no_result(self) -> EmptyState:
        clear = f"{self._name}.effacer"
        forget = UiAction(clear, "Effacer la recherche", "close", "", None, self.bar.clear)
        return EmptyState(NO_RESULT, forget, icon="search")

    def open_current(self) -> None:
        """As Entrée does in the list."""
        self._open(self.view.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        key = self.model.key_at(index.row())
        if key is not None and self._activate is not None:
            self._activate(key)

    def _fill_menu(self, menu: QMenu) -> None:
        if self.current_key is not None:
            fill_menu(menu, self._row_actions, self.context.may)
        sorts = QMenu("Trier par", menu)
        for column in self.model.listing.columns:
            if column.sort:
                entry = sorts.addAction(column.label)
                entry.triggered.connect(lambda _, n=column.name: self._sort(n, self.view.rises(n)))
        if not sorts.isEmpty():
            menu.addMenu(sorts)

    def _connect(self) -> None:
        self.bar.changed.connect(self._apply)
        self.bar.left_down.connect(self.view.enter)
        self.view.opened.connect(self._open)
        self.view.menu_wanted = self._fill_menu
        self.view.typed = self._type
        self.view.sort_wanted = self._sort
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._tell_current())
        self.model.loaded.connect(self._finish)
        self.model.modelReset.connect(self._show_order)
        self.context.turned.changed.connect(self.model.repaint_all)
        self.context.changes.subscribe(self._whole.tables, self.refresh, owner=self)

    def _show_order(self) -> None:
        """The arrow, where the columns that have come put it."""
        self.view.show_order(self._order)
        self._look()

    def _finish(self) -> None:
        row = self.model.row_of(self._sought) if self._sought else None
        if row is not None:
            self._sought = None
            self.view.go_to(row)
        self._look()
        self.loaded.emit()

    def _tell_current(self) -> None:
        self.current_changed.emit()
        self.context.refresh_actions()

    def _type(self, typed: str) -> None:
        """Letters typed in the list narrow it."""
        self.bar.focus_search(typed)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)
