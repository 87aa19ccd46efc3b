"""Any list on paper: its title, how it is narrowed, its rows on as many pages as they need."""

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from models.base.listing import Listing, several
from models.base.progress import Progress
from reports.document import Document, one_at_a_time
from reports.ink import LINE, MM, SECONDARY, SOFT, Ink, Style
from reports.listing_grid import MARGIN, Grid, grid_of
from reports.marks import ellipsis, shortened
from reports.wording import NBSP, long_date

_PAD, _CLOSE = 3.4, 2.0  # above and under the lines of a row; where a page is spared by it
_ORPHANS = 3  # rows that do not make a last page
SAMPLE = 400  # rows read before the widths are chosen
CONFIDENTIEL = f"Confidentiel{NBSP}: données personnelles"
_TITLE, _AGAIN = Style(18, 22, bold=True), Style(10.5, 13, bold=True)
_STRONG, _SMALL = Style(9.5, 12, bold=True), Style(9, 12, SECONDARY)
_FINE = Style(7.8, 9.4, SECONDARY)
_FOOT = 9 * MM


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


def listing_pdf(listing: Listing, heading: Heading, progress: Progress | None = None) -> bytes:
    """The list as it is narrowed and sorted, streamed; told of its progress, it can be stopped."""
    told = progress or Progress()
    rows = (listing.texts(row) for row in _told(listing, heading.lignes, told))
    sample = list(itertools.islice(rows, SAMPLE))
    grid = grid_of(listing, sample)

    def filled(pad: float, rows: Iterable[tuple[str, ...]]) -> _Pages:
        pages = _Pages(heading, grid, nominative=listing.is_nominative, pad=pad)
        for part in _batches(rows):
            pages.add(part)
        return pages

    pages = filled(_PAD, itertools.chain(sample, rows))
    if len(sample) < SAMPLE and pages.ends_almost_empty:  # it is the whole list
        closer = filled(_CLOSE, sample)
        pages = min(closer, pages, key=lambda one: one.number)
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

    def __init__(self, heading: Heading, grid: Grid, *, nominative: bool, pad: float) -> None:
        self._pad, self._rows = pad, 0
        self._heading, self._grid, self._nominative = heading, grid, nominative
        self._doc = Document(
            heading.titre,
            structure=heading.structure,
            subject=heading.filtres,
            day=heading.le.date(),
            lying=grid.lying,
        )
        self.number = 0
        self._ink: Ink | None = None
        self._y = 0.0

    @one_at_a_time
    def add(self, rows: Sequence[tuple[str, ...]]) -> None:
        for texts in rows:
            self._put(_wrapped(texts, self._grid))

    @property
    def ends_almost_empty(self) -> bool:
        """Whether a few rows alone are on the last of several pages."""
        return self.number > 1 and self._rows <= _ORPHANS

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
        room = self._y - self._bottom - 2 * self._pad
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
        tall = (end - start) * cell.leading + 2 * self._pad
        base = self._y - self._pad - cell.size * 0.86
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
        self._rows += 1
        ink.rule(MARGIN, self._y, grid.inner, colour=LINE)

    def _turn(self) -> None:
        self._close()
        self.number, self._rows = self.number + 1, 0
        self._ink = ink = self._doc.ink()
        top = self._grid.page[1] - MARGIN
        y = self._draw_title(ink, top) if self.number == 1 else self._draw_again(ink, top)
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
        ink.write_right(edge - room, _FOOT, f"page {self.number} /{NBSP}", _FINE)
        self._doc.write_total(ink, edge - room, _FOOT, _FINE)
        self._doc.add_page(ink)


def _wrapped(texts: Sequence[str], grid: Grid) -> _Row:
    return _Row(
        tuple(
            grid.sizes.cell.wrapped(words, width) if words else ("",)
            for words, width in zip(texts, grid.widths, strict=True)
        )
    )


def _when(instant: dt.datetime) -> str:
    return f"{long_date(instant.date())} à {instant:%H:%M}"
