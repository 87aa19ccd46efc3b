"""A status: always a word, an icon and a colour."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import theme
from ui.kit.icons import pixmap
from ui.kit.tokens import XS, S

ICON = 14
_ICONS = {"good": "check", "attention": "warning", "danger": "error", "info": "clock"}


def width_of(word: str, metrics: QFontMetrics) -> int:
    return metrics.horizontalAdvance(word) + ICON + XS + 2 * S


def draw(painter: QPainter, rect: QRect, word: str, *, kind: str, icon: str = "") -> None:
    """Draw the status at the left of `rect`, on its middle line; the word is cut if it must be.

    Its icon is that of its kind, or `icon`.
    """
    ink, soft = theme.current().of_kind(kind)
    metrics = painter.fontMetrics()
    height = min(metrics.height() + XS, rect.height())
    width = min(width_of(word, metrics), rect.width())
    box = QRect(rect.left(), rect.center().y() - height // 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(soft))
    painter.drawRoundedRect(box, height / 2, height / 2)
    name = icon or _ICONS.get(kind, "draft")
    ratio = painter.device().devicePixelRatioF()
    top = box.center().y() - ICON // 2 + 1
    painter.drawPixmap(box.left() + S, top, pixmap(name, ICON, colour=ink, ratio=ratio))
    painter.setPen(QColor(ink))
    inside = box.adjusted(S + ICON + XS, 0, -S // 2, 0)
    shown = metrics.elidedText(word, Qt.TextElideMode.ElideRight, inside.width())
    painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class Pill(QWidget):
    """A status in a page."""

    def __init__(self, word: str, kind: str = "", name: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_status(word, kind)

    def show_status(self, word: str, kind: str, icon: str = "") -> None:
        self.word, self.kind, self.icon = word, kind, icon
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(width_of(self.word, metrics), metrics.height() + XS + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw(painter, self.rect(), self.word, kind=self.kind, icon=self.icon)
