"""The parcours drawn to scale: planned and real phases, missions, suspensions, what happened."""

import datetime as dt
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from models.base.listing import as_text
from models.suivis.frise import Barre, Frise, Marque, Voie
from ui.kit import theme
from ui.kit.names import named
from ui.kit.tokens import XS, M, S, Tokens

MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.",
          "nov.", "déc.")  # fmt: skip
BAR, MARK = 20, 4
INSET = MARK + 2  # the first mark is drawn whole
LEAST = 46  # pixels between two names of months


class FriseView(QWidget):
    """One drawing; its sentence is its accessible description, its rows a table elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "suivi.frise", "Frise du parcours")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._frise: Frise | None = None

    def show_frise(self, frise: Frise) -> None:
        self._frise = frise
        self.setAccessibleDescription(frise.phrase)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, round(self._bottom))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, round(self._bottom))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), found, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._frise is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.tokens(self.palette())
        self._draw_months(painter, look)
        boxes = list(self._boxes())
        for bar, box in boxes:
            if bar.prevu is not None:
                self._draw_planned(painter, bar, box, look)
        for bar, box in boxes:  # over what was planned of the next one, when it overruns
            if bar.reel is not None:
                self._draw_real(painter, bar, box, look)
        for bar, inside in self.word_places():
            self._draw_words(painter, bar, inside, look)
        for mark, x in self._marks():
            self._draw_mark(painter, mark, x, look)
        self._draw_today(painter, look)

    # Measures

    @property
    def _letter(self) -> int:
        return self.fontMetrics().height()

    @property
    def _lanes(self) -> list[list[Barre]]:
        """Phases on the first lane; below, what lasts besides, on as few as hide nothing."""
        bars = self._frise.barres if self._frise is not None else ()
        phases = [bar for bar in bars if bar.voie is Voie.PHASE]
        below: list[list[Barre]] = []
        for bar in sorted((bar for bar in bars if bar.voie is not Voie.PHASE), key=_span):
            free = next((lane for lane in below if _span(lane[-1])[1] < _span(bar)[0]), None)
            if free is None:
                below.append([bar])
            else:
                free.append(bar)
        return [phases, *below] if phases else below

    @property
    def _marks_top(self) -> float:
        return self._letter + S + len(self._lanes) * (BAR + S)

    @property
    def _bottom(self) -> float:
        return self._marks_top + 2 * MARK + M

    def _x(self, day: dt.date) -> float:
        frise = self._frise
        assert frise is not None
        whole = max((frise.au - frise.du).days + 1, 1)
        return INSET + (self.width() - 2 * INSET) * (day - frise.du).days / whole

    def _boxes(self) -> Iterator[tuple[Barre, QRectF]]:
        for at, lane in enumerate(self._lanes):
            top = self._letter + S + at * (BAR + S)
            for bar in lane:
                yield bar, self._box(bar.prevu or bar.reel, top)

    def _box(self, span: tuple[dt.date, dt.date] | None, top: float) -> QRectF:
        assert span is not None
        left, right = self._x(span[0]), self._x(span[1] + dt.timedelta(days=1))
        return QRectF(left, top, max(right - left - 1, 3), BAR)

    def _marks(self) -> Iterator[tuple[Marque, float]]:
        for mark in self._frise.marques if self._frise is not None else ():
            yield mark, self._x(mark.date)

    def _at(self, x: int, y: int) -> str:
        """What stands under the pointer, in words."""
        if y >= self._marks_top - XS:
            near = [m for m, at in self._marks() if abs(at - x) <= MARK + 1]
            return "\n".join(f"{as_text(m.date)} · {m.libelle or m.voie.value}" for m in near)
        for bar, box in self._boxes():
            if box.contains(x, y):
                return _said(bar)
        return ""

    # Drawing

    def _draw_months(self, painter: QPainter, look: Tokens) -> None:
        frise = self._frise
        assert frise is not None
        last, told = -LEAST * 1.0, False
        for day in _firsts(frise.du, frise.au):
            x = self._x(day)
            painter.setPen(QPen(QColor(look.line), 1))
            painter.drawLine(round(x), self._letter, round(x), round(self._marks_top + 2 * MARK))
            if x - last < LEAST or x + LEAST > self.width() + S:
                continue
            year = "" if told and day.month > 1 else f" {day.year}"
            told = True
            painter.setPen(QColor(look.secondary))
            painter.drawText(round(x) + 3, self._letter - 4, MONTHS[day.month - 1] + year)
            last = x + (LEAST / 2 if year else 0)

    def _draw_planned(self, painter: QPainter, bar: Barre, box: QRectF, look: Tokens) -> None:
        line = Qt.PenStyle.DashLine if bar.reserve or bar.omise else Qt.PenStyle.SolidLine
        painter.setPen(QPen(_inks(bar, look)[0], 1, line))
        painter.setBrush(QColor(look.surface))
        painter.drawRoundedRect(box, XS, XS)

    def _draw_real(self, painter: QPainter, bar: Barre, box: QRectF, look: Tokens) -> None:
        ink, soft = _inks(bar, look)
        real = self._box(bar.reel, box.top())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        painter.drawRoundedRect(real, XS, XS)
        painter.setBrush(ink)
        painter.drawRect(QRectF(real.left(), real.bottom() - 3, real.width(), 3))

    def word_places(self) -> Iterator[tuple[Barre, QRectF]]:
        """Where the words of each bar stand: in the longer of its two drawings, clear of what was
        drawn of the ones before it."""
        taken: dict[float, float] = {}
        for bar, box in self._boxes():
            real = self._box(bar.reel, box.top()) if bar.reel is not None else box
            inside = QRectF(max(box, real, key=QRectF.width))
            inside.setLeft(max(inside.left(), taken.get(box.top(), 0.0)))
            taken[box.top()] = max(real.right(), taken.get(box.top(), 0.0)) if bar.reel else 0.0
            yield bar, inside.adjusted(S, 0, -XS, -2)

    def _draw_words(self, painter: QPainter, bar: Barre, inside: QRectF, look: Tokens) -> None:
        painter.setPen(QColor(look.secondary if bar.omise else look.ink))
        words = painter.fontMetrics().elidedText(
            bar.dite if bar.omise else bar.libelle,
            Qt.TextElideMode.ElideRight,
            max(int(inside.width()), 0),
        )
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _draw_mark(self, painter: QPainter, mark: Marque, x: float, look: Tokens) -> None:
        """A full dot for what happened, a ring for what is to come, a cross for what was missed."""
        middle = self._marks_top + MARK + 1
        ink = QColor(look.attention if mark.manque else look.accent)
        painter.setPen(QPen(ink, 1.6))
        painter.setBrush(ink if mark.voie is Voie.ENTRETIEN else QColor(look.surface))
        if mark.manque:
            painter.drawLine(QRectF(x - 3, middle - 3, 6, 6).topLeft(),
                             QRectF(x - 3, middle - 3, 6, 6).bottomRight())  # fmt: skip
            painter.drawLine(QRectF(x - 3, middle - 3, 6, 6).topRight(),
                             QRectF(x - 3, middle - 3, 6, 6).bottomLeft())  # fmt: skip
            return
        painter.drawEllipse(QRectF(x - MARK, middle - MARK, 2 * MARK, 2 * MARK))

    def _draw_today(self, painter: QPainter, look: Tokens) -> None:
        frise = self._frise
        assert frise is not None
        if not frise.du <= frise.jour <= frise.au:
            return
        x = self._x(frise.jour)
        painter.setPen(QPen(QColor(look.danger), 1.4))
        painter.drawLine(round(x), self._letter, round(x), round(self._marks_top + 2 * MARK))


def _inks(bar: Barre, look: Tokens) -> tuple[QColor, QColor]:
    if bar.voie is Voie.SUSPENSION:
        return QColor(look.attention), QColor(look.attention_soft)
    return QColor(look.accent), QColor(look.accent_soft)


def _span(bar: Barre) -> tuple[dt.date, dt.date]:
    """The days that its drawing covers."""
    spans = [one for one in (bar.prevu, bar.reel) if one is not None]
    return min(du for du, _ in spans), max(au for _, au in spans)


def _firsts(du: dt.date, au: dt.date) -> Iterator[dt.date]:
    """The first day of each month between two days."""
    day = (du.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    while day <= au:
        yield day
        day = (day + dt.timedelta(days=32)).replace(day=1)


def _said(bar: Barre) -> str:
    lines = [bar.dite]
    if bar.prevu is not None:
        lines.append(f"Prévue du {as_text(bar.prevu[0])} au {as_text(bar.prevu[1])}")
    if bar.reel is not None:
        end = "en cours" if bar.ouverte else f"jusqu’au {as_text(bar.reel[1])}"
        lines.append(f"Commencée le {as_text(bar.reel[0])}, {end}")
    return "\n".join(lines)
