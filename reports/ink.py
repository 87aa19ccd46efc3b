"""What is drawn: text, lines, boxes and marks as PDF operators, with the glyphs that they use."""

import dataclasses
import functools
from dataclasses import dataclass, field

from reports import fonts, text
from reports.fonts import Face
from reports.glyphs import Glyph, right_to_left
from reports.pictures import Picture

MM = 72 / 25.4


@dataclass(frozen=True, eq=False)
class Colour:
    """The operators of one colour, for filling and for lines."""

    red: int
    green: int
    blue: int

    @functools.cached_property
    def fill(self) -> str:
        return f"{self._parts} rg"

    @functools.cached_property
    def stroke(self) -> str:
        return f"{self._parts} RG"

    @property
    def _parts(self) -> str:
        return " ".join(f"{part / 255:.3g}" for part in (self.red, self.green, self.blue))


def _colour(hexa: str) -> Colour:
    return Colour(*bytes.fromhex(hexa))


INK, SECONDARY, PAPER = _colour("1E2A2E"), _colour("55646A"), _colour("FFFFFF")
LINE, BORDER = _colour("D9D6CF"), _colour("7C8682")
ACCENT, SOFT = _colour("17616B"), _colour("DCEBEC")
ATTENTION = _colour("9A4A00")
BLACK = _colour("000000")


@dataclass(frozen=True, eq=False)
class Style:
    """How a text is written; `leading` is from line to line."""

    size: float
    leading: float
    colour: Colour = INK
    bold: bool = False

    @property
    def face(self) -> Face:
        return fonts.semibold() if self.bold else fonts.regular()

    def width(self, string: str) -> float:
        return text.width(string, self.face) * self.size / 1000

    def limit(self, points: float) -> float:
        """A width in points as thousandths of this size, which `text` measures in."""
        return points * 1000 / self.size

    def wrapped(self, string: str, points: float) -> tuple[str, ...]:
        """The lines of a text that has this width."""
        return text.wrap(string, self.face, self.limit(points))

    @functools.cache  # noqa: B019 - styles are a handful of constants
    def in_colour(self, colour: Colour) -> "Style":
        return dataclasses.replace(self, colour=colour)


@dataclass(frozen=True)
class Drawing:
    """Operators around an origin, and what they use: drawn once, put down many times."""

    operators: str
    chars: tuple[tuple[Face, frozenset[str]], ...]
    glyphs: tuple[Glyph, ...]


