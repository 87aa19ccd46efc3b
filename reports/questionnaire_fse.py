"""The FSE+ questionnaire to be signed: blank or with what is known, one or many in a booklet."""

from collections.abc import Sequence

from models.suivis.papier_fse import Ligne, Papier
from reports.blocks import Signature, Signatures, union
from reports.document import (
    COLUMNS,
    GUTTER,
    HEIGHT,
    INNER,
    MARGIN,
    WIDTH,
    Document,
    offset,
    one_at_a_time,
    span,
)
from reports.ink import ACCENT, LINE, MM, SECONDARY, Ink, Style
from reports.layout import NORMAL, Annexe, Stamp
from reports.marks import draw_tick_box, ellipsis, shortened
from reports.wording import NBSP, short_date

_TITLE, _STRONG = Style(20, 25, bold=True), Style(10.5, 13.5, bold=True)
_CHOICE, _NAME = Style(10, 13), Style(14, 18, bold=True)
_BODY, _SMALL, _FINE = Style(11, 14), Style(9, 11.5, SECONDARY), Style(8, 10, SECONDARY)
_SECTION, _LABEL = Style(11.5, 14, ACCENT, bold=True), Style(8, 10.6, SECONDARY)
_TICK = 14.6  # a little more than 5 mm
_GAP, _AFTER = 4.5, 10.0  # between a box and its words, then the next box
_PITCH = _TICK + 3.5  # from one row of boxes to the next
_BETWEEN = 7.0  # under each question
_BOTTOM = 15 * MM
_THIRD = 4  # columns of the grid
_ASKED = 236.0  # kept for a question beside its boxes
_FIELD = 28.0
_TITLES = {
    "entree": "Questionnaire d’entrée",
    "sortie": "Questionnaire de sortie",
    "six_mois": "Questionnaire à six mois",
}
_WHY = (
    "Ces questions sont posées à toute personne accompagnée avec l’aide du Fonds social européen "
    "plus (FSE+). Ce que vous y répondez, ou non, ne change rien à votre accompagnement."
)
_AGREED = "J’ai lu les réponses qui sont sur cette feuille, et elles sont exactes."
_FOOT = "Document de travail\u00a0: la saisie dans Ma Démarche FSE+ fait foi."


@one_at_a_time
def questionnaires_pdf(papiers: Sequence[Papier]) -> bytes:
    """Each begins on a page of its own, with its own numbers of pages."""
    first, alone = papiers[0], len(papiers) == 1
    title = _TITLES[first.moment.code] if alone else "Questionnaires FSE+"
    doc = Document(title, structure=first.structure, subject=first.operation, day=first.le)
    for papier in papiers:
        pages = _Pages(doc, papier).drawn()
        for n, ink in enumerate(pages, start=1):
            _foot(ink, papier, f"page {n} / {len(pages)}")
            mark = f"{papier.nom or 'Vierge'}, {papier.moment.libelle.lower()}"
            doc.add_page(ink, bookmark="" if n > 1 or alone else mark)
    return doc.finish()


class _Pages:
    """The pages of one questionnaire, filled downwards."""

    def __init__(self, doc: Document, papier: Papier) -> None:
        self._doc, self._papier = doc, papier
        self._done: list[Ink] = []
        self._ink = doc.ink()
        self._y = _draw_head(self._ink, papier)

    def drawn(self) -> list[Ink]:
        for title, lines in self._papier.groupes:
            self._draw_group(title, lines)
        self._sign()
        return [*self._done, self._ink]

    def _need(self, height: float) -> None:
        if self._y - height < _BOTTOM:
            self._done.append(self._ink)
            self._ink = self._doc.ink()
            self._y = _draw_reminder(self._ink, self._papier)

    def _draw_group(self, title: str, lines: Sequence[Ligne]) -> None:
        """One question says by itself what it is about: it goes without a title."""
        rows = _rows(lines)
        if len(lines) > 1:
            self._need(_SECTION.leading + 12 + _height(rows[0]))
            self._y -= _SECTION.leading
            self._ink.write(MARGIN, self._y, title, _SECTION)
            self._ink.rule(MARGIN, self._y - 4, INNER, colour=ACCENT)
            self._y -= 10
        for row in rows:
            tall = _height(row)
            self._need(tall)
            _draw_row(self._ink, row, self._y)
            self._y -= tall
        self._y -= 2

    def _sign(self) -> None:
        """The person, a parent of who is a minor, and who asked the questions."""
        who = [Signature("La personne", self._papier.nom, place=self._papier.commune)]
        if self._papier.mineur:
            who.append(Signature("Son représentant légal", place=self._papier.commune))
        who.append(Signature("Pour la structure", place=self._papier.commune))
        block = Signatures(NORMAL, who)
        block.height = block.least()
        self._need(block.height + 2 * _BODY.leading)
        self._ink.write(MARGIN, self._y - _BODY.size - 2, _AGREED, _BODY)
        self._y -= _BODY.leading + 10
        block.settle(Annexe())
        block.draw(self._ink, self._y, Stamp(self._ink, self._y))
        self._y -= block.height


