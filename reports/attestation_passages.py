"""The attestation of passages: what proves that a person came, plain, and signed."""

import datetime as dt
from collections.abc import Sequence

from models.accueil.attestation import Attestation, Presence
from reports.document import HEIGHT, INNER, MARGIN, WIDTH, Document, one_at_a_time
from reports.ink import ACCENT, LINE, MM, SECONDARY, Ink, Style
from reports.marks import ellipsis, shortened
from reports.wording import NBSP, long_date

_TITLE, _NAME = Style(22, 28, bold=True), Style(14, 18, bold=True)
_BODY, _STRONG = Style(11, 15.5), Style(11, 15.5, bold=True)
_SMALL, _FINE = Style(9, 12, SECONDARY), Style(8, 10, SECONDARY)
_HEAD = Style(9, 12, ACCENT, bold=True)
_LINE = 15.0  # from one coming to the next
_SIGN = 46 * MM
_BOTTOM = 20 * MM
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_WHY = (
    "Attestation remise à la personne, à sa demande, pour servir et valoir ce que de droit. Elle "
    "constate des venues à l’accueil, d’après le registre tenu par la structure."
)


@one_at_a_time
def attestation_pdf(attestation: Attestation) -> bytes:
    """One page, or more when there are many comings; the signature is on the last one."""
    title = "Attestation de passages"
    doc = Document(title, structure=attestation.structure, day=attestation.le)
    ink = doc.ink()
    y = _draw_opening(ink, attestation, title)
    rows = _rows(attestation)
    columns = 1 if attestation.avec_demandes else 2
    number = 1
    while rows:
        room = int((y - _BOTTOM - (_SIGN if len(rows) <= 2 else 0)) / _LINE) * columns
        taken = _taken(len(rows), y, columns, room)
        y = _draw_rows(ink, rows[:taken], y, columns=columns)
        rows = rows[taken:]
        if rows:
            _close(doc, ink, attestation, number)
            number, ink = number + 1, doc.ink()
            y = _draw_again(ink, attestation, title)
    if y - _BOTTOM < _SIGN:
        _close(doc, ink, attestation, number)
        number, ink = number + 1, doc.ink()
        y = _draw_again(ink, attestation, title)
    _draw_signature(ink, y, attestation)
    _close(doc, ink, attestation, number)
    return doc.finish()


def _taken(count: int, y: float, columns: int, room: int) -> int:
    """How many comings go on a page: some are kept for the page of the signature."""
    with_signature = int((y - _BOTTOM - _SIGN) / _LINE) * columns
    if count <= with_signature or count > room:
        return min(count, room)
    return max(columns, count - 2 * columns)


def _rows(attestation: Attestation) -> list[tuple[str, str, str]]:
    return [(_day(one.jour), _hour(one), one.demandes) for one in attestation.presences]


def _draw_opening(ink: Ink, attestation: Attestation, title: str) -> float:
    """Who attests, of whom, over what period, how many times."""
    y = HEIGHT - MARGIN
    for line in shortened(attestation.structure, _STRONG, INNER * 0.6, lines=2):
        ink.write(MARGIN, y - 11, line, _STRONG)
        y -= _STRONG.leading
    for words in attestation.coordonnees:
        for line in shortened(words, _SMALL, INNER * 0.6, lines=3):
            ink.write(MARGIN, y - 11, line, _SMALL)
            y -= _SMALL.leading
    y -= 34
    ink.write(MARGIN, y - 20, title, _TITLE)
    ink.rule(MARGIN, y - 32, INNER, colour=ACCENT)
    y -= 52
    for line in _BODY.wrapped(_sentence(attestation), INNER):
        ink.write(MARGIN, y, line, _BODY)
        y -= _BODY.leading
    y -= 8
    for line in _NAME.wrapped(attestation.nom, INNER):
        ink.write(MARGIN, y, line, _NAME)
        y -= _NAME.leading
    if attestation.naissance:
        ink.write(MARGIN, y, f"Naissance{NBSP}: {attestation.naissance}", _BODY)
        y -= _BODY.leading
    y -= 4
    for line in _BODY.wrapped(_count(attestation), INNER):
        ink.write(MARGIN, y, line, _BODY)
        y -= _BODY.leading
    return _draw_labels(ink, y - 8, attestation)


