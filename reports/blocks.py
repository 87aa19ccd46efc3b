"""The pieces of our documents: titles, fields, boxes to fill, ticks, signatures."""

from dataclasses import dataclass, field

from reports.document import INNER, MARGIN, offset, span
from reports.ink import ACCENT, BORDER, INK, LINE, MM, Ink
from reports.layout import Annexe, Block, Stamp
from reports.marks import draw_tick_box, ellipsis, shortened

SIGNATURE = 32 * MM
_MOST_TICK_LINES = 3
_MOST_LINES = 4  # a field that wants more is a text, and belongs in a box or in the annexe


@dataclass
class Title(Block):
    """The title of a section, with a hairline under it."""

    text: str

    def __post_init__(self) -> None:
        self.air = 6

    def least(self) -> float:
        return self.scale.title.leading + 8

    def draw(self, ink: Ink, y: float, stamp: Stamp) -> None:
        line = y - self.height + 4
        stamp.write(MARGIN, line + 4.5, self.text, self.scale.title)
        ink.rule(MARGIN, line, INNER, colour=ACCENT)


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
    """A row of cells; an empty one leaves a rule to write on."""

    cells: list[Cell]

    def __post_init__(self) -> None:
        self.air = self.scale.body.size * 0.25

    def _height(self, lines: int) -> float:
        return self.scale.label.leading + lines * self.step + self.scale.body.size * 0.25

    def least(self) -> float:
        return self._height(1)

    def wanted(self) -> float:
        return self._height(max(map(self._lines, self.cells)))

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
                ink.rule(x, first - 2.5, span(cell.columns))
            column += cell.columns


@dataclass
class Box:
    """A frame for a text, or for a pen: what it is called, what it says, its columns."""

    label: str
    value: str
    columns: int = 12
    lines: list[str] = field(default_factory=list, init=False)


@dataclass
class Boxes(Block):
    """A row of boxes of one height, which take the room that is left.

    `least_lines` are kept whatever the rest of the page wants, `blank_lines` are wished for to
    write by hand, `accent` marks what matters most.
    """

    boxes: list[Box]
    least_lines: int = 2
    share: float = 1
    blank_lines: int = 2
    accent: bool = False

    def __post_init__(self) -> None:
        self.weight = self.share

    def _height(self, lines: int) -> float:
        pad = self.scale.pad
        return self.scale.label.leading + lines * self.step + 2 * pad + self.scale.body.size * 0.5

    def least(self) -> float:
        return self._height(self.least_lines)

    def wanted(self) -> float:
        blank = not any(box.value.strip() for box in self.boxes)
        wished = self.blank_lines if blank else self.least_lines
        return self._height(max(wished, *map(self._lines, self.boxes)))

    def _lines(self, box: Box) -> int:
        return len(self.scale.body.wrapped(box.value, self._inner(box)))

    def _inner(self, box: Box) -> float:
        return span(box.columns) - 2 * self.scale.pad

    def settle(self, annexe: Annexe) -> None:
        room = int((self.height - self._height(0)) / self.step + 0.01)
        for box in self.boxes:
            box.lines = annexe.fit(
                box.label, box.value, self.scale.body, width=self._inner(box), lines=room
            )

    def draw(self, ink: Ink, y: float, stamp: Stamp) -> None:
        column = 0
        for box in self.boxes:
            self._draw_box(ink, stamp, box, x=MARGIN + offset(column), top=y)
            column += box.columns

    def _draw_box(self, ink: Ink, stamp: Stamp, box: Box, *, x: float, top: float) -> None:
        pad, scale = self.scale.pad, self.scale
        tall = self.height - scale.body.size * 0.5
        border, line = (ACCENT, 1.0) if self.accent else (BORDER, 0.5)
        ink.frame(x, top - tall, span(box.columns), tall, border=border, line=line)
        stamp.write(x + pad, top - pad - scale.label.size * 0.85, box.label, scale.label)
        first = top - pad - scale.label.leading - scale.body.size
        if any(box.lines):
            width = self._inner(box)
            ink.write_lines(x + pad, first, box.lines, style=scale.body, width=width)
        else:
            self._draw_rules(ink, x + pad, width=self._inner(box), top=top, bottom=top - tall)

    def _draw_rules(self, ink: Ink, x: float, *, width: float, top: float, bottom: float) -> None:
        """Lines to write on by hand, evenly spread over the box."""
        start = top - self.scale.pad - self.scale.label.leading
        count = max(1, int((start - bottom - 3) / self.scale.writing))
        pitch = (start - bottom - 6) / count
        for n in range(1, count + 1):
            ink.rule(x, start - n * pitch, width, colour=LINE)


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
        for string, style, most in ((one.name, small.in_colour(INK), 2), (one.quality, small, 1)):
            for line in filter(None, shortened(string, style, inner, lines=most)):
                ink.write(left, base, line, style)
                base -= small.leading
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
