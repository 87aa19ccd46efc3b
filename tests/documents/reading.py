"""Reads a finished PDF the way others do: its text, its pictures, where its words stand."""

import io
import re
import subprocess
from dataclasses import dataclass

import pypdf
import pypdfium2


def text_of(pdf: bytes) -> str:
    """The text of all pages, one line a line, pages apart."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "\n\f\n".join(page.extract_text().strip() for page in pages) + "\n"


def text_by_poppler(pdf: bytes) -> str:
    """The same by the tool that most Linux readers are made of, which knows replacement texts."""
    done = subprocess.run(
        ["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True, timeout=30
    )
    return done.stdout.decode("utf-8")


def flat(text: str) -> str:
    """Text without the spaces and line ends that wrapping moves about."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\f", " "))


def page_count(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


@dataclass(frozen=True)
class Line:
    """One run of text on a page, in points from the bottom left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def lines_of(pdf: bytes, page: int) -> list[Line]:
    """The rectangles of text of a page."""
    document = pypdfium2.PdfDocument(pdf)
    textpage = document[page].get_textpage()
    found = []
    for n in range(textpage.count_rects()):
        left, bottom, right, top = textpage.get_rect(n)
        text = textpage.get_text_bounded(left, bottom, right, top)
        found.append(Line(text, left, bottom, right, top))
    textpage.close()
    document.close()
    return found


def codes_of(pdf: bytes, page: int, *, dpi: int = 150) -> list[str]:
    """What a reader of codes finds on a page scanned at this resolution."""
    import zxingcpp

    document = pypdfium2.PdfDocument(pdf)
    image = document[page].render(scale=dpi / 72, grayscale=True).to_pil()
    document.close()
    return [code.text for code in zxingcpp.read_barcodes(image)]
