"""The ateliers that come back: each is corrected, given one more séance, or retired."""

from collections.abc import Callable

from models.ateliers.liste import ateliers_listing
from models.ateliers.seance import Atelier, archive_atelier
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.table import TablePane
from ui.screens.ateliers.actes import act

Go = Callable[[str], object]


class AteliersPane(TablePane):
    """`correct` and `add` are given the key of an atelier."""

    def __init__(self, context: Context, *, correct: Go, add: Go, empty: UiAction) -> None:
        self._correct, self._add = correct, add
        super().__init__(
            context, ateliers_listing(), name="ateliers.ateliers", activate=correct,
            row_actions=self.acts(), empty_action=empty,
        )  # fmt: skip

    def acts(self, *, by_key: bool = False) -> list[UiAction]:
        """In the menu of a row, and by key where the list has the focus."""

        def of_row(name: str, label: str, icon: str, keys: str, run: Go) -> UiAction:
            def go() -> None:
                key = self.current_key
                if key is not None and (self.view.hasFocus() or not by_key):
                    run(key)

            made = act(name, label, icon, keys, go, on_page=False, danger=name == "retirer")
            return made._replace(in_menu=not by_key)

        return [
            of_row("corriger_atelier", "Corriger l’atelier", "edit", "F2", self._correct),
            of_row("seance_atelier", "Nouvelle séance", "add", "", self._add),
            of_row("retirer", "Retirer l’atelier", "archive", "Del", self._retire),
        ]

    def _retire(self, key: str) -> None:
        atelier = Atelier.get_by_id(key)
        self.context.attempt(lambda: archive_atelier(atelier), said="Atelier retiré")
