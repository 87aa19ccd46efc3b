"""One fiche: the form on the left, the paper itself on the right, live."""

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.base import clock, drafts
from models.base.droit import Droit
from models.base.errors import Failure, Invalid
from models.prescriptions import composer, criteres, fiche
from models.prescriptions.contenu import Protege
from models.prescriptions.prescription import Prescription
from models.prescriptions.statut import statut_of
from models.suivis.dispositif import criteres_of
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.page import scrolled, text
from ui.kit.pill import Pill
from ui.kit.tokens import L, M
from ui.parts.apercu import Apercu
from ui.screens.fiches import form as fields
from ui.screens.fiches.criteres import Criteres

FORM_WIDTH = 520


class FicheEditor(QWidget):
    """Holds one fiche; `whole` when this account may read the half under the notes key."""

    changed = Signal()

    def __init__(self, context: Context, prescription: Prescription) -> None:
        super().__init__()
        self.setObjectName("fiche")
        self._context = context
        self.prescription = prescription
        self.whole = self._may_read()
        minor = prescription.personne.is_minor_at(prescription.date_demande)
        self.form = Form(
            fields.groups(prescription, minor=minor, whole=self.whole), name="fiche.form"
        )
        self._criteres = Criteres()
        self._status = QHBoxLayout()
        self._status.setSpacing(M)
        self._apercu = Apercu(context, name="fiche.apercu", label="Aperçu de la fiche")
        self._lay_out()
        self._fill()
        self.form.changed.connect(self._follow)
        self.form.drafted.connect(self.keep_draft)
        self._criteres.changed.connect(self._follow)
        self._restore_draft()
        self._follow()

    @property
    def modified(self) -> bool:
        return self.form.modified or self._criteres.motives != self._stored_motives()

    def save(self) -> None:
        """Write both halves; `Invalid` names the field."""
        values = self.form.values()
        self._check_contacts(values)
        fiche.save_prescription(
            self.prescription, **fields.open_values(values), constats=self._criteres.motives
        )
        if self.whole:
            fiche.save_protege(self.prescription, fields.protege_of(values))
        self.form.accept()
        drafts.forget_draft(self._draft_key)
        self.show_status()

    def composer(self) -> Callable[[], bytes]:
        """A function that makes the PDF of what is typed now, and reads no widget."""
        values = self.form.draft()
        try:
            values = self.form.values()
        except Invalid:
            values = {**fields.values_of(self.prescription), **values}
        key, motives = self.prescription.id, self._criteres.motives
        opened = {**fields.open_values(values), "constats": motives}
        protege = fields.protege_of(values) if self.whole else None
        return lambda: _pdf(fiche.as_typed(key, opened), protege)

    def keep_draft(self) -> None:
        """Keep what is typed; the half under the notes key stays sealed in the draft too."""
        if self.modified:
            kept = {"form": self.form.draft(), "motives": self._criteres.motives}
            fiche.keep_draft(self.prescription, kept, sealed=self.whole)

    def show_status(self) -> None:
        while self._status.count():
            item = self._status.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        statut = statut_of(self.prescription, clock.today())
        self._status.addWidget(Pill(statut.label, statut.kind))
        last = fiche.last_version(self.prescription)
        if last is not None:
            said = (
                f"Version {last.numero_version} imprimée le {clock.local(last.figee_le):%d/%m/%Y}"
            )
            self._status.addWidget(text(said, "secondary"))
        self._status.addStretch()

    def _may_read(self) -> bool:
        if not self._context.may(Droit.FICHE_CONTENU):
            return False
        try:
            fiche.read_protege(self.prescription)
        except Failure:
            return False
        return True

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(L)
        column.addLayout(self._status)
        column.addWidget(self.form)
        column.addWidget(self._criteres)
        if not self.whole:
            column.addWidget(_said_protected())
        column.addStretch()
        left = scrolled(column)
        left.setMinimumWidth(FORM_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(L)
        row.addWidget(left, 1)
        row.addWidget(self._apercu, 1)

    def _fill(self) -> None:
        values = fields.values_of(self.prescription)
        if self.whole:
            values |= fields.protege_values(fiche.read_protege(self.prescription))
        self.form.set_values(values)
        found = criteres_of(self.prescription.dispositif_id)
        self._criteres.name_criteres({c.code: c.libelle for c in found})
        self._criteres.set_motives(self._stored_motives())
        self.show_status()

    def _restore_draft(self) -> None:
        kept = fiche.kept_draft(self.prescription) if self.whole else None
        if kept is not None:
            self.form.restore_draft(kept["form"])
            self._criteres.set_motives(kept["motives"])
            self._context.banner.info("Ce qui était tapé et pas encore enregistré est revenu.")

    def _follow(self) -> None:
        """Let the criteria and the paper follow what is typed."""
        try:
            typed = fiche.as_typed(
                self.prescription.id,
                {
                    **fields.open_values(self.form.values()),
                    "constats": self._criteres.motives,
                },
            )
            self._criteres.show_constats(criteres.constats_of(typed))
        except Invalid:
            pass  # a date half typed: what was found stays until it reads again
        self._apercu.follow(self.composer())
        self.changed.emit()

    def _check_contacts(self, values: dict[str, Any]) -> None:
        courriel = values.get("prescripteur_courriel", "")
        if courriel and "@" not in courriel:
            raise Invalid(
                "prescripteur_courriel",
                f"Courriel : « {courriel[:40]} » n’est pas une adresse complète.",
            )

    def _stored_motives(self) -> dict[str, str]:
        motives: dict[str, str] = json.loads(self.prescription.constats)
        return motives

    @property
    def _draft_key(self) -> str:
        return fiche.draft_key(self.prescription)


def _pdf(prescription: Prescription, protege: Protege | None) -> bytes:
    from reports.fiche_prescription import fiche_prescription

    return fiche_prescription(composer.contenu_of(prescription, protege))


def _said_protected() -> QWidget:
    said = text(
        "Sa situation, ses freins, son projet et ses mots ne se lisent qu’avec un compte de "
        "référent.",
        "secondary",
    )
    said.setWordWrap(True)
    return said
