"""« Noter les signatures »: who signed on paper, when, where, and the boxes that were ticked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.base import clock
from models.base.errors import Invalid
from models.nomenclatures.service import own_service
from models.prescriptions.contenu import AccordContenu, SignatureContenu
from models.prescriptions.papier import accords_of, awaited, note_paper
from models.prescriptions.prescription import Prescription, Signature
from ui.kit.actions import UiAction, button
from ui.kit.check import Check
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.names import named
from ui.kit.page import Card, row, text
from ui.kit.tokens import M
from ui.screens.fiches.bande import WHO


class Signatures(Card):
    """A card that comes when it is asked for, and goes once it is noted, or by Échap."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__("Noter les signatures du papier")
        self.setObjectName("fiche.signatures")
        self._context = context
        self._prescription: Prescription | None = None
        self._awaited: list[SignatureContenu] = []
        self._form: Form | None = None
        self._accords: dict[str, Check] = {}
        self._inside: QWidget | None = None
        self.hide()

    def ask(self, prescription: Prescription) -> None:
        """Show who has still to sign, today's date, and the boxes of the paper."""
        self._prescription = prescription
        self._awaited = [one for one in awaited(prescription) if one.date is None]
        self._build(accords_of(prescription))
        self.show()
        if self._form is not None:
            self._form.focus_first()

    def note(self) -> None:
        """Write what is ticked, in one act."""
        form, prescription = self._form, self._prescription
        if form is None or prescription is None:
            return
        self._context.attempt(
            lambda: self._write(form, prescription),
            form=form,
            done=lambda _: self.leave(),
            said="Signatures notées",
        )

    def leave(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def _write(self, form: Form, prescription: Prescription) -> Prescription:
        values = form.values()
        signed = {one.role: one.nom for one in self._awaited if values[_box(one)]}
        if not signed:
            raise Invalid(
                _box(self._awaited[0]), "Aucune signature n’est cochée. Cochez qui a signé."
            )
        ticked = {code: box.isChecked() for code, box in self._accords.items()}
        return note_paper(
            prescription, date=values["date"], lieu=values["lieu"], noms=signed, accords=ticked
        )

    def _build(self, accords: Sequence[AccordContenu]) -> None:
        if self._inside is not None:
            self.body.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._form = self._make_form()
        self._accords = {}
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self._form)
        if accords:
            column.addWidget(text("Cases cochées sur le papier", "label"))
        for accord in accords:
            column.addLayout(self._accord(accord))
        column.addLayout(self._buttons())
        self.body.addWidget(self._inside)

    def _make_form(self) -> Form:
        boxes = [
            Input(name=_box(one), label=_said(one), kind=Kind.CHECK, wide=True)
            for one in self._awaited
        ]
        fields = [
            Input(Signature.date, required=True),
            Input(Signature.lieu),
            *boxes,
        ]
        form = Form([Group("", fields)], name="fiche.signatures.form", framed=False)
        form.set_values({"date": clock.today(), "lieu": own_service().commune})
        form.submitted.connect(self.note)
        return form

    def _accord(self, accord: AccordContenu) -> QHBoxLayout:
        box = named(Check(), f"fiche.accord.{accord.code}", accord.texte)
        box.setChecked(bool(accord.coche))
        self._accords[accord.code] = box
        words = text(accord.texte)
        words.setWordWrap(True)
        words.setBuddy(box)
        line = QHBoxLayout()
        line.setSpacing(0)  # an empty check box leaves room enough
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        return line

    def _buttons(self) -> QHBoxLayout:
        note = UiAction("fiche.signatures.noter", "Noter", "signature", "", None, self.note)
        leave = UiAction("fiche.signatures.fermer", "Fermer", "close", "", None, self.leave)
        return row(button(note), button(leave))


def _box(one: SignatureContenu) -> str:
    return f"signe_{one.role.value}"


def _said(one: SignatureContenu) -> str:
    who = WHO[one.role]
    return f"{who}\u00a0: {one.nom}" if one.nom else who
