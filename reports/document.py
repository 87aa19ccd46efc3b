"""A PDF document: its pages, what they share, its properties. The same content, the same bytes."""

import datetime as dt
import functools
import io
import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from reports import text
from reports.fonts import Face
from reports.ink import MM, Drawing, Ink, Style

WIDTH, HEIGHT = 210 * MM, 297 * MM
MARGIN = 18 * MM
INNER = WIDTH - 2 * MARGIN
COLUMNS, GUTTER = 12, 10.0
PROGRAM = "Côte à Côte"
_TOTAL = "total"


def span(columns: int) -> float:
    """The width of so many columns of the grid."""
    return columns * (INNER + GUTTER) / COLUMNS - GUTTER


def offset(columns: int) -> float:
    """Where a cell starts that has so many columns before it, from the left margin."""
    return columns * (INNER + GUTTER) / COLUMNS


P = ParamSpec("P")
R = TypeVar("R")
_turn = threading.RLock()


def one_at_a_time(make: Callable[P, R]) -> Callable[P, R]:
    """Documents are made in jobs, and share faces and caches of text: each in its turn."""

    @functools.wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> R:
        with _turn:
            return make(*args, **kwargs)

    return made


class Document:
    """Pages of A4. `several`: the fixed parts are stored once and shared by the pages.

    `lying`: the pages are wider than tall.
    """

    def __init__(
        self,
        title: str,
        *,
        structure: str,
        subject: str = "",
        day: dt.date | None = None,
        several: bool = False,
        lying: bool = False,
    ) -> None:
        self._canvas = _canvas_class()(
            io.BytesIO(),
            pagesize=(HEIGHT, WIDTH) if lying else (WIDTH, HEIGHT),
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 7),
            lang="fr-FR",
        )
        self._canvas.setTitle(_property(title))
        self._canvas.setAuthor(_property(structure))
        self._canvas.setSubject(_property(subject))
        self._canvas.setCreator(PROGRAM)
        self._canvas.setProducer(PROGRAM)
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        if day:
            self._canvas.setDateFormatter(lambda *_: f"D:{day:%Y%m%d}000000Z")
        self._shared: dict[Drawing, str] | None = {} if several else None
        self._used: dict[Face, dict[int, str]] = {}
        self._total: Style | None = None
        self._pages = 0

    def ink(self) -> Ink:
        """A blank page to draw on."""
        return Ink(self._shared)

    def write_total(self, ink: Ink, x: float, y: float, style: Style) -> None:
        """The number of pages, from a point; it is known at the end only, and stored once."""
        self._total = style
        ink.forms[_TOTAL] = None
        ink.operators.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm\n/FormXob.{_TOTAL} Do\nQ")

    def add_page(self, ink: Ink, *, bookmark: str = "") -> None:
        """Put a page after the others, with an entry in the reader's side panel."""
        canvas = self._canvas
        self._pages += 1
        self._count(ink)
        for picture in ink.pictures.values():
            picture.register(canvas._doc)
        if bookmark:
            key = f"page{canvas.getPageNumber()}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(_property(bookmark), key)
        canvas._code.append("\n".join(ink.operators))
        canvas._formsinuse += [*ink.forms, *ink.pictures]
        canvas.showPage()

    def finish(self) -> bytes:
        """The file. Nothing can be added afterwards."""
        doc = self._canvas._doc
        if self._total is not None:
            ink = Ink()
            ink.write(0, 0, str(self._pages), self._total)
            self._count(ink)
            _add_form(self._canvas, _TOTAL, ink.freeze())
        for drawing, name in (self._shared or {}).items():
            _add_form(self._canvas, name, drawing)
        dictionary = doc.idToObject["BasicFonts"].dict
        for face, used in self._used.items():
            dictionary[face.tag] = doc.Reference(face.embed(doc, used))
        text.forget()
        return bytes(self._canvas.getpdfdata())

    def _count(self, ink: Ink) -> None:
        """Remember the glyphs of a page: these alone are embedded."""
        for face, chars in ink.chars.items():
            used = self._used.setdefault(face, {})
            for char in chars:
                number = face.glyph[char]  # shared by a space and the no-break one: the first wins
                used[number] = min(char, used.get(number) or char)
        for glyph in ink.glyphs:
            used = self._used.setdefault(glyph.face, {})
            used[glyph.number] = used.get(glyph.number) or glyph.text


@functools.cache
def _canvas_class() -> Any:
    """ReportLab's canvas without the Helvetica that it announces on each page."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # a quarter smaller, and faster

    class PlainCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
        def _make_preamble(self) -> None:
            self._preamble = ""

    return PlainCanvas


def _add_form(canvas: Any, name: str, drawing: Drawing) -> None:
    from reportlab.pdfbase import pdfdoc

    form = pdfdoc.PDFFormXObject(-MARGIN, -HEIGHT, WIDTH, MARGIN)
    form.compression = 1
    form.setStreamList(drawing.operators)
    canvas._doc.addForm(name, form)


def _property(value: str) -> str:
    """Text that a PDF property can hold: no half characters, no line ends."""
    plain = value.encode("utf-16", "replace").decode("utf-16")
    return " ".join(plain.replace("\0", " ").split())
