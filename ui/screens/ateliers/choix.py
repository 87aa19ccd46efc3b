"""What is noted of one person at one séance: one of four answers, each by its key."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from models.ateliers.seance import ABSENT, ATTENDU, EXCUSE, PRESENT
from models.nomenclatures.valeur import label
from ui.kit import theme
from ui.kit.icons import pixmap
from ui.kit.names import named
from ui.kit.obeying import obeys, show_checked
from ui.kit.tokens import FIELD_RADIUS, RING, TARGET, XS, M, S

ORDER = (PRESENT, ABSENT, EXCUSE, ATTENDU)
_Key = Qt.Key
KEYS = {
    _Key.Key_P: PRESENT, _Key.Key_A: ABSENT, _Key.Key_E: EXCUSE, _Key.Key_Backspace: ATTENDU,
}  # fmt: skip
_STEPS = {_Key.Key_Left: -1, _Key.Key_Right: 1}
_ROWS = {_Key.Key_Up: -1, _Key.Key_Down: 1, _Key.Key_Return: 1, _Key.Key_Enter: 1}
_KINDS = {PRESENT: "good", ABSENT: "danger", EXCUSE: "attention", ATTENDU: ""}
_ICONS = {PRESENT: "check", ABSENT: "close", EXCUSE: "message", ATTENDU: "attente"}
_ICON = 14


class Choix(QWidget):
    """`chosen` tells an answer given; `noted`, that its key was used: the next person is next."""

    chosen = Signal()
    noted = Signal()
    stepped = Signal(int)

    def __init__(self, name: str, personne: str) -> None:
        super().__init__()
        named(self, name, f"Présence\u00a0: {personne}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS)
        self._answers = {etat: _Answer(self, etat, personne) for etat in ORDER}
        for answer in self._answers.values():
            row.addWidget(answer)
            obeys(answer, self.chosen.emit)
        show_checked(self._answers[ATTENDU], on=True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def etat(self) -> str:
        return next(etat for etat, answer in self._answers.items() if answer.isChecked())

    def show_etat(self, etat: str) -> None:
        had_focus = any(answer.hasFocus() for answer in self._answers.values())
        show_checked(self._answers[etat], on=True)
        if had_focus:
            self._answers[etat].setFocus(Qt.FocusReason.OtherFocusReason)

    def forbid(self, etat: str) -> None:
        """An answer that cannot be given yet: nobody was at what has not been."""
        self._answers[etat].setEnabled(self._answers[etat].isChecked())

    def take_focus(self) -> None:
        self._answers[self.etat].setFocus(Qt.FocusReason.TabFocusReason)

    def widgets(self) -> list[QWidget]:
        return list(self._answers.values())

    def press(self, key: int) -> bool:
        """A key on any answer; whether it was one of ours."""
        if key in KEYS:
            if self._give(KEYS[_Key(key)]):
                self.noted.emit()
        elif key in _STEPS:
            allowed = [etat for etat in ORDER if self._answers[etat].isEnabled()]
            at = allowed.index(self.etat) + _STEPS[_Key(key)]
            if 0 <= at < len(allowed):
                self._give(allowed[at])
        elif key in _ROWS:
            self.stepped.emit(_ROWS[_Key(key)])
        else:
            return False
        return True

    def _give(self, etat: str) -> bool:
        if not self._answers[etat].isEnabled():
            return False
        self.show_etat(etat)
        self.chosen.emit()
        return True


class _Answer(QRadioButton):
    """Plain until it is chosen; then a word, an icon and a colour."""

    def __init__(self, owner: Choix, etat: str, personne: str) -> None:
        super().__init__(owner)
        self._owner, self._etat = owner, etat
        self.words = label(f"presence.{etat}")
        named(self, f"{owner.objectName()}.{etat}", f"{self.words}\u00a0: {personne}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(self.words) + _ICON + XS + 2 * S + XS
        return QSize(wide, max(TARGET, metrics.height() + M))

    minimumSizeHint = sizeHint

    def hitButton(self, pos: object) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain or not self._owner.press(event.key()):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, on = theme.current(), self.isChecked()
        ink, soft = chosen.of_kind(_KINDS[self._etat]) if on else (chosen.secondary, "")
        box = self.rect().adjusted(1, 1, -2, -2)
        painter.setBrush(QColor(soft) if on else Qt.BrushStyle.NoBrush)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.hasFocus():
            painter.setPen(QPen(QColor(chosen.accent), RING))
        elif self.underMouse() and self.isEnabled():
            painter.setPen(QPen(QColor(chosen.border), 1))
        painter.drawRoundedRect(box, FIELD_RADIUS, FIELD_RADIUS)
        self._draw_words(painter, ink if self.isEnabled() else chosen.border)

    def _draw_words(self, painter: QPainter, ink: str) -> None:
        ratio = self.devicePixelRatioF()
        left = S
        if self.isChecked():
            drawn = pixmap(_ICONS[self._etat], _ICON, colour=ink, ratio=ratio)
            painter.drawPixmap(left, (self.height() - _ICON) // 2, drawn)
        left += _ICON + XS
        painter.setPen(QColor(ink))
        room = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.words)
