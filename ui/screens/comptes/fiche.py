"""One agent: who they are, their roles, the state of their account."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.base.errors import Failure, Invalid
from models.comptes import acces, compte
from models.comptes.agent import Agent, roles_of
from models.comptes.attribution import Suite
from models.comptes.role import Role
from ui.kit.actions import UiAction, button
from ui.kit.context import Context
from ui.kit.form import Form, Group
from ui.kit.page import Pill, card, text
from ui.kit.tokens import L, S
from ui.screens.comptes.creation import statut_input
from ui.screens.comptes.relais import follows, go_on
from ui.screens.comptes.roles import RolePicker

_FIELDS = ("prenom", "nom", "fonction", "statut", "telephone", "courriel")


class AgentPage(QWidget):
    """Holds what is typed; the screen gives the acts that the account allows."""

    changed = Signal()

    def __init__(self, context: Context, agent: Agent, acts: Sequence[UiAction]) -> None:
        super().__init__()
        self._context, self.agent = context, agent
        self.form = self._make_form()
        self.form.changed.connect(self.changed)
        self.form.submitted.connect(self.save)
        self._held = roles_of(agent.id)
        self.roles = RolePicker(self._held)
        self.roles.changed.connect(self.changed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(L)
        left = QVBoxLayout()
        left.setSpacing(L)
        left.addWidget(self.form)
        left.addStretch(1)  # all of it: fields would share what is left
        right = QVBoxLayout()
        right.setSpacing(L)
        right.addWidget(self._state(acts))
        if agent.identifiant:
            right.addWidget(card("Rôles", self.roles))
        right.addStretch(1)
        line.addLayout(left, 1)
        line.addLayout(right, 1)

    @property
    def modified(self) -> bool:
        return self.form.modified or self.roles.roles != self._held

    def focus_first(self) -> None:
        self.form.focus_first()

    def save(self) -> None:
        """Who they are, then their roles; keys follow, and what is left to do is said."""
        if self.form.modified and not self._context.attempt(
            lambda: compte.save_agent(self.agent.id, **self.form.values()),
            form=self.form,
            said="Enregistré",
        ):
            return
        if self.agent.identifiant and self.roles.roles != self._held:
            self._save_roles()

    def _save_roles(self) -> None:
        try:
            suite = compte.set_roles(self.agent.id, self.roles.roles)
        except Invalid as error:
            self.roles.show_error(error.message)
            return
        except Failure as error:
            self._context.banner.danger(error.message)
            self.roles.show_roles(self._held)
            return
        before, self._held = self._held, self.roles.roles
        self._context.refresh_actions()
        self.changed.emit()
        said = "Rôles enregistrés."
        say_suite(self._context, said, suite)
        if follows(before) and not follows(self._held):
            go_on(self._context, self.agent, " ".join((said, *suite.phrases)))

    def _make_form(self) -> Form:
        first = [Agent.prenom, Agent.nom, Agent.fonction, statut_input()]
        form = Form([Group("Qui\u00a0?", [*first, Agent.telephone, Agent.courriel])], name="agent")
        form.set_values({name: getattr(self.agent, name) for name in _FIELDS})
        return form

    def _state(self, acts: Sequence[UiAction]) -> QWidget:
        held = card("Compte")
        word, kind = state_of(self.agent)
        held.body.addWidget(Pill(word, kind, name="agent.etat"))
        for sentence in self._sentences():
            said = text(sentence, "secondary")
            said.setWordWrap(True)
            held.body.addWidget(said)
        held.body.addSpacing(S)
        for act in acts:
            shown = button(act)
            shown.setEnabled(self._context.may(act.right))
            held.body.addWidget(shown)
        return held

    def _sentences(self) -> list[str]:
        if not self.agent.identifiant:
            return ["Cette personne reçoit le public, mais n’ouvre pas le programme."]
        said = [f"Identifiant\u00a0: {self.agent.identifiant}"]
        if self.agent.id == acces.current().agent_id:
            said.append("C’est le compte avec lequel vous travaillez.")
        if Role.REFERENT in roles_of(self.agent.id):
            opened = compte.holds_notes(self.agent.id)
            said.append(
                "Lit et écrit les notes de l’équipe."
                if opened
                else "Les notes de l’équipe lui sont fermées\u00a0: une personne référente doit "
                "les lui ouvrir."
            )
        return said


def state_of(agent: Agent) -> tuple[str, str]:
    """The state of an account: its word and its colour."""
    if not agent.identifiant:
        return "Sans compte", ""
    if agent.verrouille:
        return "Verrouillé", "danger"
    return (
        ("Mot de passe à changer", "attention")
        if agent.changer_mot_de_passe
        else (
            "Actif",
            "good",
        )
    )


def say_suite(context: Context, done: str, suite: Suite) -> None:
    """What was done; what is left to do stays in sight until it is read."""
    if suite.phrases:
        context.banner.attention(" ".join((done, *suite.phrases)))
    else:
        context.banner.good(done)
