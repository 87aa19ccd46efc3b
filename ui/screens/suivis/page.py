"""One suivi: where it stands, the real dates of its phases, and the fiches of the person."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.base import clock, drafts
from models.base.droit import Droit
from models.base.listing import as_text
from models.prescriptions.liste import fiches_of_personne
from models.suivis.suivi import (
    Dates,
    Phase,
    Suivi,
    date_phases,
    phases_of_suivi,
    referents_of,
    statut_of,
)
from ui.kit.actions import UiAction, button
from ui.kit.context import Context
from ui.kit.flow import Flow
from ui.kit.names import named
from ui.kit.page import Split, card, scrolled, text
from ui.kit.pill import Pill
from ui.kit.table import TablePane
from ui.kit.tokens import L, M
from ui.screens.suivis.form import phase_values, phases_form

FORM_WIDTH = 520


class SuiviPage(QWidget):
    """Holds one suivi; who may not read its parcours sees that it exists, and who follows."""

    changed = Signal()

    def __init__(self, context: Context, suivi: Suivi, back: UiAction) -> None:
        super().__init__()
        self.setObjectName("suivi")
        self._context = context
        self.suivi = suivi
        self._phases = phases_of_suivi(suivi.id) if context.may(Droit.SUIVI_LIRE) else []
        self.form = phases_form(self._phases)
        self._status = Pill("", "", "suivi.statut")
        self._since = text("", "secondary", "suivi.depuis")
        self._referent = text("", "secondary", "suivi.referent")
        self.fiches = self._make_fiches()
        self._lay_out(back)
        self.form.read_only = not context.may(Droit.SUIVI_ECRIRE)
        self._fill()
        self._restore_draft()
        self.form.changed.connect(self.changed)
        self.form.drafted.connect(self.keep_draft)

    @property
    def modified(self) -> bool:
        return bool(self._phases) and self.form.modified

    def save(self) -> None:
        """Date the phases, in one act; `Invalid` names the field."""
        values = self.form.values()
        fresh = phases_of_suivi(self.suivi.id)
        date_phases(fresh, _dates(fresh, values))
        self.form.accept()
        drafts.forget_draft(self._draft_key)
        self.reload()

    def reload(self) -> bool:
        """Show what is in the base, but for what is typed here; False when the suivi is gone."""
        fresh = Suivi.get_or_none(Suivi.id == self.suivi.id)
        if fresh is None:
            return False
        self.suivi = fresh
        if not self.modified:
            self._phases = phases_of_suivi(fresh.id) if self._phases else []
            self._fill()
        return True

    def keep_draft(self) -> None:
        if self.modified:
            self._context.attempt(lambda: drafts.keep_draft(self._draft_key, self.form.draft()))

    def focus_first(self) -> None:
        if self._phases:
            self.form.focus_first()
        else:
            self.fiches.setFocus()

    def _fill(self) -> None:
        today = clock.today()
        statut = statut_of(self.suivi, today)
        self._status.show_status(statut.label, statut.kind)
        self._status.setAccessibleName(f"Statut\u00a0: {statut.label}")
        self._since.setText(_period(self.suivi))
        names = ", ".join(agent.nom_affiche for agent in referents_of(self.suivi.id, today))
        self._referent.setText(f"Référent\u00a0: {names or 'aucun'}")
        self.form.set_values(phase_values(self._phases))

    def _restore_draft(self) -> None:
        kept = drafts.draft(self._draft_key)
        if kept is not None and self._phases and not self.form.read_only:
            self.form.restore_draft(kept)
            self._context.banner.info("Ce qui était tapé et pas encore enregistré est revenu.")

    @property
    def _draft_key(self) -> str:
        return f"suivi.{self.suivi.id}"

    def _make_fiches(self) -> TablePane:
        return TablePane(
            self._context,
            fiches_of_personne(self.suivi.personne_id),
            name="suivi.fiches",
            activate=lambda key: self._context.navigate("fiches", prescription_id=key),
            searchable=False,
        )

    def _lay_out(self, back: UiAction) -> None:
        link = named(button(back), f"{back.id}.page")
        link.setProperty("role", "link")
        flow = Flow(gap=M)
        for widget in (link, self._status, self._since, self._referent):
            widget.setFixedHeight(link.sizeHint().height())  # all on one middle line
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addLayout(flow)
        fiches = card("Fiches de prescription", self.fiches)
        column.addWidget(Split(self._left(), fiches, FORM_WIDTH), 1)

    def _left(self) -> QWidget:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, M, 0)
        inside.setSpacing(L)
        if self._phases:
            inside.addWidget(self.form)
        else:
            inside.addWidget(_said_unread(self._context, self.suivi))
            self.form.hide()
        inside.addStretch(1)
        return scrolled(inside)


def _said_unread(context: Context, suivi: Suivi) -> QWidget:
    reads = context.may(Droit.SUIVI_LIRE)
    said = text(
        "Ce suivi n’a pas de phases\u00a0: il n’est dans aucun dispositif."
        if reads
        else "Le parcours se lit avec un compte de référent ou de responsable.",
        "secondary",
        "suivi.parcours",
    )
    said.setWordWrap(True)
    return card("Parcours" if suivi.dispositif_id or not reads else "Hors dispositif", said)


def _period(suivi: Suivi) -> str:
    begun = f"depuis le {as_text(suivi.ouvert_le)}"
    return f"{begun}, jusqu’au {as_text(suivi.clos_le)}" if suivi.clos_le else begun


def _dates(phases: list[Phase], values: dict[str, Any]) -> list[Dates]:
    return [(values[f"debut_{phase.rang}"], values[f"fin_{phase.rang}"]) for phase in phases]
