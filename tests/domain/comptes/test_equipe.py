"""Who receives people without an account, as a responsable keeps them."""

import pytest

from models.base.command import undo_last
from models.base.database import Handle
from models.base.errors import Invalid, Refused
from models.comptes.agent import Agent, active_agents
from models.comptes.equipe import (
    equipe_listing,
    membre_of,
    reprendre_membre,
    retire_membre,
    save_membre,
)
from models.comptes.role import Role
from tests.factories import actor_with


def names() -> list[str]:
    return [agent.nom_affiche for agent in active_agents() if not agent.identifiant]


def test_a_volunteer_comes_leaves_and_comes_back(base: Handle) -> None:
    lea = save_membre(prenom="Léa", nom="Roux", statut="benevole")
    assert "Léa ROUX" in names()
    save_membre(membre_of(lea.id), fonction="Écrivain public")
    retire_membre(membre_of(lea.id))
    assert "Léa ROUX" not in names()
    undo_last()
    assert "Léa ROUX" in names()
    retire_membre(membre_of(lea.id))
    reprendre_membre(membre_of(lea.id))
    assert "Léa ROUX" in names()
    assert membre_of(lea.id).fonction == "Écrivain public"


def test_the_list_tells_who_left(base: Handle) -> None:
    retire_membre(save_membre(prenom="Ana"))
    save_membre(prenom="Zoé")
    listing = equipe_listing()
    rows = [listing.texts(row) for row in listing.first() if row is not None]
    assert [(row[0], row[2]) for row in rows][-2:] == [("Zoé", "Oui"), ("Ana", "Retiré·e")]


@pytest.mark.parametrize("prenom", ["", "  "])
def test_one_name_at_least(base: Handle, prenom: str) -> None:
    with pytest.raises(Invalid) as refusal:
        save_membre(prenom=prenom)
    assert refusal.value.field == "prenom"


def test_two_of_one_name_are_told_apart(base: Handle) -> None:
    save_membre(prenom="Léa", nom="Roux")
    with pytest.raises(Invalid, match="est déjà dans l’équipe"):
        save_membre(prenom="lea", nom="ROUX")


def test_who_has_an_account_is_kept_with_the_accounts(base_with_keys: object) -> None:
    account = Agent.get(Agent.identifiant.is_null(False))
    with pytest.raises(Refused, match="a un compte"):
        save_membre(account, prenom="Autre")
    with pytest.raises(Refused):
        retire_membre(account)


def test_the_accueil_does_not_change_the_team(base: Handle) -> None:
    base.actor = actor_with(Role.ACCUEIL)
    with pytest.raises(Refused):
        save_membre(prenom="Léa")