Row = tuple[Ligne, ...]
Cells = list[tuple[int, tuple[str, bool]]]


def _rows(lines: Sequence[Ligne]) -> list[Row]:
    """Fields to write in side by side, as many as hold; a question with boxes has its own row."""
    rows: list[Row] = []
    for line in lines:
        last = rows[-1] if rows else ()
        beside = bool(last) and not line.choix and not last[0].choix
        if beside and sum(map(_columns, (*last, line))) <= COLUMNS:
            rows[-1] = (*last, line)
        else:
            rows.append((line,))
    return rows


def _columns(line: Ligne) -> int:
    """How many columns of the grid a field takes."""
    wide = max(_LABEL.width(_named(line)), _BODY.width(line.texte))
    return next((n for n in (_THIRD, 2 * _THIRD) if wide <= span(n)), COLUMNS)


def _named(line: Ligne) -> str:
    return f"{line.libelle} ({line.condition})" if line.condition else line.libelle


def _height(row: Row) -> float:
    line = row[0]
    if not line.choix:
        return _FIELD
    label = len(_label(line)) * _BODY.leading
    if _is_short(line):
        return max(label, _TICK) + _BETWEEN
    return label + 3 + len(_cells(line)) * _PITCH + _BETWEEN - 3


def _draw_row(ink: Ink, row: Row, top: float) -> None:
    if not row[0].choix:
        at = 0
        for line in row:
            _draw_field(ink, line, MARGIN + offset(at), top, width=span(_columns(line)))
            at += _columns(line)
    elif _is_short(row[0]):
        _draw_short(ink, row[0], top)
    else:
        _draw_long(ink, row[0], top)


def _draw_field(ink: Ink, line: Ligne, x: float, top: float, *, width: float) -> None:
    """A label above what is known, or above a line to write on."""
    ink.write(x, top - 8, ellipsis(_named(line), _LABEL, width), _LABEL)
    if line.texte:
        ink.write(x, top - 21, ellipsis(line.texte, _BODY, width), _BODY)
    else:
        ink.rule(x, top - 24, width)


def _draw_short(ink: Ink, line: Ligne, top: float) -> None:
    """Few words to choose from: beside the question."""
    label = _label(line)
    base = top - (10.5 if len(label) == 1 else 8)
    for n, (words, style) in enumerate(label):
        ink.write(MARGIN, base - n * _BODY.leading, words, style)
    x = MARGIN + _ASKED + GUTTER
    for words, ticked in line.choix:
        x = _draw_choice(ink, words, x, top, ticked=ticked)


def _draw_long(ink: Ink, line: Ligne, top: float) -> None:
    """The choices under the question, on the grid."""
    label = _label(line)
    for n, (words, style) in enumerate(label):
        ink.write(MARGIN, top - 10.5 - n * _BODY.leading, words, style)
    y = top - len(label) * _BODY.leading - 3
    for cells in _cells(line):
        for at, (words, ticked) in cells:
            _draw_choice(ink, words, MARGIN + offset(at), y, ticked=ticked)
        y -= _PITCH


def _draw_choice(ink: Ink, words: str, x: float, top: float, *, ticked: bool) -> float:
    """A box and its words; returns where the next box begins."""
    draw_tick_box(ink, x, top - _TICK, _TICK, ticked=ticked)
    base = top - _TICK / 2 - _CHOICE.size * 0.36
    ink.write(x + _TICK + _GAP, base, words, _CHOICE)
    return x + _TICK + _GAP + _CHOICE.width(words) + _AFTER


