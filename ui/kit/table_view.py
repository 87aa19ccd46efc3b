"""The table's own view: whole rows, keyboard, menu of the row, columns that share the width."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from models.base.listing import Column
from ui.kit import pill
from ui.kit.icons import IconButton
from ui.kit.names import named
from ui.kit.obeying import follows
from ui.kit.table_draw import GUTTER, Cells
from ui.kit.table_model import TableModel
from ui.kit.table_reading import Watched
from ui.kit.table_widths import Measure, widths
from ui.kit.tokens import TARGET, XS, L, M, S

_Index = QModelIndex | QPersistentModelIndex
ARROW = 20  # pixels for the arrow of the order
READ = 40  # rows whose texts tell how wide a column wants to be
_Shift = Qt.KeyboardModifier.ShiftModifier
_Open = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TableView(QTableView):
    """Entrée opens, Maj+F10 and the three dots show the menu, letters search, Tab leaves."""

    opened = Signal(QModelIndex)

    def __init__(self, model: TableModel, *, name: str, title: str) -> None:
        super().__init__()
        # Ours: to name the type of one that Qt made, PySide loads every class of widget it has.
        self.setViewport(QWidget())
        named(self, name, title)
        self._model = model
        self.menu_wanted: Callable[[QMenu], object] = lambda menu: None
        self.typed: Callable[[str], object] = lambda text: None
        self.sort_wanted: Callable[[str, bool], object] = lambda name, descending: None
        self._sharing = True
        self._widest: dict[str, int] = {}
        self._moving = False
        self._order = (-1, False)
        self._more = IconButton("more", "Actions de la ligne", self.viewport())
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more.clicked.connect(self._show_row_menu)
        self._more.hide()
        self.setModel(model)  # it tells the current row, and that button follows it
        self.setItemDelegate(Cells(model, self))
        self._dress()
        model.watched = self.watched
        model.modelReset.connect(self._more.hide)
        model.modelReset.connect(self._read_widths)
        model.relocated.connect(self._relocate)
        self.doubleClicked.connect(self.opened)
        follows(self, self._make_current)
        self.verticalScrollBar().valueChanged.connect(self._note_scroll)

    def watched(self) -> Watched:
        """The keys of the current row and of the one on top."""
        return self._model.key_at(self.currentIndex().row()), self._model.key_at(self.rowAt(0))

    def go_to(self, row: int) -> None:
        """Make a row the current one, in sight."""
        self._make_current(row)
        self.scrollTo(self.currentIndex())

    def enter(self) -> None:
        """Come from the search box."""
        self.setFocus()
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.go_to(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes the first row the current one without showing which it is."""
        super().focusInEvent(event)
        row = self.currentIndex().row()
        by_hand = event.reason() is Qt.FocusReason.MouseFocusReason
        if row >= 0 and not by_hand and not self.selectionModel().hasSelection():
            self._make_current(row)

    def show_order(self, order: tuple[str, bool] | None) -> None:
        """The arrow in the header."""
        columns = self._model.listing.columns
        at = -1
        descending = self._model.listing.descending
        if order is not None:
            at = next((i for i, c in enumerate(columns) if c.name == order[0]), -1)
            descending = order[1]
        else:
            wanted = self._model.listing.order
            at = next((i for i, c in enumerate(columns) if _is_order(c.sort, wanted)), -1)
        self._order = (at, descending)
        self._point()
        self._read_widths()

    def rises(self, name: str) -> bool:
        """Whether the list is sorted by this column, from the first to the last."""
        at, descending = self._order
        return at >= 0 and self._model.listing.columns[at].name == name and not descending

    def _point(self) -> None:
        """Up for what rises, as in a file manager or a spreadsheet; this style has it reversed."""
        at, descending = self._order
        way = Qt.SortOrder.AscendingOrder if descending else Qt.SortOrder.DescendingOrder
        self.horizontalHeader().setSortIndicator(at, way)

    def keyboardSearch(self, search: str) -> None:
        # Qt's own would walk the rows one by one.
        self.typed(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _Open and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() == _Shift:
            self._show_menu_of_current()
        elif event.key() == Qt.Key.Key_Home and not event.modifiers():
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End and not event.modifiers():
            self.go_to(self._model.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._show_menu_of_current()
            return
        index = self.indexAt(event.pos())
        if index.isValid():
            self._make_current(index.row())
        self._show_menu(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._place_more(self.indexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self._more.underMouse():
            self._place_more(self.currentIndex())

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self._let_go()
        self._place_more(current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self._place_more(self.currentIndex())

    def _make_current(self, row: int) -> None:
        index = self._model.index(row, max(0, self.currentIndex().column()))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _relocate(self) -> None:
        """Put back what was current and what was on top, by key."""
        current, top = self._model.kept
        places = self._model.places
        scroll = self.verticalScrollBar().value()
        if current is not None and current in places:
            self._make_current(places[current])
        if top is not None and top in places and scroll:
            scroll = places[top]  # a list read from its top shows what comes in there
        self.verticalScrollBar().setValue(scroll)

    def _note_scroll(self) -> None:
        self._more.hide()
        self._let_go()

    def _let_go(self) -> None:
        """Whoever moved since does not want to be brought back."""
        if not self._model.moving:
            self._model.kept = (None, None)

    def _show_menu_of_current(self) -> None:
        at = self.visualRect(self.currentIndex()).bottomLeft()
        self._show_menu(self.viewport().mapToGlobal(at))

    def _show_row_menu(self) -> None:
        row = self.rowAt(self._more.geometry().center().y())
        if row >= 0:
            self._make_current(row)
        self._show_menu(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_wanted(menu)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(at)

    def _place_more(self, index: _Index) -> None:
        rect = self.visualRect(index)
        if not index.isValid() or rect.isEmpty():
            self._more.hide()
            return
        side = min(TARGET, rect.height() - 2)
        left = self.viewport().width() - side - XS
        self._more.setGeometry(left, rect.center().y() - side // 2, side, side)
        self._more.show()

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(TARGET)
        rows.setDefaultSectionSize(self.fontMetrics().height() + L)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.setSortIndicatorShown(True)
        columns.setStretchLastSection(True)
        columns.sectionClicked.connect(self._sort_by)
        columns.sectionResized.connect(self._note_resize)
        self.show_order(None)

    def _sort_by(self, section: int) -> None:
        column = self._model.listing.columns[section]
        self._point()  # a click has moved it already
        if column.sort:
            self.sort_wanted(column.name, self.rises(column.name))

    def _note_resize(self, *_: int) -> None:
        # Qt itself resizes the last column with the window; only a hand on the edge is a choice.
        header = self.horizontalHeader()
        pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if not self._moving and pressed and header.viewport().underMouse():
            self._sharing = False  # from now on the widths are the person's

    def _read_widths(self) -> None:
        """See how wide the texts at hand are; a column once wide stays so while one searches."""
        metrics = self.fontMetrics()
        rows = [row for at in range(READ) if (row := self._model.row_at(at)) is not None]
        for at, column in enumerate(self._model.listing.columns):
            words = {(row.texts[at], bool(row.kinds[at])) for row in rows}
            widths = [
                pill.width_of(word, metrics) if status else metrics.horizontalAdvance(word)
                for word, status in words
                if word
            ]
            self._widest[column.name] = max([self._widest.get(column.name, 0), *widths])
        self._share_width()

    def _share_width(self) -> None:
        """Until a hand on an edge chose otherwise."""
        if not self._sharing:
            return
        columns = self._model.listing.columns
        measures = [
            Measure(self._asked(one), self._labelled(one), self._widest.get(one.name, 0) + 2 * M)
            for one in columns
        ]
        self._moving = True
        for at, width in enumerate(widths(columns, measures, self.viewport().width() - GUTTER)):
            self.setColumnHidden(at, not width)
            if width:
                self.setColumnWidth(at, width)
        self._moving = False

    def _asked(self, column: Column) -> int:
        """Room for its letters and its label."""
        letters = column.width * self.fontMetrics().horizontalAdvance("0")
        return max(letters + 2 * M, self._labelled(column))

    def _labelled(self, column: Column) -> int:
        """Room for its label and the arrow that tells the order."""
        font = self.horizontalHeader().font()
        font.setWeight(QFont.Weight.DemiBold)  # as the theme draws it, which the widget ignores
        label = QFontMetrics(font).horizontalAdvance(column.label)
        at = self.horizontalHeader().sortIndicatorSection()
        columns = self._model.listing.columns
        ordered = 0 <= at < len(columns) and columns[at].name == column.name
        return label + (ARROW if ordered else 0) + S + 2 * M


def _is_order(sort: tuple[object, ...], order: tuple[object, ...]) -> bool:
    """Whether a column is what a list is sorted by: two fields of a table are never unequal."""
    pairs = zip(sort, order, strict=False)
    return bool(sort) and len(sort) == len(order) and all(mine is theirs for mine, theirs in pairs)
