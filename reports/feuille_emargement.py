"""The attendance sheet of a séance: who signs, when, and who led it."""

import datetime as dt
from collections.abc import Sequence

from models.ateliers.feuille import Emargement, Signataire
from reports.document import HEIGHT, INNER, MARGIN, WIDTH, Document, one_at_a_time
from reports.ink import ACCENT, BORDER, LINE, MM, SECONDARY, SOFT, Ink, Style
from reports.marks import ellipsis, shortened
from reports.wording import NBSP, long_date

_TITLE, _NAME = Style(20, 25, bold=True), Style(14, 18, bold=True)
_BODY, _STRONG = Style(11, 15), Style(11, 15, bold=True)
_TWO = Style(9, 11)
_SMALL, _FINE = Style(9, 12, SECONDARY), Style(8, 10, SECONDARY)
_HEAD = Style(9, 12, ACCENT, bold=True)
_ROW, _TOP_ROW = 11 * MM, 8 * MM  # room for a hand
_SIGN = 40 * MM  # of the block of who led it
_BOTTOM = 18 * MM
_NUMBER, _WHO = 10 * MM, 66 * MM
_BLANK = 3  # lines for who was not expected
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_HOW = (
    "Chaque personne signe en face de son nom. Une personne qui n’y figure pas s’inscrit sur une "
    "ligne vide."
)


@one_at_a_time
def emargement_pdf(feuille: Emargement) -> bytes:
    """One page, or more for a large group; who led the séance signs on the last one."""
    doc = Document(_title(feuille), structure=feuille.structure, day=feuille.jour)
    rows: list[Signataire | None] = [*feuille.signataires, *[None] * _BLANK]
    first, number = 1, 1
    ink = doc.ink()
    y = _draw_opening(ink, feuille)
    while True:
        room = int((y - _BOTTOM - _TOP_ROW) / _ROW)
        with_block = int((y - _BOTTOM - _TOP_ROW - _SIGN) / _ROW)
        left = rows[first - 1 :]
        last = len(left) <= with_block
        # Never the block alone on a page: one line at least goes with it.
        taken = left if last else left[: min(room, len(left) - 1)]
        y = _draw_table(ink, feuille, taken, y, first=first)
        first += len(taken)
        if last:
            break
        _close(doc, ink, feuille, number)
        number, ink = number + 1, doc.ink()
        y = _draw_again(ink, feuille)
    _draw_block(ink, y, feuille)
    _close(doc, ink, feuille, number)
    return doc.finish()


def _draw_opening(ink: Ink, feuille: Emargement) -> float:
    """Whose sheet it is, of what, when, where, with whom."""
    y = HEIGHT - MARGIN
    for line in shortened(feuille.structure, _STRONG, INNER, lines=2):
        ink.write(MARGIN, y - 11, line, _STRONG)
        y -= _STRONG.leading
    where = " · ".join(feuille.coordonnees)
    if where:
        ink.write(MARGIN, y - 11, ellipsis(where, _SMALL, INNER), _SMALL)
        y -= _SMALL.leading
    y -= 22
    ink.write(MARGIN, y - 18, "Feuille d’émargement", _TITLE)
    ink.rule(MARGIN, y - 28, INNER, colour=ACCENT)
    y -= 50
    for line in shortened(feuille.atelier, _NAME, INNER, lines=2):
        ink.write(MARGIN, y, line, _NAME)
        y -= _NAME.leading
    if feuille.cadre:
        ink.write(MARGIN, y, ellipsis(feuille.cadre, _BODY, INNER), _BODY)
        y -= _BODY.leading
    return _draw_facts(ink, feuille, y - 6)


def _draw_facts(ink: Ink, feuille: Emargement, y: float) -> float:
    """Two by two; what is not known leaves a rule to write on."""
    half = INNER / 2
    facts = (
        ("Date", _day(feuille)), ("Horaires", _hours(feuille)),
        ("Lieu", feuille.lieu), ("Intervenant", feuille.intervenant),
    )  # fmt: skip
    for at, (label, value) in enumerate(facts):
        x, base = MARGIN + at % 2 * half, y - 8 - at // 2 * 34
        ink.write(x, base, label, _FINE)
        if value:
            ink.write(x, base - 14, ellipsis(value, _BODY, half - 12), _BODY)
        else:
            ink.rule(x, base - 16, half - 24, colour=BORDER)
    return y - 78


