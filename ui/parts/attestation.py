"""Asks over what period a person wants her passages attested, and shows the paper."""

from typing import Any

from PySide6.QtWidgets import QWidget

from models.accueil.attestation import attestation_passages, trace_attestation
from models.accueil.periodes import Repere, checked, periode_of
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.parts.papier import PapierDialog

_WHAT = "Sans elles, l’attestation ne dit que les jours et les heures."


def ask_attestation(context: Context, screen: QWidget, personne_id: str) -> PapierDialog:
    """The dialog of one person; the whole year is proposed."""
    year = periode_of(Repere.CETTE_ANNEE)
    fields = [
        Input(name="du", label="Du", kind=Kind.DAY),
        Input(name="au", label="Au", kind=Kind.DAY),
        Input(name="demandes", label="Indiquer les demandes", kind=Kind.CHECK, help=_WHAT),
    ]
    form = Form([Group("", fields)], name="attestation", framed=False)
    form.set_values({"du": year.du, "au": year.au, "demandes": False})

    def compose(values: dict[str, Any]) -> bytes:
        from reports.attestation_passages import attestation_pdf

        period = checked(values["du"], values["au"])
        said = bool(values["demandes"])
        return attestation_pdf(attestation_passages(personne_id, period, avec_demandes=said))

    dialog = PapierDialog(
        context,
        screen,
        name="attestation.papier",
        title="Attestation de passages",
        compose=compose,
        trace=lambda _: trace_attestation(personne_id),
        form=form,
    )
    dialog.open()
    form.focus_first()
    return dialog
