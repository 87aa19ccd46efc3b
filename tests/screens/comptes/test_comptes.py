"""Accounts from the administrator's chair: what is made, shown once, refused, and what is left."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.base.errors import Invalid
from models.comptes import acces, compte
from models.comptes.agent import Agent, roles_of
from models.comptes.mot_de_passe import strength
from models.comptes.role import Role
from tests.screens.comptes.conftest import PASSWORD
from ui.kit.context import Context
from ui.kit.field_grid import FieldGrid
from ui.screens.comptes import screen as module
from ui.screens.comptes.provisoire import new_temporary_password
from ui.screens.comptes.screen import ComptesScreen

NEW = "Verger-Bleu-93-Prune"


class Comptes:
    """The screen, in the words of who uses it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.screen = ComptesScreen(context)
        self.screen.resize(1000, 620)
        self.screen.show()
        self.screen.open()

    def shown(self, name: str) -> QWidget:
        found = [w for w in self.screen.findChildren(QWidget, name) if w.isVisible()]
        assert found, f"pas de « {name} » à l’écran"
        return found[-1]

    def act(self, label: str) -> None:
        """An act of the head of the page."""
        acts = {one.label: one for one in self.screen.actions()}
        assert label in acts, f"pas de « {label} », mais {sorted(acts)}"
        assert acts[label].enabled is None or acts[label].enabled(), f"« {label} » est grisé"
        acts[label].run()

    def press(self, label: str) -> None:
        """A button in the page."""
        buttons = [b for b in self.screen.findChildren(QPushButton) if b.isVisible()]
        found = [b for b in buttons if b.text() == label]
        assert found, f"pas de bouton « {label} », mais {[b.text() for b in buttons]}"
        assert found[0].isEnabled(), f"« {label} » est grisé"
        found[0].click()

    def write(self, name: str, words: str) -> None:
        line = self.shown(name)
        assert isinstance(line, QLineEdit)
        line.setText(words)

    def check(self, role: Role, on: bool = True) -> None:
        box = self.shown(f"roles.{role.value}")
        assert isinstance(box, QCheckBox)
        box.setChecked(on)

    def label(self, name: str) -> str:
        label = self.shown(name)
        assert isinstance(label, QLabel)
        return label.text()

    def create(self, prenom: str, *roles: Role) -> tuple[Agent, str]:
        self.act("Nouveau compte")
        self.write("nouveau_compte.prenom", prenom)
        for role in Role:
            self.check(role, role in roles)
        self.act("Créer le compte")
        temporary = self.label("provisoire.texte")
        self.act("Retour à la liste")
        agent: Agent = Agent.get(Agent.identifiant == prenom.lower())
        return agent, temporary


