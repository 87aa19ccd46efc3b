"""Lines that letter after letter cannot write: Arabic, Hebrew, marks, signs from elsewhere."""

import itertools
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from reports.fonts import Face, fallbacks
from reports.glyphs import SUBSTITUTE, Chunk, Glyph, Shaped, face_of, ignorable, right_to_left

_JOINERS = frozenset("\u200c\u200d")


class _Item(NamedTuple):
    """Characters of one face and one direction, in reading order."""

    face: Face
    text: str
    rtl: bool


def shaped(text: str, face: Face) -> Shaped:
    """`text` as glyphs from left to right."""
    pen = 0
    chunks: list[Chunk] = []
    glyphs: list[Glyph] = []
    for item in _items(text, face):
        pen = _shape_item(item, pen, chunks, glyphs)
    return Shaped(pen, tuple(chunks), tuple(glyphs))


def _items(text: str, primary: Face) -> Iterator[_Item]:
    """What HarfBuzz is given, in the order of the line, from left to right."""
    for run, rtl in _visual_runs(text):
        drawn = _with_faces(run, primary)
        groups = [
            _Item(face, "".join(char for _, char in part), rtl)
            for face, part in itertools.groupby(drawn, key=lambda pair: pair[0])
        ]
        yield from reversed(groups) if rtl else groups


def _visual_runs(text: str) -> list[tuple[str, bool]]:
    """Runs of one direction, from left to right, each in reading order (Unicode annex 9)."""
    if not any(unicodedata.bidirectional(char) in {"R", "AL", "AN", "RLO", "RLE"} for char in text):
        return [(text, False)]
    from bidi import algorithm

    base = int(right_to_left(text))
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels("".join(map(_stand_in, text)), storage)
    for index, char in enumerate(storage["chars"]):
        char["ch"] = text[index]
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    algorithm.reorder_resolved_levels(storage, False)
    runs = []
    for rtl, part in itertools.groupby(storage["chars"], key=lambda char: bool(char["level"] % 2)):
        chars = [char["ch"] for char in part]
        runs.append(("".join(reversed(chars) if rtl else chars), rtl))
    return runs


def _stand_in(char: str) -> str:
    """What the algorithm is told: it knows neither isolates nor characters without direction."""
    direction = unicodedata.bidirectional(char)
    if direction in {"LRI", "RLI", "FSI", "PDI"}:
        return "\u200b"  # left out of the line, as what has no look of its own
    return char if direction else "\ufffc"


def _with_faces(text: str, primary: Face) -> list[tuple[Face, str]]:
    """Each character with the face that draws it; those that none draws become a box."""
    pairs: list[tuple[Face, str]] = []
    for char in text:
        before = pairs[-1][0] if pairs else primary
        if ignorable(char):
            if char in _JOINERS and char in before:
                pairs.append((before, char))
        elif unicodedata.combining(char) and char in before:
            pairs.append((before, char))
        else:
            face = face_of(char, primary)
            pairs.append((face, char) if face else (_substitute_face(), SUBSTITUTE))
    return pairs


def _substitute_face() -> Face:
    return next(face for face in fallbacks() if SUBSTITUTE in face)


def _shape_item(item: _Item, pen: int, chunks: list[Chunk], glyphs: list[Glyph]) -> int:
    """Add the glyphs of one item from `pen` on; returns where the pen is then."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(item.text)
    buffer.language = "fr"  # never that of the workstation: the same text, the same glyphs
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if item.rtl else "ltr"
    uharfbuzz.shape(item.face.shaper, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    letters = _letters(item, infos) if item.rtl else {}
    told: int | None = None
    end = _end(chunks[-1]) if chunks else None  # carried on: a long word is not summed anew
    for info, at in zip(infos, positions, strict=True):
        code = f"{info.codepoint:04X}"
        goes_on = item.rtl and told == info.cluster
        said = None if goes_on else letters.get(info.cluster, "")
        last = chunks[-1] if chunks else None
        follows = end == pen and last and last.face is item.face and last.said == "" == said
        if last and follows and not (last.dy or at.x_offset or at.y_offset):
            chunks[-1] = last._replace(codes=last.codes + code)
            end = pen + item.face.advance(info.codepoint)
        else:
            chunks.append(Chunk(item.face, pen + at.x_offset, at.y_offset, code, said))
            end = _end(chunks[-1])
        told = info.cluster
        pen += at.x_advance
    glyphs += _meanings(item, infos, positions)
    return pen


def _end(chunk: Chunk) -> int:
    """Where a glyph must be, only to be added to the chunk."""
    codes = chunk.codes
    return chunk.dx + sum(
        chunk.face.advance(int(codes[n : n + 4], 16)) for n in range(0, len(codes), 4)
    )


def _letters(item: _Item, infos: Any) -> dict[int, str]:
    """The characters of each cluster."""
    starts = sorted({info.cluster for info in infos})
    return {a: item.text[a:b] for a, b in itertools.pairwise([*starts, len(item.text)])}


def _meanings(item: _Item, infos: Any, positions: Any) -> Iterator[Glyph]:
    """What each glyph stands for: the widest of a cluster bears its text, the others none."""
    letters = _letters(item, infos)
    widest: dict[int, int] = {}
    for n, info in enumerate(infos):
        best = widest.setdefault(info.cluster, n)
        if positions[n].x_advance > positions[best].x_advance:
            widest[info.cluster] = n
    for n, info in enumerate(infos):
        text = letters[info.cluster] if widest[info.cluster] == n else ""
        yield Glyph(item.face, info.codepoint, text)
