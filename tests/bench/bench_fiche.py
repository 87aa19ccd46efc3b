"""A fiche and a booklet of 200, against ReportLab's canvas told where everything goes.

The reference knows each position beforehand: it measures nothing and wraps nothing. It draws the
same texts, frames, rules, logo and QR code, with the fixed part in a form XObject, in the same
faces as TrueType fonts that ReportLab cuts itself.
"""

import dataclasses
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.pairs import Ratio, paired

ROOT = Path(__file__).resolve().parents[2]
ROUNDS, SINGLES, BOOKLET, LIMIT = 9, 12, 200, 1.3
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@dataclasses.dataclass
class Page:
    """What one page draws: fixed texts, texts of the fiche, boxes, rules, pictures."""

    fixed: list[tuple[Any, ...]] = dataclasses.field(default_factory=list)
    texts: list[tuple[Any, ...]] = dataclasses.field(default_factory=list)
    boxes: list[tuple[Any, ...]] = dataclasses.field(default_factory=list)
    rules: list[tuple[Any, ...]] = dataclasses.field(default_factory=list)
    strokes: list[tuple[Any, ...]] = dataclasses.field(default_factory=list)
    pictures: list[tuple[Any, ...]] = dataclasses.field(default_factory=list)


def fiches(count: int, start: int = 0) -> list[Any]:
    """Fiches that differ in number, code, name and texts."""
    from tests.documents import exemples

    base, found = exemples.ordinaire(), []
    for n in range(start, start + count):
        digits = "".join(ALPHABET[n // 32**k % 32] for k in range(6))
        personne = dataclasses.replace(base.identite.personne, nom=f"DIALLO Fatoumata {n}")
        identite = dataclasses.replace(
            base.identite, numero=f"FP-2026-{n:05d}", jeton=digits * 4, personne=personne
        )
        protege = dataclasses.replace(base.protege, motif=f"{base.protege.motif} ({n})")
        found.append(dataclasses.replace(base, identite=identite, protege=protege))
    return found


def recorded(contenu: Any) -> list[Page]:
    """Where our own layout puts things on the pages of this fiche."""
    from reports import fiche_prescription, layout
    from reports.document import Document
    from reports.ink import Ink

    pages: list[Page] = []

    class Recorder(Ink):
        def __init__(self) -> None:
            super().__init__()
            self.page, self.fixed = Page(), False
            pages.append(self.page)

        def write(self, x: float, y: float, string: str, style: Any) -> None:
            (self.page.fixed if self.fixed else self.page.texts).append((x, y, string, style))

        def frame(self, x: float, y: float, width: float, height: float, **looks: Any) -> None:
            self.page.boxes.append((x, y, width, height, looks))

        def rule(self, x: float, y: float, width: float, **looks: Any) -> None:
            self.page.rules.append((x, y, width))

        def stroke(self, points: Any, **looks: Any) -> None:
            self.page.strokes.append((points, looks["line"]))

        def picture(self, picture: Any, x: float, y: float, width: float, height: float) -> None:
            self.page.pictures.append((x, y, width, height))

    write, ink = layout.Stamp.write, Document.ink

    def written(stamp: Any, *args: Any) -> None:
        stamp.ink.fixed = True
        write(stamp, *args)
        stamp.ink.fixed = False

    layout.Stamp.write, Document.ink = written, lambda doc: Recorder()  # type: ignore
    try:
        fiche_prescription.fiche_prescription(contenu)
    finally:
        layout.Stamp.write, Document.ink = write, ink  # type: ignore
    return pages


class Reference:
    """The bare canvas."""

    def __init__(self) -> None:
        from reportlab import rl_config
        from reportlab.lib.utils import ImageReader
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        from tests.documents import exemples

        rl_config.useA85 = 0
        folder = ROOT / "resources" / "fonts"
        for name in ("NotoSans-Regular", "NotoSans-SemiBold"):
            pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf"), asciiReadable=False))
        self.logo = ImageReader(io.BytesIO(exemples.logo().octets))

    def document(self, several: list[tuple[Any, list[Page]]]) -> bytes:
        from reportlab.lib.pagesizes import A4
        from reportlab.pdfgen.canvas import Canvas

        canvas = Canvas(io.BytesIO(), pagesize=A4, invariant=1, pageCompression=1, lang="fr-FR")
        canvas.setTitle("Fiches de prescription")
        for n, page in enumerate(several[0][1]):
            canvas.beginForm(f"fixed{n}")
            self._draw_fixed(canvas, page)
            canvas.endForm()
        for contenu, pages in several:
            for n, page in enumerate(pages):
                canvas.doForm(f"fixed{n}")
                self._draw_texts(canvas, page.texts)
                for x, y, width, height in page.pictures:
                    canvas.drawImage(self.logo, x, y, width, height, mask="auto")
                self._draw_qr(canvas, contenu)
                canvas.showPage()
        return bytes(canvas.getpdfdata())

    def _draw_fixed(self, canvas: Any, page: Page) -> None:
        for x, y, width, height, looks in page.boxes:
            fill, border = looks.get("fill"), looks.get("border", True)
            if fill:
                canvas.setFillColorRGB(fill.red / 255, fill.green / 255, fill.blue / 255)
            radius = looks.get("radius", 5)
            canvas.roundRect(
                x, y, width, height, radius, stroke=int(bool(border)), fill=int(bool(fill))
            )
        canvas.setLineWidth(0.5)
        for x, y, width in page.rules:
            canvas.line(x, y, x + width, y)
        for points, line in page.strokes:
            canvas.setLineWidth(line)
            path = canvas.beginPath()
            path.moveTo(*points[0])
            for point in points[1:]:
                path.lineTo(*point)
            canvas.drawPath(path)
        self._draw_texts(canvas, page.fixed)

    def _draw_texts(self, canvas: Any, texts: list[tuple[Any, ...]]) -> None:
        for x, y, string, style in texts:
            colour = style.colour
            canvas.setFillColorRGB(colour.red / 255, colour.green / 255, colour.blue / 255)
            canvas.setFont("NotoSans-SemiBold" if style.bold else "NotoSans-Regular", style.size)
            canvas.drawString(x, y, string)

    def _draw_qr(self, canvas: Any, contenu: Any) -> None:
        from models.prescriptions.contenu import qr_payload
        from reports import qr
        from reports.document import MARGIN, WIDTH
        from reports.fiche_prescription.letterhead import TOP

        rows = qr._runs(qr_payload(contenu.identite.jeton))
        module = qr.SIDE / len(rows)
        canvas.setFillColorRGB(0, 0, 0)
        path = canvas.beginPath()
        for n, runs in enumerate(rows):
            for start, length in runs:
                x = WIDTH - MARGIN - qr.SIDE + start * module
                path.rect(x, TOP - (n + 1) * module, length * module, module)
        canvas.drawPath(path, stroke=0, fill=1)


def fresh(run: Callable[[], object]) -> Callable[[], object]:
    """The same work without the codes of the round before: both sides compute each code."""

    def again() -> object:
        from reports import qr

        qr._runs.cache_clear()
        return run()

    return again


def main() -> list[Ratio]:
    from reports.fiche_prescription import fiche_prescription, livret

    reference = Reference()
    singles = [(one, recorded(one)) for one in fiches(SINGLES)]
    booklet = [(one, recorded(one)) for one in fiches(BOOKLET, start=5000)]
    many = [one for one, _ in booklet]
    assert all(len(pages) == 2 for _, pages in singles + booklet)
    one, other = len(fiche_prescription(singles[0][0])), len(reference.document(singles[:1]))
    print(f"one file: {one / 1000:.1f} kB, bare canvas {other / 1000:.1f} kB")
    one, other = len(livret(many)) // BOOKLET, len(reference.document(booklet)) // BOOKLET
    print(f"a fiche of the booklet: {one / 1000:.2f} kB, bare canvas {other / 1000:.2f} kB")
    alone = paired(
        fresh(lambda: [fiche_prescription(one) for one, _ in singles]),
        fresh(lambda: [reference.document([one]) for one in singles]),
        rounds=ROUNDS,
    )
    together = paired(
        fresh(lambda: livret(many)), fresh(lambda: reference.document(booklet)), rounds=ROUNDS
    )
    return [
        Ratio(f"{SINGLES} fiches as PDF, one by one", *alone, LIMIT),
        Ratio(f"a booklet of {BOOKLET} fiches", *together, LIMIT),
    ]


if __name__ == "__main__":
    for found in main():
        print(f"{found.name}: {found.ours * 1000:.1f} ms, bare canvas {found.bare * 1000:.1f} ms, ")
        print(f"  ratio {found.ratio:.2f} (floor {found.floor})")
