"""The pages of a fiche: which section goes where, what is cut, and the annexe."""

import itertools
import math
from collections.abc import Iterator

from models.prescriptions.contenu import FicheContenu
from reports import layout
from reports.blocks import Title
from reports.document import INNER, MARGIN, Document
from reports.fiche_prescription.letterhead import (
    TOP,
    draw_foot,
    draw_letterhead,
    draw_reminder,
    head,
)
from reports.fiche_prescription.sections import Sections
from reports.ink import Ink
from reports.layout import CLOSE, LARGE, NORMAL, Annexe, Scale, Section, Stamp
from reports.wording import NBSP

Page = list[Section]


def add_fiche(doc: Document, contenu: FicheContenu, *, large: bool, bookmark: str = "") -> None:
    """Add the pages of one fiche to a document."""
    scale = LARGE if large else NORMAL
    pages = _large_pages(contenu) if large else _normal_pages(contenu)
    pages = [part for page in pages for part in layout.paginate(page, _room(scale))]
    annexe = _settle(pages, scale)
    annexes = list(_annexe_pages(annexe, scale))
    total = len(pages) + len(annexes)
    announced = f"Annexe{NBSP}: page{NBSP}{len(pages) + 1}" if annexes else ""
    for n, page in enumerate(pages, 1):
        ink = doc.ink()
        if n == 1:
            draw_letterhead(ink, contenu, scale, annexe=announced)
        else:
            draw_reminder(ink, contenu, scale)
        layout.draw(page, ink, TOP - head(scale))
        _close(doc, ink, contenu, scale=scale, page=(n, total), bookmark=bookmark if n == 1 else "")
    for n, lines in enumerate(annexes, len(pages) + 1):
        ink = doc.ink()
        draw_reminder(ink, contenu, scale)
        _draw_annexe(ink, lines, scale, first=n == len(pages) + 1)
        _close(doc, ink, contenu, scale=scale, page=(n, total))


def _settle(pages: list[Page], scale: Scale) -> Annexe:
    """Share each page between its blocks; returns what they could not show."""
    annexe = Annexe()
    for page in pages:
        layout.share(page, _room(scale))
        for block in itertools.chain.from_iterable(page):
            block.settle(annexe)
    return annexe


def _close(
    doc: Document,
    ink: Ink,
    contenu: FicheContenu,
    *,
    scale: Scale,
    page: tuple[int, int],
    bookmark: str = "",
) -> None:
    number, total = page
    draw_foot(ink, contenu, scale, page=f"page{NBSP}{number}/{total}")
    doc.add_page(ink, bookmark=bookmark)


def _normal_pages(contenu: FicheContenu) -> list[Page]:
    """Two pages: who and why, then project, agreement and signatures.

    When something would be cut, white is saved; when that is not enough either, the annexe opens.
    """
    usual, *others = _arrangements(Sections(contenu, NORMAL))
    if not _cut(usual):
        return usual
    pages = min([usual, *others], key=_cut)
    if not _cut(pages):
        return pages
    return min([pages, *_arrangements(Sections(contenu, CLOSE))], key=_cut)


def _arrangements(make: Sections) -> list[list[Page]]:
    """The usual one first; when a page is too full, some sections stand on the other."""
    first = [make.bandeau(), make.personne(), make.proposition(), make.situation()]
    words, last = make.expression(), make.engagement()
    freins, criteres, projet = make.freins(), make.criteres(), make.projet()
    return [
        [[*first, criteres, freins], [words, projet, last]],
        [[*first, freins], [words, projet, criteres, last]],
        [[*first, criteres], [freins, words, projet, last]],
        [first, [freins, words, projet, criteres, last]],
        [[*first, criteres, projet], [freins, words, last]],
        [[*first, projet], [freins, words, criteres, last]],
    ]


def _large_pages(contenu: FicheContenu) -> list[Page]:
    """Four pages, two sheets: large characters want the room of two small ones."""
    make = Sections(contenu, LARGE)
    bandeau, personne, proposition = make.bandeau(), make.personne(), make.proposition()
    first = [bandeau, personne, proposition]
    situation, criteres, freins = make.situation(), make.criteres(), make.freins()
    words, projet, last = make.expression(), make.projet(), make.engagement()
    arrangements: list[list[Page]] = [
        [first, [situation, criteres, freins], [words, projet], [last]],
        [first, [situation, criteres], [freins, words, projet], [last]],
        [first, [situation, criteres, freins], [words], [projet, last]],
        [first, [situation, freins], [words, projet], [criteres, last]],
        [[bandeau, personne, situation], [proposition, criteres, freins], [words, projet], [last]],
        [[bandeau, personne, situation], [proposition, criteres], [freins, words, projet], [last]],
    ]
    return min(arrangements, key=lambda pages: _cut(pages, LARGE))


def _cut(pages: list[Page], scale: Scale = NORMAL) -> float:
    """How much would be cut, in height; endless when a page cannot hold what nothing shortens."""
    room = _room(scale)
    if scale is NORMAL and not all(layout.fits(page, room) for page in pages):
        return math.inf
    return sum(max(0.0, layout.lacking(page, room)) for page in pages)


Line = tuple[str, bool]


def _annexe_pages(annexe: Annexe, scale: Scale) -> Iterator[list[Line]]:
    """The lines of each page of the annexe; True for a heading."""
    room = int((_room(scale) - Title(scale, "").least()) / scale.body.leading)
    page: list[Line] = []
    for line, heading in _annexe_lines(annexe, scale):
        if len(page) >= room - (2 if heading else 0):
            yield page
            page = []
        if page or line:
            page.append((line, heading))
    if page:
        yield page


def _annexe_lines(annexe: Annexe, scale: Scale) -> Iterator[Line]:
    for number, (label, value) in enumerate(annexe.items, 1):
        for line in scale.strong.wrapped(f"{number}. {label}", INNER):
            yield line, True
        for line in scale.body.wrapped(value, INNER):
            yield line, False
        yield "", False


def _draw_annexe(ink: Ink, lines: list[Line], scale: Scale, *, first: bool) -> None:
    y = TOP - head(scale)
    title = Title(scale, "Annexe" if first else "Annexe (suite)")
    title.height = title.least()
    stamp = Stamp(ink, y)
    title.draw(ink, y, stamp)
    stamp.press()
    y -= title.least() + scale.body.size
    for line, heading in lines:
        style = scale.strong if heading else scale.body
        ink.write_lines(MARGIN, y, [line], style=style, width=INNER)
        y -= scale.body.leading


def _room(scale: Scale) -> float:
    """The height that a page offers between its head and its foot."""
    return TOP - head(scale) - MARGIN
