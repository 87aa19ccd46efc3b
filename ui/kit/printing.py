"""Puts a PDF on paper through the system's own dialog, or in a file that the person chooses.

Pages are drawn from the very bytes that are kept: what is printed is what was previewed and filed.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from models.base.errors import Unavailable
from ui.kit.dialogs import confirm
from ui.kit.files import file_to_save, write_file

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PAPIER, PDF = "papier", "pdf"  # how a document went out
FINEST = 600  # dots per inch; beyond, a page weighs hundreds of megabytes and reads no better
_POINTS = 72  # in an inch: the unit of a PDF
_pdfium = threading.RLock()
_NO_PRINTER = (
    "Aucune imprimante n’est installée sur ce poste. Vous pouvez enregistrer le document en PDF et "
    "l’imprimer depuis un autre poste."
)


def has_printer() -> bool:
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


def wants_file(parent: QWidget) -> bool:
    """Whether a file will do, where no printer is."""
    return confirm(
        parent, title="Imprimer", text=_NO_PRINTER, verb="Enregistrer en PDF",
        refuse="Ne pas imprimer", danger=False,
    )  # fmt: skip


def print_pdf(parent: QWidget, pdf: bytes, title: str) -> str:
    """Ask where to print, then print; without a printer, propose a file.

    Says how it went out, nothing if it did not. `Unavailable` when the printer refuses the pages,
    or the file cannot be written.
    """
    if not has_printer():
        return PDF if wants_file(parent) and save_pdf(parent, pdf, title) is not None else ""
    printer = ask_printer(parent, pdf, title)
    if printer is None:
        return ""
    send(printer, pdf)
    return way_of(printer)


def ask_printer(parent: QWidget, pdf: bytes, title: str) -> "QPrinter | None":
    """The printer chosen in the system's dialog, set up; None if the person gives up."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    _fit_paper(printer, pdf)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"Imprimer\u00a0: {title}")
    _range_of(dialog, pdf)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def way_of(printer: "QPrinter") -> str:
    """On paper, unless « Imprimer dans un fichier » was chosen there."""
    return PDF if printer.outputFileName() else PAPIER


def send(printer: "QPrinter", pdf: bytes) -> bool:
    """Draw the pages that were asked for on a printer that is set up already; `Unavailable`."""
    _fit_paper(printer, pdf)
    painter = QPainter()
    if not painter.begin(printer):
        raise Unavailable(
            "L’imprimante ne répond pas. Vérifiez qu’elle est allumée, puis réessayez, "
            "ou enregistrez le document en PDF."
        )
    try:
        with _waiting():
            _draw_pages(painter, printer, pdf)
    finally:
        ended = painter.end()
    if not ended or printer.printerState() is type(printer).PrinterState.Error:
        raise Unavailable(
            "L’impression a échoué. Vérifiez l’imprimante, puis réessayez, "
            "ou enregistrez le document en PDF."
        )
    return True


def save_pdf(parent: QWidget, pdf: bytes, suggested_name: str) -> Path | None:
    """Write the bytes where the person says; None if she gives up."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    proposed = Path(folder) / f"{file_name(suggested_name)}.pdf"
    path = file_to_save(parent, "Enregistrer en PDF", proposed, "Document PDF (*.pdf)")
    if path is None:
        return None
    path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
    write_file(path, pdf)
    return path


def page_image(page: Any, resolution: float) -> QImage:
    """One page of a pypdfium2 document, drawn at `resolution` dots per inch."""
    bitmap = page.render(scale=resolution / _POINTS, rev_byteorder=True)
    drawn = QImage(
        bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB888
    )
    return drawn.copy()  # the buffer goes away with the bitmap


@contextmanager
def opened_pdf(pdf: bytes) -> Iterator[Any]:
    """A pypdfium2 document. PDFium bears one thread at a time: a preview waits for a print."""
    import pypdfium2

    with _pdfium:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def _draw_pages(painter: QPainter, printer: "QPrinter", pdf: bytes) -> None:
    resolution = min(printer.resolution(), FINEST)
    with opened_pdf(pdf) as document:
        for position, index in enumerate(_asked(printer, len(document))):
            if position:
                printer.newPage()
            page = document[index]
            scale = printer.resolution() / _POINTS
            target = QRectF(0, 0, page.get_width() * scale, page.get_height() * scale)
            painter.drawImage(target, page_image(page, resolution))


def _asked(printer: "QPrinter", count: int) -> range:
    """The pages of the dialog's range, from 0; all of them when it names none."""
    first, last = printer.fromPage(), printer.toPage()
    if not first and not last:
        return range(count)
    return range(max(first, 1) - 1, min(last or count, count))


def _fit_paper(printer: "QPrinter", pdf: bytes) -> None:
    """The size of the first page, to the edge of the sheet: margins are in the document."""
    with opened_pdf(pdf) as document:
        width, height = document[0].get_size()
    lying = width > height
    upright = QSizeF(min(width, height), max(width, height))
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setFullPage(True)
    printer.setPageSize(size)
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    )
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))


def _range_of(dialog: Any, pdf: bytes) -> None:
    with opened_pdf(pdf) as document:
        dialog.setMinMax(1, len(document))


def file_name(title: str) -> str:
    """A title without the signs that some system refuses in a file name."""
    kept = "".join(
        " " if sign in '<>:"/\\|?*' or not sign.isprintable() else sign for sign in title
    )
    return " ".join(kept.removesuffix(".pdf").split()).strip(". ") or "document"


@contextmanager
def _waiting() -> Iterator[None]:
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
