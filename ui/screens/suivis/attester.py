"""Asks over what period the presence of a person is attested, and shows the paper."""

from typing import Any

from PySide6.QtWidgets import QWidget

from models.accueil.periodes import checked
from models.ateliers.attestation import attestation_presence, trace_presence
from models.base import clock
from models.suivis.suivi import Suivi
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.parts.papier import PapierDialog


def ask_attestation(context: Context, screen: QWidget, suivi_id: str) -> PapierDialog:
    """The dialog of one suivi; from its first day to today, or to its end."""
    suivi: Suivi = Suivi.get_by_id(suivi_id)
    fields = [
        Input(name="du", label="Du", kind=Kind.DAY),
        Input(name="au", label="Au", kind=Kind.DAY),
    ]
    form = Form([Group("Période", fields)], name="presence", framed=False)
    form.set_values({"du": suivi.ouvert_le, "au": suivi.clos_le or clock.today()})

    def compose(values: dict[str, Any]) -> bytes:
        from reports.attestation_presence import attestation_presence_pdf

        period = checked(values["du"], values["au"])
        return attestation_presence_pdf(attestation_presence(suivi_id, period))

    dialog = PapierDialog(
        context,
        screen,
        name="presence.papier",
        title="Attestation de présence",
        compose=compose,
        trace=lambda _: trace_presence(suivi_id),
        form=form,
    )
    dialog.open()
    form.focus_first()
    return dialog
