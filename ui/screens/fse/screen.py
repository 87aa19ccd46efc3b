"""FSE+: one operation at a time, its participants, its indicators, and one page over them."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.base import clock
from models.base.droit import Droit
from models.suivis.completude import CompletudeOperation, completude_operation
from models.suivis.dossier_fse import DossierFse
from models.suivis.indicateur_fse import Indicateur, indicateurs_of
from models.suivis.liste_fse import TABLES, LigneFse, exclus_listing, records_of
from models.suivis.operation import Operation, operations
from models.suivis.participant import add_followed, writable_propositions
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.page import EmptyState, Screen, scrolled
from ui.kit.stack import Stack
from ui.kit.tokens import L
from ui.parts.papier_fse import print_booklet
from ui.parts.questionnaire_fse import questionnaire_volet
from ui.parts.sorties import sorties
from ui.parts.volet import Volet
from ui.screens.fse.actes import Actes
from ui.screens.fse.export import export_operation
from ui.screens.fse.listes import Indicateurs, Participants, Tenue
from ui.screens.fse.reglages import Reglages
from ui.screens.fse.tete import Tete

FORM_MOST = 760
TURNED = (
    "L’écran est tourné vers le visiteur\u00a0: ce dossier est masqué. F9 le montre de nouveau."
)
NOTHING = (
    "Aucune opération FSE+. Créez-la avec son numéro et ses dates\u00a0: on y inscrira les "
    "personnes suivies."
)
NOT_YET = "Aucune opération FSE+ pour l’instant. La personne responsable la crée dans cet écran."
PUT_AWAY = "Cette opération est archivée. Reprenez-la pour lire ses dossiers."


class FseScreen(Screen):
    """Shows the lists of an operation, or one form over them."""

    title = "FSE+"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.operation: Operation | None = None
        self.volet: Volet | None = None
        self._dossiers: list[DossierFse] = []
        self._lignes: list[LigneFse] = []
        self._stale, self._about, self._of_this = False, "", True
        self.tete = Tete(context, enrols=self._enrol, archived=context.may(Droit.REGLAGES))
        self.tete.chosen.connect(self.show_operation)
        self.actes, self.reglages = Actes(self), Reglages(self)
        self.participants = Participants(context, opens=self.fill, acts=self.actes.of_row())
        self.participants.current_changed.connect(context.refresh_actions)
        self.indicateurs = Indicateurs(context, opens=self.show_exclus)
        self._lists = QStackedWidget()
        for pane in (self.participants, self.indicateurs):
            self._lists.addWidget(pane)
        self._under = self._made_under()
        may = context.may(Droit.REGLAGES)
        self._empty = EmptyState(
            NOTHING if may else NOT_YET, self.reglages.create_act() if may else None, icon="fse"
        )
        self._stack = Stack(context.turned, self._under, masked=TURNED)
        self.body.addWidget(self._stack)
        context.changes.subscribe(TABLES, self._hear, owner=self)
        context.turned.changed.connect(self._turn_away)
        self.reload()

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        if self._stack.page is not None:
            return self._page_actions()
        if self.operation is None:  # the empty page offers it
            act = self.reglages.create_act()._replace(on_page=False, in_menu=False)
            return [act] if self.context.may(Droit.REGLAGES) else []
        figures = self._list is self.indicateurs
        turn = UiAction(
            "fse.indicateurs", "Participants" if figures else "Indicateurs",
            "users" if figures else "bilan", "Ctrl+I", Droit.SUIVI_LIRE, self._turn,
        )  # fmt: skip
        acts = [] if figures else self.actes.of_row()
        out = sorties(self.context, self.indicateurs if figures else self.participants, self)
        quiet = [act._replace(on_page=False) for act in out]
        return [
            *acts[:1],
            turn,
            *self.actes.of_operation(),
            *acts[1:],
            *quiet,
            *self.reglages.acts(),
        ]

    def open(self, **what: Any) -> None:
        if self._stack.page is None:
            shown = self.operation.id if self.operation is not None else None
            self.show_operation(what.get("operation_id") or shown)

    def focus_first(self) -> None:
        if self.volet is not None:
            self.volet.form.focus_first()
        elif self._stack.page is not None or self.operation is None:
            self._stack.focus_first()
        elif self._list.model.rowCount():
            self._list.setFocus()
        else:
            self.tete.focus_first()

    def leave(self) -> None:
        if self.volet is not None:
            self.context.attempt(self.volet.keep)

    def show_operation(self, key: str | None = None) -> None:
        """That one, or the last begun."""
        found: Any = Operation.get_or_none(Operation.id == key) if key else None
        self.operation = found or next(iter(operations()), None)
        self.reload()

    def reload(self) -> None:
        """Read again what is shown of the operation."""
        self._stale = False
        key = self.operation.id if self.operation is not None else None
        found: Any = Operation.get_or_none(Operation.id == key) if key else None
        self.operation = found or next(iter(operations()), None)
        operation = self.operation
        under = self._empty if operation is None else self._under
        if self._stack.page is None and self._stack.under is not under:
            self._stack.show_under(under)  # put there again, it would lose the focus
        if operation is not None:
            self._dossiers, self._lignes = records_of(operation)
            self.tete.show_operation(operation)
            self._fill(operation)
        self.heading_changed.emit()

    @property
    def _list(self) -> Tenue:
        """The one of the two that is in sight."""
        return self.indicateurs if self._lists.currentIndex() else self.participants

    @property
    def state(self) -> CompletudeOperation:
        return completude_operation(self._dossiers, clock.today())

    @property
    def current(self) -> LigneFse | None:
        """The participant one is on."""
        found: LigneFse | None = self.participants.current
        return found

    def fill(self, moment: str = "") -> None:
        """Her questionnaire of a moment; else the one that presses most, or the last answered."""
        line = self.current
        if line is None:
            return
        answered = [one.code for one in line.etats if one.rempli]
        pressing = line.presse.code if line.presse is not None else ""
        wanted = moment or pressing or (answered[-1] if answered else "entree")
        self.show_volet(questionnaire_volet(self.context, line.id, wanted), line.nom)

    def show_volet(self, volet: Volet, about: str = "", *, of_this: bool = True) -> None:
        """A form over the lists; `of_this`: about the operation that is shown."""
        self.volet = volet
        volet.setMaximumWidth(FORM_MOST)
        volet.closed.connect(self.show_lists)
        volet.form.changed.connect(self.context.refresh_actions)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(volet)
        column.addStretch(1)
        self._stack.show_page(scrolled(column))
        self._say(about, of_this=of_this)
        volet.form.focus_first()

    def show_exclus(self, indicateur: Indicateur) -> None:
        """Who is not counted in it; from there, the answer that lacks is written."""

        def answer(key: str) -> None:
            exclu = pane.model.listing.item(key)  # type: ignore[attr-defined]  # held rows
            if exclu is not None:
                volet = questionnaire_volet(
                    self.context, exclu.dossier.participant.id, exclu.moment
                )
                self.show_volet(volet, exclu.dossier.personne.nom_affiche)

        listing = exclus_listing(indicateur, self._dossiers)
        pane = Tenue(self.context, listing, name="fse.exclus", activate=answer)
        self._stack.show_page(pane)
        self._say(listing.title)
        pane.setFocus()

    def show_lists(self) -> None:
        self.volet = None
        self._stack.show_under()
        self.reload()
        self._say()
        self.focus_first()

    def _go_back(self) -> None:
        """To the lists; what is typed waits there for its person."""
        self.leave()
        self.show_lists()

    def print_booklet(self) -> None:
        if self.operation is not None:
            waiting = any(
                etat.demande or etat.a_signer for one in self._lignes for etat in one.etats
            )
            print_booklet(self.context, self, self.operation, waiting=waiting)

    def export(self) -> None:
        if self.operation is not None:
            export_operation(self.context, self, self.operation, self.state)

    def _fill(self, operation: Operation) -> None:
        away = operation.archived_at is not None
        if away:
            self.tete.say(PUT_AWAY)
        else:
            self.tete.show_state(self.state, writable_propositions(operation))
        self.participants.show_lines(operation, self._lignes, empty=PUT_AWAY if away else "")
        self.indicateurs.show_figures(operation, indicateurs_of(self._dossiers))

    def _hear(self) -> None:
        """Something changed, here or elsewhere: the rights of this account, it may be."""
        self._stale = True
        if self.isVisible() and self.context.may(Droit.SUIVI_LIRE):
            self.reload()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self._hear()

    def _turn(self) -> None:
        other = 1 - self._lists.currentIndex()
        self._lists.setCurrentIndex(other)
        self.heading_changed.emit()
        self.focus_first()

    def _enrol(self) -> None:
        operation = self.operation
        if operation is not None:
            self.context.attempt(lambda: add_followed(operation), said="Participants inscrits")

    def _turn_away(self) -> None:
        """No name in the heading, nor in the head, of a screen turned to the visitor."""
        self._hear()
        self._say(self._about, of_this=self._of_this)

    def _say(self, about: str = "", *, of_this: bool = True) -> None:
        self._about, self._of_this = about, of_this
        operation = self.operation.intitule if self.operation is not None and of_this else ""
        parts = (operation, "" if self.context.turned.on else about)
        self.set_heading("FSE+", " › ".join(part for part in parts if part) if about else "")

    def _page_actions(self) -> list[UiAction]:
        back = UiAction(
            "fse.retour", "Retour à la liste", "chevron-left", "Alt+Left", None, self._go_back
        )
        volet = self.volet
        if volet is None:
            return [back._replace(shortcut="Escape")]
        save = UiAction(
            "fse.save", "Enregistrer", "save", "Ctrl+S", None, volet.submit,
            on_page=False, in_menu=False,
        )  # fmt: skip
        return [save, back]

    def _made_under(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(self.tete)
        column.addWidget(self._lists, 1)
        return made
