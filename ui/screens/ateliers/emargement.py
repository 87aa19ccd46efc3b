"""The attendance sheet of a séance, seen, then printed or kept."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.ateliers.feuille import Ligne, emargement_of, trace_emargement
from models.ateliers.seance import Seance
from ui.kit.context import Context
from ui.parts.papier import PapierDialog


def show_emargement(
    context: Context, screen: QWidget, seance: Seance, lignes: Sequence[Ligne]
) -> None:
    """With the people of the sheet as it is shown now."""

    def compose(_: object) -> bytes:
        from reports.feuille_emargement import emargement_pdf

        return emargement_pdf(emargement_of(seance, lignes))

    PapierDialog(
        context, screen, name="emargement.papier", title="Feuille d’émargement",
        compose=compose, trace=lambda _: trace_emargement(seance.id),
    ).open()  # fmt: skip
