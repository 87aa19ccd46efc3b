"""Whose an FSE+ questionnaire is, on its first page and on the next ones: a sheet that strays finds
its way back, the blank one too."""

from models.suivis.papier_fse import Papier
from reports.blocks import union
from reports.document import HEIGHT, INNER, MARGIN, WIDTH, offset, span
from reports.ink import LINE, MM, SECONDARY, Ink, Style
from reports.marks import ellipsis, shortened
from reports.wording import NBSP, short_date

_TITLE, _NAME = Style(20, 25, bold=True), Style(14, 18, bold=True)
_STRONG, _BODY = Style(10.5, 13.5, bold=True), Style(11, 14)
_SMALL, _FINE = Style(9, 11.5, SECONDARY), Style(8, 10, SECONDARY)
_LABEL = Style(8, 10.6, SECONDARY)
TITLES = {
    "entree": "Questionnaire d’entrée",
    "sortie": "Questionnaire de sortie",
    "six_mois": "Questionnaire à six mois",
}
_WHY = (
    "Ces questions sont posées à toute personne accompagnée avec l’aide du Fonds social européen "
    "plus (FSE+). Ce que vous y répondez, ou non, ne change rien à votre accompagnement."
)
_FOOT = "Document de travail\u00a0: la saisie dans Ma Démarche FSE+ fait foi."


def draw_head(ink: Ink, papier: Papier) -> float:
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
    ink.write(MARGIN, y, TITLES[papier.moment.code], _TITLE)
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
    name = shortened(papier.nom, _NAME, INNER, lines=2)
    ink.write_lines(MARGIN, y - 12, name, style=_NAME)
    y -= (len(name) - 1) * _NAME.leading
    told = [f"né·e le {papier.naissance}" if papier.naissance else ""]
    told += [f"entrée le {short_date(papier.entree_le)}" if papier.entree_le else ""]
    told += [f"sortie le {short_date(papier.sortie_le)}" if papier.sortie_le else ""]
    said = " · ".join(filter(None, told))
    ink.write(MARGIN, y - 26, said[:1].upper() + said[1:], _SMALL)
    ink.rule(MARGIN, y - 34, INNER, colour=LINE)
    return y - 45


def draw_reminder(ink: Ink, papier: Papier) -> float:
    """The head of the next pages: a sheet that strays finds its way back."""
    top = HEIGHT - MARGIN
    union.draw_union(ink, WIDTH - MARGIN, top)
    room = INNER - union.width() - 16
    title = f"{TITLES[papier.moment.code]} (suite)"
    if papier.nom:
        name = shortened(papier.nom, _STRONG, room, lines=2)
        ink.write_lines(MARGIN, top - 12, name, style=_STRONG)
        ink.write(MARGIN, top - 13 - len(name) * 13, ellipsis(title, _SMALL, room), _SMALL)
    else:
        ink.write(MARGIN, top - 12, ellipsis(title, _STRONG, room), _STRONG)
        label = "NOM et prénom"
        left = MARGIN + _LABEL.width(label) + 6
        ink.write(MARGIN, top - union.TALL + 2, label, _LABEL)
        ink.rule(left, top - union.TALL, MARGIN + room - left)
    return top - union.TALL - 16


def draw_foot(ink: Ink, papier: Papier, page: str) -> None:
    ink.write_right(WIDTH - MARGIN, 9 * MM, page, _FINE)
    room = INNER - _FINE.width(page) - 16
    words = f"{papier.structure} · {_FOOT}" if papier.structure else _FOOT
    ink.write(MARGIN, 9 * MM, ellipsis(words, _FINE, room), _FINE)
