"""Draws the cells of a table straight from the row: ink, secondary ink, status, figures."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.kit import pill, theme
from ui.kit.table_model import WAITING, TableModel
from ui.kit.tokens import TARGET, L, M, Tokens

GUTTER = TARGET  # at the end of each row, for the three dots of the current one
_Index = QModelIndex | QPersistentModelIndex


class Cells(QStyledItemDelegate):
    """One font, one line, no word wrap: a page of a million rows paints like any other."""

    def __init__(self, model: TableModel, view: QTableView) -> None:
        super().__init__(model)
        self._model = model
        self._selection = view.selectionModel()  # the state of an option loads QStyle, and is slow

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        fields: Any = option  # PySide's stubs leave out the fields of style options
        rect: QRect = fields.rect
        chosen = theme.current()
        _ground(painter, rect, chosen, selected=self._selection.isSelected(index))
        at = index.column()
        shown = self._model.row_at(index.row())
        if shown is None:
            _write(painter, rect.adjusted(M, 0, -M, 0), WAITING, ink=chosen.secondary)
            return
        column = self._model.listing.columns[at]
        text = self._model.text_of(shown, at)
        gutter = GUTTER if at == len(self._model.listing.columns) - 1 else 0
        inside = rect.adjusted(M, 0, -M - gutter, 0)
        if shown.kinds[at] and text:
            _status(painter, inside, text, kind=shown.kinds[at])
            return
        if column.right:
            painter.setFont(_tabular(painter.font()))
        ink = chosen.secondary if column.secondary else chosen.ink
        _write(painter, inside, text, ink=ink, right=column.right)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        fields: Any = option
        return QSize(0, fields.fontMetrics.height() + L)


def _ground(painter: QPainter, rect: QRect, chosen: Tokens, *, selected: bool) -> None:
    if selected:
        painter.fillRect(rect, QColor(chosen.accent_soft))
    painter.setPen(QColor(chosen.line))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _status(painter: QPainter, rect: QRect, text: str, *, kind: str) -> None:
    painter.save()
    pill.draw(painter, rect, text, kind=kind)
    painter.restore()


def _write(painter: QPainter, rect: QRect, text: str, *, ink: str, right: bool = False) -> None:
    if not text:
        return
    metrics = painter.fontMetrics()
    if metrics.horizontalAdvance(text) > rect.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.setPen(QColor(ink))
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, text)


def _tabular(font: QFont) -> QFont:
    """Figures of one width, where the font has them."""
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
