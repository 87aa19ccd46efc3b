"""Équipe: who receives people without an account; accounts stay in their own screen."""

from models.base.droit import Droit
from models.comptes.agent import Agent
from models.comptes.equipe import (
    equipe_listing,
    membre_of,
    reprendre_membre,
    retire_membre,
    save_membre,
)
from models.nomenclatures.valeur import valeurs
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.table import TablePane
from ui.screens.reglages.section import ListSection, Page, sentence, still

_FIELDS = ("prenom", "nom", "fonction", "statut")
_WHERE = "Proposé·e dans «\u00a0Accueilli par\u00a0». Pour ouvrir le programme, il faut un compte."


class EquipeSection(ListSection):
    """Volunteers, interns, partners on duty."""

    id = "equipe"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = TablePane(
            context, equipe_listing(), name="reglages.equipe.liste", activate=self.edit,
            row_actions=self._row_actions(), empty_action=self._add_action(), searchable=False,
        )  # fmt: skip
        self.list.current_changed.connect(context.refresh_actions)
        self.list.emptied.connect(self.heading_changed)
        self.set_list(self.list)

    def list_actions(self) -> list[UiAction]:
        accounts = UiAction(
            "equipe.comptes", "Ouvrir les comptes", "comptes", "", Droit.COMPTES,
            lambda: self.context.navigate("comptes"), on_page=False,
        )  # fmt: skip
        offered = [accounts] if self.context.may(Droit.COMPTES) else []
        return [self.list.once(self._add_action()), *self._row_actions(), *offered]

    def select(self, key: str | None) -> None:
        self.list.select(key)

    def add(self) -> None:
        self.show_page(_page(self.context, None))

    def edit(self, key: str | None = None) -> None:
        self.show_page_of(key or self.list.current_key or "")

    def page_of(self, key: str) -> Page | None:
        return _page(self.context, membre_of(key) if key else None)

    def _retire(self) -> None:
        agent = self._current()
        if agent is not None:
            said = f"{agent.nom_affiche} n’est plus dans l’équipe"
            self.context.attempt(lambda: retire_membre(agent), said=said)

    def _reprendre(self) -> None:
        agent = self._current()
        if agent is not None:
            said = f"{agent.nom_affiche} est de nouveau dans l’équipe"
            self.context.attempt(lambda: reprendre_membre(agent), said=said)

    def _current(self) -> Agent | None:
        return still(membre_of, self.list.current_key)

    def _is(self, *, here: bool) -> bool:
        agent = self._current()
        return agent is not None and (agent.archived_at is None) is here

    def _add_action(self) -> UiAction:
        return UiAction(
            "equipe.create", "Ajouter une personne", "add", "Ctrl+Shift+N", Droit.REGLAGES,
            self.add, primary=True,
        )  # fmt: skip

    def _row_actions(self) -> list[UiAction]:
        right = Droit.REGLAGES
        return [
            UiAction("equipe.edit", "Modifier", "edit", "F2", right, self.edit,
                     enabled=lambda: self._current() is not None),
            UiAction("equipe.retire", "Retirer de l’équipe", "archive", "Del", right, self._retire,
                     enabled=lambda: self._is(here=True), on_page=False),
            UiAction("equipe.reprendre", "Reprendre dans l’équipe", "restore", "", right,
                     self._reprendre, enabled=lambda: self._is(here=False), on_page=False),
        ]  # fmt: skip


def _page(context: Context, agent: Agent | None) -> Page:
    statut = Input(
        Agent.statut, kind=Kind.CHOICE,
        options=lambda: [(v.code, v.libelle) for v in valeurs("statut_accueillant")],
    )  # fmt: skip
    fields = [Agent.prenom, Agent.nom, Agent.fonction, statut]
    page = Page(
        context,
        Form([Group("Qui\u00a0?", fields)], name="membre"),
        key=agent.id if agent is not None else "",
        title=agent.nom_affiche if agent is not None else "Nouvelle personne",
        save=lambda values: save_membre(agent, **values),
        said="Enregistré",
        beside=[sentence(_WHERE)],
    )
    if agent is not None:
        page.form.set_values({name: getattr(agent, name) for name in _FIELDS})
    return page
