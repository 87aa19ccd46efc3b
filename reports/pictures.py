"""Logos, read once, brought to the size of paper, and ready to be stored in a PDF."""

import functools
import hashlib
import io
import zlib
from dataclasses import dataclass
from typing import Any

_LONGEST = 900  # pixels: 300 a inch for the largest logo that we print
_MOST_PIXELS = 60_000_000


@dataclass(frozen=True)
class Picture:
    """Pixels as PDF stores them; `mask` is how opaque each one is."""

    name: str
    width: int
    height: int
    space: str
    pixels: bytes
    mask: bytes

    @property
    def resource(self) -> str:
        """Its name in the page's operators."""
        return f"FormXob.{self.name}"

    def register(self, doc: Any) -> None:
        """Store it in a ReportLab document, once."""
        if self.resource in doc.idToObject:
            return
        image = self._stream(self.space, self.pixels)
        if self.mask:
            image.dictionary["SMask"] = doc.Reference(self._stream("DeviceGray", self.mask))
        doc.Reference(image, self.resource)

    def _stream(self, space: str, data: bytes) -> Any:
        from reportlab.pdfbase import pdfdoc

        entries = {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": self.width,
            "Height": self.height,
            "ColorSpace": f"/{space}",
            "BitsPerComponent": 8,
            "Interpolate": "true",
            "Filter": "/FlateDecode",
        }
        return pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), data)


@functools.lru_cache(maxsize=16)
def picture(data: bytes) -> Picture | None:
    """The PNG or JPEG in `data`; None when it is neither, damaged, or absurdly large."""
    from PIL import Image

    if not data:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            image.load()
            return _prepared(image, data)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def _prepared(image: Any, data: bytes) -> Picture:
    opaque = image.mode in {"1", "L", "RGB", "CMYK", "YCbCr"} and "transparency" not in image.info
    full = image.convert("RGB" if opaque else "RGBA")
    full.thumbnail((_LONGEST, _LONGEST))
    alpha = b"" if opaque else full.getchannel("A").tobytes()
    grey = image.mode in {"1", "L", "LA"}
    pixels = full.convert("L" if grey else "RGB").tobytes()
    return Picture(
        name="logo" + hashlib.sha256(data).hexdigest()[:12],
        width=full.width,
        height=full.height,
        space="DeviceGray" if grey else "DeviceRGB",
        pixels=zlib.compress(pixels, 9),
        mask=zlib.compress(alpha, 9) if alpha else b"",
    )
