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
    Document,
    offset,
    one_at_a_time,
    span,
)
from reports.entete_fse import TITLES, draw_foot, draw_head, draw_reminder
from reports.ink import ACCENT, MM, SECONDARY, Ink, Style
from reports.layout import NORMAL, Annexe, Stamp
from reports.marks import draw_tick_box, ellipsis

_STRONG, _BODY, _CHOICE = Style(10.5, 13.5, bold=True), Style(11, 14), Style(10, 13)
_SECTION, _LABEL = Style(11.5, 14, ACCENT, bold=True), Style(8, 10.6, SECONDARY)
_TICK = 14.6  # a little more than 5 mm
_GAP, _AFTER = 4.5, 10.0  # between a box and its words, then the next box
_PITCH = _TICK + 3.5  # from one row of boxes to the next
_BETWEEN = 7.0  # under each question
_BOTTOM = 15 * MM
_MOST = HEIGHT - 2 * MARGIN - union.TALL - 40  # that holds on a page of its own
_THIRD = 4  # columns of the grid
_ASKED = 236.0  # kept for a question beside its boxes
_FIELD = 28.0
_AGREED = "J’ai lu les réponses qui sont sur cette feuille, et elles sont exactes."


@one_at_a_time
def questionnaires_pdf(papiers: Sequence[Papier]) -> bytes:
    """Each begins on a page of its own, with its own numbers of pages."""
    first, alone = papiers[0], len(papiers) == 1
    title = TITLES[first.moment.code] if alone else "Questionnaires FSE+"
    doc = Document(title, structure=first.structure, subject=first.operation, day=first.le)
    for papier in papiers:
        pages = _Pages(doc, papier).drawn()
        for n, ink in enumerate(pages, start=1):
            draw_foot(ink, papier, f"page {n} / {len(pages)}")
            mark = f"{papier.nom or 'Vierge'}, {papier.moment.libelle.lower()}"
            doc.add_page(ink, bookmark="" if n > 1 or alone else mark)
    return doc.finish()


class _Pages:
    """The pages of one questionnaire, filled downwards."""

    def __init__(self, doc: Document, papier: Papier) -> None:
        self._doc, self._papier = doc, papier
        self._done: list[Ink] = []
        self._ink = doc.ink()
        self._y = draw_head(self._ink, papier)

    def drawn(self) -> list[Ink]:
        """The signatures go with the last group: what is signed is on the page above them."""
        block = self._signatures()
        signed = block.height + 2 * _BODY.leading
        for at, (title, lines) in enumerate(self._papier.groupes, start=1):
            self._draw_group(title, lines, kept=signed if at == len(self._papier.groupes) else 0)
        self._sign(block)
        return [*self._done, self._ink]

    def _need(self, height: float) -> None:
        if self._y - height < _BOTTOM:
            self._done.append(self._ink)
            self._ink = self._doc.ink()
            self._y = draw_reminder(self._ink, self._papier)

    def _draw_group(self, title: str, lines: Sequence[Ligne], *, kept: float) -> None:
        """One question says by itself what it is about: it goes without a title.

        `kept`: what has to follow on the same page, if the whole holds there.
        """
        rows = _rows(lines)
        whole = _SECTION.leading + 12 + sum(_height(row) for row in rows) + kept
        if kept and whole < _MOST:
            self._need(whole)
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

    def _signatures(self) -> Signatures:
        """The person, a parent of who is a minor, and who asked the questions."""
        who = [Signature("La personne", self._papier.nom, place=self._papier.commune)]
        if self._papier.mineur:
            who.append(Signature("Son représentant légal", place=self._papier.commune))
        who.append(Signature("Pour la structure", place=self._papier.commune))
        block = Signatures(NORMAL, who)
        block.height = block.least()
        return block

    def _sign(self, block: Signatures) -> None:
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
