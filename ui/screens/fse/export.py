"""The file for Ma Démarche FSE+: what is incomplete is read first, then where to write it."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from models.base.listing import several
from models.base.progress import Progress
from models.suivis.completude import CompletudeOperation, Feu
from models.suivis.operation import Operation
from ui.kit.context import Context
from ui.kit.dialogs import confirm
from ui.parts.sorties import KINDS


def export_operation(
    context: Context, screen: QWidget, operation: Operation, state: CompletudeOperation
) -> None:
    """Past the line, the sentence is read before anything leaves."""
    if not state.participants:
        context.banner.attention(f"Il n’y a rien à exporter. {state.phrase}")
        return
    blocks = state.feu is Feu.BLOQUANT
    if blocks and not _is_agreed(screen, state):
        return
    from ui.kit.files import file_to_save
    from ui.kit.printing import file_name

    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name = file_name(f"FSE+ {operation.numero}, document de travail")
    proposed = Path(folder) / f"{name}.xlsx"
    path = file_to_save(screen, "Exporter les participants", proposed, KINDS)
    if path is None:
        return

    def work(_: Progress) -> int:
        from models.echanges.fse import export_fse

        return export_fse(operation, path, incompletes=blocks)

    context.jobs.run(
        work,
        done=lambda count: context.banner.good(
            f"Exporté dans «\u00a0{path.name}\u00a0»\u00a0: {several(count, 'participant')}. "
            "Document de travail\u00a0: la saisie dans Ma Démarche FSE+ fait foi."
        ),
        title="Export des participants",
        owner=screen,
    )


def _is_agreed(screen: QWidget, state: CompletudeOperation) -> bool:
    return confirm(
        screen,
        title="Exporter des dossiers incomplets\u00a0?",
        text=state.phrase,
        verb="Exporter quand même",
        refuse="Compléter d’abord",
    )
