"""The synthesis of a suivi for a partner: the parts chosen, whom for, why, and with what agreement.

Each page bears the recipient and that it is confidential: a sheet that strays says whose it is.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from models.suivis.sections import Ligne, Section
from models.suivis.synthese import Synthese
from reports.document import HEIGHT, INNER, MARGIN, WIDTH, Document, one_at_a_time
from reports.ink import ACCENT, MM, SECONDARY, SOFT, Ink, Style
from reports.marks import ellipsis, shortened
from reports.wording import NBSP, long_date

_TITLE, _NAME = Style(22, 28, bold=True), Style(14, 18, bold=True)
_HEAD = Style(12, 16, ACCENT, bold=True)
_BODY, _STRONG = Style(11, 15), Style(11, 15, bold=True)
_QUIET, _SMALL = Style(10, 14, SECONDARY), Style(9, 12, SECONDARY)
_FINE = Style(8, 10, SECONDARY)
_LABEL = 128.0  # the column of the labels
_ASIDE = 66.0  # the same in the box at the head
_INDENT = 12.0
_PAD = 10.0


class Rang(NamedTuple):
    """One line of the paper: where it starts, how it reads, and the white above it.

    `label` stands before it, in its own column; `held` keeps it on the page of the next one.
    """

    texte: str
    style: Style
    left: float = 0.0
    above: float = 0.0
    label: str = ""
    bullet: bool = False
    rule: bool = False
    held: bool = False


@one_at_a_time
def synthese_pdf(synthese: Synthese) -> bytes:
    """As many pages as its sections want; no section leaves its title alone at a foot."""
    title = "Synthèse du suivi"
    doc = Document(title, structure=synthese.structure, day=synthese.le)
    ink = doc.ink()
    y = _draw_opening(ink, synthese, title)
    number, bottom = 1, _foot_of(synthese) + 14
    rows = [row for section in synthese.sections for row in _rows(section)]
    for at, row in enumerate(rows):
        if y - _needed(rows, at) < bottom:
            _close(doc, ink, synthese, number)
            number, ink = number + 1, doc.ink()
            y = _draw_again(ink, synthese, title)
        y = _draw_row(ink, row, y)
    _close(doc, ink, synthese, number)
    return doc.finish()


def _needed(rows: list[Rang], at: int) -> float:
    """The height of a row with those that it must not be parted from."""
    tall = 0.0
    for row in rows[at:]:
        tall += row.above + row.style.leading
        if not row.held:
            break
    return tall


def _rows(section: Section) -> Iterator[Rang]:
    for n, line in enumerate(_HEAD.wrapped(section.titre, INNER)):
        yield Rang(line, _HEAD, above=16 if n == 0 else 0, held=True, rule=n == 0)
    first = 6.0
    for label, value in section.champs:
        names = _QUIET.wrapped(label, _LABEL - 8)
        told = _BODY.wrapped(value, INNER - _LABEL)
        for n, (line, name) in enumerate(zip_longest(told, names, fillvalue="")):
            yield Rang(line, _BODY, _LABEL, 0 if n else first, name, held=n + 1 < len(names))
        first = 1.5
    first = 6.0
    for one in section.lignes:
        yield from _line(one, above=first)
        first = 4.0
    for line in _BODY.wrapped(section.texte, INNER) if section.texte else ():
        yield Rang(line, _BODY, above=first)
        first = 0.0


def _line(one: Ligne, *, above: float) -> Iterator[Rang]:
    """What it is, then its facts, on the same line when both hold."""
    left = 2 * _INDENT if one.sous else _INDENT
    style = _BODY if one.sous else _STRONG
    above = 1.5 if one.sous else above
    words = style.wrapped(one.titre, INNER - left)
    for n, line in enumerate(words):
        held = bool(one.details) and n == len(words) - 1
        yield Rang(line, style, left, above if n == 0 else 0, bullet=n == 0, held=held)
    for line in _QUIET.wrapped(one.details, INNER - left) if one.details else ():
        yield Rang(line, _QUIET, left)


def _draw_row(ink: Ink, row: Rang, y: float) -> float:
    y -= row.above
    base = y - row.style.size
    if row.label:
        ink.write(MARGIN, base, row.label, _QUIET)
    if row.bullet:
        ink.write(MARGIN + row.left - _INDENT + 2, base, "•", row.style)
    width = INNER - row.left
    ink.write_lines(MARGIN + row.left, base, [row.texte], style=row.style, width=width)
    if row.rule:
        ink.rule(MARGIN, y - row.style.leading - 1, INNER, colour=ACCENT)
    return y - row.style.leading


def _draw_opening(ink: Ink, synthese: Synthese, title: str) -> float:
    """Whose paper it is, of whom, for whom and why."""
    y = HEIGHT - MARGIN
    for line in shortened(synthese.structure, _STRONG, INNER * 0.6, lines=2):
        ink.write(MARGIN, y - 11, line, _STRONG)
        y -= _STRONG.leading
    for words in synthese.coordonnees:
        for line in shortened(words, _SMALL, INNER * 0.6, lines=2):
            ink.write(MARGIN, y - 11, line, _SMALL)
            y -= _SMALL.leading
    day = f"Le {long_date(synthese.le)}"
    ink.write_right(WIDTH - MARGIN, HEIGHT - MARGIN - 11, day, _SMALL)
    y -= 30
    ink.write(MARGIN, y - 16, title, _TITLE)
    y -= 24
    for line in shortened(synthese.personne, _NAME, INNER, lines=2):
        ink.write_lines(MARGIN, y - 14, [line], style=_NAME, width=0)
        y -= _NAME.leading
    return _draw_frame(ink, synthese, y - 10)


def _draw_frame(ink: Ink, synthese: Synthese, y: float) -> float:
    """The facts of the sharing itself, in a soft box; what is unknown is not there."""
    facts = (
        ("Remis à", synthese.destinataire),
        ("Pour", synthese.motif),
        ("Accord", synthese.accord),
        ("Par", synthese.par),
    )
    inside = INNER - 2 * _PAD - _ASIDE
    told = [(name, _BODY.wrapped(value, inside)) for name, value in facts if value]
    tall = sum(len(lines) * _BODY.leading + 2 for _, lines in told) + 2 * _PAD - 2
    if not told:
        return y
    ink.frame(MARGIN, y - tall, INNER, tall, radius=6, border=None, fill=SOFT)
    base = y - _PAD - _BODY.size
    for name, lines in told:
        ink.write(MARGIN + _PAD, base, name, _QUIET)
        left = MARGIN + _PAD + _ASIDE
        ink.write_lines(left, base, list(lines), style=_BODY, width=inside)
        base -= len(lines) * _BODY.leading + 2
    return y - tall


def _draw_again(ink: Ink, synthese: Synthese, title: str) -> float:
    y = HEIGHT - MARGIN - 10
    words = f"{title} (suite)"
    ink.write(MARGIN, y, words, _STRONG)
    room = INNER - _STRONG.width(words) - 14
    ink.write_right(WIDTH - MARGIN, y, ellipsis(synthese.personne, _BODY, room), _BODY)
    return y - 14


def _close(doc: Document, ink: Ink, synthese: Synthese, number: int) -> None:
    """The foot of each page: confidential, for whom, since when."""
    y = _foot_of(synthese)
    ink.rule(MARGIN, y + 4, INNER)
    for words in synthese.mentions:
        for line in _FINE.wrapped(words, INNER):
            ink.write(MARGIN, y - _FINE.size, line, _FINE)
            y -= _FINE.leading
    whom = f"Confidentiel · remis à {synthese.destinataire}" if synthese.destinataire else ""
    foot = " · ".join(filter(None, (whom or "Confidentiel", f"le{NBSP}{long_date(synthese.le)}")))
    ink.write(MARGIN, 10 * MM, ellipsis(foot, _FINE, INNER - 90), _FINE)
    right = WIDTH - MARGIN - _FINE.width("0")
    ink.write_right(right, 10 * MM, f"page {number} /{NBSP}", _FINE)
    doc.write_total(ink, right, 10 * MM, _FINE)
    doc.add_page(ink)


def _foot_of(synthese: Synthese) -> float:
    """Where the foot begins: its mentions over the line that says whose it is."""
    lines = sum(len(_FINE.wrapped(words, INNER)) for words in synthese.mentions)
    return 10 * MM + (2 + lines) * _FINE.leading
