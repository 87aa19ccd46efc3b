"""The pieces of our documents: titles, fields, boxes to fill, ticks, signatures."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from reports.document import INNER, MARGIN, offset, span
from reports.ink import ACCENT, BORDER, INK, LINE, MM, Ink
from reports.layout import Annexe, Block, Stamp
from reports.marks import draw_tick_box, ellipsis, shortened

SIGNATURE = 32 * MM
_MOST_TICK_LINES = 3
_MOST_KEPT = 9  # lines of what matters most, before anything else of its page
_MOST_SPARE = 3  # empty lines under a text, so that what matters most keeps the largest box
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


@dataclass
class Box:
    """A frame for a text, or for a pen: what it is called, what it says, its columns.

    `bare`: its name is written elsewhere. `items`: each paragraph is one of a list.
    """

    label: str
    value: str
    columns: int = 12
    bare: bool = False
    items: bool = False
    lines: list[str] = field(default_factory=list, init=False)


@dataclass
class Boxes(Block):
    """A row of boxes of one height, which take the room that is left.

    `least_lines` are kept whatever the rest of the page wants, more of the text if it is `accent`,
    which matters most; `blank_lines` are wished for to write by hand; `before` is white above.
    """

    boxes: list[Box]
    least_lines: int = 2
    share: float = 1
    blank_lines: int = 2
    accent: bool = False
    before: float = 0

    def __post_init__(self) -> None:
        self.weight = self.share

    @property
    def _label(self) -> float:
        return 0 if all(box.bare for box in self.boxes) else self.scale.label.leading

    def _height(self, lines: int) -> float:
        around = self.before + self._label + 2 * self.scale.pad + self.scale.body.size * 0.5
        return around + lines * self.step

    def least(self) -> float:
        if self.accent:
            return self._height(max(self.least_lines, min(_MOST_KEPT, self._needed())))
        return self._height(min(self.least_lines, self._needed() or self.least_lines))

    def wanted(self) -> float:
        return self._height(self._needed() or max(self.least_lines, self.blank_lines))

    @property
    def uncut(self) -> float:
        return self.bounds[self._needed() > 0]

    @property
    def most(self) -> float:
        if self.accent or not self._needed():
            return math.inf
        return self.bounds[1] + _MOST_SPARE * self.step

    def balance(self, splits: Sequence[int]) -> int:
        """Give the first of two boxes so many columns that the row is least high; returns them."""
        first, second = self.boxes
        found: list[tuple[int, int, int]] = []
        for columns in splits:
            first.columns, second.columns = columns, 12 - columns
            found.append((self._needed(), len(found), columns))
        first.columns = min(found)[2]
        second.columns = 12 - first.columns
        return first.columns

    def _needed(self) -> int:
        """The lines of the longest text; 0 when all is blank."""
        if not any(box.value.strip() for box in self.boxes):
            return 0
        return max(map(self._lines, self.boxes))

    def _lines(self, box: Box) -> int:
        return len(self.scale.body.wrapped(box.value, self._inner(box)))

    def _indent(self, box: Box) -> float:
        return self.scale.body.size * 0.8 if box.items and box.value.strip() else 0

    def _inner(self, box: Box) -> float:
        return span(box.columns) - 2 * self.scale.pad - self._indent(box)

    def settle(self, annexe: Annexe) -> None:
        room = int((self.height - self._height(0)) / self.step + 0.01)
        for box in self.boxes:
            box.lines = annexe.fit(
                box.label, box.value, self.scale.body, width=self._inner(box), lines=room
            )

    def draw(self, ink: Ink, y: float, stamp: Stamp) -> None:
        column = 0
        for box in self.boxes:
            self._draw_box(ink, stamp, box, x=MARGIN + offset(column), top=y - self.before)
            column += box.columns

    def _draw_box(self, ink: Ink, stamp: Stamp, box: Box, *, x: float, top: float) -> None:
        pad, scale = self.scale.pad, self.scale
        tall = self.height - self.before - scale.body.size * 0.5
        border, line = (ACCENT, 1.0) if self.accent else (BORDER, 0.5)
        ink.frame(x, top - tall, span(box.columns), tall, border=border, line=line)
        if not box.bare:
            stamp.write(x + pad, top - pad - scale.label.size * 0.85, box.label, scale.label)
        start = top - pad - self._label
        if any(box.lines):
            self._write(ink, box, x=x + pad, y=start - scale.body.size)
        else:
            self._draw_rules(ink, x + pad, width=self._inner(box), top=start, bottom=top - tall)

    def _write(self, ink: Ink, box: Box, *, x: float, y: float) -> None:
        """The lines; a bullet before each item, whose other lines stand under its text."""
        style, width, indent = self.scale.body, self._inner(box), self._indent(box)
        starts, row = set[int](), 0
        if indent:
            for item in box.value.split("\n"):
                starts.add(row)
                row += len(style.wrapped(item, width))
        for n, line in enumerate(box.lines):
            if n in starts:
                ink.write(x, y - n * self.step, "•", style)
            ink.write_lines(x + indent, y - n * self.step, [line], style=style, width=width)

    def _draw_rules(self, ink: Ink, x: float, *, width: float, top: float, bottom: float) -> None:
        """Lines to write on by hand, one pitch for all boxes; the frame is under the last."""
        pitch = self.scale.writing
        for n in range(int((top - bottom) / pitch + 0.4) - 1, 0, -1):
            ink.rule(x, bottom + n * pitch, width, colour=LINE)


@dataclass
class Paragraph(Block):
    """A text of the form itself, in the body size unless `fine`."""

    label: str
    text: str
    most_lines: int = 7
    fine: bool = False
    after: float = 4
    lines: list[str] = field(default_factory=list, init=False)

    @property
    def step(self) -> float:
        return (self.scale.fine if self.fine else self.scale.body).leading

    def _count(self) -> int:
        style = self.scale.fine if self.fine else self.scale.body
        return min(self.most_lines, len(style.wrapped(self.text, INNER)))

    def least(self) -> float:
        return self._count() * self.step + self.after

    def settle(self, annexe: Annexe) -> None:
        style = self.scale.fine if self.fine else self.scale.body
        room = int((self.height - self.after) / self.step + 0.01)
        self.lines = annexe.fit(self.label, self.text, style, width=INNER, lines=room)

    def draw(self, ink: Ink, y: float, stamp: Stamp) -> None:
        style = self.scale.fine if self.fine else self.scale.body
        stamp.write_lines(MARGIN, y - style.size, self.lines, style)


@dataclass
class Tick(Block):
    """A box to tick (at least 5 mm) before one sentence; None leaves it to the pen."""

    label: str
    text: str
    ticked: bool | None = None
    lines: list[str] = field(default_factory=list, init=False)

    @property
    def _text(self) -> str:
        return f"{self.text} (Réponse\u00a0: non.)" if self.ticked is False else self.text

    @property
    def _width(self) -> float:
        return INNER - self.scale.tick - 8

    def _height(self, lines: int) -> float:
        return max(self.scale.tick, lines * self.step) + 4

    def least(self) -> float:
        wrapped = self.scale.body.wrapped(self._text, self._width)
        return self._height(min(_MOST_TICK_LINES, len(wrapped)))

    def settle(self, annexe: Annexe) -> None:
        room = int((self.height - 4) / self.step + 0.01)
        style = self.scale.body
        self.lines = annexe.fit(self.label, self._text, style, width=self._width, lines=room)

    def draw(self, ink: Ink, y: float, stamp: Stamp) -> None:
        tick, style = self.scale.tick, self.scale.body
        draw_tick_box(ink, MARGIN, y - tick, tick, ticked=bool(self.ticked))
        first = y - (tick + style.size * 0.72) / 2
        stamp.write_lines(MARGIN + tick + 8, first, self.lines, style)


@dataclass
class Signature:
    """One block to sign in: who, in what quality, and when and where if it is known."""

    title: str
    name: str = ""
    quality: str = ""
    date: str = ""
    place: str = ""


@dataclass
class Signatures(Block):
    """Blocks of 32 mm side by side."""

    signatures: list[Signature]

    def least(self) -> float:
        return SIGNATURE + 6

    def draw(self, ink: Ink, y: float, stamp: Stamp) -> None:
        columns = 12 // len(self.signatures)
        for n, signature in enumerate(self.signatures):
            x = MARGIN + offset(n * columns)
            self._draw_one(ink, stamp, signature, x=x, y=y, width=span(columns))

    def _draw_one(
        self, ink: Ink, stamp: Stamp, one: Signature, *, x: float, y: float, width: float
    ) -> None:
        small = self.scale.small
        inner, left = width - 12, x + 6
        ink.frame(x, y - SIGNATURE, width, SIGNATURE)
        stamp.write(left, y - 6 - small.size * 0.8, one.title, self.scale.small_strong)
        base = y - 6 - small.size * 0.8 - small.leading
        name = shortened(one.name, small.in_colour(INK), inner, lines=2)
        quality = shortened(one.quality, small, inner, lines=3 - len(name))
        ink.write_lines(left, base, name, style=small.in_colour(INK))
        ink.write_lines(left, base - len(name) * small.leading, quality, style=small)
        base, half = y - SIGNATURE + 9, (inner - 4) * 0.53
        self._draw_line(ink, stamp, "le", one.date, x=left, y=base, width=half)
        rest = inner - half - 4
        self._draw_line(ink, stamp, "à", one.place, x=left + half + 4, y=base, width=rest)

    def _draw_line(
        self, ink: Ink, stamp: Stamp, word: str, value: str, *, x: float, y: float, width: float
    ) -> None:
        label = self.scale.label
        stamp.write(x, y, word, label)
        start = label.width(word) + 3
        if value:
            style = label.in_colour(INK)
            ink.write(x + start, y, ellipsis(value, style, width - start), style)
        else:
            ink.rule(x + start, y - 1.5, width - start)
