"""The criteria of eligibility: what is asked, what was found, and why."""

from dataclasses import dataclass, field

from models.prescriptions.contenu import CritereContenu, Verdict
from reports.document import MARGIN, offset, span
from reports.fiche_prescription import wording
from reports.ink import ATTENTION, INK, Ink, Style
from reports.layout import Annexe, Block, Stamp
from reports.marks import draw_check, draw_cross, draw_tick_box

_MOST_LINES = 2
_AROUND = 4.0


@dataclass
class Criteres(Block):
    """A label, and under it what was found, in `columns` columns; blank, boxes to tick."""

    criteres: tuple[CritereContenu, ...]
    columns: int = 2
    blank: bool = False
    lines: list[tuple[list[str], list[str]]] = field(default_factory=list, init=False)

    @property
    def step(self) -> float:
        return self._rows() * (self._row(2) - self._row(1))

    def _rows(self) -> int:
        return -(-len(self.criteres) // self.columns)

    def _row(self, lines: int) -> float:
        """The height of a row where each text has at most so many lines."""
        labels = max(self._count(one.label, self.scale.body, lines) for one in self.criteres)
        found = max(self._count(self._found(one), self.scale.small, lines) for one in self.criteres)
        tall = max(1, labels) * self.scale.body.leading + found * self.scale.small.leading
        return max(tall, self.scale.tick if self.blank else 0.0) + 2

    def _height(self, lines: int) -> float:
        return self.scale.label.leading + self._rows() * self._row(lines) + _AROUND

    def least(self) -> float:
        return self._height(1)

    def wanted(self) -> float:
        return self._height(_MOST_LINES)

    def _found(self, critere: CritereContenu) -> str:
        return "" if self.blank else wording.critere(critere)

    def _count(self, string: str, style: Style, most: int) -> int:
        if not string:
            return 0
        return min(most, len(style.wrapped(string, self._width)))

    @property
    def _indent(self) -> float:
        return self.scale.tick + 6 if self.blank else self.scale.body.size + 4

    @property
    def _width(self) -> float:
        return span(12 // self.columns) - self._indent

    def settle(self, annexe: Annexe) -> None:
        room = _MOST_LINES if self._height(_MOST_LINES) <= self.height + 0.01 else 1
        for one in self.criteres:
            label = annexe.fit(
                "Condition pour entrer", one.label, self.scale.body, width=self._width, lines=room
            )
            found = annexe.fit(
                one.label, self._found(one), self.scale.small, width=self._width, lines=room
            )
            self.lines.append((label, found))

    def draw(self, ink: Ink, y: float, stamp: Stamp) -> None:
        stamp.write(MARGIN, y - self.scale.label.size, "Conditions pour entrer", self.scale.label)
        top = y - self.scale.label.leading - 2
        row = (self.height - self.scale.label.leading - _AROUND) / self._rows()
        body = self.scale.body
        for n, (critere, (label, found)) in enumerate(zip(self.criteres, self.lines, strict=True)):
            x = MARGIN + offset(n % self.columns * 12 // self.columns)
            base = top - n // self.columns * row - body.size
            self._draw_mark(ink, critere.verdict, x, base)
            ink.write_lines(x + self._indent, base, label, style=body)
            below = base - (len(label) - 1) * body.leading - self.scale.small.leading
            ink.write_lines(x + self._indent, below, found, style=self.scale.small)

    def _draw_mark(self, ink: Ink, verdict: Verdict, x: float, base: float) -> None:
        size = self.scale.body.size
        if self.blank:
            drop = (self.scale.tick - size * 0.72) / 2
            draw_tick_box(ink, x, base - drop, self.scale.tick)
        elif verdict is Verdict.OK:
            draw_check(ink, x, base - 0.5, size * 0.75, colour=INK)
        elif verdict is Verdict.NON:
            draw_cross(ink, x, base - 0.5, size * 0.75, colour=ATTENTION)
        else:
            ink.write(x + size * 0.15, base, "?", self.scale.strong.in_colour(ATTENTION))
