"""Where the columns of a list stand on paper: their widths, upright or lying, how large they are
written."""

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from models.base.listing import Column, Listing
from reports import text
from reports.document import HEIGHT, WIDTH, one_at_a_time
from reports.ink import ACCENT, MM, SECONDARY, Style

LABEL, CELL = Style(8.2, 10.4, ACCENT, bold=True), Style(8.8, 11.2)
_GAP = 9.0  # between two columns
_SHORT = 10  # letters up to which a column is never wrapped
_WORD = 100.0  # points beyond which a word may be cut
_WIDEST = 260.0  # points that one column may ask for
_EASY, _POOR = 0.6, 0.5  # of what all columns would take, or one: with less, the page is lying
_CLOSER = (1.0, 0.9, 0.8, 0.72)  # sizes of text, until no word is cut
MARGIN = 14 * MM


class Sizes(NamedTuple):
    """How large the table is written."""

    label: Style
    cell: Style
    quiet: Style
    gap: float


@dataclass
class Grid:
    """Where the columns stand."""

    labels: tuple[str, ...]
    right: tuple[bool, ...]
    secondary: tuple[bool, ...]
    widths: list[float]
    lying: bool
    sizes: Sizes
    lefts: list[float] = field(init=False)

    def __post_init__(self) -> None:
        steps = itertools.accumulate(width + self.sizes.gap for width in self.widths[:-1])
        self.lefts = [MARGIN, *(MARGIN + step for step in steps)]

    @property
    def page(self) -> tuple[float, float]:
        return (HEIGHT, WIDTH) if self.lying else (WIDTH, HEIGHT)

    @property
    def inner(self) -> float:
        return self.page[0] - 2 * MARGIN


@one_at_a_time
def grid_of(listing: Listing, sample: Sequence[tuple[str, ...]]) -> Grid:
    """The widths that the texts ask for; lying, when an upright page would cut too much."""
    columns = listing.columns
    asked = [_asked(column, [row[at] for row in sample]) for at, column in enumerate(columns)]
    upright = WIDTH - 2 * MARGIN - _GAP * (len(columns) - 1)
    lying = sum(max(least, wish * _EASY) for least, wish in asked) > upright or any(
        width < wish * _POOR
        for width, (_, wish) in zip(_shared(asked, upright), asked, strict=True)
    )
    across = (HEIGHT if lying else WIDTH) - 2 * MARGIN
    scale = next((s for s in _CLOSER if _taken(asked, s) <= across), _CLOSER[-1])
    room = across - _GAP * scale * (len(columns) - 1)
    return Grid(
        tuple(column.label for column in columns),
        tuple(column.right for column in columns),
        tuple(column.secondary for column in columns),
        _shared([(a * scale, b * scale) for a, b in asked], room),
        lying,
        _sizes(scale),
    )


@functools.cache  # styles are compared by identity
def _sizes(scale: float) -> Sizes:
    cell = Style(CELL.size * scale, CELL.leading * scale)
    label = Style(LABEL.size * scale, LABEL.leading * scale, ACCENT, bold=True)
    return Sizes(label, cell, cell.in_colour(SECONDARY), _GAP * scale)


def _taken(asked: Sequence[tuple[float, float]], scale: float) -> float:
    """The least width of a table in a size."""
    return scale * (sum(least for least, _ in asked) + _GAP * (len(asked) - 1))


def _asked(column: Column, texts: Sequence[str]) -> tuple[float, float]:
    """The width under which a word would be cut, and the one at which nothing is wrapped."""
    known = {text.one_line(words[:120]) for words in texts}
    words = {word for said in known for word in said.split(" ")}
    label = max(LABEL.width(word) for word in column.label.split(" "))
    longest = max(map(CELL.width, known), default=0)
    whole = column.width <= _SHORT or column.right
    kept = longest if whole else min(_WORD, max(map(CELL.width, words), default=0))
    least = max(label, kept)
    return least + 1, max(least, min(_WIDEST, max(longest, LABEL.width(column.label)))) + 1


def _shared(asked: Sequence[tuple[float, float]], room: float) -> list[float]:
    """Each column its wish, if all hold; else the widest give first; then all take of the rest."""
    if sum(least for least, _ in asked) > room:
        level = _level([(0, least) for least, _ in asked], room)
        return [min(least, level) for least, _ in asked]
    level = _level(asked, room)
    widths = [max(least, min(wish, level)) for least, wish in asked]
    spare = max(0.0, room - sum(widths))
    return [wide + spare * wide / sum(widths) for wide in widths]


def _level(asked: Sequence[tuple[float, float]], room: float) -> float:
    """The width above which columns give, so that all hold in the room."""
    low, high = 0.0, max(wish for _, wish in asked)
    for _ in range(40):
        middle = (low + high) / 2
        taken = sum(max(least, min(wish, middle)) for least, wish in asked)
        low, high = (middle, high) if taken <= room else (low, middle)
    return low
