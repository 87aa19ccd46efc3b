"""The strip above a fiche: the way back, its status, its version, who signed."""

import datetime as dt

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.base import clock
from models.prescriptions import fiche
from models.prescriptions.contenu import RoleSignature, SignatureContenu
from models.prescriptions.lecture import said_end
from models.prescriptions.papier import awaited
from models.prescriptions.prescription import Prescription
from models.prescriptions.statut import statut_of
from ui.kit.actions import UiAction, button
from ui.kit.flow import Flow
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.pill import Pill
from ui.kit.tokens import M

WHO = {
    RoleSignature.PERSONNE: "La personne",
    RoleSignature.REPRESENTANT: "Représentant",
    RoleSignature.PRESCRIPTEUR: "Prescripteur",
    RoleSignature.STRUCTURE: "La structure",
}


class Bande(QWidget):
    """Says where the fiche stands; `back` and `sign` are its two acts."""

    def __init__(self, back: UiAction, sign: UiAction) -> None:
        super().__init__()
        self.setObjectName("fiche.bande")
        self._back = _link(back)
        self._sign = _link(sign)
        self._version = text("", "secondary", "fiche.version")
        self._pills = [Pill("", "", f"fiche.signature.{role.value}") for role in WHO]
        self._status = Pill("", "", "fiche.statut")
        self._end = text("", "secondary", "fiche.fin")
        self._end.hide()
        self._lost = text("", "error", "fiche.signes")
        flow = Flow(gap=M)
        tall = self._back.sizeHint().height()
        for one in (self._status, self._end, self._version, *self._pills):
            one.setFixedHeight(tall)  # all on one middle line
        shown = (self._back, self._status, self._end, self._version, *self._pills, self._sign)
        for widget in shown:
            flow.addWidget(widget)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(flow)
        self._column.addWidget(self._lost)
        self._lost.setWordWrap(True)
        self._lost.hide()

    def show_fiche(self, prescription: Prescription, *, whole: bool) -> None:
        """`whole`: with why it ended, for who may read it."""
        statut = statut_of(prescription, clock.today())
        self._status.show_status(statut.label, statut.kind)
        self._status.setAccessibleName(f"Statut\u00a0: {statut.label}")
        told = said_end(prescription.id) if whole else ""
        self._end.setText(told)
        self._end.setVisible(bool(told))
        last = fiche.last_version(prescription)
        self._version.setText(
            f"Version {last.numero_version} du {clock.local(last.figee_le):%d/%m/%Y}"
            if last
            else "Pas encore imprimée"
        )
        signatures = awaited(prescription) if last else []
        for pill, role in zip(self._pills, WHO, strict=True):
            one = next((s for s in signatures if s.role is role), None)
            pill.setVisible(one is not None)
            if one is not None:
                _show_signature(pill, one)
        self._sign.setVisible(any(one.date is None for one in signatures))

    def show_lost(self, said: str) -> None:
        """What is said of signs of the person's file that the paper cannot draw."""
        self._lost.setText(said)
        self._lost.setVisible(bool(said))

    def focus_sign(self) -> bool:
        """Go to « Noter les signatures »; False when nobody has still to sign."""
        if self._sign.isHidden():
            return False
        self._sign.setFocus()
        return True


def _show_signature(pill: Pill, one: SignatureContenu) -> None:
    who = WHO[one.role]
    if one.date is None:
        pill.show_status(f"{who}\u00a0: à signer", "")
    else:
        pill.show_status(f"{who}, {_day(one.date)}", "good")
        pill.setAccessibleName(f"{who}\u00a0: signature du {_day(one.date)}")


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def _link(action: UiAction) -> QPushButton:
    made = named(button(action), f"{action.id}.bande", action.label)
    made.setProperty("role", "link")
    return made
