"""What leaves a suivi on paper, as acts of its menu."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.base.droit import Droit
from ui.kit.actions import UiAction
from ui.kit.context import Context

Ask = Callable[[Context, QWidget, str], object]


def papers_of(context: Context, screen: QWidget, suivi_id: str) -> list[UiAction]:
    """The page of the person first: it is printed the most."""
    from ui.screens.suivis.page_personne import ask_page_personne
    from ui.screens.suivis.synthese import ask_synthese

    def paper(key: str, label: str, icon: str, ask: Ask) -> UiAction:
        return UiAction(
            f"suivi.{key}", label, icon, "", Droit.SUIVI_ECRIRE,
            lambda: ask(context, screen, suivi_id), on_page=False,
            enabled=lambda: not context.turned.on,
        )  # fmt: skip

    return [
        paper("page_personne", "Page pour la personne", "print", ask_page_personne),
        paper("synthese", "Synthèse pour un partenaire", "pdf", ask_synthese),
    ]
