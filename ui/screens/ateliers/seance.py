"""One séance: its facts in a line, corrected over the sheet, and the sheet of who came."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.ateliers.feuille import Ligne, feuille_of, seance_of
from models.ateliers.liste import hours, kind_of_statut, statut_of_seance
from models.ateliers.seance import ATTENDU, Seance, note_presences
from models.base import drafts
from models.base.droit import Droit
from models.nomenclatures.lieu import Lieu
from models.prescriptions.sessions import suivis_of_session
from ui.kit.actions import UiAction, button
from ui.kit.context import Context
from ui.kit.elided import Elided
from ui.kit.pill import Pill
from ui.kit.tokens import L, M
from ui.parts.volet import Volet
from ui.screens.ateliers.ecrire import correct_seance_volet
from ui.screens.ateliers.feuille import Feuille


def lignes_of(seance: Seance) -> list[Ligne]:
    """Who is on its sheet: noted, or expected."""
    return feuille_of(seance, suivis_of_session(seance.atelier.session_id))


class SeancePage(QWidget):
    """Holds one séance; `feuille` is what is written."""

    changed = Signal()

    def __init__(self, context: Context, seance: Seance) -> None:
        super().__init__()
        self.setObjectName("seance")
        self._context, self.seance = context, seance
        right = Droit.SUIVI_ECRIRE
        self.acts = (
            UiAction("seance.tous", "Tous présents", "users", "Ctrl+T", right, self._all_present,
                     in_menu=False, on_page=False),
            UiAction("seance.corriger", "Corriger la séance", "edit", "F2", right, self.correct,
                     in_menu=False, on_page=False),
        )  # fmt: skip
        self.volet: Volet | None = None
        self._statut = Pill("", "", "seance.statut")
        self._facts = Elided("", "seance.faits", "secondary")
        self._correct = button(self.acts[1])
        self._correct.setProperty("role", "link")
        self.feuille = Feuille(seance, writes=context.may(right), everybody=self.acts[0])
        self._column = QVBoxLayout(self)
        self._lay_out()
        self._lignes: list[Ligne] = []
        self._fill()
        kept = drafts.draft(self._draft_key)
        if kept is not None:
            self.feuille.restore_draft(kept)
        self.feuille.changed.connect(self.changed)
        self.feuille.drafted.connect(self.keep_draft)

    @property
    def modified(self) -> bool:
        return self.feuille.modified

    def save(self) -> None:
        """The whole sheet in one act; `Invalid` names the person."""
        sheet = self.feuille
        note_presences(
            self.seance, sheet.venues(), attendues=sheet.attendues, retirees=sheet.retirees
        )
        self.feuille.accept()
        drafts.forget_draft(self._draft_key)
        self.reload()

    def reload(self) -> bool:
        """Show what is in the base, but for what is typed here; False when the séance is gone."""
        fresh = seance_of(self.seance.id)
        if fresh is None:
            return False
        before, self.seance = self.seance, fresh
        if not self.feuille.modified:
            self._fill(again=before.date != fresh.date)
        self.feuille.follow(fresh)
        self._say()
        return True

    def correct(self) -> None:
        """Its facts, over the sheet."""
        if self.volet is not None:
            self.volet.form.focus_first()
            return
        self.keep_draft()
        self.volet = correct_seance_volet(self._context, self.seance)
        self.volet.closed.connect(self._close_volet)
        self._column.insertWidget(1, self.volet)
        self.volet.form.focus_first()

    def _all_present(self) -> None:
        if self.feuille.is_begun:
            self.feuille.all_present()

    def keep_draft(self) -> None:
        if self.volet is not None:
            self._context.attempt(self.volet.keep)
        if self.feuille.modified:
            kept = self.feuille.draft()
            self._context.attempt(lambda: drafts.keep_draft(self._draft_key, kept))

    def focus_first(self) -> None:
        if self.volet is not None:
            self.volet.form.focus_first()
        else:
            self.feuille.focus_first()

    @property
    def _draft_key(self) -> str:
        return f"seance.{self.seance.id}.feuille"

    def _fill(self, *, again: bool = True) -> None:
        lignes = lignes_of(self.seance)
        if again or lignes != self._lignes:
            self._lignes = lignes
            self.feuille.show_lignes(lignes, self.seance)
        self._say()

    def _say(self) -> None:
        noted = [one for one in self._lignes if one.notee]
        said = sum(one.venue.etat != ATTENDU for one in noted)
        statut = statut_of_seance(self.seance.date, said, len(noted))
        self._statut.show_status(statut, kind_of_statut(statut))
        lieu = self.seance.__data__.get("lieu")
        parts = (
            self.seance.atelier.intitule,
            hours(self.seance.debut, self.seance.fin),
            Lieu.name_of(lieu) if lieu else "",
            self.seance.intervenant,
        )
        self._facts.setText(" · ".join(part for part in parts if part))

    def _close_volet(self) -> None:
        gone, self.volet = self.volet, None
        if gone is not None:
            gone.hide()
            gone.deleteLater()
        self.feuille.focus_first()

    def _lay_out(self) -> None:
        facts = QHBoxLayout()
        facts.setSpacing(M)
        facts.addWidget(self._statut)
        facts.addWidget(self._facts, 1)
        facts.addWidget(self._correct)
        if not self._context.may(Droit.SUIVI_ECRIRE):
            self._correct.hide()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(L)
        self._column.addLayout(facts)
        self._column.addWidget(self.feuille)
        self._column.addStretch(1)
