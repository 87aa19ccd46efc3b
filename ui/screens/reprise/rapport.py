"""What an import did, as a text to read, to keep in a file and to print."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from models.base import clock, journal
from models.nomenclatures.service import own_service
from ui.kit.context import Context
from ui.kit.files import file_to_save, write_file
from ui.kit.names import named
from ui.screens.reprise.gens import HIDDEN


class RapportPage(QWidget):
    """The lines of a report."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.lines: Sequence[str] = ()
        self._text = named(QPlainTextEdit(), "import.rapport", "Rapport de la reprise")
        self._text.setReadOnly(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._text)
        context.turned.changed.connect(self._tell)

    def show_lines(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self._tell()

    def focus_first(self) -> None:
        self._text.setFocus()

    def save(self) -> None:
        """Write the text where the person says; she is told if it cannot be."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = Path(folder) / "Rapport de reprise.txt"
        path = file_to_save(self, "Enregistrer le rapport", proposed, "Texte (*.txt)")
        if path is None:
            return
        whole = path if path.suffix else path.with_name(f"{path.name}.txt")
        self._context.attempt(
            lambda: write_report(whole, self.lines), said="Rapport enregistré", undoable=False
        )

    def ask_paper(self) -> None:
        """The same lines on paper: seen first, then printed or kept as a PDF."""
        from ui.parts.papier import PapierDialog  # rare, and slow to load

        lines, structure, day = list(self.lines), str(own_service().nom), clock.today()

        def compose(_values: dict[str, Any]) -> bytes:
            from reports.rapport_reprise import rapport_reprise_pdf

            return rapport_reprise_pdf(lines, structure=structure, day=day)

        PapierDialog(
            self._context, self, name="import.papier", title="Rapport de reprise",
            compose=compose, trace=lambda _: journal.record("print_report", objet="importation"),
        ).open()  # fmt: skip

    def _tell(self) -> None:
        self._text.setPlainText(HIDDEN if self._context.turned.on else "\n".join(self.lines))


def write_report(path: Path, lines: Sequence[str]) -> None:
    """The lines as any text editor opens them."""
    write_file(path, ("\ufeff" + "\r\n".join(lines) + "\r\n").encode())
