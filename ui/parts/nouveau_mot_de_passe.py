"""A new password typed twice: how strong it is, and in one sentence what is missing."""

from collections.abc import Callable, Iterable

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from models.base.errors import Invalid
from models.comptes.mot_de_passe import LENGTH, WORDS, Force, strength
from ui.kit import theme
from ui.kit.editors import Kind
from ui.kit.form import Form, Input
from ui.kit.page import text
from ui.kit.tokens import XS, M

_LEVELS = ("Très faible", "Faible", "Moyen", "Presque bon", "Bon")
_RULE = f"Au moins {LENGTH} caractères variés, ou une phrase de {WORDS} mots."


def password_inputs(label: str = "Mot de passe", name: str = "password") -> list[Input]:
    """The two lines, for a group of a form."""
    again = f"{label}, une seconde fois"
    return [
        Input(name=name, label=label, kind=Kind.PASSWORD, required=True),
        Input(name="confirmation", label=again, kind=Kind.PASSWORD, required=True),
    ]


def confirmed(form: Form, name: str = "password") -> str:
    """The password; `Invalid` when it is empty, or the two lines differ."""
    typed = str(form.editor(name).value())
    if not typed:
        raise Invalid(name, f"Mot de passe\u00a0: il est vide. {_RULE}")
    if typed != form.editor("confirmation").value():
        raise Invalid("confirmation", "Les deux mots de passe diffèrent. Tapez-le à nouveau ici.")
    return typed


class Strength(QWidget):
    """The meter under the two lines; it follows what is typed."""

    def __init__(
        self, form: Form, *, name: str = "password", noms: Callable[[], Iterable[str]] = tuple
    ) -> None:
        super().__init__()
        self._form, self._name, self._noms = form, name, noms
        self._bar = _Bar()
        self._level = text("", "label", "force.niveau")
        self._missing = text(_RULE, "small", "force.manque")
        self._missing.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(M)
        line.addWidget(self._bar)
        line.addWidget(self._level)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addLayout(line)
        column.addWidget(self._missing)
        # Room for the longest sentence from the start: the page must not move as one types.
        self._missing.setMinimumHeight(2 * self._missing.fontMetrics().lineSpacing())
        form.changed.connect(self._judge)
        self._judge()

    def _judge(self) -> None:
        typed = str(self._form.editor(self._name).value())
        force = strength(typed, noms=self._noms()) if typed else None
        self._bar.show_level(0 if force is None else force.niveau)
        self._level.setText(_level_of(force))
        self._missing.setText(_sentence(force))


def _level_of(force: Force | None) -> str:
    return "" if force is None else _LEVELS[force.niveau]


def _sentence(force: Force | None) -> str:
    if force is None:
        return _RULE
    return " ".join(force.manque) or "Ce mot de passe convient."


class _Bar(QWidget):
    """Four strokes; the word beside says the same."""

    _STROKES, _WIDTH, _HEIGHT = 4, 36, 6

    def __init__(self) -> None:
        super().__init__()
        self._level = 0
        self.setFixedSize(self._STROKES * (self._WIDTH + XS) - XS, self._HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_level(self, level: int) -> None:
        self._level = level
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        chosen = theme.current()
        colour = chosen.good if self._level == self._STROKES else chosen.attention
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        for stroke in range(self._STROKES):
            painter.setBrush(QColor(colour if stroke < self._level else chosen.line))
            left = stroke * (self._WIDTH + XS)
            painter.drawRoundedRect(left, 0, self._WIDTH, self._HEIGHT, 3, 3)
