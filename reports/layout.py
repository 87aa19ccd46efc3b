"""How a page is shared between its blocks, and where what does not fit goes."""

import dataclasses
import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reports import text
from reports.document import MARGIN
from reports.ink import ACCENT, SECONDARY, Drawing, Ink, Style


@dataclass(frozen=True, eq=False)
class Scale:
    """The sizes of one variant of a document, compared by identity; `close` saves white."""

    body: Style
    strong: Style
    label: Style
    small: Style
    small_strong: Style
    title: Style
    fine: Style
    tick: float
    writing: float  # from rule to rule where one writes by hand
    close: bool = False

    @functools.cached_property
    def pad(self) -> float:
        return self.body.size * (0.4 if self.close else 0.55)


NORMAL = Scale(
    body=Style(11, 14),
    strong=Style(11, 14, bold=True),
    label=Style(8, 10.6, SECONDARY),
    small=Style(9, 11.5, SECONDARY),
    small_strong=Style(9, 11.5, bold=True),
    title=Style(11.5, 14, ACCENT, bold=True),
    fine=Style(7.5, 9.4, SECONDARY),
    tick=14.6,
    writing=20,
)
CLOSE = dataclasses.replace(
    NORMAL,
    label=Style(8, 10.2, SECONDARY),
    title=Style(11.5, 13, ACCENT, bold=True),
    close=True,
)
LARGE = Scale(
    body=Style(14, 18),
    strong=Style(14, 18, bold=True),
    label=Style(10.5, 13.6, SECONDARY),
    small=Style(11, 14, SECONDARY),
    small_strong=Style(11, 14, bold=True),
    title=Style(15, 18, ACCENT, bold=True),
    fine=Style(10.5, 13, SECONDARY),
    tick=17,
    writing=25,
)


@dataclass
class Annexe:
    """What did not fit in its box, whole, in the order of the numbers that announce it."""

    items: list[tuple[str, str]] = field(default_factory=list)

    def fit(self, label: str, value: str, style: Style, *, width: float, lines: int) -> list[str]:
        """The lines that fit; when some do not, the value is kept whole under the next number."""
        number = len(self.items) + 1
        endings = (f"… (suite en annexe\u00a0{number})", f"… (annexe\u00a0{number})", "…")
        found, cut = text.fit(
            value, style.face, limit=style.limit(width), lines=max(lines, 1), suffixes=endings
        )
        if cut:
            self.items.append((label, value))
        return found


class Mark(NamedTuple):
    """A fixed text, placed from the top left of its section."""

    x: float
    y: float
    string: str
    style: Style


@dataclass
class Stamp:
    """The fixed texts of one section: the same from fiche to fiche, stored once in a booklet.

    Alone, a fiche says each label just before its value, which is how it is read aloud.
    """

    ink: Ink
    top: float
    marks: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._place = len(self.ink.operators)

    def write(self, x: float, y: float, string: str, style: Style) -> None:
        if self.ink.shared is None:
            self.ink.write(x, y, string, style)
        else:
            self.marks.append(Mark(round(x - MARGIN, 2), round(y - self.top, 2), string, style))

    def write_lines(self, x: float, y: float, lines: list[str], style: Style) -> None:
        for n, line in enumerate(lines):
            self.write(x, y - n * style.leading, line, style)

    def press(self) -> None:
        """Put the fixed texts down, before what the section holds."""
        if self.marks:
            drawing = _drawing(tuple(self.marks))
            self.ink.place(drawing, MARGIN, self.top, before=self._place)


@functools.lru_cache(maxsize=512)
def _drawing(marks: tuple[Mark, ...]) -> Drawing:
    ink = Ink()
    for mark in marks:
        ink.write(mark.x, mark.y, mark.string, mark.style)
    return ink.freeze()