def _draw_again(ink: Ink, feuille: Emargement) -> float:
    y = HEIGHT - MARGIN - 10
    words = f"Feuille d’émargement (suite){NBSP}: {_day(feuille)}"
    ink.write(MARGIN, y, words, _STRONG)
    left = MARGIN + _STRONG.width(words) + 14
    title = ellipsis(feuille.atelier, _BODY, WIDTH - MARGIN - left)
    ink.write_right(WIDTH - MARGIN, y, title, _BODY)
    return y - 16


def _draw_table(
    ink: Ink,
    feuille: Emargement,
    rows: Sequence[Signataire | None],
    y: float,
    *,
    first: int,
) -> float:
    """The heads, then one line for each, numbered; returns where it ends."""
    step = (INNER - _NUMBER - _WHO) / len(feuille.moments)
    starts = [MARGIN + _NUMBER + _WHO + at * step for at in range(len(feuille.moments))]
    top = y - _TOP_ROW
    ink.frame(MARGIN, top, INNER, _TOP_ROW, radius=4, border=None, fill=SOFT)
    ink.write(MARGIN + _NUMBER + 6, top + 8, "Nom et prénom", _HEAD)
    for x, moment in zip(starts, feuille.moments, strict=True):
        ink.write(x + 6, top + 8, moment, _HEAD)
    for at, one in enumerate(rows):
        base = top - (at + 1) * _ROW
        middle = base + _ROW / 2 - 4
        ink.write_right(MARGIN + _NUMBER - 6, middle, str(first + at), _SMALL)
        if one is not None:
            _draw_name(ink, one.nom, middle)
            if one.excuse:
                ink.write(starts[0] + 6, middle, "Excusé·e", _SMALL)
        ink.rule(MARGIN, base, INNER, colour=BORDER)
    bottom = top - len(rows) * _ROW
    for x in (MARGIN + _NUMBER, *starts):
        ink.stroke([(x, bottom), (x, top)], colour=LINE, line=0.5)
    return bottom


def _draw_name(ink: Ink, nom: str, middle: float) -> None:
    """On one line, else smaller on two: it tells who signs, and is not cut for a long name."""
    if _BODY.width(nom) <= _WHO - 12:
        ink.write(MARGIN + _NUMBER + 6, middle, nom, _BODY)
        return
    for at, line in enumerate(shortened(nom, _TWO, _WHO - 12, lines=2)):
        ink.write(MARGIN + _NUMBER + 6, middle + 5 - at * _TWO.leading, line, _TWO)


def _draw_block(ink: Ink, y: float, feuille: Emargement) -> None:
    """How to sign, and room for the hand of who led it."""
    wide, tall = INNER * 0.5, 28 * MM
    left, top = WIDTH - MARGIN - wide, y - 14
    for at, line in enumerate(_SMALL.wrapped(_HOW, INNER - wide - 20)):
        ink.write(MARGIN, top - 10 - at * _SMALL.leading, line, _SMALL)
    ink.frame(left, top - tall, wide, tall)
    ink.write(left + 10, top - 14, "L’intervenant·e\u00a0: nom et signature", _SMALL)
    if feuille.intervenant:
        ink.write(left + 10, top - 29, ellipsis(feuille.intervenant, _BODY, wide - 20), _BODY)


def _close(doc: Document, ink: Ink, feuille: Emargement, number: int) -> None:
    ink.write(MARGIN, 10 * MM, ellipsis(feuille.structure, _FINE, INNER - 90), _FINE)
    right = WIDTH - MARGIN - _FINE.width("0")
    ink.write_right(right, 10 * MM, f"page {number} /{NBSP}", _FINE)
    doc.write_total(ink, right, 10 * MM, _FINE)
    doc.add_page(ink)


def _title(feuille: Emargement) -> str:
    return f"Feuille d’émargement, {feuille.atelier}"


def _day(feuille: Emargement) -> str:
    return f"{_DAYS[feuille.jour.weekday()]} {long_date(feuille.jour)}"


def _hours(feuille: Emargement) -> str:
    """« 14 h – 16 h 30 »."""
    both = (feuille.debut, feuille.fin)
    return " – ".join(_hour(one) for one in both if one is not None)


def _hour(one: dt.time) -> str:
    return f"{one.hour}{NBSP}h" + (f"{NBSP}{one.minute:02d}" if one.minute else "")
