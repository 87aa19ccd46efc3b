"""The page that a person takes home: large print, short sentences, one place for each question.

Nothing on it is under 14 points, and nothing is cut: what does not hold goes on the back, which
the front says.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from models.suivis.page_personne import NO_RENDEZ_VOUS, PagePersonne
from reports.document import HEIGHT, INNER, MARGIN, Document, one_at_a_time
from reports.ink import ACCENT, MM, SOFT, Ink, Style
from reports.marks import draw_tick_box

_TITLE = Style(24, 29, bold=True)
_HEAD = Style(16, 20, ACCENT, bold=True)
_BODY, _STRONG = Style(14, 18.5), Style(14, 18.5, bold=True)
_WHEN = Style(20, 24, bold=True)
_CALL = Style(22, 27, bold=True)
_ABOVE = _HEAD.leading + 3  # a title and the white under it
_PAD, _TICK, _BETWEEN = 9.0, 13.0, 2.0
_LEAST, _MOST = 9.0, 24.0  # the white between two parts
_INDENT = 22.0
_BOTTOM = 15 * MM
_BACK = "La suite est au dos de la feuille."


@dataclass
class Bloc:
    """A part of the page: its height, how it is drawn from its top, the white above it.

    `glued`: it follows the one before without that white, and may begin a page all the same.
    """

    tall: float
    draw: Callable[[Ink, float], None]
    glued: bool = False


class Rangs:
    """Lines of a width, one under the other; each paragraph may have a box to tick before it."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._rows: list[tuple[tuple[str, ...], Style, bool, float]] = []

    def add(self, words: str, style: Style, *, tick: bool = False, above: float = 0) -> None:
        width = self._width - (_INDENT if tick else 0)
        self._rows.append((style.wrapped(words, width), style, tick, above))

    @property
    def tall(self) -> float:
        return sum(len(lines) * style.leading + above for lines, style, _, above in self._rows)

    def draw(self, ink: Ink, x: float, y: float) -> None:
        for lines, style, tick, above in self._rows:
            y -= above
            base = y - style.size * 0.9
            if tick:
                draw_tick_box(ink, x, base - 1, _TICK)
            left = _INDENT if tick else 0
            ink.write_lines(x + left, base, list(lines), style=style, width=self._width - left)
            y -= len(lines) * style.leading


@one_at_a_time
def page_personne_pdf(page: PagePersonne) -> bytes:
    """One page, whom to call at its foot; more when its words were made too long for one."""
    doc = Document("Mon parcours", structure=page.structure)
    ink = doc.ink()
    y = _draw_opening(ink, page)
    blocs, call = _blocs(page), _call(page)
    foot = _BOTTOM + call.tall
    gap = _gap(blocs, y - foot)
    holds = y - sum(bloc.tall + _white(bloc, gap) for bloc in blocs) - gap >= foot - 0.5
    floor = foot + gap + (0 if holds else _STRONG.leading)
    call.draw(ink, foot)
    if not holds:
        ink.write(MARGIN, foot + gap + 3, _BACK, _STRONG)
    for bloc in blocs:
        if y - _white(bloc, gap) - bloc.tall < floor - 0.5:
            doc.add_page(ink)
            ink, y, floor = doc.ink(), HEIGHT - MARGIN, _BOTTOM
        else:
            y -= _white(bloc, gap)
        bloc.draw(ink, y)
        y -= bloc.tall
    doc.add_page(ink)
    return doc.finish()


def _gap(blocs: Sequence[Bloc], room: float) -> float:
    """The white between the parts: what is left, shared, between two bounds."""
    spare = room - sum(bloc.tall + _white(bloc, 0) for bloc in blocs)
    return min(_MOST, max(_LEAST, spare / (1 + sum(not bloc.glued for bloc in blocs))))


def _white(bloc: Bloc, gap: float) -> float:
    return _BETWEEN if bloc.glued else gap


def _draw_opening(ink: Ink, page: PagePersonne) -> float:
    y = HEIGHT - MARGIN
    ink.write(MARGIN, y - 18, "Mon parcours", _TITLE)
    y -= 18 + 8
    style = _WHEN if len(_WHEN.wrapped(page.nom, INNER)) < 3 else _STRONG
    for line in style.wrapped(page.nom, INNER):
        ink.write(MARGIN, y - style.size, line, style)
        y -= style.leading
    for words in filter(None, (page.structure, f"Écrit le {page.le}.")):
        for line in _BODY.wrapped(words, INNER):
            ink.write(MARGIN, y - 16, line, _BODY)
            y -= _BODY.leading
    return y - 2


def _blocs(page: PagePersonne) -> list[Bloc]:
    """The rendez-vous first, and framed: it is what one looks for."""
    mots = page.mots
    return [
        _rendez_vous(page),
        *_list("Ce que je fais", _lines(mots.actions), tick=True),
        *_list("Où j’en suis", _lines(mots.maintenant)),
        *_list("Et après", _lines(mots.ensuite)),
    ]


def _rendez_vous(page: PagePersonne) -> Bloc:
    mots, rows = page.mots, Rangs(INNER - 2 * _PAD)
    if not _lines(mots.quand):
        rows.add(NO_RENDEZ_VOUS, _STRONG)
    for line in _lines(mots.quand):
        rows.add(line, _WHEN)
    for label, words in (("Où", _lines(mots.lieu)), ("Avec", _lines(mots.avec))):
        for n, line in enumerate(words):
            told = f"{label}\u00a0: {line}" if n == 0 else line
            rows.add(told, _BODY, above=0 if n else _BETWEEN)
    things = _lines(mots.apporter)
    if things:
        rows.add("J’apporte\u00a0:", _STRONG, above=_BETWEEN)
    for thing in things:
        rows.add(thing, _BODY, tick=True)
    return _framed("Mon prochain rendez-vous", rows)


def _call(page: PagePersonne) -> Bloc:
    mots, rows = page.mots, Rangs(INNER - 2 * _PAD)
    for line in _lines(mots.appeler):
        rows.add(line, _STRONG)
    for line in _lines(mots.telephone):
        rows.add(line, _CALL)
    rows.add(", ".join(filter(None, (page.structure, *page.adresse))), _BODY)
    rows.add("J’appelle si je ne peux pas venir, ou si j’ai une question.", _BODY)
    return _framed("Qui appeler", rows)


def _framed(title: str, rows: "Rangs") -> Bloc:
    """A title, then a soft box."""
    inside = rows.tall + 2 * _PAD - 4

    def draw(ink: Ink, y: float) -> None:
        y = _head(ink, title, y)
        ink.frame(MARGIN, y - inside, INNER, inside, radius=8, border=ACCENT, fill=SOFT, line=1.2)
        rows.draw(ink, MARGIN + _PAD, y - _PAD)

    return Bloc(_ABOVE + inside, draw)


def _list(title: str, items: Sequence[str], *, tick: bool = False) -> Iterator[Bloc]:
    """One sentence or one thing to do after the other; the title stays with the first."""
    for n, item in enumerate(items):
        rows = Rangs(INNER)
        rows.add(item, _BODY, tick=tick)
        yield _titled("" if n else title, rows)


def _titled(title: str, rows: "Rangs") -> Bloc:
    def draw(ink: Ink, y: float) -> None:
        rows.draw(ink, MARGIN, _head(ink, title, y) if title else y)

    return Bloc((_ABOVE if title else 0) + rows.tall, draw, glued=not title)


def _head(ink: Ink, title: str, y: float) -> float:
    ink.write(MARGIN, y - _HEAD.size * 0.9, title, _HEAD)
    return y - _ABOVE


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]