@dataclass
class Block:
    """A full-width part of a page. `height` is given by `share`, then `settle` cuts, then `draw`.

    `weight` is its part of the room that nobody needs; `step` is the height of one more line;
    `air` is white that it likes around it, given up before any text is cut.
    """

    scale: Scale
    height: float = dataclasses.field(default=0, init=False)
    weight: float = dataclasses.field(default=0, init=False)
    air: float = dataclasses.field(default=0, init=False)

    @property
    def step(self) -> float:
        return self.scale.body.leading

    @functools.cached_property
    def bounds(self) -> tuple[float, float]:
        """The least height and the one that is wanted, reckoned once."""
        least = self.least()
        return least, max(least, self.wanted())

    @property
    def most(self) -> float:
        """The height above which room would only look empty."""
        return math.inf

    @property
    def uncut(self) -> float:
        """The height under which some text would be cut: room to write does not count."""
        return self.bounds[1]

    def least(self) -> float:
        """The height below which nothing of it can be shown."""
        raise NotImplementedError

    def wanted(self) -> float:
        """The height at which nothing is cut."""
        return self.least()

    def settle(self, annexe: Annexe) -> None:
        """Choose the lines that the height allows; the rest goes to the annexe."""

    def draw(self, ink: Ink, y: float, stamp: Stamp) -> None:
        """Draw downwards from `y`."""
        raise NotImplementedError


Section = list[Block]


def lacking(sections: Sequence[Section], room: float) -> float:
    """How much height the page would lack to show everything; negative when some is left."""
    return sum(block.uncut for section in sections for block in section) - room


def share(sections: Sequence[Section], room: float) -> None:
    """Give each block its height: what it cannot do without, what it wants, then what is left.

    The smallest wants are met first: one long text goes to the annexe rather than five short ones.
    """
    blocks = [block for section in sections for block in section]
    wants = {id(block): block.bounds[1] for block in blocks}
    for block in blocks:
        block.height = block.bounds[0]
    spare = room - sum(block.height for block in blocks)
    while spare > 0:
        hungry = [block for block in blocks if wants[id(block)] - block.height > 0.01]
        hungry = [block for block in hungry if block.step <= spare]
        if not hungry:
            break
        nearest = min(hungry, key=lambda block: wants[id(block)] - block.height)
        given = min(nearest.step, wants[id(nearest)] - nearest.height)
        nearest.height += given
        spare -= given
    _share_rest(blocks, _share_air(blocks, spare))


def fits(sections: Sequence[Section], room: float) -> bool:
    """Whether a page can hold at least what nothing can shorten."""
    return sum(block.bounds[0] for section in sections for block in section) <= room


def paginate(sections: Sequence[Section], room: float) -> list[list[Section]]:
    """The same sections on as many pages as their least heights ask for, cut between blocks."""
    pages: list[list[Section]] = [[]]
    left = room
    for section in sections:
        whole = sum(block.bounds[0] for block in section)
        if whole > left and pages[-1] and whole <= room:
            pages.append([])
            left = room
        pages[-1].append([])
        for block in section:
            if block.bounds[0] > left and left < room:
                pages.append([[]])
                left = room
            pages[-1][-1].append(block)
            left -= block.bounds[0]
    return pages


def _share_air(blocks: list[Block], spare: float) -> float:
    """Give white around the blocks, as far as there is some; returns what is left."""
    liked = sum(block.air for block in blocks)
    part = max(0.0, min(1.0, spare / liked)) if liked else 0.0
    for block in blocks:
        block.height += block.air * part
    return spare - liked * part


def _share_rest(blocks: list[Block], spare: float) -> None:
    """Share by weight what nobody needs; what the blocks have enough of stays white."""
    heavy = _growing(blocks)
    while heavy and spare > 0.5:
        total, before = sum(block.weight for block in heavy), spare
        for block in heavy:
            part = round(before * block.weight / total - 0.005, 2)
            given = min(part, max(0.0, block.most - block.height))
            block.height += given
            spare -= given
        heavy = _growing(heavy)


def _growing(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if block.weight and block.most - block.height > 0.1]


def draw(sections: Sequence[Section], ink: Ink, top: float) -> None:
    """Draw settled blocks from `top` downwards."""
    y = top
    for section in sections:
        stamp = Stamp(ink, y)
        for block in section:
            block.draw(ink, y, stamp)
            y -= block.height
        stamp.press()
