"""A bar that fills towards a target; the words beside it say as much."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import theme

TALL, LEAST, USUAL = 8, 80, 240  # pixels


class Jauge(QWidget):
    """`done` out of `target`; what goes beyond is not drawn, since it is said."""

    def __init__(self, done: int, target: int) -> None:
        super().__init__()
        self._share = min(1.0, done / target) if target > 0 else 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(USUAL, TALL)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, TALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        look, whole = theme.current(), QRectF(self.rect())
        painter.setBrush(QColor(look.line))
        painter.drawRoundedRect(whole, TALL / 2, TALL / 2)
        if self._share <= 0:
            return
        painter.setBrush(QColor(look.good if self._share >= 1 else look.accent))
        whole.setWidth(max(float(TALL), whole.width() * self._share))
        painter.drawRoundedRect(whole, TALL / 2, TALL / 2)
