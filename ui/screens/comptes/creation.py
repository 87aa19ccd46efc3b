"""A new account, or an agent who receives people without one."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.base.errors import Failure, Invalid
from models.base.search import fold
from models.comptes import compte
from models.comptes.agent import Agent, de
from models.comptes.role import Role
from models.nomenclatures.valeur import valeurs
from ui.kit import errors
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.page import card
from ui.kit.tokens import L
from ui.screens.comptes.provisoire import new_temporary_password
from ui.screens.comptes.roles import RolePicker

Created = Callable[[Agent, str], object]  # the agent, and the temporary password


def statut_input() -> Input:
    """Salarié, bénévole…: a list of the structure."""
    return Input(
        Agent.statut,
        kind=Kind.CHOICE,
        options=lambda: [(v.code, v.libelle) for v in valeurs("statut_accueillant")],
    )


class NouveauCompte(QWidget):
    """For somebody new, or for an agent known already; `created` is told the password to give."""

    def __init__(self, context: Context, agent: Agent | None, *, created: Created) -> None:
        super().__init__()
        self._context, self._agent, self._created = context, agent, created
        self._proposed = ""
        self.roles = RolePicker([Role.ACCUEIL])
        self.form = Form([Group("", self._fields())], name="nouveau_compte", framed=False)
        if agent is None:
            self.form.editor("prenom").changed.connect(self._propose)
        self.form.submitted.connect(self.submit)
        title = "Qui\u00a0?" if agent is None else f"Compte {de(agent.nom_affiche)}"
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(L)
        for held in (card(title, self.form), card("Rôles", self.roles)):
            held.body.addStretch(1)
            line.addWidget(held, 1)

    def focus_first(self) -> None:
        self.form.focus_first()

    def submit(self) -> None:
        """Create it aside: a password is slow to close, on purpose."""
        self.form.clear_errors()
        try:
            values: dict[str, Any] = self.form.values()
        except Failure as error:
            self._refuse(error)
            return
        password, roles = new_temporary_password(), self.roles.roles
        known = self._agent.id if self._agent is not None else None
        self._context.jobs.run(
            lambda _progress: compte.create_compte(
                **values, password=password, roles=roles, agent_id=known
            ),
            done=lambda agent: self._created(agent, password),
            failed=self._refuse,
            title="Création du compte",
            owner=self,
        )

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, Invalid) and error.field == "roles":
            self.roles.show_error(error.message)
            return
        errors.show(error, banner=self._context.banner, form=self.form)

    def _fields(self) -> list[Any]:
        identifiant = Input(Agent.identifiant, wide=True, required=True)
        if self._agent is not None:
            return [identifiant]
        return [Agent.prenom, Agent.nom, Input(Agent.fonction, wide=True), identifiant]

    def _propose(self) -> None:
        """The identifiant follows the first name until it is written otherwise."""
        editor = self.form.editor("identifiant")
        proposed = "-".join(fold(str(self.form.editor("prenom").kept())).split())
        if editor.kept() in ("", self._proposed) and proposed != editor.kept():
            self._proposed = proposed
            editor.restore(proposed)


class NouvelAgent(QWidget):
    """A volunteer, an intern: chosen as « accueilli par », opens nothing."""

    def __init__(self, context: Context, *, created: Callable[[Agent], object]) -> None:
        super().__init__()
        self._context, self._created = context, created
        fields = [Agent.prenom, Agent.nom, Agent.fonction, statut_input()]
        self.form = Form([Group("Qui\u00a0?", fields)], name="nouvel_agent")
        self.form.submitted.connect(self.submit)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.form, 3)
        line.addStretch(1)

    def focus_first(self) -> None:
        self.form.focus_first()

    def submit(self) -> None:
        self._context.attempt(
            lambda: compte.create_agent_sans_compte(**self.form.values()),
            form=self.form,
            done=self._created,
            said="Agent ajouté",
        )
