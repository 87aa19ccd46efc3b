"""The embedded faces: what they can draw, how wide it is, and the part of each that a PDF needs.

Glyphs are written by their number in the face (Identity-H): a shaped Arabic glyph goes on paper
the same way as a letter, and the operators of a fixed part are the same in every document.
"""

import functools
import hashlib
import importlib.resources
import io
import struct
from collections.abc import Iterable, Mapping
from typing import Any

Used = Mapping[int, str]  # number of the glyph -> what it stands for when text is copied

_NOTHING = "\u200b"
_MORE, _WORDS, _SCALE, _XY_SCALE, _TWO_BY_TWO = 0x20, 0x01, 0x08, 0x40, 0x80


class Face:
    """One font file; widths are in thousandths of the size."""

    def __init__(self, tag: str, name: str) -> None:
        from reportlab.pdfbase.ttfonts import TTFontFile

        self.tag = tag
        self.name = name
        self.data = (importlib.resources.files("resources") / "fonts" / f"{name}.ttf").read_bytes()
        self._file: Any = TTFontFile(io.BytesIO(self.data))
        self._glyf: bytes = self._file.get_table("glyf")
        glyphs: dict[int, int] = self._file.charToGlyph
        self.glyph = {chr(code): number for code, number in glyphs.items()}
        self.code = {char: f"{number:04X}" for char, number in self.glyph.items()}
        self.width = {char: self.advance(number) for char, number in self.glyph.items()}

    def advance(self, number: int) -> int:
        return int(self._file.hmetrics[number][0])

    def __contains__(self, char: str) -> bool:
        return char in self.glyph

    @functools.cached_property
    def shaper(self) -> Any:
        """The HarfBuzz font of this face, made when a script first needs it."""
        import uharfbuzz

        return uharfbuzz.Font(uharfbuzz.Face(self.data))

    def embed(self, doc: Any, used: Used) -> Any:
        """The font dictionary to register in a ReportLab document for the glyphs in use."""
        from reportlab.pdfbase import pdfdoc

        name = f"{_subset_tag(used)}+{self.name}"
        ordered = sorted(used)
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{name}",
                "CIDSystemInfo": "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
                "CIDToGIDMap": "/Identity",
                "DW": 0,
                "W": self._widths(ordered),
                "FontDescriptor": doc.Reference(self._descriptor(doc, name, ordered)),
            }
        )
        return pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{name}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant)]),
                "ToUnicode": doc.Reference(_stream(_to_unicode(name, used))),
            }
        )

    def _widths(self, numbers: Iterable[int]) -> str:
        return "[" + " ".join(f"{n} [{self.advance(n)}]" for n in numbers) + "]"

    def _descriptor(self, doc: Any, name: str, numbers: list[int]) -> Any:
        from reportlab.pdfbase import pdfdoc

        file, font = self._file, self._subset(numbers)
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": f"/{name}",
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray(file.bbox),
                "ItalicAngle": 0,
                "Ascent": file.ascent,
                "Descent": file.descent,
                "CapHeight": file.capHeight,
                "StemV": file.stemV,
                "FontFile2": doc.Reference(_stream(font, Length1=len(font))),
            }
        )

    def _subset(self, numbers: Iterable[int]) -> bytes:
        """A font file with these outlines alone; glyphs keep their numbers."""
        from reportlab.pdfbase.ttfonts import TTFontMaker

        kept = self._closure(numbers)
        last = max(kept)
        outlines = [self._outline(n) if n in kept else b"" for n in range(last + 1)]
        metrics = [self._file.hmetrics[n] if n in kept else (0, 0) for n in range(last + 1)]
        ends, offsets = 0, [0]
        for outline in outlines:
            ends += len(outline)
            offsets.append(ends)
        maker = TTFontMaker()
        maker.add("head", _patched(self._file.get_table("head"), 50, 1))  # long offsets
        maker.add("hhea", _patched(self._file.get_table("hhea"), 34, last + 1))
        maker.add("maxp", _patched(self._file.get_table("maxp"), 4, last + 1))
        maker.add("hmtx", b"".join(struct.pack(">HH", a, b & 0xFFFF) for a, b in metrics))
        maker.add("loca", struct.pack(f">{len(offsets)}L", *offsets))
        maker.add("glyf", b"".join(outlines))
        return bytes(maker.makeStream())

    def _outline(self, number: int) -> bytes:
        start, end = self._file.glyphPos[number : number + 2]
        return self._glyf[start:end]

    def _closure(self, numbers: Iterable[int]) -> set[int]:
        """These glyphs, the one for what is missing, and the parts that they are made of."""
        kept: set[int] = set()
        waiting = [0, *numbers]
        while waiting:
            number = waiting.pop()
            if number not in kept:
                kept.add(number)
                waiting += self._parts(number)
        return kept

    @functools.cache  # noqa: B019 - faces live as long as the process
    def _parts(self, number: int) -> tuple[int, ...]:
        outline = self._outline(number)
        if not outline or struct.unpack_from(">h", outline)[0] >= 0:
            return ()
        parts, at, flags = [], 10, _MORE
        while flags & _MORE:
            flags, part = struct.unpack_from(">HH", outline, at)
            parts.append(part)
            at += 8 if flags & _WORDS else 6
            at += next((n for bit, n in _TRANSFORMS if flags & bit), 0)
        return tuple(parts)


_TRANSFORMS = ((_SCALE, 2), (_XY_SCALE, 4), (_TWO_BY_TWO, 8))


@functools.cache
def regular() -> Face:
    return Face("R", "NotoSans-Regular")


@functools.cache
def semibold() -> Face:
    return Face("B", "NotoSans-SemiBold")


@functools.cache
def ubuntu() -> Face:
    """The one face of the European Union's rules for its mention that may be handed on."""
    return Face("U", "Ubuntu-Regular")


@functools.cache
def fallbacks() -> tuple[Face, ...]:
    """The faces asked, in this order, for what the first one lacks."""
    return (
        Face("M", "NotoSansMath-Regular"),
        Face("Y", "NotoSansSymbols2-Regular"),
        Face("A", "NotoSansArabic-Regular"),
        Face("H", "NotoSansHebrew-Regular"),
    )


def _patched(table: bytes, at: int, value: int) -> bytes:
    return table[:at] + struct.pack(">H", value) + table[at + 2 :]


def _subset_tag(used: Used) -> str:
    """Six letters, the same for the same glyphs, as PDF asks of a part of a font."""
    digest = hashlib.sha256(repr(sorted(used)).encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _stream(content: bytes, **entries: int) -> Any:
    from reportlab.pdfbase import pdfdoc

    return pdfdoc.PDFStream(
        pdfdoc.PDFDictionary(dict(entries)), content, filters=[pdfdoc.PDFZCompress]
    )


def _to_unicode(name: str, used: Used) -> bytes:
    """The table that lets a reader copy, search and speak the text."""
    # A part of a cluster says nothing by itself; left out, some readers would invent a letter.
    pairs = [f"<{n:04X}> <{_utf16(text or _NOTHING)}>" for n, text in sorted(used.items())]
    blocks = []
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        f"/CMapName /{name} def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        *blocks,
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
    return "\n".join(lines).encode("ascii")


def _utf16(text: str) -> str:
    return text.encode("utf-16-be", "surrogatepass").hex().upper()