@pytest.fixture
def comptes(context: Context, qtbot: QtBot) -> Comptes:
    made = Comptes(context)
    qtbot.addWidget(made.screen)
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked before what cannot be undone; the answer is yes."""
    questions: list[str] = []

    def confirm(_parent: QWidget, *, title: str, text: str, verb: str) -> bool:
        questions.append(f"{title} {text} [{verb}]")
        return True

    monkeypatch.setattr(module, "confirm", confirm)
    return questions


def reopen(context: Context, folder: Path, identifiant: str, password: str) -> acces.Acces:
    return acces.open_with_password(
        folder, identifiant, password=password, settings=context.settings
    )


def test_a_created_account_opens_with_the_password_that_was_shown(
    comptes: Comptes, context: Context, folder: Path
) -> None:
    agent, temporary = comptes.create("solene", Role.ACCUEIL)
    assert roles_of(agent.id) == {Role.ACCUEIL}
    assert comptes.screen.list.select(agent.id)
    entered = reopen(context, folder, "solene", temporary)
    assert entered.must_change_password
    assert not entered.holds_notes


def test_the_temporary_password_is_not_left_on_the_screen(comptes: Comptes) -> None:
    comptes.act("Nouveau compte")
    comptes.write("nouveau_compte.prenom", "Solène")
    comptes.act("Créer le compte")
    assert comptes.label("provisoire.texte")
    comptes.screen.leave()
    with pytest.raises(AssertionError, match=r"provisoire\.texte"):
        comptes.label("provisoire.texte")


def test_every_temporary_password_would_be_accepted() -> None:
    made = {new_temporary_password() for _ in range(200)}
    assert len(made) == 200
    assert not any(strength(password).manque for password in made)


def test_an_account_without_role_or_with_a_taken_name_is_refused_in_its_place(
    comptes: Comptes,
) -> None:
    comptes.act("Nouveau compte")
    comptes.write("nouveau_compte.prenom", "Awa")
    comptes.check(Role.ACCUEIL, False)
    comptes.act("Créer le compte")
    assert comptes.label("roles.erreur").startswith("Rôles")
    comptes.check(Role.ACCUEIL)
    comptes.act("Créer le compte")
    assert "déjà pris" in comptes.label("nouveau_compte.identifiant.erreur")
    assert comptes.shown("nouveau_compte.identifiant").text() == "awa"  # type: ignore[attr-defined]


def test_roles_are_given_and_the_keys_follow(comptes: Comptes) -> None:
    agent, _ = comptes.create("solene", Role.ACCUEIL)
    comptes.screen.show_agent(agent.id)
    comptes.check(Role.REFERENT)
    comptes.act("Enregistrer")
    assert roles_of(agent.id) == {Role.ACCUEIL, Role.REFERENT}
    assert compte.holds_notes(agent.id)


def test_the_last_holder_keeps_the_role_and_the_sentence_says_why(
    comptes: Comptes, context: Context
) -> None:
    me = acces.current().agent_id
    assert me is not None
    comptes.screen.show_agent(me)
    comptes.check(Role.REFERENT, False)
    comptes.act("Enregistrer")
    assert Role.REFERENT in roles_of(me)
    assert context.banner.text
    box = comptes.shown("roles.referent")
    assert isinstance(box, QCheckBox)
    assert box.isChecked()


def test_a_reset_gives_a_password_and_says_that_notes_are_closed(
    comptes: Comptes, context: Context, folder: Path, asked: list[str]
) -> None:
    agent, old = comptes.create("solene", Role.REFERENT)
    comptes.screen.show_agent(agent.id)
    comptes.press("Réinitialiser le mot de passe…")
    assert "notes" in asked[0]
    temporary = comptes.label("provisoire.texte")
    said = " ".join(label.text() for label in comptes.screen.findChildren(QLabel))
    assert "notes de l’équipe lui sont fermées" in said
    assert temporary != old
    comptes.act("Retour à la liste")
    comptes.screen.show_agent(agent.id)
    comptes.press("Ouvrir les notes de l’équipe")
    assert compte.holds_notes(agent.id)
    with pytest.raises(Invalid):
        reopen(context, folder, "solene", old)


def test_an_account_is_locked_and_unlocked(comptes: Comptes) -> None:
    agent, _ = comptes.create("solene", Role.ACCUEIL)
    comptes.screen.show_agent(agent.id)
    comptes.press("Verrouiller le compte")
    assert compte.agent_of(agent.id).verrouille
    comptes.press("Déverrouiller le compte")
    assert not compte.agent_of(agent.id).verrouille


def test_removing_asks_first_and_says_what_old_copies_read(
    comptes: Comptes, context: Context, folder: Path, asked: list[str]
) -> None:
    agent, temporary = comptes.create("solene", Role.ACCUEIL)
    comptes.screen.show_agent(agent.id)
    comptes.press("Retirer le compte…")
    assert "ancienne copie" in asked[0]
    assert "ancienne" in context.banner.text
    assert "à la prochaine ouverture" not in context.banner.text  # the base's key changed at once
    assert acces.accounts(folder) == ["awa"]
    with pytest.raises(Invalid):
        reopen(context, folder, "solene", temporary)
    assert reopen(context, folder, "awa", PASSWORD).holds_notes


def test_ones_own_account_has_no_dangerous_button(comptes: Comptes) -> None:
    comptes.screen.show_agent(acces.current().agent_id or "")
    for label in ("Retirer le compte…", "Verrouiller le compte", "Réinitialiser le mot de passe…"):
        with pytest.raises(AssertionError, match="pas de bouton"):
            comptes.press(label)


def test_a_volunteer_is_added_without_account_then_given_one(comptes: Comptes) -> None:
    comptes.act("Agent sans compte")
    comptes.write("nouvel_agent.prenom", "Henri")
    comptes.act("Ajouter l’agent")
    volunteer: Agent = Agent.get(Agent.prenom == "Henri")
    assert volunteer.identifiant is None
    comptes.screen.show_agent(volunteer.id)
    comptes.press("Créer un compte…")
    comptes.write("nouveau_compte.identifiant", "henri")
    comptes.act("Créer le compte")
    assert compte.agent_of(volunteer.id).identifiant == "henri"


def test_the_statut_is_read_in_words_and_chosen_in_a_list(comptes: Comptes) -> None:
    volunteer = compte.create_agent_sans_compte(prenom="Henri", statut="benevole")
    comptes.screen.show_agent(volunteer.id)
    line = comptes.shown("agent.statut")
    assert isinstance(line, QLineEdit)
    assert line.text() == "Bénévole"


def test_a_new_recovery_key_is_asked_back_and_replaces_the_old_one(
    comptes: Comptes, context: Context, folder: Path, model_base: tuple[Path, str]
) -> None:
    comptes.act("Nouvelle clé de secours…")
    comptes.write("nouvelle_cle.ancienne", model_base[1])
    comptes.act("Créer la nouvelle clé")
    groups = comptes.label("cle.texte").split()
    comptes.press("Je l’ai imprimée ou notée")
    for rank, group in enumerate(groups, 1):
        if any(w.isVisible() for w in comptes.screen.findChildren(QWidget, f"cle.groupe_{rank}")):
            comptes.write(f"cle.groupe_{rank}", group)
    comptes.press("Vérifier et continuer")
    assert "en service" in context.banner.text
    with pytest.raises(Invalid, match="remplacée"):
        acces.open_with_recovery(folder, model_base[1], settings=context.settings)
    assert acces.open_with_recovery(folder, "-".join(groups), settings=context.settings)


def test_the_fields_of_a_new_account_stay_together(comptes: Comptes) -> None:
    comptes.act("Nouveau compte")
    (grid,) = comptes.screen.findChildren(FieldGrid)
    assert grid.height() <= grid.heightForWidth(grid.width())
