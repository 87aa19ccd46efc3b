"""What a new référent is given: the list of whom she takes over, then one page for each person."""

from collections.abc import Sequence

from models.base.listing import as_text, several
from models.suivis.dossier_passation import Dossier, Passation
from reports.document import HEIGHT, INNER, MARGIN, WIDTH, Document, one_at_a_time
from reports.ink import ACCENT, LINE, MM, SECONDARY, Style
from reports.marks import ellipsis, shortened
from reports.wording import NBSP, long_date

_TITLE, _NAME = Style(22, 28, bold=True), Style(18, 24, bold=True)
_LONG_NAME = Style(14, 18, bold=True)
_BODY, _STRONG = Style(11, 15), Style(11, 15, bold=True)
_SMALL, _FINE = Style(9, 12, SECONDARY), Style(8, 10, SECONDARY)
_HEAD = Style(11.5, 14, ACCENT, bold=True)
_BOTTOM = 22 * MM
_INDENT = 11.0
_RULE = 21.0  # from line to line where one writes by hand
_HAND = 5  # lines that are kept for it, when there is room
_COLUMNS = ((0.0, "Personne"), (0.42, "Où elle en est"), (0.77, "Prochain rendez-vous"))
_WHY = (
    "Ces pages ne reprennent aucune note\u00a0: elles se lisent dans le programme, par qui en a "
    "le droit. Rangez-les dans un endroit fermé à clé, et détruisez-les une fois le relais pris."
)


@one_at_a_time
def passation_pdf(passation: Passation) -> bytes:
    """A title page that lists everybody, then one page per person (two when much was promised)."""
    doc = Document("Passation des suivis", structure=passation.structure, day=passation.le)
    pages = _Pages(doc, passation)
    _draw_list(pages)
    for dossier in passation.dossiers:
        _draw_dossier(pages, dossier)
    pages.close()
    return doc.finish()


class _Pages:
    """The page that is drawn on, how far down; another one is begun when it is full."""

    def __init__(self, doc: Document, passation: Passation) -> None:
        self.doc, self.passation = doc, passation
        self.ink, self.y = doc.ink(), HEIGHT - MARGIN
        self.number, self.title, self._mark = 1, "", "Liste"

    def begin(self, title: str) -> None:
        """A new page, for somebody else."""
        self.close()
        self.number += 1
        self.ink, self.y = self.doc.ink(), HEIGHT - MARGIN
        self.title = self._mark = title

    def room(self, height: float) -> None:
        """Go on at the top of another page if so much is not left on this one."""
        if self.y - height >= _BOTTOM:
            return
        title = self.title
        self.begin(title)
        self._mark = ""
        said = f"{title} (suite)" if title else "Liste (suite)"
        self.ink.write(MARGIN, self.y - 12, ellipsis(said, _STRONG, INNER), _STRONG)
        self.y -= 30

    def lines(self, words: str, style: Style, *, left: float = 0.0) -> None:
        for line in style.wrapped(words, INNER - left):
            self.room(style.leading)
            self.ink.write(MARGIN + left, self.y - style.size, line, style)
            self.y -= style.leading

    def close(self) -> None:
        ink = self.ink
        said = f"{self.passation.structure} · passation du {as_text(self.passation.le)}"
        ink.write(MARGIN, 10 * MM, ellipsis(said, _FINE, INNER - 90), _FINE)
        right = WIDTH - MARGIN - _FINE.width("00")
        ink.write_right(right, 10 * MM, f"page {self.number} /{NBSP}", _FINE)
        self.doc.write_total(ink, right, 10 * MM, _FINE)
        self.doc.add_page(ink, bookmark=self._mark)


def _draw_list(pages: _Pages) -> None:
    passation, ink = pages.passation, pages.ink
    for line in shortened(passation.structure, _STRONG, INNER * 0.6, lines=2):
        ink.write(MARGIN, pages.y - 11, line, _STRONG)
        pages.y -= _STRONG.leading
    pages.y -= 22
    ink.write(MARGIN, pages.y - 20, "Passation des suivis", _TITLE)
    ink.rule(MARGIN, pages.y - 32, INNER, colour=ACCENT)
    pages.y -= 46
    pages.lines(_sentence(passation), _BODY)
    pages.y -= 8
    _draw_heads(pages)
    for at, one in enumerate(passation.dossiers):
        if pages.y - 19 < _BOTTOM:
            pages.room(40)
            _draw_heads(pages)
        _draw_row(pages, one, last=at == len(passation.dossiers) - 1)
    pages.y -= 12
    pages.lines(_WHY, _SMALL)


