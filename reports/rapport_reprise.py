"""The report of an import on paper: its lines as they are read, page after page."""

import datetime as dt
from collections.abc import Sequence

from reports.document import HEIGHT, INNER, MARGIN, WIDTH, Document, one_at_a_time
from reports.ink import ACCENT, MM, SECONDARY, Ink, Style
from reports.marks import ellipsis
from reports.wording import NBSP, long_date

_TITLE, _SECTION = Style(16, 21, bold=True), Style(11, 17, ACCENT, bold=True)
_BODY, _FINE = Style(10, 14), Style(8, 10, SECONDARY)
_BOTTOM = 20 * MM
_INDENT = 10.0
_BULLET = "–\u00a0"


@one_at_a_time
def rapport_reprise_pdf(lines: Sequence[str], *, structure: str, day: dt.date) -> bytes:
    """The first line is the title; one that follows an empty line heads a section."""
    doc = Document(lines[0], structure=structure, day=day)
    foot = f"{structure}{NBSP}· {long_date(day)}" if structure else long_date(day)
    ink, y, number = doc.ink(), HEIGHT - MARGIN, 1
    for at, (style, left, text) in enumerate(_drawn(lines)):
        if y - style.leading < _BOTTOM and at:
            _close(doc, ink, foot, number)
            ink, y, number = doc.ink(), HEIGHT - MARGIN, number + 1
        y -= style.leading
        ink.write(MARGIN + left, y, text, style)
    _close(doc, ink, foot, number)
    return doc.finish()


def _drawn(lines: Sequence[str]) -> list[tuple[Style, float, str]]:
    """Each line of the paper: how it is written, how far in, its words."""
    drawn: list[tuple[Style, float, str]] = []
    for at, line in enumerate(lines):
        listed = line.startswith("– ")
        heads = at and not lines[at - 1] and not listed and ":" not in line
        style = _TITLE if not at else _SECTION if heads else _BODY
        words = _BULLET + line[2:] if listed else line
        for part, text in enumerate(style.wrapped(words, INNER - _INDENT) or [""]):
            drawn.append((style, _INDENT if listed and part else 0, text))
    return drawn


def _close(doc: Document, ink: Ink, foot: str, number: int) -> None:
    ink.write(MARGIN, 10 * MM, ellipsis(foot, _FINE, INNER - 90), _FINE)
    right = WIDTH - MARGIN - _FINE.width("00")
    ink.write_right(right, 10 * MM, f"page {number} /{NBSP}", _FINE)
    doc.write_total(ink, right, 10 * MM, _FINE)
    doc.add_page(ink)
