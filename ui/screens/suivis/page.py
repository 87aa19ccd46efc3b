"""One suivi read as one page, and written in without leaving it.

Who may not read its parcours sees that it exists, who follows, and the next rendez-vous.
"""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.base import clock
from models.base.droit import Droit
from models.prescriptions.liste import fiches_of_personne
from models.suivis.note import follow_referents, waits_for_readers
from models.suivis.referent import said_referents
from models.suivis.rendez_vous import next_dates
from models.suivis.suivi import Suivi, may_write
from ui.kit.actions import UiAction, button
from ui.kit.context import Context
from ui.kit.flow import Flow, Run
from ui.kit.names import named
from ui.kit.page import Split, card
from ui.kit.pill import Pill
from ui.kit.table import TablePane
from ui.kit.tokens import M
from ui.screens.suivis.ecriture import Ecriture
from ui.screens.suivis.ensemble import SIDE, Ensemble
from ui.screens.suivis.entete import became, period_of, said_coming, standing, unread
from ui.screens.suivis.reprise import liens
from ui.screens.suivis.rubriques import PARCOURS, SITUATION, acts_on
from ui.screens.suivis.tables import BESIDE

FICHES = 180  # pixels


class SuiviPage(QWidget):
    """Holds one suivi; `ecriture` is what is being written in it."""

    def __init__(self, context: Context, suivi: Suivi, back: UiAction) -> None:
        super().__init__()
        self.setObjectName("suivi")
        self._context = context
        self.suivi = suivi
        self.reads = context.may(Droit.SUIVI_LIRE)
        self.writes = self.reads and may_write(suivi.id)
        self.ecriture = Ecriture(context, suivi.id, self)
        self.ecriture.left.connect(self.focus_first)
        self._status = Pill("", "", "suivi.statut")
        self._programme = Run("suivi.dispositif")
        self._since = Run("suivi.depuis", "secondary")
        self._referent = Run("suivi.referent", "secondary")
        self._next = Run("suivi.prochain", "secondary")
        self._sortie = Run("suivi.sortie", "secondary")
        self.fiches = self._make_fiches()
        self._facts: list[Any] = []  # the cards, each with its own `reload`
        self._ensemble = self._make_ensemble() if self.reads else None
        self._lay_out(back)
        self._fill()
        self._fill_cards()

    def reload(self) -> bool:
        """Show what is in the base; False when the suivi is gone."""
        fresh = Suivi.get_or_none(Suivi.id == self.suivi.id)
        if fresh is None:
            return False
        self.suivi = fresh
        self.writes = self.reads and may_write(fresh.id)
        followed = self._referent.text()
        self._fill()
        if self._context.changes.touches(BESIDE):
            self._fill_cards()
        if self._referent.text() != followed:
            self._follow_referents()
        return True

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is being written in it."""
        return self.ecriture.volet is None

    @property
    def stands(self) -> tuple[bool, bool]:
        """What its acts depend on: whether this account writes in it, and whether it is over."""
        return self.writes, self.suivi.clos_le is not None

    def focus_first(self) -> None:
        if self.ecriture.volet is not None:
            self.ecriture.volet.form.focus_first()
        elif self._ensemble is not None:
            self._ensemble.focus_first()
        else:
            self.fiches.setFocus()

    def _fill(self) -> None:
        today = clock.today()
        word, kind = standing(self.suivi, today, reads=self.reads)
        self._status.show_status(word, kind)
        self._status.setAccessibleName(f"Statut\u00a0: {word}")
        programme = self.suivi.dispositif
        self._programme.setText(programme.intitule if programme else "Hors dispositif")
        self._since.setText(period_of(self.suivi, reads=self.reads))
        self._referent.setText(f"Référent\u00a0: {said_referents(self.suivi.id, today)}")
        coming = next_dates(today, suivi_id=self.suivi.id).get(self.suivi.id)
        self._next.setText(f"Prochain rendez-vous\u00a0: {said_coming(coming)}")
        self._next.setVisible(coming is not None or self.suivi.clos_le is None)
        self._sortie.setText(became(self.suivi) if self.reads else "")
        self._sortie.setVisible(bool(self._sortie.text()))
        if self._ensemble is not None:
            self._ensemble.reload(self.suivi)

    def _fill_cards(self) -> None:
        for facts in self._facts:
            facts.reload()

    def _make_fiches(self) -> TablePane:
        return TablePane(
            self._context,
            fiches_of_personne(self.suivi.personne_id),
            name="suivi.fiches",
            activate=lambda key: self._context.navigate("fiches", prescription_id=key),
            searchable=False,
        )

    def _make_ensemble(self) -> Ensemble:
        self._follow_referents()
        self.fiches.setMinimumHeight(FICHES)
        fiches = card("Fiches de prescription", self.fiches)
        situation, parcours = (
            [
                made(self._context, self.suivi.id, self.ecriture.open, writes=self.writes)
                for made in cards
            ]
            for cards in (SITUATION, PARCOURS)
        )
        self._facts = [*situation, *parcours]
        made = Ensemble(
            self._context, self.suivi, acts=acts_on(self._context, self.ecriture),
            writes=lambda: self.writes, situation=situation,
            parcours=[*parcours, fiches],
        )  # fmt: skip
        made.correct_entretien.connect(self.ecriture.correct_entretien)
        made.correct_note.connect(self.ecriture.correct_note)
        self.ecriture.opened.connect(made.put)
        self.ecriture.closing.connect(made.show_frise)
        return made

    def _follow_referents(self) -> None:
        """Who was named since the notes were sealed reads them from the next opening on."""
        if self._context.may(Droit.NOTES_EQUIPE) and waits_for_readers(self.suivi.id):
            self._context.attempt(lambda: follow_referents(self.suivi), undoable=False)

    def _lay_out(self, back: UiAction) -> None:
        link = named(button(back), f"{back.id}.page")
        link.setProperty("role", "link")
        flow = Flow(gap=M, between=0)  # each line has its own air
        told = (self._since, self._sortie, self._referent, self._next)
        for widget in (link, self._status, self._programme, *told,
                       *liens(self._context, self.suivi)):  # fmt: skip
            widget.setMinimumHeight(link.sizeHint().height())  # all on one middle line
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addLayout(flow)
        if self._ensemble is not None:
            column.addWidget(self._ensemble, 1)
            return
        column.addWidget(Split(unread(), card("Fiches de prescription", self.fiches), SIDE), 1)
