"""Asks over what period something is attested to a person, and shows the paper."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from models.accueil.attestation import attestation_passages, trace_attestation
from models.accueil.periodes import Periode, Repere, checked, periode_of
from models.ateliers.attestation import attestation_presence, trace_presence
from models.base import clock
from models.suivis.suivi import Suivi
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.parts.papier import PapierDialog

_WHAT = "Sans elles, l’attestation ne dit que les jours et les heures."
Compose = Callable[[Periode, dict[str, Any]], bytes]


def ask_passages(context: Context, screen: QWidget, personne_id: str) -> PapierDialog:
    """The comings of one person; the whole year is proposed."""
    year = periode_of(Repere.CETTE_ANNEE)

    def compose(period: Periode, values: dict[str, Any]) -> bytes:
        from reports.attestation_passages import attestation_pdf

        said = bool(values["demandes"])
        return attestation_pdf(attestation_passages(personne_id, period, avec_demandes=said))

    return _ask(
        context, screen, "attestation", "Attestation de passages", compose,
        trace=lambda: trace_attestation(personne_id), du=year.du, au=year.au,
        more=[Input(name="demandes", label="Indiquer les demandes", kind=Kind.CHECK, help=_WHAT)],
    )  # fmt: skip


def ask_presence(context: Context, screen: QWidget, suivi_id: str) -> PapierDialog:
    """The hours of one suivi; from its first day to today, or to its end."""
    suivi: Suivi = Suivi.get_by_id(suivi_id)

    def compose(period: Periode, values: dict[str, Any]) -> bytes:
        from reports.attestation_presence import attestation_presence_pdf

        return attestation_presence_pdf(attestation_presence(suivi_id, period))

    return _ask(
        context, screen, "presence", "Attestation de présence", compose,
        trace=lambda: trace_presence(suivi_id), du=suivi.ouvert_le,
        au=suivi.clos_le or clock.today(),
    )  # fmt: skip


def _ask(
    context: Context, screen: QWidget, name: str, title: str, compose: Compose, *,
    trace: Callable[[], object], du: dt.date | None, au: dt.date | None,
    more: Sequence[Input] = (),
) -> PapierDialog:  # fmt: skip
    """The dialog, open, with these days proposed."""
    days = [Input(name=key, label=key.capitalize(), kind=Kind.DAY) for key in ("du", "au")]
    form = Form([Group("Période", [*days, *more])], name=name, framed=False)
    form.set_values({"du": du, "au": au})
    dialog = PapierDialog(
        context, screen, name=f"{name}.papier", title=title,
        compose=lambda values: compose(checked(values["du"], values["au"]), values),
        trace=lambda _: trace(), form=form,
        check=lambda values: checked(values["du"], values["au"]),
    )  # fmt: skip
    dialog.open()
    form.focus_first()
    return dialog
