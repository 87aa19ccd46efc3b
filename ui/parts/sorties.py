"""What any list can do beside being looked at: go to paper, or to a file for a spreadsheet."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from models.base.listing import Listing, several
from models.base.progress import Progress
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.table import TablePane

if TYPE_CHECKING:
    from reports.listing import Heading

KINDS = "Classeur Excel (*.xlsx);;Classeur LibreOffice (*.ods);;Texte CSV (*.csv)"


def sorties(context: Context, pane: TablePane, screen: QWidget) -> list[UiAction]:
    """« Imprimer… » and « Exporter… » of a list as it is narrowed, if this account may."""
    right = pane.listing.right
    if not context.may(right):
        return []
    name = pane.view.objectName()

    def possible() -> bool:
        return pane.model.rowCount() > 0 and not context.turned.on

    return [
        UiAction(
            f"{name}.imprimer", "Imprimer…", "print", "Ctrl+P", right,
            lambda: print_listing(context, pane.listing, screen), enabled=possible,
        ),
        UiAction(
            f"{name}.exporter", "Exporter…", "export", "Ctrl+E", right,
            lambda: export(context, pane.listing, screen), enabled=possible,
        ),
    ]  # fmt: skip


def print_listing(context: Context, listing: Listing, screen: QWidget) -> None:
    """Lay the list out aside, then show it before it is printed."""

    def work(progress: Progress) -> tuple[bytes, int]:
        from models.echanges.export import check_count
        from reports.listing import listing_pdf

        count = listing.count()
        check_count(count, "imprimer")
        return listing_pdf(listing, _heading(listing, count), progress), count

    context.jobs.run(
        work,
        done=lambda made: _preview(context, listing, screen, *made),
        title="Mise en page de la liste",
        owner=screen,
    )


def export(context: Context, listing: Listing, screen: QWidget) -> None:
    """Ask for a file, then write the list in it."""
    from ui.kit.files import file_to_save
    from ui.kit.printing import file_name

    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    proposed = Path(folder) / f"{file_name(_title(listing))}.xlsx"
    path = file_to_save(screen, "Exporter la liste", proposed, KINDS)
    if path is None:
        return

    def work(progress: Progress) -> int:
        from models.echanges.export import export_listing

        return export_listing(listing, path, progress)

    context.jobs.run(
        work,
        done=lambda count: context.banner.good(
            f"Exporté dans «\u00a0{path.name}\u00a0»\u00a0: {several(count, 'ligne')}"
        ),
        title="Export de la liste",
        owner=screen,
    )


def _preview(context: Context, listing: Listing, screen: QWidget, pdf: bytes, count: int) -> None:
    from models.echanges.export import trace_output
    from ui.parts.papier import PapierDialog

    PapierDialog(
        context,
        screen,
        name="liste.papier",
        title=_title(listing),
        compose=lambda _: pdf,
        trace=lambda how: trace_output(listing, "print_listing", rows=count, how=how),
    ).open()


def _heading(listing: Listing, count: int) -> "Heading":
    from models.echanges.export import entete_of
    from reports.listing import Heading

    entete = entete_of(listing, count)
    return Heading(
        titre=entete.titre,
        structure=entete.structure,
        filtres=entete.filtres,
        lignes=count,
        par=entete.par,
        le=entete.le,
    )


def _title(listing: Listing) -> str:
    """« Registre d’accueil, mars 2026 »: the first of what may be read by anybody."""
    return ", ".join([listing.title, *listing.traced[:1]])