def _draw_labels(ink: Ink, y: float, attestation: Attestation) -> float:
    if not attestation.presences:
        return y
    if attestation.avec_demandes:
        for x, label in ((0, "Jour"), (175, "Heure"), (225, "Demandes")):
            ink.write(MARGIN + x, y, label, _HEAD)
    else:
        for column in range(min(2, len(attestation.presences))):
            ink.write(MARGIN + column * (INNER / 2 + 6), y, "Jour et heure", _HEAD)
    ink.rule(MARGIN, y - 5, INNER, colour=LINE)
    return y - 6


def _draw_again(ink: Ink, attestation: Attestation, title: str) -> float:
    y = HEIGHT - MARGIN - 10
    words = f"{title} (suite)"
    ink.write(MARGIN, y, words, _STRONG)
    left = MARGIN + _STRONG.width(words) + 14
    ink.write_right(
        WIDTH - MARGIN, y, ellipsis(attestation.nom, _BODY, WIDTH - MARGIN - left), _BODY
    )
    return _draw_labels(ink, y - 24, attestation)


def _draw_rows(ink: Ink, rows: Sequence[tuple[str, str, str]], y: float, *, columns: int) -> float:
    """Down the first column, then down the second; returns where they end."""
    deep = -(-len(rows) // columns)
    for at, (day, hour, demandes) in enumerate(rows):
        column, line = divmod(at, deep)
        x, base = MARGIN + column * (INNER / 2 + 6), y - 11 - line * _LINE
        ink.write(x, base, day, _BODY)
        ink.write(x + 175, base, hour, _BODY)
        if demandes:
            ink.write(x + 225, base, ellipsis(demandes, _BODY, INNER - 225), _BODY)
    return y - deep * _LINE - 6


def _draw_signature(ink: Ink, y: float, attestation: Attestation) -> None:
    """Where and when, then room for a hand and a stamp."""
    y -= 14
    for line in _SMALL.wrapped(_WHY, INNER):
        ink.write(MARGIN, y, line, _SMALL)
        y -= _SMALL.leading
    place = f"Fait à {attestation.commune}, le" if attestation.commune else "Fait le"
    ink.write(MARGIN, y - 12, f"{place} {long_date(attestation.le)}", _BODY)
    wide, tall = INNER * 0.56, 28 * MM
    left, top = WIDTH - MARGIN - wide, y - 2
    ink.frame(left, top - tall, wide, tall)
    ink.write(left + 10, top - 14, "Pour la structure\u00a0: nom, fonction, cachet", _SMALL)


def _close(doc: Document, ink: Ink, attestation: Attestation, number: int) -> None:
    ink.write(MARGIN, 10 * MM, ellipsis(attestation.structure, _FINE, INNER - 90), _FINE)
    right = WIDTH - MARGIN - _FINE.width("0")
    ink.write_right(right, 10 * MM, f"page {number} /{NBSP}", _FINE)
    doc.write_total(ink, right, 10 * MM, _FINE)
    doc.add_page(ink)


def _sentence(attestation: Attestation) -> str:
    return (
        f"La structure {attestation.structure or 'soussignée'} atteste que la personne désignée "
        "ci-dessous s’est présentée à son accueil."
    )


def _count(attestation: Attestation) -> str:
    number = len(attestation.presences)
    period = _in(attestation.periode)
    if not number:
        return f"Aucune venue n’est notée au registre{period}."
    times = "une fois" if number == 1 else f"{number}\u00a0fois"
    return f"Elle s’est présentée {times}{period}\u00a0:"


def _in(period: str) -> str:
    """A period as a sentence says it: « en 2026 », « en mars 2026 », « du … au … »."""
    if not period or period.startswith(("le ", "du ", "depuis ", "jusqu")):
        return period and f" {period}"
    return f" en {period.removeprefix('année ')}"


def _day(day: dt.date) -> str:
    return f"{_DAYS[day.weekday()]} {long_date(day)}"


def _hour(one: Presence) -> str:
    return f"{one.heure:%H:%M}" if one.heure else ""