@dataclass
class Ink:
    """Collects what is drawn on a page; the origin is the bottom left corner, in points.

    With `shared`, a drawing that is put down is named there, to be stored once in the document.
    """

    shared: dict[Drawing, str] | None = None
    operators: list[str] = field(default_factory=list)
    chars: dict[Face, set[str]] = field(default_factory=dict)
    glyphs: dict[Glyph, None] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    forms: dict[str, None] = field(default_factory=dict)
    _fill: Colour | None = None

    def write(self, x: float, y: float, string: str, style: Style) -> None:
        """One line of text from its base line; what has no glyph is drawn as a box."""
        face = style.face
        if not string:
            return
        self._filling(style.colour)
        if text.direct(face).issuperset(string):
            self._used(face).update(string)
            codes = "".join(map(face.code.__getitem__, string))
            self._show(face, style.size, x, y, codes)
            return
        self._write_shaped(x, y, string, style)

    def _write_shaped(self, x: float, y: float, string: str, style: Style) -> None:
        """Placed glyphs, with the letters that they draw where these would be lost in copying."""
        shaped = text.shaped(string, style.face)
        scale, said = style.size / 1000, False
        for chunk in shaped.chunks:
            if said and chunk.said is not None:
                self.operators.append("EMC")
            if chunk.said:
                self.operators.append(f"/Span <</ActualText <FEFF{_utf16(chunk.said)}>>> BDC")
            said = bool(chunk.said) or (said and chunk.said is None)
            at_x, at_y = x + chunk.dx * scale, y + chunk.dy * scale
            self._show(chunk.face, style.size, at_x, at_y, chunk.codes)
        self.operators += ["EMC"] * said
        self.glyphs.update(dict.fromkeys(shaped.glyphs))

    def write_right(self, x: float, y: float, string: str, style: Style) -> None:
        """The same, ending at `x`."""
        self.write(x - style.width(string), y, string, style)

    def write_up(self, x: float, y: float, string: str, style: Style) -> None:
        """The same, upwards: for the head of a narrow column."""
        inner = Ink()
        inner.write(0, 0, string, style)
        drawing = inner.freeze()
        self._take(drawing)
        self.operators.append(f"q 0 1 -1 0 {x:.2f} {y:.2f} cm\n{drawing.operators}\nQ")

    def write_lines(
        self, x: float, y: float, lines: list[str], *, style: Style, width: float = 0
    ) -> None:
        """Lines downwards from the base line of the first; right to left ones end at `width`."""
        for n, line in enumerate(lines):
            at = y - n * style.leading
            if width and not line.isascii() and right_to_left(line):
                self.write_right(x + width, at, line, style)
            else:
                self.write(x, at, line, style)

    def rule(self, x: float, y: float, width: float, *, colour: Colour = BORDER) -> None:
        """A horizontal hairline, on which one can write."""
        self.operators.append(
            f"{colour.stroke} 0.5 w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S"
        )

    def bar(self, x: float, y: float, width: float, height: float, *, colour: Colour) -> None:
        """A filled rectangle."""
        self._filling(colour)
        self.operators.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def frame(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        radius: float = 5,
        border: Colour | None = BORDER,
        fill: Colour | None = None,
        line: float = 0.5,
    ) -> None:
        """A box with rounded corners, from its bottom left."""
        looks = [f"1 0 0 1 {x:.2f} {y:.2f} cm"]
        looks += [fill.fill] if fill else []
        looks += [f"{border.stroke} {line} w"] if border else []
        paint = {(True, True): "B", (True, False): "f", (False, True): "S"}
        path = _rounded(width, height, min(radius, width / 2, height / 2))
        shown = paint[fill is not None, border is not None]
        self.operators.append(f"q {' '.join(looks)} {path} {shown} Q")

    def stroke(self, points: list[tuple[float, float]], *, colour: Colour, line: float) -> None:
        """A broken line with round ends."""
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if n else 'm'}" for n, (x, y) in enumerate(points))
        self.operators.append(f"q {colour.stroke} {line} w 1 J 1 j {path} S Q")

    def unit_path(self, path: str, x: float, y: float, *, unit: float, colour: Colour) -> None:
        """A ready path in units of its own around a point, filled."""
        matrix = f"{unit:.4f} 0 0 {unit:.4f} {x:.2f} {y:.2f} cm"
        self.operators.append(f"q {colour.fill} {matrix} {path} f Q")

    def picture(self, picture: Picture, x: float, y: float, width: float, height: float) -> None:
        self.pictures[picture.name] = picture
        self.operators.append(
            f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /{picture.resource} Do Q"
        )

    def place(self, drawing: Drawing, x: float, y: float, *, before: int | None = None) -> None:
        """Put a drawing down with its origin at a point; `before` is its rank among operators."""
        self._take(drawing)
        inner = drawing.operators
        if self.shared is not None:
            name = self.shared.setdefault(drawing, f"part{len(self.shared)}")
            self.forms[name] = None
            inner = f"/FormXob.{name} Do"
        rank = len(self.operators) if before is None else before
        self.operators.insert(rank, f"q 1 0 0 1 {x:.2f} {y:.2f} cm\n{inner}\nQ")

    def freeze(self) -> Drawing:
        """What was drawn, to be put down again and again."""
        chars = tuple((face, frozenset(chars)) for face, chars in self.chars.items())
        return Drawing("\n".join(self.operators), chars, tuple(self.glyphs))

    def _take(self, drawing: Drawing) -> None:
        for face, chars in drawing.chars:
            self._used(face).update(chars)
        self.glyphs.update(dict.fromkeys(drawing.glyphs))

    def _show(self, face: Face, size: float, x: float, y: float, codes: str) -> None:
        self.operators.append(f"BT /{face.tag} {size:g} Tf {x:.2f} {y:.2f} Td <{codes}> Tj ET")

    def _filling(self, colour: Colour) -> None:
        if colour is not self._fill:
            self._fill = colour
            self.operators.append(colour.fill)

    def _used(self, face: Face) -> set[str]:
        return self.chars.setdefault(face, set())


def _utf16(string: str) -> str:
    return string.encode("utf-16", "replace").decode("utf-16").encode("utf-16-be").hex()


@functools.lru_cache(maxsize=256)
def _rounded(width: float, height: float, radius: float) -> str:
    """A rectangle from the origin whose corners are quarter circles, as a path."""
    k = radius * 0.4477  # from the corner to the handle of the curve
    w, h, r = (f"{size:.2f}" for size in (width, height, radius))
    wr, wk, hr, hk = (
        f"{size:.2f}" for size in (width - radius, width - k, height - radius, height - k)
    )
    return (
        f"{r} 0 m {wr} 0 l {wk} 0 {w} {k:.2f} {w} {r} c {w} {hr} l {w} {hk} {wk} {h} {wr} {h} c "
        f"{r} {h} l {k:.2f} {h} 0 {hk} 0 {hr} c 0 {r} l 0 {k:.2f} {k:.2f} 0 {r} 0 c h"
    )
