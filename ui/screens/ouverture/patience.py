"""The delay after wrong passwords, told calmly while it runs."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.comptes.delai import Patience
from ui.kit.banner import announce
from ui.kit.icons import IconLabel
from ui.kit.page import text
from ui.kit.tokens import S

_ADVICE = "Vérifiez la touche Majuscule et la langue du clavier."
_HELP = "Un administrateur peut aussi débloquer ce compte (écran Comptes)."
_LONG = 60  # seconds from which help is worth being told


class Countdown(QWidget):
    """Counts the seconds down; said aloud once, at its start."""

    over = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._left = 0
        self._text = text("", "secondary", "ouverture.attente")
        self._text.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S)
        line.addWidget(IconLabel("clock"))
        line.addWidget(self._text, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self.hide()

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def begin(self, patience: Patience) -> None:
        self._left = patience.seconds
        self._say()
        self.show()
        self._timer.start()
        announce(self, self._text.text())

    def stop(self) -> None:
        self._timer.stop()
        self.hide()

    def _tick(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._say()
            return
        self.stop()
        self.over.emit()

    def _say(self) -> None:
        advice = _HELP if self._left >= _LONG else _ADVICE
        self._text.setText(
            f"Trop d’essais de suite\u00a0: réessayez dans {duration(self._left)}. {advice}"
        )


def duration(seconds: int) -> str:
    """How long, as one says it: 8 s, 14 min 05 s."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}\u00a0min {rest:02d}\u00a0s" if minutes else f"{rest}\u00a0s"