def _cells(line: Ligne) -> list[Cells]:
    """The choices with the column where each begins: by thirds or by halves, the fewer rows."""
    thirds, halves = ((_THIRD, 2 * _THIRD), (COLUMNS // 2,))
    return min((_placed(line, steps) for steps in (thirds, halves)), key=len)


def _placed(line: Ligne, steps: Sequence[int]) -> list[Cells]:
    rows: list[Cells] = [[]]
    at = 0
    for choice in line.choix:
        wide = _TICK + _GAP + _CHOICE.width(choice[0])
        taken = next((n for n in steps if wide <= span(n)), COLUMNS)
        if at + taken > COLUMNS:
            rows.append([])
            at = 0
        rows[-1].append((at, choice))
        at += taken
    return rows


def _is_short(line: Ligne) -> bool:
    """Whether the choices hold beside the question."""
    taken = sum(_TICK + _GAP + _CHOICE.width(words) + _AFTER for words, _ in line.choix) - _AFTER
    return taken <= INNER - _ASKED - GUTTER


def _label(line: Ligne) -> list[tuple[str, Style]]:
    """The question on its lines, then when it is asked."""
    room = _ASKED if _is_short(line) else INNER
    more = " (plusieurs réponses possibles)" if line.plusieurs else ""
    found = [(words, _STRONG) for words in _STRONG.wrapped(line.libelle + more, room)]
    when = _LABEL.wrapped(f"À remplir {line.condition}.", room) if line.condition else ()
    return [*found, *((words, _LABEL) for words in when)]


def _draw_head(ink: Ink, papier: Papier) -> float:
    """Whose paper it is, the mark of the Union, what it is, of whom, and why."""
    top = HEIGHT - MARGIN
    union.draw_union(ink, WIDTH - MARGIN, top)
    room = INNER - union.width() - 16
    y = top - 10
    for words in shortened(papier.structure, _STRONG, room, lines=2):
        ink.write(MARGIN, y, words, _STRONG)
        y -= _STRONG.leading
    for words in papier.coordonnees[:3]:
        ink.write(MARGIN, y, ellipsis(words, _SMALL, room), _SMALL)
        y -= _SMALL.leading
    y = min(y, top - union.TALL) - 22
    ink.write(MARGIN, y, _TITLES[papier.moment.code], _TITLE)
    y -= 18
    operation = f"Opération FSE+ n°{NBSP}{papier.numero}, {papier.operation}"
    for words in shortened(operation, _BODY, INNER, lines=2):
        ink.write(MARGIN, y, words, _BODY)
        y -= _BODY.leading
    y = _draw_person(ink, papier, y - 4)
    for words in _SMALL.wrapped(_WHY, INNER):
        ink.write(MARGIN, y, words, _SMALL)
        y -= _SMALL.leading
    return y - 4


def _draw_person(ink: Ink, papier: Papier, y: float) -> float:
    """Her name and her days; lines to write them where nobody is named."""
    if not papier.nom:
        for x, label, wide in ((0, "NOM et prénom", span(8)), (8, "Né·e le", span(4))):
            ink.write(MARGIN + offset(x), y - 4, label, _LABEL)
            ink.rule(MARGIN + offset(x), y - 22, wide)
        return y - 38
    ink.rule(MARGIN, y + 4, INNER, colour=LINE)
    ink.write(MARGIN, y - 12, ellipsis(papier.nom, _NAME, INNER), _NAME)
    told = [f"né·e le {papier.naissance}" if papier.naissance else ""]
    told += [f"entrée le {short_date(papier.entree_le)}" if papier.entree_le else ""]
    told += [f"sortie le {short_date(papier.sortie_le)}" if papier.sortie_le else ""]
    said = " · ".join(filter(None, told))
    ink.write(MARGIN, y - 26, said[:1].upper() + said[1:], _SMALL)
    ink.rule(MARGIN, y - 34, INNER, colour=LINE)
    return y - 45


def _draw_reminder(ink: Ink, papier: Papier) -> float:
    """The head of the next pages: a sheet that strays finds its way back."""
    top = HEIGHT - MARGIN
    union.draw_union(ink, WIDTH - MARGIN, top)
    room = INNER - union.width() - 16
    title = f"{_TITLES[papier.moment.code]} (suite)"
    ink.write(MARGIN, top - 12, ellipsis(papier.nom or title, _STRONG, room), _STRONG)
    ink.write(MARGIN, top - 26, ellipsis(title, _SMALL, room), _SMALL)
    return top - union.TALL - 16


def _foot(ink: Ink, papier: Papier, page: str) -> None:
    ink.write_right(WIDTH - MARGIN, 9 * MM, page, _FINE)
    room = INNER - _FINE.width(page) - 16
    words = f"{papier.structure} · {_FOOT}" if papier.structure else _FOOT
    ink.write(MARGIN, 9 * MM, ellipsis(words, _FINE, room), _FINE)
