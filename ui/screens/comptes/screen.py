"""Comptes: the list, and one page at a time over it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from models.base.droit import Droit
from models.base.errors import Failure
from models.base.meta import meta
from models.comptes import acces, compte
from models.comptes.agent import Agent, de, roles_of
from models.comptes.attribution import Suite
from models.comptes.role import Role
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.dialogs import confirm
from ui.kit.page import Screen
from ui.kit.stack import Stack
from ui.kit.table import TablePane
from ui.screens.comptes.cle import DemandeCle, NouvelleCle
from ui.screens.comptes.creation import NouveauCompte, NouvelAgent
from ui.screens.comptes.fiche import AgentPage, say_suite
from ui.screens.comptes.provisoire import ProvisoirePage, new_temporary_password
from ui.screens.comptes.relais import go_on, relay_act, warning

_OLD_COPIES = (
    "Ce compte n’ouvrira plus la base, et les clés qu’il connaissait sont changées. Son nom reste "
    "dans les dossiers. Mais qui garde une ancienne copie ou une ancienne sauvegarde de la base, "
    "avec l’ancien mot de passe, y lit encore ce que ce compte lisait."
)
_RESET = (
    "L’ancien mot de passe ne servira plus. Le registre s’ouvrira avec le mot de passe provisoire "
    "que vous allez voir."
)
_RESET_NOTES = " Les notes, elles, devront lui être ouvertes à nouveau."


class ComptesScreen(Screen):
    """What an administrator does for colleagues; each act is refused again by the domain."""

    title = "Comptes"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = TablePane(
            context,
            compte.agents_listing(),
            name="comptes",
            activate=self.show_agent,
            row_actions=self._row_actions(),
            empty_action=self._create_action(),
        )
        self.list.current_changed.connect(context.refresh_actions)
        self._stack = Stack(context.turned, self.list)
        self.body.addWidget(self._stack)

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt’s list is the window’s own
        page = self._stack.page
        if isinstance(page, AgentPage):
            return [self._save_action(page), self._back_action()]
        if isinstance(page, NouveauCompte | NouvelAgent | DemandeCle):
            return [self._submit_action(page), self._back_action()]
        if page is not None:
            return [self._back_action()]
        return [self._create_action(), *self._other_actions()]

    def open(self, **what: Any) -> None:
        agent_id = what.get("agent_id")
        if agent_id:
            self.show_agent(agent_id)
        else:
            self.show_list()

    def focus_first(self) -> None:
        self._stack.focus_first()

    def leave(self) -> None:
        """A password or a key is not left on the screen."""
        if self._stack.page is not None:
            self.show_list()

    def show_list(self, key: str | None = None) -> None:
        self._stack.show_under()
        self._tell("Comptes")
        self.list.select(key)

    def show_agent(self, agent_id: str) -> None:
        try:
            agent = compte.agent_of(agent_id)
        except Failure as error:
            self.context.banner.danger(error.message)
            return
        page = AgentPage(self.context, agent, self._acts_for(agent))
        page.changed.connect(self.context.refresh_actions)
        self._show(page, agent.nom_affiche, agent.fonction)

    def new_compte(self, agent: Agent | None = None) -> None:
        page = NouveauCompte(self.context, agent, created=self._show_provisoire)
        self._show(page, "Nouveau compte", "Un mot de passe provisoire vous sera donné.")

    def new_agent(self) -> None:
        page = NouvelAgent(self.context, created=lambda agent: self.show_list(agent.id))
        self._show(page, "Agent sans compte", "Reçoit le public, mais n’ouvre pas le programme.")

    def reset(self, agent: Agent) -> None:
        """A temporary password, after saying what it closes."""
        title = f"Réinitialiser le mot de passe {de(agent.nom_affiche)}\u00a0?"
        words = _RESET + (_RESET_NOTES if compte.holds_notes(agent.id) else "")
        if not confirm(self, title=title, text=words, verb="Réinitialiser"):
            return
        password = new_temporary_password()
        self.context.jobs.run(
            lambda _progress: compte.reset_password(agent.id, password),
            done=lambda suite: self._show_provisoire(agent, password, suite),
            title="Réinitialisation du mot de passe",
            owner=self,
        )

    def toggle_lock(self, agent: Agent) -> None:
        lock = not agent.verrouille
        act = compte.verrouiller if lock else compte.deverrouiller
        self.context.attempt(
            lambda: act(agent.id),
            done=lambda _: self.show_agent(agent.id),
            said="Compte verrouillé" if lock else "Compte déverrouillé",
            undoable=False,
        )

    def grant_notes(self, agent: Agent) -> None:
        self.context.attempt(
            lambda: compte.grant_notes(agent.id),
            done=lambda _: self.show_agent(agent.id),
            said=f"Les notes de l’équipe sont ouvertes à {agent.nom_affiche}",
            undoable=False,
        )

    def remove(self, agent: Agent) -> None:
        """For good: asked first, with what cannot be taken back."""
        title = f"Retirer le compte {de(agent.nom_affiche)}\u00a0?"
        if not confirm(
            self, title=title, text=_OLD_COPIES + warning(agent), verb="Retirer le compte"
        ):
            return

        def done(suite: Suite) -> None:
            self.show_list()
            said = f"Le compte {de(agent.nom_affiche)} est retiré."
            say_suite(self.context, said, suite)
            go_on(self.context, agent, " ".join((said, *suite.phrases)))

        # Here and not aside: no other connection may be open while the base changes its key.
        self.context.attempt(lambda: compte.remove_compte(agent.id), done=done)

    def archive(self, agent: Agent) -> None:
        self.context.attempt(
            lambda: compte.archive_agent(agent.id),
            done=lambda _: self.show_list(),
            said=f"{agent.nom_affiche} n’est plus dans les listes",
        )

    def new_key(self) -> None:
        page = DemandeCle(self.context, made=self._show_key)
        self._show(page, "Nouvelle clé de secours")

    def _show_key(self, cle: str, suite: Suite) -> None:
        def done() -> None:
            self.show_list()
            say_suite(self.context, "La nouvelle clé de secours est en service.", suite)

        structure = meta("structure") or ""
        page = NouvelleCle(self.context, cle, acces.current(), structure=structure, done=done)
        self._show(page, "Nouvelle clé de secours", "Elle n’est montrée qu’une fois.")

    def _show_provisoire(self, agent: Agent, password: str, suite: Suite | None = None) -> None:
        phrases = suite.phrases if suite is not None else ()
        page = ProvisoirePage(
            agent.nom_affiche, agent.identifiant or "", password=password, phrases=phrases
        )
        self._show(page, "Mot de passe provisoire")

    def _show(self, page: QWidget, title: str, subtitle: str = "") -> None:
        self._stack.show_page(page, scrolls=True)
        self._tell(title, subtitle)

    def _tell(self, title: str, subtitle: str = "") -> None:
        self.context.banner.clear()
        self.set_heading(title, subtitle)
        self.focus_first()

    def _acts_for(self, agent: Agent) -> list[UiAction]:
        relay = relay_act(self.context, agent)
        if not agent.identifiant:
            return [
                *relay,
                _act("ouvrir", "Créer un compte…", "key", lambda: self.new_compte(agent)),
                _act("archiver", "Retirer des listes", "archive", lambda: self.archive(agent)),
            ]
        acts = [*relay]
        if Role.REFERENT in roles_of(agent.id) and not compte.holds_notes(agent.id):
            acts.append(self._grant_act(agent))
        if agent.id == acces.current().agent_id:
            return acts
        lock = "Déverrouiller le compte" if agent.verrouille else "Verrouiller le compte"
        drawing = "unlock" if agent.verrouille else "lock"
        return [
            *acts,
            _act(
                "reinitialiser", "Réinitialiser le mot de passe…", "key", lambda: self.reset(agent)
            ),
            _act("verrouiller", lock, drawing, lambda: self.toggle_lock(agent)),
            _act(
                "retirer", "Retirer le compte…", "remove", lambda: self.remove(agent), danger=True
            ),
        ]

    def _grant_act(self, agent: Agent) -> UiAction:
        return UiAction(
            "compte.notes",
            "Ouvrir les notes de l’équipe",
            "note",
            "",
            Droit.NOTES_EQUIPE,
            lambda: self.grant_notes(agent),
        )

    def _row_actions(self) -> list[UiAction]:
        def of_current(act: Callable[[str], object]) -> Callable[[], object]:
            return lambda: act(self.list.current_key) if self.list.current_key else None

        return [_act("voir", "Voir le compte", "user", of_current(self.show_agent))]

    def _create_action(self) -> UiAction:
        return UiAction(
            "compte.create", "Nouveau compte", "add", "Ctrl+Shift+N", Droit.COMPTES,
            self.new_compte, primary=True,
        )  # fmt: skip

    def _other_actions(self) -> list[UiAction]:
        return [
            UiAction(
                "agent.create", "Agent sans compte", "user", "", Droit.COMPTES, self.new_agent
            ),
            UiAction(
                "cle.create", "Nouvelle clé de secours…", "key", "", Droit.COMPTES, self.new_key,
                on_page=False,
            ),
        ]  # fmt: skip

    def _save_action(self, page: AgentPage) -> UiAction:
        return UiAction(
            "compte.save", "Enregistrer", "save", "Ctrl+S", Droit.COMPTES, page.save,
            enabled=lambda: page.modified, primary=True,
        )  # fmt: skip

    def _submit_action(self, page: NouveauCompte | NouvelAgent | DemandeCle) -> UiAction:
        label = {
            NouveauCompte: "Créer le compte",
            NouvelAgent: "Ajouter l’agent",
            DemandeCle: "Créer la nouvelle clé",
        }[type(page)]
        return UiAction(
            "compte.submit", label, "check", "Ctrl+S", Droit.COMPTES, page.submit, primary=True
        )

    def _back_action(self) -> UiAction:
        return UiAction(
            "compte.list", "Retour à la liste", "chevron-left", "Alt+Up", None, self.show_list
        )


def _act(
    name: str, label: str, drawing: str, run: Callable[[], object], *, danger: bool = False
) -> UiAction:
    return UiAction(f"compte.{name}", label, drawing, "", Droit.COMPTES, run, danger=danger)
