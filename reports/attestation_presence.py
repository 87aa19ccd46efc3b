"""The attestation of presence: the hours of a person in a parcours, by where they were, signed."""

from collections.abc import Iterator
from typing import NamedTuple

from models.ateliers.attestation import AttestationPresence, Source
from models.ateliers.heures import heures_texte
from reports.attestation import (
    BODY,
    BOTTOM,
    HEAD,
    SIGN,
    SMALL,
    STRONG,
    close_page,
    draw_again,
    draw_head,
    draw_person,
    draw_signature,
    draw_words,
    said_period,
)
from reports.document import INNER, MARGIN, WIDTH, Document, one_at_a_time
from reports.ink import LINE, Ink
from reports.marks import ellipsis

TITLE = "Attestation de présence"
_STEP, _OF_SOURCE, _OF_TOTAL = 15.0, 26.0, 30.0  # how tall each kind of row is
_WHAT, _LENGTH = 172.0, 84.0  # where what was done begins, and the room of its length
_WHY = (
    "Attestation remise à la personne, à sa demande, pour servir et valoir ce que de droit. Les "
    "heures sont celles que la structure a notées\u202f; une mission compte ses heures de la "
    "semaine, les absences déduites."
)


class _Row(NamedTuple):
    """One line of the table; `kind` says how it is drawn."""

    kind: str
    left: str
    middle: tuple[str, ...] = ()  # its lines
    right: str = ""

    @property
    def height(self) -> float:
        usual = {"source": _OF_SOURCE, "total": _OF_TOTAL}.get(self.kind, _STEP)
        return usual + _STEP * max(0, len(self.middle) - 1)


@one_at_a_time
def attestation_presence_pdf(attestation: AttestationPresence) -> bytes:
    """One page, or more when much was done; the total and the signature are on the last one."""
    doc = Document(TITLE, structure=attestation.structure, day=attestation.le)
    ink, number = doc.ink(), 1
    y = _draw_opening(ink, attestation)
    rows = [*_rows(attestation)]
    for at, row in enumerate(rows):
        last = at == len(rows) - 1
        kept = SIGN if last else rows[at + 1].height if row.kind == "source" else 0
        if y - row.height - kept < BOTTOM:
            close_page(doc, ink, structure=attestation.structure, number=number)
            ink, number = doc.ink(), number + 1
            y = draw_again(ink, TITLE, attestation.nom)
        y = _draw_row(ink, y, row)
    draw_signature(ink, y, why=_WHY, commune=attestation.commune, le=attestation.le)
    close_page(doc, ink, structure=attestation.structure, number=number)
    return doc.finish()


def _draw_opening(ink: Ink, attestation: AttestationPresence) -> float:
    """Who attests, of whom, in what parcours, how many hours over what period."""
    y = draw_head(ink, TITLE, attestation.structure, attestation.coordonnees)
    who = attestation.structure or "soussignée"
    y = draw_words(ink, y, f"La structure {who} atteste de la présence de\u00a0:")
    y = draw_person(ink, y, attestation.nom, attestation.naissance)
    return draw_words(ink, y - 4, _count(attestation))


def _rows(attestation: AttestationPresence) -> Iterator[_Row]:
    for source in attestation.sources:
        yield _Row("source", source.titre, right=heures_texte(source.minutes))
        yield from _lines(source)
    if attestation.sources:
        yield _Row("total", "Total", right=heures_texte(attestation.minutes))


def _lines(source: Source) -> Iterator[_Row]:
    for one in source.lignes:
        what = BODY.wrapped(one.quoi, INNER - _WHAT - _LENGTH)
        yield _Row("ligne", one.jour, what, one.duree)
    if source.remarque:
        yield _Row("remarque", source.remarque)


def _draw_row(ink: Ink, y: float, row: _Row) -> float:
    style = {"source": HEAD, "total": STRONG, "remarque": SMALL}.get(row.kind, BODY)
    base = y - row.height + 4 + _STEP * max(0, len(row.middle) - 1)
    if row.kind == "total":
        ink.rule(MARGIN, base + 15, INNER, colour=LINE)
    if row.kind == "source":
        ink.rule(MARGIN, base - 5, INNER, colour=LINE)
    room = _WHAT - 8 if row.middle else INNER - _LENGTH
    ink.write(MARGIN, base, ellipsis(row.left, style, room), style)
    for at, words in enumerate(row.middle):
        ink.write(MARGIN + _WHAT, base - at * _STEP, words, style)
    length = STRONG if row.kind == "source" else style
    ink.write_right(WIDTH - MARGIN, base, row.right, length)
    return y - row.height - (5 if row.kind == "source" else 0)


def _count(attestation: AttestationPresence) -> str:
    within = f" dans le parcours «\u00a0{attestation.dispositif}\u00a0»"
    where = within if attestation.dispositif else ""
    period = said_period(attestation.periode)
    if not attestation.sources:
        return f"Aucune heure n’est notée{where}{period}."
    return f"Présence de {heures_texte(attestation.minutes)}{where}{period}, soit\u00a0:"
