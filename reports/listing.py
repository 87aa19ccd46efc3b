"""Any list on paper: its title, how it is narrowed, its rows on as many pages as they need."""

import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from models.base.listing import Column, Listing, several
from models.base.progress import Progress
from reports import text
from reports.document import HEIGHT, WIDTH, Document, one_at_a_time
from reports.ink import ACCENT, LINE, MM, SECONDARY, SOFT, Ink, Style
from reports.marks import ellipsis, shortened
from reports.wording import NBSP, long_date

MARGIN = 14 * MM
SAMPLE = 400  # rows read before the widths are chosen
CONFIDENTIEL = f"Confidentiel{NBSP}: données personnelles"
_TITLE, _AGAIN = Style(18, 22, bold=True), Style(10.5, 13, bold=True)
_STRONG, _SMALL = Style(9.5, 12, bold=True), Style(9, 12, SECONDARY)
_LABEL, _CELL = Style(8.2, 10.4, ACCENT, bold=True), Style(8.8, 11.2)
_FINE = Style(7.8, 9.4, SECONDARY)
_FOOT = 9 * MM
_GAP, _PAD = 9.0, 3.4  # between two columns; above and under the lines of a row
_SHORT = 10  # letters up to which a column is never wrapped
_WORD = 100.0  # points beyond which a word may be cut
_WIDEST = 260.0  # points that one column may ask for
_EASY = 0.6  # of what a column would take: with less, the page is laid on its side
_CLOSER = (1.0, 0.9, 0.8, 0.72)  # sizes of text, until no word is cut


class Heading(NamedTuple):
    """What stands above the rows."""

    titre: str
    structure: str
    filtres: str
    lignes: int
    par: str
    le: dt.datetime


class _Row(NamedTuple):
    """The lines of each cell of a row."""

    cells: tuple[tuple[str, ...], ...]

    @property
    def lines(self) -> int:
        return max(map(len, self.cells), default=1)


class _Sizes(NamedTuple):
    """How large the table is written."""

    label: Style
    cell: Style
    quiet: Style
    gap: float


@dataclass
class _Grid:
    """Where the columns stand."""

    labels: tuple[str, ...]
    right: tuple[bool, ...]
    secondary: tuple[bool, ...]
    widths: list[float]
    lying: bool
    sizes: "_Sizes"
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


def listing_pdf(listing: Listing, heading: Heading, progress: Progress | None = None) -> bytes:
    """The list as it is narrowed and sorted, streamed; told of its progress, it can be stopped."""
    told = progress or Progress()
    rows = (listing.texts(row) for row in _told(listing, heading.lignes, told))
    sample = list(itertools.islice(rows, SAMPLE))
    pages = _Pages(heading, _grid(listing, sample), nominative=listing.is_nominative)
    for part in _batches(itertools.chain(sample, rows)):
        pages.add(part)
    return pages.finish()


def _told(listing: Listing, total: int, progress: Progress) -> Iterator[tuple[object, ...]]:
    for at, row in enumerate(listing.rows()):
        if at % 64 == 0:
            progress.step(at, total)
        yield row


