"""The third step: the texts of the file that are words of our lists."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.base.droit import Droit
from models.echanges.assistant import Vue, add_value, may_be_added, options_of
from models.echanges.choix import Choix
from models.echanges.comprehension.inventaire import A_VERIFIER, CHOISI, INCONNU, SUR, ValeurLue
from ui.kit.actions import UiAction, button
from ui.kit.context import Context
from ui.kit.filters import Filter
from ui.screens.reprise.decision import Decision

_ETATS = (
    (INCONNU, "non reconnus"), (A_VERIFIER, "à vérifier"), (CHOISI, "choisis"), (SUR, "sûrs"),
)  # fmt: skip


class ValeursPage(QWidget):
    """`change(choix)` is told of what a text stands for."""

    def __init__(self, context: Context, vue: Vue, change: Callable[[Choix], object]) -> None:
        super().__init__()
        self._context, self._vue, self._change = context, vue, change
        only = Filter("etat", "État", _ETATS, lambda rows, state: rows.only(  # type: ignore[attr-defined]  # held rows
            lambda value: value.etat == state))  # fmt: skip
        self.decision = Decision(
            context,
            "import.valeurs",
            listing=vue.valeurs,
            asked=lambda v: f"«\u00a0{v.texte}\u00a0» correspond à\u00a0:",
            options=options_of,
            current=lambda v: v.cibles[0] if len(v.cibles) == 1 else None,
            decide=self._decide,
            filters=[only],
        )
        self._add = button(
            UiAction("import.add_value", "Ajouter à la liste", "add", "", Droit.REGLAGES, self._new)
        )
        self.decision.add(self._add)
        self.decision.table.current_changed.connect(self._grey)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.decision)
        self._grey()

    def show_vue(self, vue: Vue) -> None:
        self._vue = vue
        self.decision.show_listing(vue.valeurs)
        self._grey()

    def focus_first(self) -> None:
        self.decision.focus_first()

    def _decide(self, value: ValeurLue, target: str) -> None:
        self._change(self._vue.ready.choix.with_value(value.sujet, value.cle, target))

    def _new(self) -> None:
        """The text itself becomes a value, and stands for itself."""
        value: ValeurLue | None = self.decision.row
        if value is not None:
            self._context.attempt(
                lambda: add_value(value),
                done=lambda made: self._decide(value, made.id),
                said=f"«\u00a0{value.texte}\u00a0» ajouté à la liste",
            )

    def _grey(self) -> None:
        row = self.decision.row
        may = self._context.may(Droit.REGLAGES)
        self._add.setEnabled(may and row is not None and may_be_added(row))
