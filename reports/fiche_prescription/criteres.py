"""The criteria of eligibility: what is asked, what was found, and why."""

import itertools
from dataclasses import dataclass, field
from typing import NamedTuple

from models.prescriptions.contenu import CritereContenu, Verdict
from reports.document import INNER, MARGIN, offset, span
from reports.fiche_prescription import wording
from reports.ink import ATTENTION, INK, Ink, Style
from reports.layout import Annexe, Block, Stamp
from reports.marks import draw_check, draw_cross, draw_tick_box

_MOST_LINES = 3
_BETWEEN = 3.0
_BESIDE = 6.0


class _Asked(NamedTuple):
    """One criterion, what was found of it, and the width it has."""

    critere: CritereContenu
    found: str
    width: float
    beside: bool  # on one line, what was found included


@dataclass
class Criteres(Block):
    """A label and what was found, in `columns` columns; blank, boxes to tick.

    What was found stands beside its label when it can; an explanation takes the whole width.
    After what only a référent may complete comes a rule to write on.
    """

    criteres: tuple[CritereContenu, ...]
    columns: int = 2
    blank: bool = False
    lines: list[tuple[list[str], list[str]]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        asked = [self._asked(critere, span(12 // self.columns)) for critere in self.criteres]
        wide = [one for one in asked if not one.beside]
        explained = [one for one in wide if self._explained(one)]
        arrangements = [self._arranged(asked, explained), self._arranged(asked, wide)]
        self._rows = min(arrangements, key=lambda rows: self._all(rows, _MOST_LINES))

    def _arranged(self, asked: list[_Asked], wide: list[_Asked]) -> list[list[_Asked]]:
        """Rows of short criteria, then those that have a row to themselves."""
        short = [one for one in asked if one not in wide]
        rows = range(0, len(short), self.columns)
        alone = [[self._asked(one.critere, INNER)] for one in wide]
        return [short[n : n + self.columns] for n in rows] + alone

    @property
    def step(self) -> float:
        return self._height(_MOST_LINES) - self._height(1)

    def _asked(self, critere: CritereContenu, column: float) -> _Asked:
        found = "" if self.blank else wording.critere(critere)
        width = column - self._indent
        label, small = self.scale.body.wrapped(critere.label, width), self.scale.small
        taken = self.scale.body.width(label[0]) + _BESIDE
        lines = small.wrapped(found, width - taken) if found and width > taken + 20 else ()
        return _Asked(critere, found, width, len(label) == 1 and (len(lines) == 1 or not found))

    def _explained(self, one: _Asked) -> bool:
        """Whether what was found wants more than a line of its column."""
        return len(self.scale.small.wrapped(one.found, one.width)) > 1

    def _row(self, row: list[_Asked], lines: int) -> float:
        """The height of a row where each text has at most so many lines."""
        tall = max(self._tall(one, lines) for one in row)
        return max(tall, self.scale.tick if self.blank else 0.0) + _BETWEEN

    def _tall(self, one: _Asked, lines: int) -> float:
        label = self._count(one.critere.label, self.scale.body, one.width, lines)
        below = 0 if one.beside else self._count(one.found, self.scale.small, one.width, lines)
        return max(1, label) * self.scale.body.leading + below * self.scale.small.leading

    def _count(self, string: str, style: Style, width: float, most: int) -> int:
        return min(most, len(style.wrapped(string, width))) if string else 0

    def _all(self, rows: list[list[_Asked]], lines: int) -> float:
        return sum(self._row(row, lines) for row in rows)

    def _height(self, lines: int) -> float:
        return self._all(self._rows, lines) + _BETWEEN

    def least(self) -> float:
        return self._height(1)

    def wanted(self) -> float:
        return self._height(_MOST_LINES)

    @property
    def _room(self) -> int:
        """The most lines of one text that the height allows."""
        allowed = (n for n in range(_MOST_LINES, 1, -1) if self._height(n) <= self.height + 0.01)
        return next(allowed, 1)

    @property
    def _indent(self) -> float:
        return self.scale.tick + 6 if self.blank else self.scale.body.size + 4

    def settle(self, annexe: Annexe) -> None:
        body, small, room = self.scale.body, self.scale.small, self._room
        for one in itertools.chain.from_iterable(self._rows):
            asked, width = one.critere.label, one.width
            label = annexe.fit("Condition pour entrer", asked, body, width=width, lines=room)
            found = annexe.fit(asked, one.found, small, width=width, lines=room)
            self.lines.append((label, found))

    def draw(self, ink: Ink, y: float, stamp: Stamp) -> None:
        lines, room = iter(self.lines), self._room
        for row in self._rows:
            for n, one in enumerate(row):
                x = MARGIN + offset(n * 12 // self.columns)
                self._draw_one(ink, one, next(lines), x=x, base=y - self.scale.body.size)
            y -= self._row(row, room)

    def _draw_one(
        self, ink: Ink, one: _Asked, lines: tuple[list[str], list[str]], *, x: float, base: float
    ) -> None:
        (label, found), body = lines, self.scale.body
        self._draw_mark(ink, one.critere.verdict, x, base)
        ink.write_lines(x + self._indent, base, label, style=body)
        left, below = x + self._indent, base
        if one.beside:
            left += body.width(label[0]) + _BESIDE
        else:
            below -= (len(label) - 1) * body.leading + self.scale.small.leading
        ink.write_lines(left, below, found, style=self.scale.small)
        if one.critere.reserve:
            self._draw_rule(ink, found, x=left, base=below, end=x + self._indent + one.width)

    def _draw_rule(self, ink: Ink, found: list[str], *, x: float, base: float, end: float) -> None:
        small = self.scale.small
        start = x + small.width(found[-1]) + 4
        ink.rule(start, base - (len(found) - 1) * small.leading - 1.5, max(0.0, end - start))

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
