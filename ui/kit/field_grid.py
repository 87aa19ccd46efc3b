"""Fields in two columns, one when there is no room for two."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.field_box import FieldBox
from ui.kit.tokens import L

NARROW = 30  # average letters that a column needs


class FieldGrid(QWidget):
    """Places boxes from left to right; a wide one takes a row of its own."""

    def __init__(self, boxes: Sequence[FieldBox]) -> None:
        super().__init__()
        self.boxes = list(boxes)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(L)
        self._grid.setVerticalSpacing(L)
        self._place(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        column = self.fontMetrics().averageCharWidth() * NARROW
        self._place(2 if event.size().width() >= 2 * column + L else 1)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        at = 0
        for box in self.boxes:
            self._grid.removeWidget(box)
            if box.wide:
                at += at % columns
                self._grid.addWidget(box, at // columns, 0, 1, columns)
                at += columns
            else:
                self._grid.addWidget(box, at // columns, at % columns)
                at += 1
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
