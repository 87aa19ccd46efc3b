"""The attestation of passages: what proves that a person came, plain, and signed."""

from collections.abc import Sequence

from models.accueil.attestation import Attestation, Presence
from reports.attestation import (
    BODY,
    BOTTOM,
    HEAD,
    SIGN,
    close_page,
    draw_again,
    draw_head,
    draw_person,
    draw_signature,
    draw_words,
    said_period,
)
from reports.document import INNER, MARGIN, Document, one_at_a_time
from reports.ink import LINE, Ink
from reports.marks import ellipsis
from reports.wording import named_date

_LINE = 15.0  # from one coming to the next
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
        room = int((y - BOTTOM - (SIGN if len(rows) <= 2 else 0)) / _LINE) * columns
        taken = _taken(len(rows), y, columns, room)
        y = _draw_rows(ink, rows[:taken], y, columns=columns)
        rows = rows[taken:]
        if rows:
            close_page(doc, ink, structure=attestation.structure, number=number)
            number, ink = number + 1, doc.ink()
            y = _draw_labels(ink, draw_again(ink, title, attestation.nom), attestation)
    if y - BOTTOM < SIGN:
        close_page(doc, ink, structure=attestation.structure, number=number)
        number, ink = number + 1, doc.ink()
        y = _draw_labels(ink, draw_again(ink, title, attestation.nom), attestation)
    draw_signature(ink, y, why=_WHY, commune=attestation.commune, le=attestation.le)
    close_page(doc, ink, structure=attestation.structure, number=number)
    return doc.finish()


def _taken(count: int, y: float, columns: int, room: int) -> int:
    """How many comings go on a page: some are kept for the page of the signature."""
    with_signature = int((y - BOTTOM - SIGN) / _LINE) * columns
    if count <= with_signature or count > room:
        return min(count, room)
    return max(columns, count - 2 * columns)


def _rows(attestation: Attestation) -> list[tuple[str, str, str]]:
    return [(named_date(one.jour), _hour(one), one.demandes) for one in attestation.presences]


def _draw_opening(ink: Ink, attestation: Attestation, title: str) -> float:
    """Who attests, of whom, over what period, how many times."""
    y = draw_head(ink, title, attestation.structure, attestation.coordonnees)
    y = draw_words(ink, y, _sentence(attestation))
    y = draw_person(ink, y, attestation.nom, attestation.naissance)
    y = draw_words(ink, y - 4, _count(attestation))
    return _draw_labels(ink, y - 8, attestation)


def _draw_labels(ink: Ink, y: float, attestation: Attestation) -> float:
    if not attestation.presences:
        return y
    if attestation.avec_demandes:
        for x, label in ((0, "Jour"), (175, "Heure"), (225, "Demandes")):
            ink.write(MARGIN + x, y, label, HEAD)
    else:
        for column in range(min(2, len(attestation.presences))):
            ink.write(MARGIN + column * (INNER / 2 + 6), y, "Jour et heure", HEAD)
    ink.rule(MARGIN, y - 5, INNER, colour=LINE)
    return y - 6


def _draw_rows(ink: Ink, rows: Sequence[tuple[str, str, str]], y: float, *, columns: int) -> float:
    """Down the first column, then down the second; returns where they end."""
    deep = -(-len(rows) // columns)
    for at, (day, hour, demandes) in enumerate(rows):
        column, line = divmod(at, deep)
        x, base = MARGIN + column * (INNER / 2 + 6), y - 11 - line * _LINE
        ink.write(x, base, day, BODY)
        ink.write(x + 175, base, hour, BODY)
        if demandes:
            ink.write(x + 225, base, ellipsis(demandes, BODY, INNER - 225), BODY)
    return y - deep * _LINE - 6


def _sentence(attestation: Attestation) -> str:
    return (
        f"La structure {attestation.structure or 'soussignée'} atteste que la personne désignée "
        "ci-dessous s’est présentée à son accueil."
    )


def _count(attestation: Attestation) -> str:
    number = len(attestation.presences)
    period = said_period(attestation.periode)
    if not number:
        return f"Aucune venue n’est notée au registre{period}."
    times = "une fois" if number == 1 else f"{number}\u00a0fois"
    return f"Elle s’est présentée {times}{period}\u00a0:"


def _hour(one: Presence) -> str:
    return f"{one.heure:%H:%M}" if one.heure else ""
