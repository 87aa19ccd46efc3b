"""The answers of the palette: under the name of their group, drawn on one line each."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit import theme
from ui.kit.icons import SIZE, pixmap
from ui.kit.seeking import Found
from ui.kit.tokens import FIELD_RADIUS, M, S

_Index = QModelIndex | QPersistentModelIndex


class PaletteModel(QAbstractListModel):
    """The name of each group, then what was found in it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Found | str] = []

    def show(self, found: Sequence[Found]) -> None:
        self.beginResetModel()
        self.lines = []
        group = ""
        for one in found:
            if one.group != group:
                group = one.group
                self.lines.append(group)
            self.lines.append(one)
        self.endResetModel()

    def row_of(self, found: Found) -> int:
        return next(i for i, line in enumerate(self.lines) if line is found)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        return line if isinstance(line, str) else line.read

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if index.row() < len(self.lines) and isinstance(self.lines[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class PaletteDraw(QStyledItemDelegate):
    """An icon, the label in ink, the rest in secondary ink, the keys at the right."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        fields: Any = option  # PySide's stubs leave out the fields of style options
        rect: QRect = fields.rect
        model: Any = index.model()
        line = model.lines[index.row()]
        chosen = theme.current()
        painter.save()
        if isinstance(line, str):
            painter.setPen(QColor(chosen.secondary))
            painter.drawText(rect.adjusted(S, 0, -S, 0), Qt.AlignmentFlag.AlignVCenter, line)
        else:
            if index.row() == self._view.currentIndex().row():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(chosen.accent_soft))
                painter.drawRoundedRect(rect, FIELD_RADIUS, FIELD_RADIUS)
            _draw_found(painter, rect.adjusted(M, 0, -M, 0), line)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        fields: Any = option
        model: Any = index.model()
        head = isinstance(model.lines[index.row()], str)
        return QSize(0, fields.fontMetrics.height() + M - (S // 2 if head else 0))


def _draw_found(painter: QPainter, rect: QRect, found: Found) -> None:
    chosen, metrics = theme.current(), painter.fontMetrics()
    middle, cut = Qt.AlignmentFlag.AlignVCenter, Qt.TextElideMode.ElideRight
    if found.icon:
        ratio = painter.device().devicePixelRatioF()
        drawn = pixmap(found.icon, SIZE, colour=chosen.secondary, ratio=ratio)
        painter.drawPixmap(rect.left(), rect.center().y() - SIZE // 2 + 1, drawn)
    rect = rect.adjusted(SIZE + M, 0, 0, 0)
    if found.keys:
        painter.setPen(QColor(chosen.secondary))
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, found.keys)
        rect = rect.adjusted(0, 0, -metrics.horizontalAdvance(found.keys) - M, 0)
    label = metrics.elidedText(found.label, cut, rect.width())
    painter.setPen(QColor(chosen.ink))
    painter.drawText(rect, middle, label)
    left = metrics.horizontalAdvance(label) + M
    if found.secondary and rect.width() - left > 2 * M:
        painter.setPen(QColor(chosen.secondary))
        rest = metrics.elidedText(found.secondary, cut, rect.width() - left)
        painter.drawText(rect.adjusted(left, 0, 0, 0), middle, rest)
