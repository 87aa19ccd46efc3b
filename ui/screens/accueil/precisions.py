"""The row of fields of one demande: what was answered, what came of it, where it was sent."""

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from models.accueil.demande import Demande, DemandeInput
from models.nomenclatures.valeur import choices
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import XS, M, S
from ui.screens.accueil.partie import Partie

if TYPE_CHECKING:
    from ui.screens.accueil.reponses import SeveralEditor

_COLUMNS = 3


@functools.cache
def _options(nomenclature: str) -> Any:
    """The list, read when it is first opened: a screen must not wait for lists that stay shut."""
    return functools.partial(choices, nomenclature)


class Precisions(Partie):
    """Shows a demande, and hands back what becomes of it at every change."""

    form_name = "accueil.precisions"
    inputs = (
        Input(Demande.resultat, options=_options("resultat"), required=False),
        Input(Demande.orientation, options=_options("orientation"), required=False),
        Input(Demande.operateur, options=_options("operateur"), required=False),
        Input(Demande.autonomie, options=_options("autonomie"), required=False),
        Input(Demande.objet, required=False, hint="En quelques mots"),
    )

    names = tuple(i.known_name for i in inputs)

    def __init__(self) -> None:
        super().__init__()
        self._demande: DemandeInput | None = None
        self._title: QLabel
        self._reponses: SeveralEditor  # made with the fields

    def show_demande(self, demande: DemandeInput, title: str) -> None:
        self._demande = None  # quiet while the fields are filled
        boxes = self.boxes
        self._title.setText(title)
        self._reponses.set_value(demande.reponses)
        for name, box in boxes.items():
            box.clear_error()
            box.editor.set_value(getattr(demande, name))
        self._demande = demande

    def demande(self) -> DemandeInput | None:
        """The demande as the fields have it; a word that is not in its list counts for nothing."""
        if self._demande is None:
            return None
        values = {name: self._typed(box) for name, box in self.boxes.items()}
        values["objet"] = values["objet"] or ""
        return self._demande._replace(reponses=tuple(self._reponses.kept()), **values)

    def check(self) -> None:
        """Refuse a word that is in no list: saved, the demande would lose it."""
        for name in self.boxes:
            self.value(name)

    def focus_first(self) -> None:
        self._reponses.control.setFocus(Qt.FocusReason.TabFocusReason)

    def _typed(self, box: FieldBox) -> Any:
        try:
            return box.editor.value()
        except ValueError:
            return getattr(self._demande, box.name)

    def note_change(self) -> None:
        if self._demande is not None:
            self.changed.emit()

    def lay_out(self, boxes: Mapping[str, FieldBox]) -> None:
        self._title = text("", "section", "accueil.precisions.titre")
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        cells = [self._reponses_box(), *boxes.values()]
        for at, cell in enumerate(cells):
            grid.addWidget(cell, at // _COLUMNS, at % _COLUMNS)
            grid.setColumnStretch(at % _COLUMNS, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self._title)
        column.addLayout(grid)

    def _reponses_box(self) -> QWidget:
        from ui.screens.accueil.reponses import SeveralEditor

        self._reponses = SeveralEditor(_options("reponse"), "accueil.precisions.reponses")
        named(self._reponses.control, "accueil.precisions.reponses", "Réponses")
        self._reponses.changed.connect(self.note_change)
        box = QWidget()
        label = text("Réponses", "label")
        label.setBuddy(self._reponses.control)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(label)
        column.addWidget(self._reponses)
        column.addStretch()
        return box
