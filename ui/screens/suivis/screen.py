"""The suivis: the list, the opening of one, and where one stands."""

from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.base import clock, drafts
from models.base.droit import Droit
from models.personnes.personne import Personne
from models.suivis.dispositif import dispositifs
from models.suivis.lecture import consult_suivi, end_readings
from models.suivis.operation import operations
from models.suivis.retour import open_again
from models.suivis.suivi import Suivi
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.page import Screen, scrolled
from ui.kit.stack import Stack
from ui.kit.tokens import L
from ui.parts.sorties import sorties
from ui.screens.suivis.actes import page_acts
from ui.screens.suivis.ecriture import Ecriture
from ui.screens.suivis.form import opening_form
from ui.screens.suivis.mes_suivis import MesSuivis
from ui.screens.suivis.page import SuiviPage
from ui.screens.suivis.passation import PassationPage
from ui.screens.suivis.relais import handing_acts, relay_acts
from ui.screens.suivis.reprise import ReprisePanneau, reprise_of
from ui.screens.suivis.tables import TABLES

FORM_MOST = 760
TURNED = "L’écran est tourné vers le visiteur\u00a0: le suivi est masqué. F9 le montre de nouveau."


class SuivisScreen(Screen):
    """Shows the list, the form that opens a suivi, or one suivi."""

    title = "Suivis"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._personne: Personne | None = None
        self._right = Droit.EXPORT_NOMINATIF
        self.opening: Form | None = None
        self._reprise: ReprisePanneau | None = None
        self.page: SuiviPage | None = None
        self.list = MesSuivis(
            context, open_key=self._open_key, write=self._write_in, reach=self._reach,
            empty=self._to_personnes(),
        )  # fmt: skip
        self.list.bar.changed.connect(self._follow_right)
        self._stack = Stack(context.turned, self.list, masked=TURNED, back=self._close)
        self._end_readings()
        self.body.addWidget(self._stack)
        context.turned.changed.connect(self._show_heading)
        self._stale = False
        context.changes.subscribe(TABLES, self._hear, owner=self)

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        if self._stack.page is None:
            return [
                *sorties(self.context, self.list, self),
                *self.list.acts(),
                *relay_acts(self.context, self._begin_relay),
                *self._to_fse(),
            ]
        if isinstance(self._stack.page, PassationPage):
            return [*handing_acts(self._stack.page), self._back(on_page=True)]
        if self.page is None:
            opening = UiAction(
                "suivi.open", "Ouvrir le suivi", "save", "Ctrl+S", Droit.SUIVI_ECRIRE, self._create,
                primary=True,
            )  # fmt: skip
            return [opening, self._back()]
        acts = page_acts(self.context, self.page, new_fiche=self._new_fiche)
        return [*acts, self._back()]

    def open(self, **what: Any) -> None:
        """`nouveau`: open a suivi for this personne; `suivi_id`: this suivi; `passation`: hand over
        those of this agent; else the list."""
        if "passation" in what:
            self._begin_relay(what["passation"])
        elif "nouveau" in what:
            self._begin(Personne.get_by_id(what["nouveau"]))
        elif "suivi_id" in what:
            self._open_key(what["suivi_id"])
            self._begin_writing(what.get("ecrire", ""))
        elif self._stack.page is None:
            self.list.refresh()

    def _end_readings(self) -> None:
        """Who has handed over and read for a while loses the keys, unseen."""
        if self.context.may(Droit.NOTES_EQUIPE):
            self.context.jobs.run(
                lambda _: end_readings(), done=lambda _: None, owner=self, awaited=False
            )

    def _write_in(self, key: str, what: str) -> None:
        """From the list: straight to what is to be written of one suivi."""
        self._open_key(key)
        self._begin_writing(what)

    def _reach(self, key: str) -> Ecriture | None:
        """From the list: the suivi is opened, for who writes in it."""
        self._open_key(key)
        return self.page.ecriture if self.page is not None and self.page.writes else None

    def _begin_writing(self, what: str) -> None:
        if self.page is None or not self.page.writes:
            return
        if what == "rendez_vous":
            self.page.ecriture.take_rendez_vous()
        elif what == "referent":
            self.page.ecriture.change_referent()
        elif what in ("entretien", "appel"):
            self.page.ecriture.write_entretien(call=what == "appel")

    def focus_first(self) -> None:
        if isinstance(self._stack.page, PassationPage):
            self._stack.page.focus_first()
        elif self.page is not None:
            self.page.focus_first()
        elif self.opening is not None:
            self.opening.focus_first()
        else:
            self.list.view.enter()

    def leave(self) -> None:
        if self.page is not None:
            self.page.ecriture.keep()
        elif self.opening is not None and self.opening.modified:
            key, typed = self._opening_key, self.opening.draft()
            self.context.attempt(lambda: drafts.keep_draft(key, typed))

    def _back(self, *, on_page: bool | None = None) -> UiAction:
        return UiAction(
            "suivi.close", "Les suivis", "chevron-left", "Alt+Left", None, self._close,
            on_page=self.page is None if on_page is None else on_page,
        )  # fmt: skip

    def _follow_right(self) -> None:
        """What may go out of the list depends on whose suivis it shows."""
        if self.list.listing.right is not self._right:
            self._right = self.list.listing.right
            self.heading_changed.emit()

    def _begin_relay(self, agent_id: str = "") -> None:
        """Who leaves or is away gives her suivis over."""
        if not self.context.may(Droit.SUIVI_ECRIRE):
            return
        self.page = self.opening = self._personne = None
        page = PassationPage(self.context, agent_id, self._close)
        page.changed.connect(self.context.refresh_actions)
        self._show(page)

    def _to_fse(self) -> list[UiAction]:
        """Where there is an operation, or somebody who may create one."""
        may = self.context.may
        if not may(Droit.SUIVI_LIRE) or not (may(Droit.REGLAGES) or operations()):
            return []
        return [
            UiAction("suivis.fse", "FSE+", "fse", "", Droit.SUIVI_LIRE,
                     lambda: self.context.navigate("fse"), on_page=False),
        ]  # fmt: skip

    def _to_personnes(self) -> UiAction:
        return UiAction(
            "suivis.personnes", "Choisir une personne", "personnes", "", Droit.PERSONNES,
            lambda: self.context.navigate("personnes"),
        )  # fmt: skip

    @property
    def _opening_key(self) -> str:
        return f"suivi.nouveau.{self._personne.id if self._personne else ''}"

    def _begin(self, personne: Personne) -> None:
        self.page, self._personne, self.opening = None, personne, opening_form()
        first = {"dispositif": dispositifs()[0].id, "ouvert_le": clock.today()}
        self.opening.set_values({**first, "referent": self.context.actor.agent_id})
        kept = drafts.draft(self._opening_key)
        if kept is not None:
            self.opening.restore_draft(kept)
        self.opening.setMaximumWidth(FORM_MOST)
        self.opening.changed.connect(self.context.refresh_actions)
        self.opening.drafted.connect(self.leave)
        self.opening.submitted.connect(self._create)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(self.opening)
        self._reprise = reprise_of(personne) if self.context.may(Droit.SUIVI_LIRE) else None
        if self._reprise is not None:
            self._reprise.setMaximumWidth(FORM_MOST)
            column.addWidget(self._reprise)
        column.addStretch(1)
        self._show(scrolled(column))

    def _create(self) -> None:
        form, personne, key = self.opening, self._personne, self._opening_key
        if form is None or personne is None:
            return
        made: list[Suivi] = []
        kept = self._reprise
        taken = kept.chosen if kept is not None else {"freins": [], "objectifs": []}
        done = self.context.attempt(
            lambda: open_again(personne=personne, **taken, **form.values()),
            form=form,
            done=made.append,
            said="Suivi ouvert",
        )
        if done:
            drafts.forget_draft(key)
            self._open_key(made[0].id)

    def _open_key(self, key: str) -> None:
        found: list[Suivi] = []
        if not self.context.attempt(lambda: consult_suivi(key), done=found.append, undoable=False):
            return
        self.opening = self._personne = self._reprise = None
        self.page = SuiviPage(self.context, found[0], self._back())
        self._show(self.page)

    def _show(self, shown: QWidget) -> None:
        self._stack.show_page(shown)
        self._show_heading()
        self.focus_first()

    def _show_heading(self) -> None:
        """The title, and the suivi itself unless the screen is turned to the visitor."""
        turned = self.context.turned.on
        if self._stack.page is None:
            self.set_heading(type(self).title)
            return
        if isinstance(self._stack.page, PassationPage):
            self.set_heading("Passer la main", "À un autre référent")
            return
        personne = self._personne if self.page is None else self.page.suivi.personne
        name = personne.nom_affiche if personne is not None and not turned else ""
        if self.page is None:
            self.set_heading("Nouveau suivi", name)
            return
        self.set_heading(name or "Suivi")

    def _hear(self) -> None:
        """Something changed, here or at another desk: nothing is read for who does not look."""
        self._stale = not self.isVisible()
        if not self._stale:
            self._reload()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._hear()

    def _reload(self) -> None:
        """What changed in the base, here by an undo or at another desk, shows at once."""
        page = self.page
        if page is None:
            return
        before = page.stands
        if not page.reload():
            self._drop()
        elif page.stands == before:
            return
        elif page.writes != before[0] and page.is_quiet:
            self._open_key(page.suivi.id)  # other cards, and other fields to write in
        self._show_heading()

    def _new_fiche(self) -> None:
        if self.page is not None:
            suivi = self.page.suivi
            self.context.navigate(
                "fiches", nouveau=suivi.personne_id, dispositif=suivi.dispositif_id
            )

    def _close(self) -> None:
        self.leave()
        shown = self.page.suivi.id if self.page else None
        self._drop()
        self._show_heading()
        self.list.refresh()
        self.list.select_suivi(shown)
        self.list.view.enter()

    def _drop(self) -> None:
        self._stack.show_under()
        self.page = self.opening = self._personne = self._reprise = None
