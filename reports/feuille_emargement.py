"""The attendance sheet of a séance: who signs, when, and who led it."""

import datetime as dt
from collections.abc import Sequence

from models.ateliers.feuille import Emargement, Signataire
from models.ateliers.heures import heures_texte
from models.ateliers.seance import minutes_between
from reports.blocks import union
from reports.document import HEIGHT, INNER, MARGIN, WIDTH, Document, one_at_a_time
from reports.ink import ACCENT, BORDER, LINE, MM, SECONDARY, SOFT, Ink, Style
from reports.marks import ellipsis, shortened
from reports.wording import NBSP, named_date

_TITLE, _NAME = Style(20, 25, bold=True), Style(14, 18, bold=True)
_BODY, _STRONG = Style(11, 15), Style(11, 15, bold=True)
_SMALLER = ((Style(9, 11), 2), (Style(8, 9.4), 3))  # of a long name, and how many lines it takes
_SMALL, _FINE = Style(9, 12, SECONDARY), Style(8, 10, SECONDARY)
_HEAD = Style(9, 12, ACCENT, bold=True)
_ROW, _TOP_ROW = 11 * MM, 8 * MM  # room for a hand
_SIGN = 40 * MM  # of the block of who led it
_BOTTOM = 18 * MM
_NUMBER, _WHO = 10 * MM, 66 * MM
_BLANK = 3  # lines for who was not expected
_HOW = (
    "Chaque personne signe en face de son nom. Une personne qui n’y figure pas s’inscrit sur une "
    "ligne vide. La feuille prouve la présence\u202f; seuls la structure et ses financeurs la "
    "lisent."
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
    top = y = HEIGHT - MARGIN
    room = INNER - _draw_emblem(ink, feuille, top)
    for line in shortened(feuille.structure, _STRONG, room, lines=2):
        ink.write(MARGIN, y - 11, line, _STRONG)
        y -= _STRONG.leading
    where = " · ".join(feuille.coordonnees)
    for line in shortened(where, _SMALL, room, lines=2) if where else ():
        ink.write(MARGIN, y - 11, line, _SMALL)
        y -= _SMALL.leading
    if feuille.operation:
        y = min(y, top - union.TALL + 6)
    y -= 22
    ink.write(MARGIN, y - 18, "Feuille d’émargement", _TITLE)
    ink.rule(MARGIN, y - 28, INNER, colour=ACCENT)
    y -= 50
    for line in shortened(feuille.atelier, _NAME, INNER, lines=2):
        ink.write(MARGIN, y, line, _NAME)
        y -= _NAME.leading
    for words in (feuille.cadre, feuille.operation):
        for line in shortened(words, _BODY, INNER, lines=2) if words else ():
            ink.write(MARGIN, y, line, _BODY)
            y -= _BODY.leading
    return _draw_facts(ink, feuille, y - 6)


def _draw_emblem(ink: Ink, feuille: Emargement, top: float) -> float:
    """That of the Union on each sheet of one of its operations; returns the room that it takes."""
    if not feuille.operation:
        return 0
    union.draw_union(ink, WIDTH - MARGIN, top)
    return union.width() + 16


def _draw_facts(ink: Ink, feuille: Emargement, y: float) -> float:
    """Two by two; what is not known leaves a rule to write on."""
    half = INNER / 2
    facts = (
        ("Date", named_date(feuille.jour)), ("Horaires", _hours(feuille)),
        ("Lieu", feuille.lieu), ("Intervenant", feuille.intervenant),
    )  # fmt: skip
    for at, (label, value) in enumerate(facts):
        x, base = MARGIN + at % 2 * half, y - 8 - at // 2 * 34
        ink.write(x, base, label, _FINE)
        if value:
            lines = shortened(value, _BODY, half - 12, lines=1 if at < 2 else 2)
            ink.write_lines(x, base - 14, lines, style=_BODY, width=half - 12)
        else:
            ink.rule(x, base - 16, half - 24, colour=BORDER)
    return y - 78


def _draw_again(ink: Ink, feuille: Emargement) -> float:
    y = HEIGHT - MARGIN - 10
    room = INNER - _draw_emblem(ink, feuille, HEIGHT - MARGIN)
    title = f"Feuille d’émargement{NBSP}: {named_date(feuille.jour)}"
    ink.write(MARGIN, y, ellipsis(title, _STRONG, room), _STRONG)
    y -= _BODY.leading
    ink.write(MARGIN, y, ellipsis(f"{feuille.atelier} (suite)", _BODY, room), _BODY)
    return min(y, HEIGHT - MARGIN - union.TALL if feuille.operation else y) - 14


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
    """On one line, else smaller on two or three: it tells who signs, and is not cut when long."""
    x, room = MARGIN + _NUMBER + 6, _WHO - 12
    if _BODY.width(nom) <= room:
        ink.write(x, middle, nom, _BODY)
        return
    style, most = next(
        (one for one in _SMALLER if len(one[0].wrapped(nom, room)) <= one[1]), _SMALLER[-1]
    )
    lines = shortened(nom, style, room, lines=most)
    ink.write_lines(x, middle + (len(lines) - 1) * style.leading / 2, lines, style=style,
                    width=room)  # fmt: skip


def _draw_block(ink: Ink, y: float, feuille: Emargement) -> None:
    """How to sign, and room for the hand of who led it."""
    wide, tall = INNER * 0.5, 28 * MM
    left, top = WIDTH - MARGIN - wide, y - 14
    for at, line in enumerate(_SMALL.wrapped(_HOW, INNER - wide - 20)):
        ink.write(MARGIN, top - 10 - at * _SMALL.leading, line, _SMALL)
    ink.frame(left, top - tall, wide, tall)
    ink.write(left + 10, top - 14, "L’intervenant·e\u00a0: nom et signature", _SMALL)
    if feuille.intervenant:
        lines = shortened(feuille.intervenant, _BODY, wide - 20, lines=2)
        ink.write_lines(left + 10, top - 29, lines, style=_BODY, width=wide - 20)
    if feuille.operation:
        _draw_totals(ink, top - tall, wide=INNER - wide - 20)


def _draw_totals(ink: Ink, y: float, *, wide: float) -> None:
    """What is counted once everybody has signed."""
    half = wide / 2
    for at, label in enumerate(("Présents", "Total des heures")):
        ink.write(MARGIN + at * half, y + 6, label, _FINE)
        ink.rule(MARGIN + at * half + _FINE.width(label) + 6, y + 4,
                 half - _FINE.width(label) - 14, colour=BORDER)  # fmt: skip


def _close(doc: Document, ink: Ink, feuille: Emargement, number: int) -> None:
    ink.write(MARGIN, 10 * MM, ellipsis(feuille.structure, _FINE, INNER - 90), _FINE)
    right = WIDTH - MARGIN - _FINE.width("0")
    ink.write_right(right, 10 * MM, f"page {number} /{NBSP}", _FINE)
    doc.write_total(ink, right, 10 * MM, _FINE)
    doc.add_page(ink)


def _title(feuille: Emargement) -> str:
    return f"Feuille d’émargement, {feuille.atelier}"


def _hours(feuille: Emargement) -> str:
    """« 14 h – 16 h 30 (2 h 30) »."""
    both = " – ".join(_hour(one) for one in (feuille.debut, feuille.fin) if one is not None)
    length = minutes_between(feuille.jour, feuille.debut, feuille.fin)
    return f"{both} ({heures_texte(length)})" if length else both


def _hour(one: dt.time) -> str:
    return f"{one.hour}{NBSP}h" + (f"{NBSP}{one.minute:02d}" if one.minute else "")
