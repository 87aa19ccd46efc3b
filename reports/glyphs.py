"""Characters and the glyphs that draw them."""

import unicodedata
from typing import NamedTuple

from reports import fonts
from reports.fonts import Face

SUBSTITUTE = "□"  # drawn where no face has the sign: seen on paper, announced on screen


class Chunk(NamedTuple):
    """Glyphs that follow one another without adjustment, from an offset in thousandths.

    `said` is the letter that they draw, where a glyph alone does not tell: one Arabic shape serves
    several letters, told apart by dots. None goes on with the letter of the chunk before.
    """

    face: Face
    dx: int
    dy: int
    codes: str
    said: str | None = ""


class Glyph(NamedTuple):
    """A glyph that was used, and the text that it stands for (empty for a part of a cluster)."""

    face: Face
    number: int
    text: str


class Shaped(NamedTuple):
    """A line ready to be written."""

    width: int
    chunks: tuple[Chunk, ...]
    glyphs: tuple[Glyph, ...]


def ignorable(char: str) -> bool:
    """Whether a character has no look of its own (joiners, direction marks, selectors)."""
    category = unicodedata.category(char)
    return category == "Cf" or "\ufe00" <= char <= "\ufe0f" or char == "\u034f"


def face_of(char: str, primary: Face) -> Face | None:
    """The first face that has this character."""
    if char in primary:
        return primary
    return next((face for face in fonts.fallbacks() if char in face), None)


def right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False