def _batches(rows: Iterable[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    """Some rows at a time: another document may be drawn between two."""
    source = iter(rows)
    while batch := list(itertools.islice(source, 64)):
        yield batch


class _Pages:
    """Puts rows down one after the other, and turns the page."""

    def __init__(self, heading: Heading, grid: _Grid, *, nominative: bool) -> None:
        self._heading, self._grid, self._nominative = heading, grid, nominative
        self._doc = Document(
            heading.titre,
            structure=heading.structure,
            subject=heading.filtres,
            day=heading.le.date(),
            lying=grid.lying,
        )
        self._number = 0
        self._ink: Ink | None = None
        self._y = 0.0

    @one_at_a_time
    def add(self, rows: Sequence[tuple[str, ...]]) -> None:
        for texts in rows:
            self._put(_wrapped(texts, self._grid))

    @one_at_a_time
    def finish(self) -> bytes:
        if self._ink is None:
            self._turn()
        self._close()
        return self._doc.finish()

    def _put(self, row: _Row) -> None:
        """One row; what is taller than the rest of the page goes on to the next one."""
        if self._ink is None or self._room < min(row.lines, self._most):
            self._turn()
        start = 0
        while start < row.lines:
            if self._room < 1:
                self._turn()
            end = min(row.lines, start + self._room)
            self._draw(row, start, end)
            start = end

    @property
    def _room(self) -> int:
        """How many lines of a row still fit."""
        room = self._y - self._bottom - 2 * _PAD
        return int(room / self._grid.sizes.cell.leading + 0.001)

    @property
    def _most(self) -> int:
        """More lines than this are cut between two pages anyway."""
        return int((self._grid.page[1] - 60 * MM) / self._grid.sizes.cell.leading)

    @property
    def _bottom(self) -> float:
        return 17 * MM

    def _draw(self, row: _Row, start: int, end: int) -> None:
        ink, grid = self._ink, self._grid
        assert ink is not None
        cell = grid.sizes.cell
        tall = (end - start) * cell.leading + 2 * _PAD
        base = self._y - _PAD - cell.size * 0.86
        for at, lines in enumerate(row.cells):
            style = grid.sizes.quiet if grid.secondary[at] else cell
            left, width = grid.lefts[at], grid.widths[at]
            for n, line in enumerate(lines[start:end]):
                y = base - n * style.leading
                if grid.right[at]:
                    ink.write_right(left + width, y, line, style)
                else:
                    ink.write_lines(left, y, [line], style=style, width=width)
        self._y -= tall
        ink.rule(MARGIN, self._y, grid.inner, colour=LINE)

    def _turn(self) -> None:
        self._close()
        self._number += 1
        self._ink = ink = self._doc.ink()
        top = self._grid.page[1] - MARGIN
        y = self._draw_title(ink, top) if self._number == 1 else self._draw_again(ink, top)
        self._y = self._draw_labels(ink, y)

    def _draw_title(self, ink: Ink, top: float) -> float:
        """The head of the first page: whose list, which, how narrowed, how long, of what day."""
        heading, inner = self._heading, self._grid.inner
        edge = MARGIN + inner
        ink.write(MARGIN, top - 10, ellipsis(heading.structure, _STRONG, inner * 0.6), _STRONG)
        ink.write_right(edge, top - 10, f"Édité le {_when(heading.le)}", _SMALL)
        if heading.par:
            ink.write_right(edge, top - 22, ellipsis(f"par {heading.par}", _SMALL, 220), _SMALL)
        ink.write(MARGIN, top - 36, ellipsis(heading.titre, _TITLE, inner - 150), _TITLE)
        y = top - 52
        told = " · ".join(filter(None, (heading.filtres, several(heading.lignes, "ligne"))))
        for line in shortened(told, _SMALL, inner, lines=4):
            ink.write(MARGIN, y, line, _SMALL)
            y -= _SMALL.leading
        return y - 2

    def _draw_again(self, ink: Ink, top: float) -> float:
        heading, inner = self._heading, self._grid.inner
        title = ellipsis(heading.titre, _AGAIN, inner * 0.5)
        ink.write(MARGIN, top - 8, title, _AGAIN)
        left = _AGAIN.width(title) + 10
        told = ellipsis(heading.filtres, _SMALL, inner - left)
        ink.write(MARGIN + left, top - 8, told, _SMALL)
        return top - 20

    def _draw_labels(self, ink: Ink, y: float) -> float:
        """The heads of the columns on a soft ground, on each page."""
        grid, style = self._grid, self._grid.sizes.label
        found = [style.wrapped(*pair) for pair in zip(grid.labels, grid.widths, strict=True)]
        tall = max(map(len, found)) * style.leading + 8
        ink.frame(MARGIN - 5, y - tall, grid.inner + 10, tall, radius=4, border=None, fill=SOFT)
        for at, lines in enumerate(found):
            for n, line in enumerate(lines):
                base = y - 4 - style.size * 0.9 - n * style.leading
                if grid.right[at]:
                    ink.write_right(grid.lefts[at] + grid.widths[at], base, line, style)
                else:
                    ink.write(grid.lefts[at], base, line, style)
        return y - tall

    def _close(self) -> None:
        if self._ink is None:
            return
        ink, edge = self._ink, self._grid.page[0] - MARGIN
        words = [self._heading.structure, CONFIDENTIEL if self._nominative else ""]
        shown = ellipsis(" · ".join(filter(None, words)), _FINE, self._grid.inner - 90)
        ink.write(MARGIN, _FOOT, shown, _FINE)
        room = _FINE.width("0" * len(str(self._heading.lignes // 20 + 1)))
        ink.write_right(edge - room, _FOOT, f"page {self._number} /{NBSP}", _FINE)
        self._doc.write_total(ink, edge - room, _FOOT, _FINE)
        self._doc.add_page(ink)


@one_at_a_time
def _grid(listing: Listing, sample: Sequence[tuple[str, ...]]) -> _Grid:
    """The widths that the texts ask for; lying, when an upright page would cut too much."""
    columns = listing.columns
    asked = [_asked(column, [row[at] for row in sample]) for at, column in enumerate(columns)]
    upright = WIDTH - 2 * MARGIN - _GAP * (len(columns) - 1)
    lying = sum(max(least, wish * _EASY) for least, wish in asked) > upright
    across = (HEIGHT if lying else WIDTH) - 2 * MARGIN
    scale = next((s for s in _CLOSER if _taken(asked, s) <= across), _CLOSER[-1])
    room = across - _GAP * scale * (len(columns) - 1)
    return _Grid(
        tuple(column.label for column in columns),
        tuple(column.right for column in columns),
        tuple(column.secondary for column in columns),
        _shared([(a * scale, b * scale) for a, b in asked], room),
        lying,
        _sizes(scale),
    )


@functools.cache  # styles are compared by identity
def _sizes(scale: float) -> _Sizes:
    cell = Style(_CELL.size * scale, _CELL.leading * scale)
    label = Style(_LABEL.size * scale, _LABEL.leading * scale, ACCENT, bold=True)
    return _Sizes(label, cell, cell.in_colour(SECONDARY), _GAP * scale)


def _taken(asked: Sequence[tuple[float, float]], scale: float) -> float:
    """The least width of a table in a size."""
    return scale * (sum(least for least, _ in asked) + _GAP * (len(asked) - 1))


def _asked(column: Column, texts: Sequence[str]) -> tuple[float, float]:
    """The width under which a word would be cut, and the one at which nothing is wrapped."""
    known = {text.one_line(words[:120]) for words in texts}
    words = {word for said in known for word in said.split(" ")}
    label = max(_LABEL.width(word) for word in column.label.split(" "))
    longest = max(map(_CELL.width, known), default=0)
    whole = column.width <= _SHORT or column.right
    kept = longest if whole else min(_WORD, max(map(_CELL.width, words), default=0))
    least = max(label, kept)
    return least + 1, max(least, min(_WIDEST, max(longest, _LABEL.width(column.label)))) + 1


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


def _wrapped(texts: Sequence[str], grid: _Grid) -> _Row:
    return _Row(
        tuple(
            grid.sizes.cell.wrapped(words, width) if words else ("",)
            for words, width in zip(texts, grid.widths, strict=True)
        )
    )


def _when(instant: dt.datetime) -> str:
    return f"{long_date(instant.date())} à {instant:%H:%M}"
