"""One of several answers, each a text that may be long: it wraps, and its mark can be seen."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy

from ui.kit import theme
from ui.kit.tokens import FIELD_RADIUS, RING, TARGET, XS, M, S

DOT = 18
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
_TALL = 10_000


class Radio(QRadioButton):
    """Drawn with the house's colours as a frame that is filled once chosen."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(TARGET + S, self._text_height(width) + 2 * S)

    def _text_height(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - self._before - M), _TALL)
        return self.fontMetrics().boundingRect(room, _WRAPPED, self.words).height()

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(140, TARGET + S)

    def hitButton(self, pos: object) -> bool:
        return True

    @property
    def _before(self) -> int:
        """Where the words begin."""
        return M + DOT + S

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, on = theme.current(), self.isChecked()
        pen = QPen(QColor(chosen.accent if on or self.hasFocus() else chosen.border))
        pen.setWidth(RING if self.hasFocus() else 1)
        painter.setPen(pen)
        painter.setBrush(QColor(chosen.accent_soft if on else chosen.surface))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), FIELD_RADIUS, FIELD_RADIUS)
        self._draw_dot(painter, on=on)
        painter.setPen(QColor(chosen.ink))
        top = max(XS, (self.height() - self._text_height(self.width())) // 2)
        words = QRect(self._before, top, self.width() - self._before - M, self.height() - top)
        painter.drawText(words, _WRAPPED, self.words)

    def _draw_dot(self, painter: QPainter, *, on: bool) -> None:
        chosen = theme.current()
        circle = QRect(M, (self.height() - DOT) // 2, DOT, DOT)
        painter.setPen(QPen(QColor(chosen.accent if on else chosen.border), 1.5))
        painter.setBrush(QColor(chosen.surface))
        painter.drawEllipse(circle)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(chosen.accent))
            painter.drawEllipse(circle.adjusted(XS + 1, XS + 1, -XS - 1, -XS - 1))
