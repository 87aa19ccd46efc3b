"""How many records of an operation lack something, against the line that the fund draws."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.suivis.completude import BLOQUANT, CompletudeOperation
from models.suivis.liste_fse import KINDS
from ui.kit import theme
from ui.kit.names import named
from ui.kit.tokens import XS, M

BAR = 10  # pixels
MOST = 560


class Jauge(QWidget):
    """A bar, a line at 35 %; the words beside say the same."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "fse.jauge", "Dossiers incomplets")
        self._state = CompletudeOperation(0, 0)
        self.setMaximumWidth(MOST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: CompletudeOperation) -> None:
        self._state = state
        self.setAccessibleName(
            f"Dossiers incomplets\u00a0: {state.pourcentage}\u00a0%, "
            f"la limite est à {BLOQUANT}\u00a0%"
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(MOST // 2, BAR + XS + self.fontMetrics().height() + M)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        whole = QRectF(0.5, XS + 0.5, self.width() - 1, BAR)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.setBrush(QColor(colours.page))
        painter.drawRoundedRect(whole, BAR / 2, BAR / 2)
        self._draw_part(painter, whole)
        self._draw_line(painter, whole)

    def _draw_part(self, painter: QPainter, whole: QRectF) -> None:
        state = self._state
        if not state.incompletes:
            return
        ink, _ = theme.current().of_kind(KINDS[state.feu])
        wide = max(BAR, whole.width() * state.incompletes / state.participants)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink))
        painter.drawRoundedRect(QRectF(whole.left(), whole.top(), wide, BAR), BAR / 2, BAR / 2)

    def _draw_line(self, painter: QPainter, whole: QRectF) -> None:
        """The limit, and its figure under it."""
        colours = theme.current()
        x = whole.left() + whole.width() * BLOQUANT / 100
        painter.setPen(QPen(QColor(colours.ink), 2))
        painter.drawLine(QPointF(x, 0), QPointF(x, BAR + 2 * XS))
        words = f"limite {BLOQUANT}\u00a0%"
        metrics = self.fontMetrics()
        painter.setPen(QColor(colours.secondary))
        painter.drawText(
            QPointF(x - metrics.horizontalAdvance(words) / 2, BAR + 2 * XS + metrics.ascent() + 2),
            words,
        )
