"""The structure of the demonstration: its card, its sites, its accounts, those who receive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.base import telephone
from models.coffre.creation import furnish_base
from models.comptes.agent import Agent
from models.comptes.compte import create_agent_sans_compte, create_compte
from models.comptes.role import Role
from models.nomenclatures.lieu import Lieu, lieux, save_lieu
from models.nomenclatures.quartier import save_quartier, save_voie
from models.nomenclatures.structure import Structure, structure_named

PASSWORD = "demonstration-cote-a-cote"  # noqa: S105  # said by the command, for a base of fiction


@dataclass(frozen=True)
class Maison:
    """What the other parts need of the structure: agents by identifiant, sites by kind."""

    agents: Mapping[str, Agent]
    accueillants: Mapping[str, Sequence[Agent]]  # by statut
    lieux: Mapping[str, Lieu]  # by type
    poids_lieux: Mapping[str, int]


def furnish_maison(data: Mapping[str, Any], first_account: str) -> Maison:
    """Write the structure, inside a command."""
    furnish_base(data["service"])
    for entry in data["quartier"]:
        _quartier(entry, data["service"])
    agents = {entry["identifiant"]: _account(entry, first_account) for entry in data["agent"]}
    accueillants: dict[str, list[Agent]] = {"salarie": list(agents.values())}
    for entry in data["accueillant"]:
        agent = create_agent_sans_compte(
            prenom=entry["prenom"], nom=entry["nom"], statut=entry["statut_accueillant"]
        )
        accueillants.setdefault(agent.statut, []).append(agent)
    sites = {entry["type_lieu"]: _site(entry) for entry in data["lieu"]}
    weights = {entry["type_lieu"]: entry["poids"] for entry in data["lieu"]}
    return Maison(agents, accueillants, sites, weights)


def furnish_prescripteurs(entries: Sequence[Mapping[str, Any]]) -> dict[str, Structure]:
    """Write the structures that propose young people, by name; inside a command."""
    return {entry["nom"]: _prescripteur(entry) for entry in entries}


def _account(entry: Mapping[str, Any], first_account: str) -> Agent:
    agent: Agent
    if entry["identifiant"] == first_account:
        agent = Agent.get(Agent.identifiant == first_account)
    else:
        roles = [Role(role) for role in entry["roles"]]
        names = {name: entry[name] for name in ("identifiant", "prenom", "nom", "fonction")}
        agent = create_compte(password=PASSWORD, roles=roles, **names)
    agent.fonction, agent.statut = entry["fonction"], entry.get("statut_accueillant", "salarie")
    agent.changer_mot_de_passe = False  # the same is said to everybody, and is to stay
    return agent.save()


def _quartier(entry: Mapping[str, Any], service: Mapping[str, Any]) -> None:
    """A quartier with its streets; elsewhere is none."""
    if not entry["nom"]:
        return
    quartier = save_quartier(
        nom=entry["nom"],
        code=entry.get("code", ""),
        commune=service["commune"],
        qpv=entry["qpv"],
        source="Démonstration",
    )
    for row in entry["voies"]:
        save_voie(
            quartier,
            voie=row["voie"],
            numero_min=row.get("du"),
            numero_max=row.get("au"),
            parite=row.get("cote", "tous"),
        )


def _site(entry: Mapping[str, Any]) -> Lieu:
    """The first site of any new base is the seat: it takes its name here."""
    kind = f"type_lieu.{entry['type_lieu']}"
    seat = next((one for one in lieux() if one.type_lieu.id == kind), None)
    if seat is None:
        return save_lieu(nom=entry["nom"], type_lieu=kind, commune=entry["commune"])
    seat.nom, seat.commune = entry["nom"], entry["commune"]
    return seat.save()


def _prescripteur(entry: Mapping[str, Any]) -> Structure:
    kind = f"type_prescripteur.{entry['type_prescripteur']}"
    structure = structure_named(entry["nom"], type_prescripteur=kind)
    structure.telephone = telephone.normalise(entry["telephone"])
    return structure.save()
