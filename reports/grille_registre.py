"""The register by hand: fifteen lines a page for a day at a place, made for a caravan's table."""

from typing import NamedTuple

from models.accueil.grille import Grille
from reports import text
from reports.document import HEIGHT, WIDTH, Document, one_at_a_time
from reports.ink import ACCENT, BORDER, INK, LINE, MM, SECONDARY, SOFT, Ink, Style
from reports.marks import draw_tick_box, ellipsis
from reports.qr import draw_qr
from reports.wording import NBSP, named_date

LINES = 15
TALL = 9.4 * MM  # of a line: room for a hand
_ACROSS, _DOWN = HEIGHT, WIDTH  # the sheet is laid on its side
_MARGIN, _TOP = 10 * MM, 9 * MM
_INNER = _ACROSS - 2 * _MARGIN
_HEAD = 31 * MM  # of the table: the labels of the boxes are written upwards
_CODE, _BOX = 17 * MM, 4.4 * MM
_TITLE, _STRONG = Style(17, 21, bold=True), Style(12, 15, ACCENT, bold=True)
_SMALL, _FINE = Style(9, 11.5, SECONDARY), Style(8, 10, SECONDARY)
_LABEL, _UP = Style(8.5, 10.4, INK, bold=True), Style(7.7, 8.8)
_NUMBER = Style(8, 10, SECONDARY)
_HOW = (
    f"Une ligne par personne. Sans nom, écrire «{NBSP}anonyme{NBSP}»{NBSP}; plusieurs cases "
    "peuvent être cochées."
)
_AFTER = f"Feuille nominative{NBSP}: la saisir dès le retour, puis la détruire."


class _Column(NamedTuple):
    """A part of a line: boxes to tick when it has `boxes`, else room to write."""

    label: str
    width: float
    boxes: tuple[str, ...] = ()


@one_at_a_time
def grille_registre(grille: Grille, *, pages: int = 1) -> bytes:
    """So many numbered sheets of one day at one place."""
    title = f"Grille du registre, {grille.lieu}"
    doc = Document(title, structure=grille.structure, day=grille.jour, several=True, lying=True)
    columns = _columns(grille)
    for page in range(1, pages + 1):
        ink = doc.ink()
        _draw_head(ink, grille, page=page, pages=pages)
        bottom = _draw_table(ink, columns, first=(page - 1) * LINES + 1)
        ink.write(_MARGIN, bottom - 12, _HOW, _FINE)
        ink.write_right(_ACROSS - _MARGIN, bottom - 12, _AFTER, _FINE)
        doc.add_page(ink, bookmark=f"Page {page}")
    return doc.finish()


def _columns(grille: Grille) -> list[_Column]:
    """What the accueil line asks, in its order."""
    before = [
        _Column("Heure", 15 * MM),
        _Column("Qui\u00a0: nom, prénom, année de naissance", 60 * MM),
        _Column("Sexe", 15 * MM, ("Femme", "Homme")),
        _Column("Âge", 11 * MM),
    ]
    after = [
        _Column("Mode", 15 * MM, ("Sur rendez-vous", "Par téléphone")),
        _Column("Durée", 13 * MM),
        _Column("Accueilli par", 23 * MM),
    ]
    boxes = _Column("Demandes", len(grille.demandes) * 7.6 * MM, grille.demandes)
    number = _Column("", 7 * MM)
    taken = sum(column.width for column in (number, *before, boxes, *after))
    other = _Column("Autre demande, précisions", _INNER - taken)
    return [number, *before, *([boxes] if grille.demandes else []), other, *after]


def _draw_head(ink: Ink, grille: Grille, *, page: int, pages: int) -> None:
    top, right = _DOWN - _TOP, _ACROSS - _MARGIN - _CODE - 14
    draw_qr(ink, grille.code, _ACROSS - _MARGIN - _CODE, top - _CODE, side=_CODE)
    ink.write(_MARGIN, top - 13, "Registre d’accueil", _TITLE)
    left = _MARGIN + _TITLE.width("Registre d’accueil") + 14
    place = ellipsis(grille.lieu, _STRONG, right - left - 200)
    ink.write(left, top - 13, place, _STRONG)
    day = named_date(grille.jour)
    ink.write_right(right, top - 13, day[:1].upper() + day[1:], _STRONG)
    ink.write(_MARGIN, top - 32, ellipsis(grille.structure, _SMALL, 260), _SMALL)
    ink.write_right(right, top - 32, f"feuille {page} sur {pages}", _SMALL)
    ink.write(left + 160, top - 32, "Tenue par", _SMALL)
    start = left + 160 + _SMALL.width("Tenue par") + 5
    ink.rule(start, top - 34, right - 80 - start)


def _draw_table(ink: Ink, columns: list[_Column], *, first: int) -> float:
    """The heads, then the lines to write on; returns where it ends."""
    top = _DOWN - _TOP - _CODE - 5
    bottom = top - _HEAD - LINES * TALL
    for line in range(1, LINES, 2):
        ink.bar(_MARGIN, top - _HEAD - (line + 1) * TALL, _INNER, TALL, colour=_PALE)
    ink.frame(_MARGIN, top - _HEAD, _INNER, _HEAD, radius=5, border=None, fill=SOFT)
    x = _MARGIN
    for column in columns:
        _draw_column_head(ink, column, x, top)
        _draw_boxes(ink, column, x, top - _HEAD)
        x += column.width
        if column is not columns[-1]:
            _upright(ink, x, bottom, top)
    for line in range(LINES + 1):
        y = top - _HEAD - line * TALL
        ink.rule(_MARGIN, y, _INNER, colour=BORDER)
        if line < LINES:
            number = str(first + line)
            middle = _MARGIN + (7 * MM - _NUMBER.width(number)) / 2
            ink.write(middle, y - TALL / 2 - 3, number, _NUMBER)
    return bottom


def _draw_column_head(ink: Ink, column: _Column, x: float, top: float) -> None:
    lines = _LABEL.wrapped(column.label, column.width - 6) if column.label else ()
    for n, line in enumerate(lines):
        ink.write(x + 4, top - 13 - n * _LABEL.leading, line, _LABEL)
    step = column.width / max(len(column.boxes), 1)
    for n, label in enumerate(column.boxes):
        _draw_up(ink, label, x + n * step, step, top)


def _draw_up(ink: Ink, label: str, x: float, step: float, top: float) -> None:
    """The label of a box, upwards in its step, on two lines at most."""
    room = _HEAD - 22
    lines, _ = text.fit(label, _UP.face, limit=_UP.limit(room), lines=2)
    start = x + step / 2 - (len(lines) - 1) * _UP.leading / 2 + _UP.size * 0.34
    for n, line in enumerate(lines):
        ink.write_up(start + n * _UP.leading, top - _HEAD + 4, line, _UP)


def _draw_boxes(ink: Ink, column: _Column, x: float, top: float) -> None:
    step = column.width / max(len(column.boxes), 1)
    for n in range(len(column.boxes)):
        for line in range(LINES):
            y = top - line * TALL - (TALL + _BOX) / 2
            draw_tick_box(ink, x + n * step + (step - _BOX) / 2, y, _BOX)


def _upright(ink: Ink, x: float, bottom: float, top: float) -> None:
    ink.stroke([(x, bottom), (x, top - 3)], colour=LINE, line=0.5)


_PALE = type(SOFT)(0xF4, 0xF8, 0xF8)
