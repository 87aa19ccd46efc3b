"""A small house of accounts for tests: who is in, and how they come in."""

from models.base.database import holding_pen
from models.base.settings import Settings
from models.comptes import acces, compte
from models.comptes.acces import Acces, Where
from models.comptes.agent import Agent
from models.comptes.creation import create_base
from models.comptes.role import Role
from tests.factories import FAST as FAST

PHRASE = "Trois petits chats dansent sous la pluie fine"
OTHER = "Huit grands ours marchent dans la neige molle"
THIRD = "Cinq vieux merles chantent sur le mur blanc"
POSTE = "p" * 32


def settings(poste_id: str = POSTE) -> Settings:
    return Settings(poste_id=poste_id)


def found(where: Where, *, identifiant: str = "claire", nom: str = "Sow") -> tuple[Acces, str]:
    """A base with its first account, open, and its recovery key."""
    return create_base(
        where,
        structure="Centre social des Quatre-Chemins",
        identifiant=identifiant,
        password=PHRASE,
        settings=settings(),
        prenom="Claire",
        nom=nom,
    )


def enter(
    where: Where, identifiant: str = "claire", *, password: str = PHRASE, poste_id: str = POSTE
) -> Acces:
    return acces.open_with_password(
        where, identifiant, password=password, settings=settings(poste_id)
    )


def hire(identifiant: str, *roles: Role, password: str = OTHER) -> Agent:
    """An account that has changed its first password, by who is in."""
    agent = compte.create_compte(
        identifiant=identifiant,
        password=password,
        roles=roles,
        prenom=identifiant.title(),
        nom="Petit",
    )
    with holding_pen():
        Agent.update(changer_mot_de_passe=False).where(Agent.id == agent.id).execute()
    return agent
