"""The emblem of the European Union with its mention, as its rules ask: in full, side by side.

Twelve stars of one size, upright, on a circle of a third of the height of the flag; the words in a
face of the list, without any effect.
"""

import functools
import math

from reports import fonts
from reports.fonts import Face
from reports.ink import MM, Colour, Ink, Style

MENTION = ("Cofinancé par", "l’Union européenne")
TALL = 13 * MM  # of the flag: no other mark on a paper is larger
BLUE, YELLOW = Colour(0, 51, 153), Colour(255, 204, 0)
_WIDE = TALL * 3 / 2
_GAP = 6.0
_STARS = 12


class _Mention(Style):
    @property
    def face(self) -> Face:
        return fonts.ubuntu()


_WORDS = _Mention(13, 16, BLUE)


def width() -> float:
    """What the flag and its words take."""
    return _WIDE + _GAP + max(_WORDS.width(line) for line in MENTION)


def draw_union(ink: Ink, right: float, top: float) -> float:
    """The block, its top right corner there; returns how deep it goes."""
    left = right - width()
    ink.bar(left, top - TALL, _WIDE, TALL, colour=BLUE)
    centre_x, centre_y = left + _WIDE / 2, top - TALL / 2
    for n in range(_STARS):
        angle = math.tau * n / _STARS
        x, y = centre_x + math.sin(angle) * TALL / 3, centre_y + math.cos(angle) * TALL / 3
        ink.unit_path(_star(), x, y, unit=TALL / 18, colour=YELLOW)
    base = centre_y + _WORDS.leading / 2 - _WORDS.size * 0.72
    for n, line in enumerate(MENTION):
        ink.write(left + _WIDE + _GAP, base - n * _WORDS.leading + 1, line, _WORDS)
    return TALL


@functools.cache
def _star() -> str:
    """Five points on a circle of one, the first upwards."""
    inner = math.sin(math.pi / 10) / math.sin(7 * math.pi / 10)
    points = [
        (math.sin(math.pi * n / 5) * far, math.cos(math.pi * n / 5) * far)
        for n in range(10)
        for far in ((1.0, inner)[n % 2],)
    ]
    path = (f"{x:.4f} {y:.4f} {'l' if n else 'm'}" for n, (x, y) in enumerate(points))
    return " ".join([*path, "h"])
