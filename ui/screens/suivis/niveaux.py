"""A frein over time as a small line of steps, a dot on each finding; its words say the same."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.suivis.frein import BLOQUE
from ui.kit import theme
from ui.kit.names import named

WIDTH, HEIGHT = 96, 28  # pixels
MARGIN = 4.0
DOT = 3.0  # of radius
Niveau = tuple[dt.date, int]


class Niveaux(QWidget):
    """`niveaux` by day, the first one first; the last one holds until `jusqu_au`."""

    def __init__(self, niveaux: Sequence[Niveau], jusqu_au: dt.date, name: str, read: str) -> None:
        super().__init__()
        named(self, name, read)
        self.setToolTip(read)
        self._niveaux, self._end = niveaux, jusqu_au
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.line), 1))
        floor = self._at(self._end, 0).y()
        painter.drawLine(QPointF(MARGIN, floor), QPointF(self.width() - MARGIN, floor))
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        painter.drawPolyline(self._steps())
        for day, niveau in self._niveaux:
            ink = QColor(colours.attention if niveau == BLOQUE else colours.accent)
            painter.setPen(QPen(QColor(colours.surface), 1))
            painter.setBrush(ink)
            centre = self._at(day, niveau)
            painter.drawEllipse(
                QRectF(centre.x() - DOT, centre.y() - DOT, 2 * DOT, 2 * DOT)
            )  # fmt: skip

    def _steps(self) -> QPolygonF:
        points: list[QPointF] = []
        before = self._niveaux[0][1]
        for day, niveau in self._niveaux:
            points += [self._at(day, before), self._at(day, niveau)]
            before = niveau
        return QPolygonF([*points, self._at(self._end, before)])

    def _at(self, day: dt.date, niveau: int) -> QPointF:
        """To scale: the first finding at the left, the last day at the right."""
        first = self._niveaux[0][0]
        whole = max((self._end - first).days, 1)
        along = min(max((day - first).days / whole, 0.0), 1.0)
        room = self.width() - 2 * (MARGIN + DOT)
        high = self.height() - 2 * (MARGIN + DOT)
        return QPointF(
            MARGIN + DOT + room * along, MARGIN + DOT + high * (1 - niveau / BLOQUE)
        )  # fmt: skip
