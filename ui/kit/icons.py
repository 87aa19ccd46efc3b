"""Outline icons of `resources/icons`, recoloured to the text and sharp at any scale."""

import functools

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

import resources
from ui.kit import theme

SIZE = 18
TEXT = 16  # beside words: in a button, a menu, a line
GAP = 4  # more than what Qt leaves between an icon and the words of a button


@functools.cache
def _drawing(name: str) -> str:
    return resources.read_text(f"icons/{name}.svg")


@functools.lru_cache(maxsize=512)
def pixmap(name: str, size: int, *, colour: str, ratio: float = 1.0, gap: int = 0) -> QPixmap:
    """The icon drawn at `size` logical pixels, with a blank of `gap` after it."""
    side = round(size * ratio)
    drawn = QPixmap(side + round(gap * ratio), side)
    drawn.fill(Qt.GlobalColor.transparent)
    svg = _drawing(name).replace("currentColor", colour)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(name: str, colour: str = "", *, size: int = TEXT, gap: int = 0) -> QIcon:
    """The icon for this size in the colour of the text, or in `colour`; none for an empty name."""
    if not name:
        return QIcon()
    chosen = theme.current()
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    colours = (colour or chosen.ink, chosen.border)
    return _icon(name, size, colours=colours, ratio=ratio, gap=gap)


@functools.lru_cache(maxsize=256)
def _icon(name: str, size: int, *, colours: tuple[str, str], ratio: float, gap: int) -> QIcon:
    on, off = (pixmap(name, size, colour=one, ratio=ratio, gap=gap) for one in colours)
    made = QIcon(on)
    made.addPixmap(off, QIcon.Mode.Disabled)
    return made


class IconLabel(QLabel):
    """An icon beside a text that says the same; screen readers skip it."""

    def __init__(self, name: str, size: int = SIZE, *, kind: str = "") -> None:
        super().__init__()
        self._name, self._size, self._kind = name, size, kind
        self.setFixedSize(size, size)
        self._draw()

    def show_icon(self, name: str, kind: str = "") -> None:
        self._name, self._kind = name, kind
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        colour = theme.current().of_kind(self._kind)[0]
        ratio = self.devicePixelRatioF()
        self.setPixmap(pixmap(self._name, self._size, colour=colour, ratio=ratio))


class IconButton(QToolButton):
    """A quiet button; its words are its name, its tool tip, and read by screen readers.

    `gap`: for words that stand beside the icon.
    """

    def __init__(
        self, name: str, words: str, parent: QWidget | None = None, *, gap: int = 0
    ) -> None:
        super().__init__(parent)
        self._name, self._gap = name, gap
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setIconSize(QSize(SIZE + gap, SIZE))
        self._draw()

    def show_icon(self, name: str, words: str) -> None:
        self._name = name
        self.setToolTip(words)
        self.setAccessibleName(words)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        self.setIcon(icon(self._name, size=SIZE, gap=self._gap))


class WordButton(QPushButton):
    """Words with an icon before them, in their colour whatever the theme becomes."""

    def __init__(self, name: str, words: str, role: str = "") -> None:
        super().__init__(words)
        self._name, self._role = name, role
        self.setProperty("role", role)
        self.setIconSize(QSize(TEXT + GAP, TEXT))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        chosen = theme.current()
        colours = {"primary": chosen.on_accent, "danger": chosen.danger, "link": chosen.accent}
        self.setIcon(icon(self._name, colours.get(self._role, ""), gap=GAP))
