"""Staff: accounts that open the base, and agents without login (volunteers who receive people)."""

from typing import Any

from models.base.fields import BooleanField, CodeField, ForeignKey, InstantField, TextField
from models.base.search import fold
from models.base.table import Table, tuples_of
from models.comptes.role import Role


class Agent(Table):
    """A member of the staff; without `identifiant`, one who receives people but has no account."""

    identifiant = CodeField(
        max_length=60,
        null=True,
        unique=True,
        verbose_name="Identifiant",
        help_text="Ce que la personne tape pour ouvrir sa session\u00a0: par exemple son prénom.",
    )
    prenom = TextField(max_length=80, default="", verbose_name="Prénom")
    nom = TextField(max_length=80, default="", verbose_name="Nom")
    fonction = TextField(max_length=120, default="", verbose_name="Fonction")
    statut = CodeField(null=True, nomenclature="statut_accueillant", verbose_name="Statut")
    telephone = TextField(max_length=40, default="", verbose_name="Téléphone")
    courriel = TextField(max_length=120, default="", verbose_name="Courriel")
    verrouille = BooleanField(default=False, verbose_name="Compte verrouillé")
    changer_mot_de_passe = BooleanField(default=False)
    last_login_at = InstantField(null=True)

    @property
    def nom_affiche(self) -> str:
        """« Prénom NOM », or what there is of it."""
        return shown_agent(self.prenom, self.nom) or self.identifiant or "sans nom"


def shown_agent(prenom: str | None, nom: str | None, *_: Any) -> str:
    """« Prénom NOM », wherever an agent is named; what follows in a row is left aside."""
    name = " ".join(part for part in (prenom, (nom or "").upper()) if part)
    return name.replace("'", "’")


def de(nom: str) -> str:
    """« de Rémi », « d’Odile »; names in h and in y are said either way."""
    return f"d’{nom}" if fold(nom[:1]) in tuple("aeiou") else f"de {nom}"


class AgentRole(Table):
    """One role of one account."""

    agent = ForeignKey(Agent)
    role = CodeField()

    class Meta:
        indexes = ((("agent", "role"), True),)


def roles_of(agent_id: str) -> frozenset[Role]:
    query = AgentRole.select(AgentRole.role).where(AgentRole.agent == agent_id)
    return frozenset(Role(code) for (code,) in tuples_of(query))


def active_agents() -> list[Agent]:
    """Agents who can be chosen as « accueilli par » or référent, in order of name."""
    query: Any = Agent.select().where(Agent.archived_at.is_null())
    return list(query.order_by(Agent.nom, Agent.prenom))


def with_account() -> list[str]:
    """The keys of the agents who can open a session."""
    named = Agent.identifiant.is_null(False) & Agent.archived_at.is_null()
    return [row[0] for row in tuples_of(Agent.select(Agent.id).where(named))]