def _draw_heads(pages: _Pages) -> None:
    for part, words in _COLUMNS:
        pages.ink.write(MARGIN + part * INNER, pages.y - 9, words, _SMALL)
    pages.ink.rule(MARGIN, pages.y - 15, INNER, colour=LINE)
    pages.y -= 17


def _draw_row(pages: _Pages, one: Dossier, *, last: bool) -> None:
    coming = one.rendez_vous[0].partition(",")[0].partition(NBSP)[0] if one.rendez_vous else "—"
    words = (one.nom, one.etape, coming.removeprefix("le "))
    bounds = [part for part, _ in _COLUMNS] + [1.0]
    for at, said in enumerate(words):
        room = (bounds[at + 1] - bounds[at]) * INNER - 8
        style = _BODY if at else _STRONG
        pages.ink.write(MARGIN + bounds[at] * INNER, pages.y - 13, ellipsis(said, style, room),
                        style)  # fmt: skip
    if not last:
        pages.ink.rule(MARGIN, pages.y - 19, INNER, colour=LINE)
    pages.y -= 20


def _draw_dossier(pages: _Pages, one: Dossier) -> None:
    pages.begin(one.nom)
    ink = pages.ink
    room = INNER * 0.7
    style = _NAME if _NAME.width(one.nom) <= room else _LONG_NAME
    name = style.wrapped(one.nom, room)
    ink.write_lines(MARGIN, pages.y - 16, list(name), style=style)
    if one.telephone:
        ink.write_right(WIDTH - MARGIN, pages.y - 15, one.telephone, _STRONG)
    pages.y -= (len(name) - 1) * style.leading
    ink.rule(MARGIN, pages.y - 26, INNER, colour=ACCENT)
    pages.y -= 34
    pages.lines(f"{one.dispositif}, depuis le {as_text(one.depuis)}", _BODY)
    pages.lines(f"Suivi par {one.suivi_par} · dernier contact\u00a0: {one.dernier}", _SMALL)
    _draw_part(pages, "Où elle en est", (one.etape,), mark=False)
    _draw_part(pages, "Prochaines dates", one.rendez_vous, empty="Aucun rendez-vous n’est pris.")
    _draw_part(pages, "Ce qui a été promis", one.promesses, empty="Rien n’est en attente.")
    _draw_part(pages, "Freins", one.freins, empty="Aucun frein noté.")
    _draw_part(pages, "À faire", one.a_faire, empty="Rien d’autre ne presse.")
    _draw_hand(pages)


def _draw_part(
    pages: _Pages, title: str, found: Sequence[str], *, empty: str = "", mark: bool = True
) -> None:
    pages.y -= 14
    pages.room(_HEAD.leading + _BODY.leading)
    pages.ink.write(MARGIN, pages.y - 11, title, _HEAD)
    pages.y -= _HEAD.leading + 4
    if not found:
        pages.lines(empty, _SMALL)
    for words in found:
        left = _INDENT if mark else 0.0
        pages.room(_BODY.leading * len(_BODY.wrapped(words, INNER - left)))
        if mark:
            pages.ink.write(MARGIN, pages.y - 11, "•", _BODY)
        pages.lines(words, _BODY, left=left)


def _draw_hand(pages: _Pages) -> None:
    """Room to write what is said while the relay is passed."""
    pages.y -= 18
    if pages.y - _HEAD.leading - 2 * _RULE < _BOTTOM:
        return
    pages.ink.write(MARGIN, pages.y - 11, "À se dire", _HEAD)
    pages.y -= _HEAD.leading
    for _ in range(_HAND):
        if pages.y - _RULE < _BOTTOM:
            return
        pages.y -= _RULE
        pages.ink.rule(MARGIN, pages.y, INNER, colour=LINE)


def _sentence(passation: Passation) -> str:
    count = several(len(passation.dossiers), "suivi")
    if not passation.de:
        return f"{count} de {passation.pour}, au {long_date(passation.le)}."
    to = f"{count} confié{'s' if len(passation.dossiers) > 1 else ''} à {passation.pour}"
    until = f" jusqu’au {long_date(passation.au)}" if passation.au else ""
    link = "en l’absence de" if passation.au else "à la suite de"
    return f"{to}, {link} {passation.de}, à partir du {long_date(passation.du)}{until}."
