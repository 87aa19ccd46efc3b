"""What every attestation has: who attests, of whom, room for a hand and a stamp, numbered pages."""

import datetime as dt

from reports.document import HEIGHT, INNER, MARGIN, WIDTH, Document
from reports.ink import ACCENT, MM, SECONDARY, Ink, Style
from reports.marks import ellipsis, shortened
from reports.wording import NBSP, long_date

TITLE, NAME = Style(22, 28, bold=True), Style(14, 18, bold=True)
BODY, STRONG = Style(11, 15.5), Style(11, 15.5, bold=True)
SMALL, FINE = Style(9, 12, SECONDARY), Style(8, 10, SECONDARY)
HEAD = Style(9, 12, ACCENT, bold=True)
SIGN = 46 * MM  # what the signature asks for
BOTTOM = 20 * MM


def draw_head(ink: Ink, title: str, structure: str, coordonnees: tuple[str, ...]) -> float:
    """The structure, then the title over its rule; returns where to go on."""
    y = HEIGHT - MARGIN
    for line in shortened(structure, STRONG, INNER * 0.6, lines=2):
        ink.write(MARGIN, y - 11, line, STRONG)
        y -= STRONG.leading
    for words in coordonnees:
        for line in shortened(words, SMALL, INNER * 0.6, lines=3):
            ink.write(MARGIN, y - 11, line, SMALL)
            y -= SMALL.leading
    y -= 34
    ink.write(MARGIN, y - 20, title, TITLE)
    ink.rule(MARGIN, y - 32, INNER, colour=ACCENT)
    return y - 52


def draw_person(ink: Ink, y: float, nom: str, naissance: str) -> float:
    y = draw_words(ink, y - 8, nom, NAME)
    return draw_words(ink, y, f"Naissance{NBSP}: {naissance}") if naissance else y


def draw_words(ink: Ink, y: float, words: str, style: Style = BODY) -> float:
    """A paragraph across the page; returns where to go on."""
    for line in style.wrapped(words, INNER):
        ink.write(MARGIN, y, line, style)
        y -= style.leading
    return y


def draw_again(ink: Ink, title: str, nom: str) -> float:
    """The head of a page that goes on."""
    y = HEIGHT - MARGIN - 10
    words = f"{title} (suite)"
    ink.write(MARGIN, y, words, STRONG)
    left = MARGIN + STRONG.width(words) + 14
    ink.write_right(WIDTH - MARGIN, y, ellipsis(nom, BODY, WIDTH - MARGIN - left), BODY)
    return y - 24


def draw_signature(ink: Ink, y: float, *, why: str, commune: str, le: dt.date) -> None:
    """Where and when, then room for a hand and a stamp."""
    y = draw_words(ink, y - 14, why, SMALL)
    place = f"Fait à {commune}, le" if commune else "Fait le"
    ink.write(MARGIN, y - 12, f"{place} {long_date(le)}", BODY)
    wide, tall = INNER * 0.56, 28 * MM
    left, top = WIDTH - MARGIN - wide, y - 2
    ink.frame(left, top - tall, wide, tall)
    ink.write(left + 10, top - 14, "Pour la structure\u00a0: nom, fonction, cachet", SMALL)


def close_page(doc: Document, ink: Ink, *, structure: str, number: int) -> None:
    ink.write(MARGIN, 10 * MM, ellipsis(structure, FINE, INNER - 90), FINE)
    right = WIDTH - MARGIN - FINE.width("0")
    ink.write_right(right, 10 * MM, f"page {number} /{NBSP}", FINE)
    doc.write_total(ink, right, 10 * MM, FINE)
    doc.add_page(ink)


def said_period(period: str) -> str:
    """A period as a sentence says it: « en 2026 », « en mars 2026 », « du … au … »."""
    if not period or period.startswith(("le ", "du ", "depuis ", "jusqu")):
        return period and f" {period}"
    return f" en {period.removeprefix('année ')}"
