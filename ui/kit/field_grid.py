"""Fields in two columns, one when there is no room for two."""

from collections.abc import Collection, Sequence

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
        self._absent: set[str] = set()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(L)
        self._grid.setVerticalSpacing(L)
        self._place(2)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to ask for now."""
        return all(box.name in self._absent for box in self.boxes)

    def leave_out(self, names: Collection[str]) -> None:
        """Take these fields away, without a gap, and bring the others back."""
        absent = {box.name for box in self.boxes if box.name in names}
        if absent == self._absent:
            return
        self._absent = absent
        columns, self._columns = self._columns, 0
        for box in self.boxes:
            box.setVisible(box.name not in absent)
        self._place(columns)

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
        for box in self.boxes:
            if box.name in self._absent:
                continue
            if box.wide:
                at += at % columns
                self._grid.addWidget(box, at // columns, 0, 1, columns)
                at += columns
            else:
                self._grid.addWidget(box, at // columns, at % columns)
                at += 1
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
