"""A document beside the form, page under page, exactly as it will print."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from models.base import database
from models.base.progress import Progress
from ui.kit import theme
from ui.kit.context import Context
from ui.kit.names import named
from ui.kit.tokens import RING, M

PAUSE = 250  # milliseconds without a key before the paper follows
POINTS = 72.0
LEAST, MOST = 240, 860  # a page narrower is not read, a wider one is not seen whole


class Apercu(QScrollArea):
    """Shows what `compose()` returns; called in a job, it must read no widget.

    `most` pages are drawn, if it is given: a long list is not looked at whole.
    """

    drawn = Signal()

    def __init__(self, context: Context, *, name: str, label: str, most: int = 0) -> None:
        super().__init__()
        named(self, name, label)
        self._context = context
        self._label = label
        self._most = most
        self.total = 0
        self._compose: Callable[[], bytes] | None = None
        self._turn = 0
        self._pages: list[_Page] = []
        self.pdf = b""
        self.setWidget(self._inside())
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: a bar that comes and goes would change the width, and the width the bar.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._draw)

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return sum(not page.isHidden() for page in self._pages)

    def follow(self, compose: Callable[[], bytes]) -> None:
        """Show this document soon: after a short pause in typing."""
        self._compose = compose
        self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark_focus()

    def _draw(self) -> None:
        """Compose and draw aside; an answer that comes after a newer question is dropped."""
        compose = self._compose
        if compose is None or not database.is_open():  # locked during the pause
            return
        self._turn += 1
        turn, width, most = self._turn, self._device_width(), self._most

        def work(_: Progress) -> tuple[bytes, list[QImage], int]:
            pdf = compose()
            return pdf, *drawn_pages(pdf, width, most=most)

        self._context.jobs.run(work, done=lambda found: self._show(turn, *found), owner=self)

    def _show(self, turn: int, pdf: bytes, images: list[QImage], total: int) -> None:
        if turn != self._turn:
            return
        self.pdf, self.total = pdf, total
        while len(self._pages) < len(images):
            page = _Page()
            self._column.insertWidget(len(self._pages), page, 0, Qt.AlignmentFlag.AlignHCenter)
            self._pages.append(page)
        for i, page in enumerate(self._pages):
            page.setVisible(i < len(images))
            page.setAccessibleName(f"{self._label}, page {i + 1} sur {total}")
        for page, image in zip(self._pages, images, strict=False):
            page.image = image
        self.setAccessibleDescription(f"{total} page{'s' if total > 1 else ''}")
        self._fit()
        self.drawn.emit()

    def _fit(self) -> None:
        """Give each page its size at once; if its picture has another, draw it anew soon."""
        width = self._page_width()
        for page in self._pages:
            page.fit(width)
        shown = self._pages[0].image.width() if self._pages else 0
        if shown and shown != self._device_width():
            self._pause.start()

    def _mark_focus(self) -> None:
        for page in self._pages:
            page.marked = self.hasFocus()
            page.update()

    def _device_width(self) -> int:
        return round(self._page_width() * self.devicePixelRatioF())

    def _page_width(self) -> int:
        return max(LEAST, min(MOST, self.viewport().width() - M))

    def _inside(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(M)
        self._column.addStretch()
        return inside


class _Page(QLabel):
    """One sheet: white whatever the theme, each of its pixels on one of the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.marked = False

    def fit(self, width: int) -> None:
        if self.image.isNull():
            return
        self.setFixedSize(width, round(width * self.image.height() / self.image.width()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self.image)
        chosen = theme.current()
        wide = RING if self.marked else 1
        painter.setPen(QPen(QColor(chosen.accent if self.marked else chosen.line), wide))
        inset = wide / 2
        painter.drawRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))


def drawn_pages(pdf: bytes, width: int, *, most: int = 0) -> tuple[list[QImage], int]:
    """The first pages of a PDF as images of this width in device pixels, and how many there are."""
    from ui.kit.printing import opened_pdf, page_image

    with opened_pdf(pdf) as document:
        total = len(document)
        pages = [document[i] for i in range(min(total, most or total))]
        # PDFium rounds up: half a pixel less gives this width, and never one more.
        images = [page_image(page, POINTS * (width - 0.5) / page.get_width()) for page in pages]
        return images, total
