"""One fiche: the form on the left, the paper itself on the right, live."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.base.errors import Invalid
from models.prescriptions import brouillon, fiche
from models.prescriptions.contenu import Protege
from models.prescriptions.prescription import Accord, Etape, Prescription, Signature, VersionFiche
from models.suivis.dispositif import criteres_of
from ui.kit import tab_order
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.page import scrolled
from ui.kit.tokens import L, M
from ui.parts.apercu import Apercu
from ui.parts.glyphes import Glyphes, said_lost
from ui.screens.fiches import form as fields
from ui.screens.fiches.bande import Bande
from ui.screens.fiches.champs import grow_with_text
from ui.screens.fiches.criteres import Criteres
from ui.screens.fiches.moitie import read_protege, said_protected
from ui.screens.fiches.prescripteurs import Prescripteurs
from ui.screens.fiches.saisie import Saisie, readable
from ui.screens.fiches.signatures import Signatures

FORM_WIDTH = 500
FORM_MOST = 720
TABLES = (Prescription, VersionFiche, Signature, Accord, Etape)


class FicheEditor(QWidget):
    """Holds one fiche; `whole` when this account may read the half under the notes key."""

    changed = Signal()

    def __init__(
        self, context: Context, prescription: Prescription, *, back: UiAction, unlock: UiAction
    ) -> None:
        super().__init__()
        self.setObjectName("fiche")
        self._context = context
        self.prescription = prescription
        protege = read_protege(context, prescription)
        self.whole = protege is not None
        self._motives: dict[str, str] = {}  # as they are saved
        self._stored: dict[str, Any] = {}
        self._base: dict[str, Any] = {}
        self.form = Form(fields.groups(prescription, protege), name="fiche.form")
        self.criteres = Criteres(
            {c.code: c.libelle for c in criteres_of(prescription.dispositif_id)}
        )
        self.signatures = Signatures(context)
        self.apercu = Apercu(context, name="fiche.apercu", label="Aperçu de la fiche")
        sign = UiAction(
            "fiche.sign", "Noter les signatures", "signature", "", None, self.ask_signatures
        )
        self.bande = Bande(back, sign)
        self._glyphes = Glyphes(self.form)
        self._prescripteurs = Prescripteurs(self.form)
        self._saisie: Saisie | None = None
        grow_with_text(self.form)
        self._lay_out(None if self.whole else said_protected(unlock))
        self._fill(protege)
        self._connect()
        self._restore_draft()
        self.follow()

    @property
    def modified(self) -> bool:
        return self.form.modified or self.criteres.motives != self._motives

    def save(self) -> None:
        """Write both halves in one act; `Invalid` names the field."""
        values = self.form.values()
        self._check_contacts(values)
        fresh = Prescription.get_by_id(self.prescription.id)
        fiche.save_fiche(
            fresh,
            protege=self._protege_of(values),
            **fields.open_values(values),
        )
        self.form.accept()
        brouillon.forget_draft(self.prescription, whole=self.whole)
        self.reload()

    def reload(self) -> bool:
        """Show what is in the base, but for what is typed here; False when the fiche is gone."""
        fresh = Prescription.get_or_none(Prescription.id == self.prescription.id)
        if fresh is None:
            return False
        typed = {k: v for k, v in self.form.draft().items() if v != self._base[k]}
        motives = self.criteres.motives
        mine = motives if motives != self._motives else None
        self.prescription = fresh
        self._fill(read_protege(self._context, fresh) if self.whole else None)
        if typed:
            self.form.restore_draft({**self._base, **typed})
        if mine is not None:
            self.criteres.set_motives(mine)
        self.follow()
        return True

    def keep_draft(self) -> None:
        """Keep what is typed; the half under the notes key stays sealed in the draft too."""
        if self.modified:
            kept: dict[str, Any] = {"form": self.form.draft()}
            if self.whole:
                kept["motives"] = self.criteres.motives
            self._context.attempt(
                lambda: brouillon.keep_draft(self.prescription, kept, sealed=self.whole)
            )

    def follow(self) -> None:
        """Let the paper, and what it tells of criteria and signs, follow what is typed."""
        values = readable(self.form, self._stored)
        self._saisie = Saisie(
            self.prescription.id,
            fields.open_values(values),
            self._protege_of(values),
        )
        self.apercu.follow(self._saisie.compose)
        self.changed.emit()

    def ask_signatures(self) -> None:
        self.signatures.ask(self.prescription)

    def _tell_found(self) -> None:
        """What composing the paper found."""
        if self._saisie is None or not self._saisie.composed:
            return  # typed since: the next drawing tells
        self.criteres.show_constats(self._saisie.constats)
        self.bande.show_lost(said_lost(self._saisie.lost))
        self._glyphes.check()

    def _fill(self, protege: Protege | None) -> None:
        self._stored = fields.values_of(self.prescription)
        if protege is not None:
            self._stored |= fields.protege_values(protege)
            self._motives = protege.motifs
        self.form.set_values(self._stored)
        self._base = self.form.draft()
        self.criteres.set_motives(self._motives)
        self.bande.show_fiche(self.prescription, whole=self.whole)

    def _connect(self) -> None:
        self.form.changed.connect(self.follow)
        self.form.drafted.connect(self.keep_draft)
        self.criteres.changed.connect(self._follow_motives)
        self.apercu.drawn.connect(self._tell_found)
        self.signatures.closed.connect(self._leave_signatures)

    def _follow_motives(self) -> None:
        self.follow()
        self.form.drafted.emit()

    def _leave_signatures(self) -> None:
        self.bande.show_fiche(self.prescription, whole=self.whole)
        if not self.bande.focus_sign():
            self.form.focus_first()
        self.changed.emit()

    def _restore_draft(self) -> None:
        kept = brouillon.kept_draft(self.prescription)
        if kept is not None:
            self.form.restore_draft(kept["form"])
            self.criteres.set_motives(kept.get("motives", self._motives))
        if kept is not None and self.modified:
            self._context.banner.info("Ce qui était tapé et pas encore enregistré est revenu.")

    def _check_contacts(self, values: dict[str, Any]) -> None:
        courriel = values.get("prescripteur_courriel", "")
        if courriel and "@" not in courriel:
            raise Invalid(
                "prescripteur_courriel",
                f"Courriel\u00a0: «\u00a0{courriel[:40]}\u00a0» n’a pas de signe @.",
            )

    def _protege_of(self, values: dict[str, Any]) -> Protege | None:
        return fields.protege_of(values, self.criteres.motives) if self.whole else None

    def _lay_out(self, protected: QWidget | None) -> None:
        self._put_criteres()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(L)
        for widget in (self.signatures, self.form, protected):
            if widget is not None:
                column.addWidget(widget)
        column.addStretch(1)
        left = scrolled(column)
        left.setMinimumWidth(FORM_WIDTH)
        left.setMaximumWidth(FORM_MOST)
        panes = QHBoxLayout()
        panes.setSpacing(L)
        panes.addWidget(left, 1)
        panes.addWidget(self.apercu, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        whole.addWidget(self.bande)
        whole.addLayout(panes, 1)

    def _put_criteres(self) -> None:
        """Under the facts that they judge, and there for Tab too."""
        column = self.form.layout()
        assert isinstance(column, QVBoxLayout)
        at = fields.count_before_criteres(self.prescription)
        column.insertWidget(at, self.criteres)
        before = self.form.editor("scolarite_fiche" if self.whole else "territoire")
        tab_order.follow(before.control, self.criteres.fields())
