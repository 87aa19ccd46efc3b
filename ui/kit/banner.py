"""Messages in the page: what was done, what is refused and what to do; spoken as they appear."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.kit.icons import IconButton, IconLabel
from ui.kit.names import named
from ui.kit.tokens import L, M, S

MASKED = "Message masqué pendant que l’écran est tourné. F9 le montre."
STAY = 10_000  # milliseconds that « Enregistré · Annuler » stays
_ICONS = {"info": "info", "attention": "warning", "danger": "error", "good": "check"}
_WORDS = {"attention": "Attention", "danger": "Refus"}


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text`."""
    # Slow to load, and not heard at the start.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Banner(QFrame):
    """One message at a time, with at most one answer to it.

    The `names` of people that a message tells are read as `veil` says, now and when it changes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("role", "banner")
        self._answer: Callable[[], object] | None = None
        self.veil: Callable[[str], str] = str
        self._told: tuple[str, Sequence[str]] = ("", ())
        self._masked = False
        self._icon = IconLabel("info", kind="info")
        self._text = named(QLabel(), "banner.text")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = named(QPushButton(), "banner.answer")
        self._button.setProperty("role", "link")
        self._button.clicked.connect(self._give_answer)
        self._close = IconButton("close", "Fermer ce message")
        self._close.setObjectName("banner.close")
        self._close.clicked.connect(self.clear)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        self._lay_out()
        self.hide()

    @property
    def passes(self) -> bool:
        """Whether it leaves by itself, and so may take no room."""
        return self._timer.isActive()

    @property
    def text(self) -> str:
        return "" if self.isHidden() else self._text.text()

    def info(self, text: str, *, names: Sequence[str] = ()) -> None:
        self._show("info", text, names)

    def attention(
        self,
        text: str,
        *,
        names: Sequence[str] = (),
        verb: str = "",
        answer: Callable[[], object] | None = None,
    ) -> None:
        """A warning, with what mends it (`verb`), if it can be done from there."""
        self._show("attention", text, names, verb=verb, answer=answer)

    def good(self, text: str, *, names: Sequence[str] = ()) -> None:
        self._show("good", text, names, stay=STAY)

    def danger(
        self,
        text: str,
        retry: Callable[[], object] | None = None,
        *,
        names: Sequence[str] = (),
    ) -> None:
        self._show("danger", text, names, verb="Réessayer", answer=retry)

    def saved(
        self, text: str, undo: Callable[[], object] | None = None, *, names: Sequence[str] = ()
    ) -> None:
        """« Enregistré », with « Annuler » for ten seconds."""
        self._show("good", text, names, verb="Annuler", answer=undo, stay=STAY)

    def offers(self, answer: Callable[[], object]) -> bool:
        """Whether this is what its button would do now."""
        return not self.isHidden() and self._answer == answer

    @property
    def natural_width(self) -> int:
        """The width of its words on one line."""
        return self.sizeHint().width() - self._text.sizeHint().width() + self._words

    @property
    def _words(self) -> int:
        return self._text.fontMetrics().horizontalAdvance(self._text.text()) + M

    def clear(self) -> None:
        self._timer.stop()
        self._answer = None
        self.hide()

    def say_again(self) -> None:
        """The same message, its names as they may be read now."""
        words = self._read()
        self._text.setText(words)
        self._button.setAccessibleName(f"{self._button.text()} : {words}")
        self.updateGeometry()

    def hide_words(self, *, on: bool) -> None:
        """Hide what was said before the screen was turned: it may name somebody."""
        self._masked = on
        self.say_again()

    def turn_page(self) -> None:
        """Another screen comes: only what may still be undone stays."""
        if not self._timer.isActive():
            self.clear()

    def _show(
        self,
        kind: str,
        text: str,
        names: Sequence[str] = (),
        *,
        verb: str = "",
        answer: Callable[[], object] | None = None,
        stay: int = 0,
    ) -> None:
        self.setProperty("kind", kind)
        self.setProperty("floats", bool(stay))
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.show_icon(_ICONS[kind], kind)
        self._told, self._masked = (text, names), False
        self._answer = answer
        self._button.setText(verb)
        self.say_again()
        self._button.setVisible(answer is not None)
        self._timer.stop()
        if stay:
            self._timer.start(stay)
        self.show()
        word = _WORDS.get(kind)
        words = self._read()
        announce(self, f"{word} : {words}" if word else words)

    def _read(self) -> str:
        text, names = self._told
        if self._masked:
            return MASKED
        for name in names:
            text = text.replace(name, self.veil(name))
        return text

    def _give_answer(self) -> None:
        answer = self._answer
        self.clear()
        if answer is not None:
            answer()

    def _leave(self) -> None:
        # Not under the hand: whoever is about to click or listens there keeps it.
        if self.underMouse() or self._button.hasFocus() or self._close.hasFocus():
            self._timer.start(STAY // 2)
            return
        self.clear()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(M, S, S, S)
        row.setSpacing(S)
        row.addWidget(self._icon)
        row.addSpacing(S // 2)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)


class BannerPlace(QWidget):
    """Where a message stands: in the page if it must be read, over its foot if it passes.

    What passes takes no room: the page must not move under the hand that types already.
    """

    def __init__(self, banner: Banner, over: QWidget) -> None:
        super().__init__(over)
        self._banner, self._over = banner, over
        banner.setParent(over)
        banner.installEventFilter(self)
        over.installEventFilter(self)
        self.setFixedHeight(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._banner:
            if kind in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest):
                self._place()
        elif kind == QEvent.Type.Resize:
            self._place()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._place()

    def _place(self) -> None:
        banner = self._banner
        stands = banner.isVisibleTo(self._over) and not banner.passes
        width = self.width() if stands else min(banner.natural_width, self.width())
        tall = banner.heightForWidth(width)
        self.setFixedHeight(tall if stands else 0)
        corner = self.mapTo(self._over, QPoint((self.width() - width) // 2, 0))
        top = corner.y() if stands else self._over.height() - tall - L
        banner.setGeometry(corner.x(), top, width, tall)
        banner.raise_()
