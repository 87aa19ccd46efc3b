"""The recovery key on one page, to be sealed in an envelope."""

import datetime as dt

from reports.document import HEIGHT, INNER, MARGIN, WIDTH, Document, one_at_a_time
from reports.ink import ACCENT, ATTENTION, BORDER, MM, PAPER, SECONDARY, SOFT, Ink, Style
from reports.marks import shortened
from reports.qr import draw_qr
from reports.wording import NBSP, long_date

_TITLE = Style(24, 30, bold=True)
_SECTION = Style(12.5, 16, ACCENT, bold=True)
_BODY = Style(11, 15)
_STRONG = Style(11, 15, bold=True)
_SMALL = Style(9, 12, SECONDARY)
_KEY = Style(18, 34, bold=True)
_CODE = 30 * MM
_QUIET = 5 * MM
_CARD = _CODE + 2 * _QUIET
_GROUP, _A_LINE = 6, 3

_WHAT = (
    "Cette clé rouvre la base le jour où plus personne ne retrouve son mot de passe, ou si "
    "l’ordinateur est perdu et qu’il reste une sauvegarde. Elle donne accès à tout, notes "
    "comprises. Elle n’existe que sur cette feuille."
)
_WHERE = (
    "Dans une enveloppe fermée, datée et signée sur le rabat, remise à la direction.",
    "Dans un endroit qui ferme à clé, ailleurs que l’ordinateur et que les sauvegardes.",
    "Sans photo, sans copie, sans courriel.",
)
_USE = (
    f"Sur l’écran d’ouverture, choisir «{NBSP}Mot de passe oublié{NBSP}», puis taper la clé.",
    f"Tirets et minuscules sont sans importance{NBSP}; O vaut 0, I et L valent 1.",
    "Ensuite, imprimer une nouvelle clé et détruire cette feuille.",
)


@one_at_a_time
def cle_de_secours(*, structure: str, cle: str, base: str, jour: dt.date) -> bytes:
    """One page: what the key is, where to keep it, the key in large groups and as a code."""
    title = "Clé de secours"
    doc = Document(title, structure=structure, subject=base, day=jour)
    ink = doc.ink()
    y = _draw_head(ink, title, structure, base=base, jour=jour)
    y = _draw_text(ink, y, _WHAT)
    y = _draw_key(ink, y - 10, cle)
    y = _draw_list(ink, y - 12, "Où la garder", _WHERE)
    y = _draw_list(ink, y - 12, "Le jour où il faut s’en servir", _USE)
    _draw_seal(ink, y - 12)
    doc.add_page(ink, bookmark=title)
    return doc.finish()


def groups(cle: str) -> list[str]:
    """The key in groups of six, whatever separates them in `cle`."""
    signs = "".join(char for char in cle.upper() if char not in "- \u00a0\n\t")
    return [signs[n : n + _GROUP] for n in range(0, len(signs), _GROUP)]


def _draw_head(ink: Ink, title: str, structure: str, *, base: str, jour: dt.date) -> float:
    y = HEIGHT - MARGIN
    ink.write(MARGIN, y - 20, title, _TITLE)
    day = long_date(jour)
    ink.write_right(WIDTH - MARGIN, y - 20, day, _SMALL)
    y -= 20 + _TITLE.leading - 8
    for string, style in ((structure, _STRONG), (base, _SMALL)):
        for line in shortened(string, style, INNER, lines=2):
            ink.write(MARGIN, y, line, style)
            y -= style.leading
    ink.rule(MARGIN, y, INNER, colour=ACCENT)
    return y - 10


def _draw_text(ink: Ink, y: float, text: str) -> float:
    lines = list(_BODY.wrapped(text, INNER))
    ink.write_lines(MARGIN, y - _BODY.size, lines, style=_BODY)
    return y - len(lines) * _BODY.leading


def _draw_key(ink: Ink, y: float, cle: str) -> float:
    """The key by the eye on the left, by a camera on the right."""
    found = groups(cle)
    rows = [found[n : n + _A_LINE] for n in range(0, len(found), _A_LINE)]
    tall = max(_CARD, len(rows) * _KEY.leading + 36)
    ink.frame(MARGIN, y - tall, INNER, tall, radius=8, border=ACCENT, fill=SOFT, line=1)
    side = MARGIN + INNER - _CARD
    ink.frame(side + 4, y - tall / 2 - _CARD / 2 + 4, _CARD - 8, _CARD - 8, border=None, fill=PAPER)
    draw_qr(ink, "-".join(found), side + _QUIET, y - tall / 2 - _CODE / 2, side=_CODE)
    width = (INNER - _CARD - 28) / _A_LINE
    base = y - tall / 2 + (len(rows) - 1) * _KEY.leading / 2 - _KEY.size * 0.36
    for n, row in enumerate(rows):
        for k, group in enumerate(row):
            _draw_group(ink, group, MARGIN + 18 + k * width, base - n * _KEY.leading, width - 14)
    return y - tall


def _draw_group(ink: Ink, group: str, x: float, y: float, width: float) -> None:
    """Each sign in the middle of a cell of its own, as a typewriter would."""
    cell = width / _GROUP
    for n, char in enumerate(group):
        ink.write(x + (n + 0.5) * cell - _KEY.width(char) / 2, y, char, _KEY)
    ink.rule(x, y - 6, width, colour=BORDER)


def _draw_list(ink: Ink, y: float, title: str, items: tuple[str, ...]) -> float:
    ink.write(MARGIN, y - _SECTION.size, title, _SECTION)
    y -= _SECTION.leading + 6
    for number, item in enumerate(items, 1):
        lines = list(_BODY.wrapped(item, INNER - 20))
        ink.write(MARGIN, y - _BODY.size, f"{number}.", _STRONG.in_colour(ACCENT))
        ink.write_lines(MARGIN + 20, y - _BODY.size, lines, style=_BODY)
        y -= len(lines) * _BODY.leading + 3
    return y


def _draw_seal(ink: Ink, y: float) -> None:
    """Who put it away, and when: written by hand, on the sheet before the envelope is closed."""
    tall = 32 * MM
    ink.frame(MARGIN, y - tall, INNER, tall)
    ink.write(MARGIN + 10, y - 16, "Mise sous enveloppe", _STRONG)
    third = (INNER - 20) / 3
    for n, word in enumerate(("le", "par", "remise à")):
        x = MARGIN + 10 + n * third
        ink.write(x, y - 38, word, _SMALL)
        start = _SMALL.width(word) + 5
        ink.rule(x + start, y - 40, third - start - 10)
    ink.write(MARGIN + 10, y - 62, "Signature", _SMALL)
    warning = f"Qui tient cette feuille lit tout{NBSP}: la traiter comme la clé d’un coffre."
    ink.write(MARGIN, y - tall - 18, warning, _STRONG.in_colour(ATTENTION))
