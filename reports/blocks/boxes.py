"""Boxes for a text, or for a pen, which share the room that a page has left."""

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from reports.document import MARGIN, offset, span
from reports.ink import ACCENT, BORDER, LINE, Ink
from reports.layout import Annexe, Block, Stamp

_MOST_KEPT = 9  # lines of what matters most, before anything else of its page
_MOST_SPARE = 3  # empty lines under a text, so that what matters most keeps the largest box


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
            return self._height(max(self.least_lines, min(_MOST_KEPT, self._needed)))
        return self._height(min(self.least_lines, self._needed or self.least_lines))

    def wanted(self) -> float:
        return self._height(self._needed or max(self.least_lines, self.blank_lines))

    @property
    def uncut(self) -> float:
        return self.bounds[self._needed > 0]

    @property
    def most(self) -> float:
        if self.accent or not self._needed:
            return math.inf
        return self.bounds[1] + _MOST_SPARE * self.step

    def balance(self, splits: Sequence[int]) -> int:
        """Give the first of two boxes so many columns that the row is least high; returns them."""
        first, second = self.boxes
        found: list[tuple[int, int, int]] = []
        for columns in splits:
            first.columns, second.columns = columns, 12 - columns
            found.append((max(map(self._lines, self.boxes)), len(found), columns))
        first.columns = min(found)[2]
        second.columns = 12 - first.columns
        return first.columns

    @functools.cached_property
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
