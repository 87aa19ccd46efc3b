"""Which sheet it is: the day and the lieu, set once, or read from its QR code by a hand scanner."""

import contextlib
import datetime as dt
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from models.accueil.feuille import Feuille, read_code
from models.accueil.passage import Passage
from models.base.errors import Failure, Invalid
from models.comptes.agent import active_agents
from models.nomenclatures.lieu import lieux
from models.nomenclatures.valeur import choices
from ui.kit import parsing
from ui.kit.context import Context
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.kit.page import Card
from ui.kit.tokens import M
from ui.screens.saisie.ligne import SUR_PLACE

_INPUTS = (
    Input(Passage.jour, required=False, hint="Hier, 12/03, ou le code scanné", parse=parsing.day),
    Input(Passage.lieu, required=False, options=lambda: [(one.id, one.nom) for one in lieux()]),
    Input(Passage.mode_contact, label="Contact, sauf exception", required=False,
          options=lambda: choices("mode_contact")),
    Input(Passage.accueilli_par,
          options=lambda: [(one.id, one.nom_affiche) for one in active_agents()]),
)  # fmt: skip


class Entete(Card):
    """`changed`: what is typed; `settled`: Entrée in the last field, on to the lines."""

    changed = Signal()
    settled = Signal()
    moved = Signal()  # a field was left

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("saisie.entete")
        self.boxes = {i.known_name: FieldBox(i, form_name="feuille") for i in _INPUTS}
        row = QHBoxLayout()
        row.setSpacing(M)
        for box in self.boxes.values():
            row.addWidget(box, 1)
            box.editor.changed.connect(self._note)
        self.body.addLayout(row)
        for name, box in self.boxes.items():
            box.editor.entered.connect(lambda name=name: self._go_on(name))
            line = box.editor.control
            if isinstance(line, QLineEdit):
                line.editingFinished.connect(self._leave)

    def feuille(self) -> Feuille:
        """The sheet; `Invalid` beside the field at fault."""
        jour, lieu = self._value("jour"), self._value("lieu")
        if jour is None:
            raise Invalid("jour", "Jour : écrivez celui de la feuille, par exemple 12/03.")
        if lieu is None:
            raise Invalid("lieu", "Lieu : choisissez où les personnes ont été reçues.")
        return Feuille(lieu, jour)

    def lieu(self) -> str | None:
        try:
            return self._value("lieu")  # type: ignore[no-any-return]  # a key of the list
        except Invalid:
            return None

    def mode(self) -> str:
        return str(self._value("mode_contact") or SUR_PLACE)

    def accueilli_par(self) -> str | None:
        found = self._value("accueilli_par")
        return None if found is None else str(found)

    def set_feuille(self, jour: dt.date | None, lieu: str | None) -> None:
        self.boxes["jour"].editor.set_value(jour)
        self.boxes["lieu"].editor.set_value(lieu)

    def clear(self) -> None:
        """Another sheet: its day is asked, the rest is usually the same."""
        self.boxes["jour"].editor.set_value(None)

    def fill_usual(self) -> None:
        known = [one.id for one in lieux()]
        own = self._context.settings.lieu
        self.set_feuille(None, own if own in known else next(iter(known), None))
        self.boxes["mode_contact"].editor.set_value(SUR_PLACE)
        self.boxes["accueilli_par"].editor.set_value(self._context.actor.agent_id)

    def focus_first(self) -> None:
        self.boxes["jour"].editor.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def kept(self) -> dict[str, Any]:
        return {name: box.editor.kept() for name, box in self.boxes.items()}

    def restore(self, kept: Mapping[str, Any]) -> None:
        for name, box in self.boxes.items():
            if name in kept:
                box.editor.restore(kept[name])

    def show_error(self, name: str, message: str) -> bool:
        box = self.boxes.get("jour" if name == "moment" else name)
        if box is None:
            return False
        box.show_error(message)
        box.editor.control.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def clear_errors(self) -> None:
        for box in self.boxes.values():
            box.clear_error()

    def _take_code(self) -> bool:
        """Whether the day was the code of a sheet, which says the day and the lieu."""
        read = read_code(str(self.boxes["jour"].editor.kept()))
        if read is not None:
            self.set_feuille(read.jour, read.lieu)
        return read is not None

    def _leave(self) -> None:
        with contextlib.suppress(Failure):  # said when a line is written
            self._take_code()
        self.moved.emit()

    def _value(self, name: str) -> Any:
        box = self.boxes[name]
        try:
            return box.editor.value()
        except ValueError as error:
            raise Invalid(name, f"{box.label} : {error}") from error

    def _note(self) -> None:
        self.clear_errors()
        self.changed.emit()

    def _go_on(self, name: str) -> None:
        """A scanner ends with Entrée: a code that is read whole goes straight to the lines."""
        if name == "jour":
            try:
                if self._take_code():
                    self.settled.emit()
                    return
            except Failure as refusal:
                self.show_error("jour", refusal.message)
                return
            self.boxes["lieu"].editor.control.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.settled.emit()
