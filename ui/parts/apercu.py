"""A document beside the form, page under page, exactly as it will print."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from models.base.progress import Progress
from ui.kit.context import Context
from ui.kit.names import named
from ui.kit.tokens import L

PAUSE = 250  # milliseconds without a key before the paper follows
POINTS = 72.0


class Apercu(QScrollArea):
    """Shows what `compose()` returns; called in a job, it must read no widget."""

    def __init__(self, context: Context, *, name: str, label: str) -> None:
        super().__init__()
        named(self, name, label)
        self._context = context
        self._label = label
        self._compose: Callable[[], bytes] | None = None
        self._turn = 0
        self._pages: list[QLabel] = []
        self._images: list[QImage] = []
        self.pdf = b""
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(L)
        self._column.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._draw)

    def follow(self, compose: Callable[[], bytes]) -> None:
        """Show this document soon: after a short pause in typing."""
        self._compose = compose
        self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _draw(self) -> None:
        """Compose and draw aside; an answer that comes after a newer question is dropped."""
        compose = self._compose
        if compose is None:
            return
        self._turn += 1
        turn, width = self._turn, self._page_width()
        ratio = self.devicePixelRatioF()

        def work(_: Progress) -> tuple[bytes, list[QImage]]:
            pdf = compose()
            return pdf, drawn_pages(pdf, round(width * ratio))

        self._context.jobs.run(work, done=lambda found: self._show(turn, *found), owner=self)

    def _show(self, turn: int, pdf: bytes, images: list[QImage]) -> None:
        if turn != self._turn:
            return
        self.pdf, self._images = pdf, images
        while len(self._pages) < len(images):
            page = QLabel()
            page.setProperty("role", "paper")
            page.setSizePolicy(page.sizePolicy().horizontalPolicy(), page.sizePolicy().Policy.Fixed)
            self._column.insertWidget(len(self._pages), page)
            self._pages.append(page)
        for i, page in enumerate(self._pages):
            page.setVisible(i < len(images))
            page.setAccessibleName(f"{self._label}, page {i + 1} sur {len(images)}")
        self.setAccessibleDescription(f"{len(images)} pages")
        self._fit()

    def _fit(self) -> None:
        for page, image in zip(self._pages, self._images, strict=False):
            width = self._page_width()
            height = round(width * image.height() / image.width())
            target = QSize(width, height) * self.devicePixelRatioF()
            smooth = Qt.TransformationMode.SmoothTransformation
            ignore = Qt.AspectRatioMode.IgnoreAspectRatio
            pixmap = QPixmap.fromImage(image.scaled(target, ignore, smooth))
            pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            page.setPixmap(pixmap)
            page.setFixedSize(width, height)

    def _page_width(self) -> int:
        return max(200, self.viewport().width() - L)


def drawn_pages(pdf: bytes, width: int) -> list[QImage]:
    """Each page of a PDF as an image of this width in device pixels."""
    import pypdfium2

    from ui.kit.printing import page_image

    document = pypdfium2.PdfDocument(pdf)
    try:
        pages: Sequence[object] = [document[i] for i in range(len(document))]
        return [page_image(p, POINTS * width / document[0].get_width()) for p in pages]
    finally:
        document.close()
