"""A check box whose frame and mark can be seen: the style's own frame is too pale to act on."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox

from ui.kit import theme
from ui.kit.tokens import RING, TARGET, XS, S, Tokens

BOX = 18
_MARK = ((0.24, 0.52), (0.43, 0.70), (0.77, 0.31))


class Check(QCheckBox):
    """Drawn with the house's colours; behaves and reads as any check box."""

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(BOX + S + words.width() + 3 * XS, max(TARGET, words.height() + S))

    def minimumSizeHint(self) -> QSize:
        return QSize(BOX + 3 * XS, self.sizeHint().height())

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = theme.current()
        box = QRect(XS, (self.height() - BOX) // 2, BOX, BOX)
        self._draw_box(painter, box, chosen)
        words = self.rect().adjusted(box.right() + 1 + S, 0, -XS, 0)
        painter.setPen(QColor(chosen.ink if self.isEnabled() else chosen.secondary))
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(chosen.accent), RING))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)

    def _draw_box(self, painter: QPainter, box: QRect, chosen: Tokens) -> None:
        on = self.isChecked()
        filled = chosen.accent if self.isEnabled() else chosen.border
        painter.setPen(QPen(QColor(filled if on else chosen.border), 1.5))
        painter.setBrush(QColor(filled if on else chosen.surface))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            mark = [QPointF(box.left() + x * BOX, box.top() + y * BOX) for x, y in _MARK]
            pen = QPen(QColor(chosen.on_accent), 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(mark))
