"""What is read, ticked and signed at the end of a document."""

from dataclasses import dataclass, field

from reports.document import INNER, MARGIN, offset, span
from reports.ink import INK, MM, Ink
from reports.layout import Annexe, Block, Stamp
from reports.marks import draw_tick_box, ellipsis, shortened

SIGNATURE = 32 * MM
_MOST_TICK_LINES = 3


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
