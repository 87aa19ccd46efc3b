"""Titles of sections, and rows of fields: a label above each value."""

import itertools
from dataclasses import dataclass, field

from reports.document import MARGIN, offset, span
from reports.ink import ACCENT, Ink
from reports.layout import Annexe, Block, Stamp

_MOST_LINES = 4  # a field that wants more is a text, and belongs in a box or in the annexe


@dataclass
class Title(Block):
    """The title of a section, with a hairline under it.

    `hint` says beside it what is expected; `other` is the title of what stands beside the first
    `columns`.
    """

    text: str
    hint: str = ""
    other: str = ""
    columns: int = 12

    def __post_init__(self) -> None:
        self.air = 8

    def least(self) -> float:
        return self.scale.title.leading + 6

    def draw(self, ink: Ink, y: float, stamp: Stamp) -> None:
        line = y - self.height + 4
        stamp.write(MARGIN, line + 4.5, self.text, self.scale.title)
        ink.rule(MARGIN, line, span(self.columns), colour=ACCENT)
        if self.other:
            x = MARGIN + offset(self.columns)
            stamp.write(x, line + 4.5, self.other, self.scale.title)
            ink.rule(x, line, span(12 - self.columns), colour=ACCENT)
        if self.hint:
            beside = MARGIN + self.scale.title.width(self.text) + 10
            stamp.write(beside, line + 4.5, self.hint, self.scale.label)


@dataclass
class Cell:
    """A label above its value, on so many columns of the grid."""

    label: str
    value: str
    columns: int
    strong: bool = False
    lines: list[str] = field(default_factory=list, init=False)


@dataclass
class Fields(Block):
    """A row of cells; an empty one leaves a rule to write on, `blank_lines` if all are empty."""

    cells: list[Cell]
    blank_lines: int = 1

    def __post_init__(self) -> None:
        self.air = self.scale.body.size * 0.25
        if self.scale.close and self._most() > 1:
            self._move_a_column()

    def _move_a_column(self) -> None:
        """Off the common grid by one column, if that saves a line and each label still holds."""
        usual = [cell.columns for cell in self.cells]
        best, fewest = usual, self._most()
        for giving, taking in itertools.permutations(range(len(usual)), 2):
            columns = usual.copy()
            columns[giving] -= 1
            columns[taking] += 1
            self._set_columns(columns)
            if self._labels_hold() and self._most() < fewest:
                best, fewest = columns, self._most()
        self._set_columns(best)

    @property
    def uncut(self) -> float:
        return self.bounds[not self._blank]

    @property
    def _blank(self) -> bool:
        return not any(cell.value.strip() for cell in self.cells)

    def _set_columns(self, columns: list[int]) -> None:
        for cell, count in zip(self.cells, columns, strict=True):
            cell.columns = count

    def _labels_hold(self) -> bool:
        label = self.scale.label
        return all(label.width(cell.label) <= span(cell.columns) for cell in self.cells)

    def _most(self) -> int:
        return max(map(self._lines, self.cells))

    def _height(self, lines: int) -> float:
        return self.scale.label.leading + lines * self.step + self.scale.body.size * 0.25

    def least(self) -> float:
        return self._height(1)

    def wanted(self) -> float:
        if self._blank:
            return self._height(1) + (self.blank_lines - 1) * self.scale.writing
        return self._height(self._most())

    def _lines(self, cell: Cell) -> int:
        style = self.scale.strong if cell.strong else self.scale.body
        return min(_MOST_LINES, len(style.wrapped(cell.value, span(cell.columns))))

    def settle(self, annexe: Annexe) -> None:
        room = int((self.height - self._height(0)) / self.step + 0.01)
        for cell in self.cells:
            style = self.scale.strong if cell.strong else self.scale.body
            width = span(cell.columns)
            cell.lines = annexe.fit(cell.label, cell.value, style, width=width, lines=room)

    def draw(self, ink: Ink, y: float, stamp: Stamp) -> None:
        column = 0
        first = y - self.scale.label.leading - self.scale.body.size
        for cell in self.cells:
            x = MARGIN + offset(column)
            stamp.write(x, y - self.scale.label.size, cell.label, self.scale.label)
            if any(cell.lines):
                style = self.scale.strong if cell.strong else self.scale.body
                ink.write_lines(x, first, cell.lines, style=style)
            else:
                self._draw_rules(ink, x, top=first - 2.5, bottom=y - self.height, cell=cell)
            column += cell.columns

    def _draw_rules(self, ink: Ink, x: float, *, top: float, bottom: float, cell: Cell) -> None:
        count = 1 + int((top - bottom) / self.scale.writing) if self._blank else 1
        for n in range(min(count, self.blank_lines)):
            ink.rule(x, top - n * self.scale.writing, span(cell.columns))
