"""Small things drawn or cut by hand: ticks, logos, lines shortened to their place."""

from reports import text
from reports.ink import INK, PAPER, Colour, Ink, Style
from reports.pictures import Picture


def shortened(string: str, style: Style, width: float, *, lines: int) -> list[str]:
    """The first lines of a text, cut with « … »: only for what is whole elsewhere on the paper."""
    found, _ = text.fit(text.one_line(string), style.face, limit=style.limit(width), lines=lines)
    return found


def ellipsis(string: str, style: Style, width: float) -> str:
    """The same on one line."""
    return shortened(string, style, width, lines=1)[0]


def draw_tick_box(
    ink: Ink, x: float, y: float, side: float, *, ticked: bool = False, colour: Colour = INK
) -> None:
    """A square to tick, and its tick, as vectors: no font is asked for ☐ or ✓."""
    ink.frame(x, y, side, side, radius=2, border=INK, fill=PAPER, line=0.8)
    if ticked:
        draw_check(ink, x + side * 0.2, y + side * 0.2, side * 0.6, colour=colour)


def draw_check(ink: Ink, x: float, y: float, side: float, *, colour: Colour) -> None:
    points = [(x, y + side * 0.5), (x + side * 0.38, y + side * 0.1), (x + side, y + side * 0.9)]
    ink.stroke(points, colour=colour, line=side * 0.17)


def draw_cross(ink: Ink, x: float, y: float, side: float, *, colour: Colour) -> None:
    low, high = side * 0.15, side * 0.85
    ink.stroke([(x + low, y + low), (x + high, y + high)], colour=colour, line=side * 0.17)
    ink.stroke([(x + low, y + high), (x + high, y + low)], colour=colour, line=side * 0.17)


def logo_width(picture: Picture, *, width: float, height: float) -> float:
    """How wide the picture is inside a box, in its own proportions."""
    return picture.width * min(width / picture.width, height / picture.height)


def draw_logo(
    ink: Ink, picture: Picture, x: float, y: float, *, width: float, height: float
) -> float:
    """The picture inside a box, from its bottom left, in its own proportions; its width there."""
    wide = logo_width(picture, width=width, height=height)
    tall = wide * picture.height / picture.width
    ink.picture(picture, x, y + (height - tall) / 2, wide, tall)
    return wide
