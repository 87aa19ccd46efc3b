"""A short list whose order is chosen: Alt+Haut and Alt+Bas move a row, or the mouse does."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QDropEvent, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.kit import pill, theme
from ui.kit.banner import announce
from ui.kit.icons import SIZE, pixmap
from ui.kit.names import named
from ui.kit.obeying import follows
from ui.kit.tokens import FIELD_RADIUS, SMALL, XL, XS, L, M, S

_ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_Key = Qt.Key
_STEPS = {_Key.Key_Up: -1, _Key.Key_Down: 1}
_ENDS = (_Key.Key_Home, _Key.Key_End)  # Qt goes to none of them where a heading stands


class Row(NamedTuple):
    """One row. It moves among those of its `group`; `status` is its word and its kind.

    A `heading` names the rows under it, and is never the current one.
    """

    key: str
    label: str
    secondary: str = ""
    status: tuple[str, str] = ("", "")
    depth: int = 0
    group: str = ""
    movable: bool = False
    icon: str = ""
    heading: bool = False

    @property
    def read(self) -> str:
        return ", ".join(part for part in (self.label, self.secondary, self.status[0]) if part)


class RowList(QListWidget):
    """Entrée opens, Maj+F10 shows the menu; `moved` tells the key and its new place, from 0."""

    opened = Signal(str)
    moved = Signal(str, int)
    current_changed = Signal()

    def __init__(self, name: str, title: str, *, orderable: bool = False) -> None:
        super().__init__()
        named(self, name, title)
        self.menu_wanted: Callable[[QMenu], object] = lambda menu: None
        self._orderable = orderable
        self._rows: list[Row] = []
        self._quiet = False
        self.setItemDelegate(_Cells(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if orderable:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.setAccessibleDescription("Alt+Haut et Alt+Bas déplacent la ligne")
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(_row_of(item).key))
        self.currentRowChanged.connect(self._tell_current)
        follows(self, self.setCurrentRow)

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows

    @property
    def is_orderable(self) -> bool:
        return self._orderable

    @property
    def current_key(self) -> str | None:
        at = self.currentRow()
        return self._rows[at].key if 0 <= at < len(self._rows) else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Other rows; the current one stays the current one, or its place does."""
        if list(rows) == self._rows:
            return
        key, at = self.current_key, self.currentRow()
        self._quiet = True
        self.clear()
        self._rows = list(rows)
        for row in rows:
            item = QListWidgetItem(row.read, self)
            item.setData(_ROW, row)
            if not (self._orderable and row.movable):
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
            if row.heading:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._quiet = False
        if not self.select(key):
            self.select_near(at)
        self._tell_current()

    def select_near(self, at: int) -> None:
        """Make the row at a place the current one, or the nearest that may be."""
        free = [i for i, row in enumerate(self._rows) if not row.heading]
        if free:
            self.setCurrentRow(min(free, key=lambda i: abs(i - max(0, at))))

    def select(self, key: str | None) -> bool:
        """Make a row the current one; False if it is not here."""
        found = (i for i, row in enumerate(self._rows) if row.key == key and not row.heading)
        at = next(found, -1)
        if at < 0:
            return False
        self.setCurrentRow(at)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, at = event.key(), self.currentRow()
        alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _STEPS and alt == Qt.KeyboardModifier.AltModifier:
            self._step(_STEPS[_Key(key)])
        elif key in (_Key.Key_Return, _Key.Key_Enter) and at >= 0 and not alt:
            self.opened.emit(self._rows[at].key)
        elif key in _ENDS and not alt:
            self._go_to_end(first=key == _Key.Key_Home)
        elif key == _Key.Key_F10 and alt == Qt.KeyboardModifier.ShiftModifier:
            self._show_menu()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in _STEPS and alone == Qt.KeyboardModifier.AltModifier:
                event.setAccepted(self._orderable)
                return self._orderable
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        item = self.itemAt(event.pos())
        if item is not None and event.reason() is not QContextMenuEvent.Reason.Keyboard:
            self.setCurrentItem(item)
        self._show_menu()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the place under the mouse; the row itself moves once that is written."""
        event.ignore()
        before = self._dropped_before(event)
        key = self.current_key
        if key is not None:
            self._ask(key, before)

    def _dropped_before(self, event: QDropEvent) -> int:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return len(self._rows)
        below = event.position().y() > self.visualRect(index).center().y()
        return index.row() + (1 if below else 0)

    def _ask(self, key: str, before: int) -> None:
        moving = next(row for row in self._rows if row.key == key)
        above = [row for row in self._rows[:before] if _goes_with(row, moving)]
        place = len([row for row in above if row.key != key])
        if moving.movable and place != self._place_of(moving):
            self.moved.emit(key, place)

    def _step(self, step: int) -> None:
        at = self.currentRow()
        if at < 0 or not self._rows[at].movable:
            return
        moving = self._rows[at]
        last = len([row for row in self._rows if _goes_with(row, moving)]) - 1
        place = self._place_of(moving) + step
        if 0 <= place <= last:
            self.moved.emit(moving.key, place)
            announce(self, f"{moving.label}, {place + 1} sur {last + 1}")

    def _go_to_end(self, *, first: bool) -> None:
        self.select_near(0 if first else len(self._rows))
        (self.scrollToTop if first else self.scrollToBottom)()

    def _place_of(self, moving: Row) -> int:
        beside = [row.key for row in self._rows if _goes_with(row, moving)]
        return beside.index(moving.key)

    def _tell_current(self, *_: int) -> None:
        if not self._quiet:
            self.current_changed.emit()

    def _show_menu(self) -> None:
        item = self.currentItem()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_wanted(menu)
        if item is None or menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(self.viewport().mapToGlobal(self.visualItemRect(item).bottomLeft()))


def _goes_with(row: Row, moving: Row) -> bool:
    return row.movable and row.group == moving.group


def _row_of(item: QListWidgetItem) -> Row:
    return Row(*item.data(_ROW))


class _Cells(QStyledItemDelegate):
    """A label in ink, the rest in secondary ink on the same line, the status at the right."""

    def __init__(self, view: RowList) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        fields: Any = option  # PySide's stubs leave out the fields of style options
        rect: QRect = fields.rect
        row = self._view.rows[index.row()]
        chosen = theme.current()
        painter.save()
        if row.heading:
            _draw_heading(painter, rect.adjusted(M, 0, -M, -XS), row.label)
            painter.restore()
            return
        if index.row() == self._view.currentRow():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(chosen.accent_soft))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), FIELD_RADIUS, FIELD_RADIUS)
        inside = rect.adjusted(M + row.depth * XL, 0, -M, 0)
        if row.icon:
            inside = _draw_icon(painter, inside, row.icon)
        if row.status[0]:
            inside = _draw_status(painter, inside, row.status)
        _draw_words(painter, inside, row, fades=self._view.is_orderable)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        fields: Any = option
        return QSize(0, fields.fontMetrics.height() + L)


def _draw_icon(painter: QPainter, rect: QRect, name: str) -> QRect:
    ratio = painter.device().devicePixelRatioF()
    drawn = pixmap(name, SIZE, colour=theme.current().ink, ratio=ratio)
    painter.drawPixmap(rect.left(), rect.center().y() - SIZE // 2 + 1, drawn)
    return rect.adjusted(SIZE + S, 0, 0, 0)


def _draw_status(painter: QPainter, rect: QRect, status: tuple[str, str]) -> QRect:
    word, kind = status
    width = min(pill.width_of(word, painter.fontMetrics()), rect.width() // 2)
    pill.draw(painter, rect.adjusted(rect.width() - width, 0, 0, 0), word, kind=kind)
    return rect.adjusted(0, 0, -width - M, 0)


def _draw_heading(painter: QPainter, rect: QRect, words: str) -> None:
    font = painter.font()
    font.setWeight(QFont.Weight.DemiBold)
    font.setPointSizeF(font.pointSizeF() * SMALL)
    painter.setFont(font)
    painter.setPen(QColor(theme.current().secondary))
    bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, bottom, words)


def _draw_words(painter: QPainter, rect: QRect, row: Row, *, fades: bool) -> None:
    chosen, metrics = theme.current(), painter.fontMetrics()
    middle, cut = Qt.AlignmentFlag.AlignVCenter, Qt.TextElideMode.ElideRight
    label = metrics.elidedText(row.label, cut, rect.width())
    retired = fades and bool(row.status[0]) and not row.movable and row.status[1] == ""
    painter.setPen(QColor(chosen.secondary if retired else chosen.ink))
    painter.drawText(rect, middle, label)
    left = metrics.horizontalAdvance(label) + M
    room = rect.width() - left
    if row.secondary and room > XL:
        painter.setPen(QColor(chosen.secondary))
        rest = metrics.elidedText(row.secondary, cut, room)
        painter.drawText(rect.adjusted(left, 0, 0, 0), middle, rest)
