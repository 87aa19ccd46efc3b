"""The suivis: the list, the opening of one, and where one stands."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.base import clock
from models.base.droit import Droit
from models.personnes.personne import Personne
from models.suivis.suivi import (
    Dates,
    Phase,
    Suivi,
    date_phases,
    open_suivi,
    phases_of_suivi,
    referents_of,
    statut_of,
    suivis_listing,
)
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.page import Screen, scrolled, text
from ui.kit.table import TablePane
from ui.kit.tokens import L
from ui.screens.suivis.form import opening_form, phase_values, phases_form


class SuivisScreen(Screen):
    """Shows the list, the form that opens a suivi, or one suivi."""

    title = "Suivis"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._personne: Personne | None = None
        self._suivi: Suivi | None = None
        self._form: Form | None = None
        self._page: QWidget | None = None
        self._list = TablePane(context, suivis_listing(), name="suivis", activate=self._open_key)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self.body.addWidget(self._stack)

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        if self._form is None and self._suivi is None:
            return []
        back = UiAction(
            "suivi.close", "Retour à la liste", "chevron-left", "Alt+Left", None, self._close
        )
        if self._suivi is None:
            return [self._act("suivi.open", "Ouvrir le suivi", self._create), back]
        fiche = UiAction(
            "suivi.fiche",
            "Nouvelle fiche de prescription",
            "file-signature",
            "Ctrl+Shift+F",
            Droit.FICHE_PREPARER,
            self._new_fiche,
        )
        return [self._act("suivi.save", "Enregistrer", self._save), fiche, back]

    def open(self, **what: Any) -> None:
        """`nouveau`: open a suivi for this personne; `suivi_id`: this suivi; else the list."""
        if "nouveau" in what:
            self._begin(Personne.get_by_id(what["nouveau"]))
        elif "suivi_id" in what:
            self._open_key(what["suivi_id"])
        elif self._page is None:
            self._list.refresh()

    def focus_first(self) -> None:
        if self._form is not None:
            self._form.focus_first()
        else:
            self._list.setFocus()

    def _act(self, key: str, label: str, run: Any) -> UiAction:
        return UiAction(
            key, label, "save", "Ctrl+S", Droit.SUIVI_ECRIRE, run, primary=True,
            enabled=lambda: self._form is not None and (self._suivi is None or self._form.modified),
        )  # fmt: skip

    def _begin(self, personne: Personne) -> None:
        form = opening_form()
        actor = self.context.actor
        first = {"dispositif": "ateliers_citoyens", "ouvert_le": clock.today()}
        form.set_values({**first, "referent": actor.agent_id})
        self._personne, self._suivi = personne, None
        self._show(form, [])
        self.set_heading("Nouveau suivi", personne.nom_affiche)

    def _create(self) -> None:
        form, personne = self._form, self._personne
        if form is not None and personne is not None:
            self.context.attempt(
                lambda: open_suivi(personne=personne, **form.values()),
                form=form,
                done=lambda suivi: self._open_key(suivi.id),
                said="Suivi ouvert",
            )

    def _open_key(self, key: str) -> None:
        suivi = Suivi.get_or_none(Suivi.id == key)
        if suivi is None:
            return
        self._suivi = suivi
        phases = phases_of_suivi(suivi.id) if self.context.may(Droit.SUIVI_LIRE) else []
        form = phases_form(phases)
        form.set_values(phase_values(phases))
        form.read_only = not self.context.may(Droit.SUIVI_ECRIRE)
        self._show(form, self._facts(suivi))
        programme = suivi.dispositif.intitule if suivi.dispositif else "Hors dispositif"
        self.set_heading(suivi.personne.nom_affiche, programme)

    def _facts(self, suivi: Suivi) -> list[QWidget]:
        today = clock.today()
        names = ", ".join(agent.nom_affiche for agent in referents_of(suivi.id, today))
        return [
            text(
                f"{statut_of(suivi, today).label} depuis le {suivi.ouvert_le:%d/%m/%Y}", "section"
            ),
            text(f"Référent : {names or 'aucun'}", "secondary"),
        ]

    def _show(self, form: Form, facts: list[QWidget]) -> None:
        self._drop_page()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        for fact in facts:
            column.addWidget(fact)
        column.addWidget(form)
        column.addStretch()
        form.setMaximumWidth(760)
        self._form, self._page = form, scrolled(column)
        form.changed.connect(self.context.refresh_actions)
        form.submitted.connect(lambda: self._save() if self._suivi else self._create())
        self._stack.addWidget(self._page)
        self._stack.setCurrentWidget(self._page)
        self.focus_first()

    def _save(self) -> None:
        form, suivi = self._form, self._suivi
        if form is None or suivi is None:
            return
        phases = phases_of_suivi(suivi.id)
        self.context.attempt(
            lambda: date_phases(phases, _dates(phases, form.values())),
            form=form,
            said="Phases datées",
        )

    def _new_fiche(self) -> None:
        if self._suivi is not None:
            self.context.navigate(
                "fiches", nouveau=self._suivi.personne_id, dispositif=self._suivi.dispositif_id
            )

    def _close(self) -> None:
        self._drop_page()
        self._suivi = self._personne = None
        self.set_heading(type(self).title)
        self._list.setFocus()

    def _drop_page(self) -> None:
        if self._page is not None:
            self._stack.removeWidget(self._page)
            self._page.deleteLater()
            self._page = self._form = None


def _dates(phases: list[Phase], values: dict[str, Any]) -> list[Dates]:
    return [(values[f"debut_{phase.rang}"], values[f"fin_{phase.rang}"]) for phase in phases]
