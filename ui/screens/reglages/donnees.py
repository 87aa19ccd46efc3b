"""Données: the ways to a file that is brought in, a pocket base, files that look alike."""

from PySide6.QtWidgets import QVBoxLayout

from ui.kit.context import Context
from ui.kit.rows import Row, RowList
from ui.parts.donnees import PLACES
from ui.screens.reglages.section import Section


class DonneesSection(Section):
    """One line for each, opened with Entrée."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = RowList("reglages.donnees.liste", "Données")
        self.list.show_rows(
            [
                Row(screen, label, said, icon=drawing)
                for screen, label, drawing, right, said in PLACES
                if context.may(right)
            ]
        )
        self.list.opened.connect(lambda screen: context.navigate(screen))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)

    def focus_first(self) -> None:
        self.list.setFocus()
