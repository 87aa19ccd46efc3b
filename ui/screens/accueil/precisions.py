"""The row of fields of one demande: what was answered, what came of it, where it was sent."""

import functools
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout

from models.accueil.demande import Demande, DemandeInput
from models.base.errors import Invalid
from models.nomenclatures.valeur import Valeur, choices
from ui.kit.context import Turned
from ui.kit.editors import Kind
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.kit.page import text
from ui.kit.tokens import M, S
from ui.screens.accueil.partie import Partie

_COLUMNS = 3


@functools.cache
def _options(nomenclature: str) -> Any:
    """The list, read when it is first opened: a screen must not wait for lists that stay shut."""
    return functools.partial(choices, nomenclature)


class Precisions(Partie):
    """Shows a demande, and hands back what becomes of it at every change."""

    form_name = "accueil.precisions"
    inputs = (
        Input(
            name="reponses",
            label="Réponses",
            kind=Kind.SEVERAL,
            options=_options("reponse"),
            link=Valeur,
        ),
        Input(Demande.resultat, options=_options("resultat"), required=False),
        Input(Demande.orientation, options=_options("orientation"), required=False),
        Input(Demande.operateur, options=_options("operateur"), required=False),
        Input(Demande.autonomie, options=_options("autonomie"), required=False),
        Input(Demande.objet, required=False, hint="En quelques mots"),
    )
    names = private = tuple(i.known_name for i in inputs)

    def __init__(self, turned: Turned) -> None:
        super().__init__(turned)
        self._demande: DemandeInput | None = None
        self._title: QLabel

    def show_demande(self, demande: DemandeInput, title: str) -> None:
        self._demande = None  # quiet while the fields are filled
        boxes = self.boxes
        self._title.setText(title)
        for name, box in boxes.items():
            box.clear_error()
            box.editor.set_value(getattr(demande, name))
        self._demande = demande

    def say(self, title: str) -> None:
        """The same demande under another title: the screen was turned."""
        if self.is_made:
            self._title.setText(title)

    def demande(self) -> DemandeInput | None:
        """The demande as the fields have it; a word that is in no list changes nothing of it."""
        if self._demande is None:
            return None
        values = {name: self._typed(box) for name, box in self.boxes.items()}
        values["objet"] = values["objet"] or ""
        values["reponses"] = tuple(values["reponses"])
        self._demande = self._demande._replace(**values)
        return self._demande

    def check(self) -> None:
        """Refuse a word that is in no list: saved or folded, the demande would lose it."""
        for name in self.boxes:
            self.value(name)

    @property
    def holds_words_of_no_list(self) -> bool:
        try:
            self.check()
        except Invalid:
            return True
        return False

    def focus_first(self) -> None:
        self.boxes["reponses"].editor.control.setFocus(Qt.FocusReason.TabFocusReason)

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
        self._title.setWordWrap(True)  # a name, a demande: as long as somebody wrote it
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        for at, cell in enumerate(boxes.values()):
            grid.addWidget(cell, at // _COLUMNS, at % _COLUMNS)
            grid.setColumnStretch(at % _COLUMNS, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self._title)
        column.addLayout(grid)
