"""The row of fields of one demande: what was answered, what came of it, where it was sent."""

import functools
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from models.accueil.demande import Demande, DemandeInput
from models.nomenclatures.valeur import choices
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import XS, M, S
from ui.screens.accueil.reponses import SeveralEditor

_COLUMNS = 3
_FIELDS = (Demande.resultat, Demande.orientation, Demande.operateur, Demande.autonomie)


class Precisions(QWidget):
    """Shows a demande, and hands back what becomes of it at every change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._demande: DemandeInput | None = None
        self._title = text("", "section", "accueil.precisions.titre")
        self.reponses = SeveralEditor(_options("reponse"), "accueil.precisions.reponses")
        named(self.reponses.control, "accueil.precisions.reponses", "Réponses")
        self.reponses.changed.connect(self._note_change)
        self.boxes = {
            field.name: FieldBox(
                Input(field, options=_options(field.name), required=False),
                form_name="accueil.precisions",
            )
            for field in _FIELDS
        }
        objet = Input(Demande.objet, required=False, hint="En quelques mots")
        self.boxes["objet"] = FieldBox(objet, form_name="accueil.precisions")
        for box in self.boxes.values():
            box.editor.changed.connect(self._note_change)
        self._lay_out()

    def show_demande(self, demande: DemandeInput, title: str) -> None:
        self._demande = None  # quiet while the fields are filled
        self._title.setText(title)
        self.reponses.set_value(demande.reponses)
        for name, box in self.boxes.items():
            box.clear_error()
            box.editor.set_value(getattr(demande, name))
        self._demande = demande

    def demande(self) -> DemandeInput | None:
        """The demande as the fields have it; a word that is not in its list counts for nothing."""
        if self._demande is None:
            return None
        values = {name: self._value(box) for name, box in self.boxes.items()}
        values["objet"] = values["objet"] or ""
        return replace(self._demande, reponses=tuple(self.reponses.kept()), **values)

    def focus_first(self) -> None:
        self.reponses.control.setFocus(Qt.FocusReason.TabFocusReason)

    def _value(self, box: FieldBox) -> Any:
        try:
            return box.editor.value()
        except ValueError:
            return getattr(self._demande, box.name)

    def _note_change(self) -> None:
        if self._demande is not None:
            self.changed.emit()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        cells = [self._reponses_box(), *self.boxes.values()]
        for at, cell in enumerate(cells):
            grid.addWidget(cell, at // _COLUMNS, at % _COLUMNS)
            grid.setColumnStretch(at % _COLUMNS, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self._title)
        column.addLayout(grid)

    def _reponses_box(self) -> QWidget:
        box = QWidget()
        label = text("Réponses", "label")
        label.setBuddy(self.reponses.control)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(label)
        column.addWidget(self.reponses)
        column.addStretch()
        return box


@functools.cache
def _options(nomenclature: str) -> Any:
    """The list, read when it is first opened: a screen must not wait for lists that stay shut."""
    return functools.partial(choices, nomenclature)
