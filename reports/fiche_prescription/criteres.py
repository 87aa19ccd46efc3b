"""The criteria of eligibility: what is asked, what was found, and why."""

import itertools
from dataclasses import dataclass, field

from models.prescriptions.contenu import CritereContenu, Verdict
from reports.blocks import draw_check, draw_cross, draw_tick_box
from reports.document import MARGIN, offset, span
from reports.fiche_prescription import wording
from reports.ink import ATTENTION, INK, Ink
from reports.layout import Annexe, Block, Stamp
from reports.wording import NBSP

_MOST_LINES = 3


@dataclass
class Criteres(Block):
    """One criterion a line, in `columns` columns; on a blank form, boxes to tick."""

    criteres: tuple[CritereContenu, ...]
    columns: int = 2
    blank: bool = False
    lines: list[list[str]] = field(default_factory=list, init=False)

    def _rows(self) -> int:
        return -(-len(self.criteres) // self.columns)

    def _height(self, lines: int) -> float:
        side = self.scale.tick if self.blank else 0.0
        row = max(lines * self.scale.body.leading, side) + 2
        return self.scale.label.leading + self._rows() * row + 4

    @property
    def step(self) -> float:
        return self._rows() * self.scale.body.leading

    @property
    def _indent(self) -> float:
        return self.scale.tick + 6 if self.blank else self.scale.body.size + 4

    @property
    def _width(self) -> float:
        return span(12 // self.columns) - self._indent

    def least(self) -> float:
        return self._height(1)

    def wanted(self) -> float:
        return self._height(max(map(self._count, self.criteres)))

    def _count(self, critere: CritereContenu) -> int:
        wrapped = self.scale.body.wrapped(_sentence(critere), self._width)
        return sum(1 for _ in itertools.islice(wrapped, _MOST_LINES))

    def settle(self, annexe: Annexe) -> None:
        room = next(n for n in range(_MOST_LINES, 0, -1) if self._height(n) <= self.height + 0.01)
        style, label = self.scale.body, "Condition pour entrer"
        self.lines = [
            annexe.fit(label, _sentence(one), style, width=self._width, lines=room)
            for one in self.criteres
        ]

    def draw(self, ink: Ink, y: float, stamp: Stamp) -> None:
        stamp.write(MARGIN, y - self.scale.label.size, "Conditions pour entrer", self.scale.label)
        row = (self.height - self.scale.label.leading - 4) / self._rows()
        top = y - self.scale.label.leading
        for n, (critere, lines) in enumerate(zip(self.criteres, self.lines, strict=True)):
            x = MARGIN + offset(n % self.columns * 12 // self.columns)
            base = top - n // self.columns * row - self.scale.body.size
            self._draw_mark(ink, critere.verdict, x, base)
            style = self.scale.body
            ink.write_lines(x + self._indent, base, lines, style=style)

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


def _sentence(critere: CritereContenu) -> str:
    found = wording.critere(critere)
    return f"{critere.label}{NBSP}: {found}" if found else critere.label
