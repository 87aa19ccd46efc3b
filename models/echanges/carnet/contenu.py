"""What goes along in a carnet: lists, lieux, agents, habits; of persons, what tells them apart.

Never a suivi, a note, a document, a commentaire, a telephone or an address: a stick is lost easily.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from models.accueil.anonyme import AnonymeConnu
from models.accueil.carnet import Carnet
from models.accueil.habitudes import catalogue, usual
from models.accueil.passage import Passage
from models.base.meta import Meta
from models.base.table import Table, dumps, tuples_of
from models.comptes.agent import Agent, AgentRole
from models.comptes.role import Role
from models.echanges.carnet.poche import Poche
from models.nomenclatures.lieu import Lieu
from models.nomenclatures.quartier import Quartier
from models.nomenclatures.service import Service
from models.nomenclatures.valeur import Nomenclature, Valeur
from models.personnes import mots
from models.personnes.mots import EVERYBODY, PersonneMot, marks_of
from models.personnes.naissance import Precision
from models.personnes.personne import Personne

TAKEN = "carnet_dossiers"  # the files that went along: one erased meanwhile is not made again
HABITS = 40  # demandes whose usual answer goes along
_NAMES = ("nom_naissance", "nom_usage", "prenom", "prenom_usage", "surnom", "commune")
_STAMPS = ("id", "version", "created_at", "created_by")


def fill(poche: Poche, carnet: Carnet, *, agent: Agent, mois: int, facts: dict[str, str]) -> int:
    """Write all of it; returns how many files went along (none when `mois` is 0)."""
    poche.insert(Meta, [{"cle": cle, "valeur": valeur} for cle, valeur in facts.items()])
    for table in (Nomenclature, Quartier):
        poche.insert(table, _all(table))
    poche.insert(Valeur, _valeurs(carnet.lieu_id))
    poche.insert(Lieu, _lieux(carnet.lieu_id))
    poche.insert(Service, [{**row, "logo": None} for row in _all(Service)])
    poche.insert(Agent, _agents(agent))
    poche.insert(AgentRole, [_role(agent)])
    return _fill_people(poche, _seen(carnet, mois)) if mois else 0


def _fill_people(poche: Poche, seen: Any) -> int:
    people = _people(seen)
    poche.insert(Personne, (_kept(personne) for personne in people))
    poche.insert(PersonneMot, (row for personne in people for row in _words(personne)))
    poche.insert(AnonymeConnu, _anonymes(seen))
    poche.insert(Meta, [{"cle": TAKEN, "valeur": " ".join(str(one.id) for one in people)}])
    return len(people)


def _all(table: type[Table]) -> list[dict[str, Any]]:
    query: Any = table.select().dicts()
    return list(query)


def _valeurs(lieu: str | None) -> Iterator[dict[str, Any]]:
    """The lists; the commonest demandes of that lieu first, answered as they usually are there."""
    ranks = {choix.key: rank for rank, choix in enumerate(catalogue(lieu).choix)}
    for row in _all(Valeur):
        rank = ranks.get(row["id"])
        if rank is not None:
            data = {**json.loads(row["donnees"]), "courante": rank}
            row["donnees"] = dumps({**data, **(_habit(row["id"], lieu) if rank < HABITS else {})})
        yield row


def _habit(thematique: str, lieu: str | None) -> dict[str, str]:
    """Only codes: what was said of one demande is not in them."""
    found = usual(thematique, lieu)
    told = {}
    if found.operateur:
        told["operateur"] = found.operateur.partition(".")[2]
    if found.reponses:
        told["reponse"] = found.reponses[0].partition(".")[2]
    return told


def _lieux(first: str | None) -> list[dict[str, Any]]:
    """That of the tour first: the accueil of a computer that has no lieu of its own opens on it."""
    return [{**row, "ordre": -1 if row["id"] == first else row["ordre"]} for row in _all(Lieu)]


def _agents(own: Agent) -> Iterator[dict[str, Any]]:
    """Names, so that the passages say who received; the one account that opens the carnet."""
    plain = {"telephone": "", "courriel": "", "fonction": "", "verrouille": False,
             "changer_mot_de_passe": False, "last_login_at": None}  # fmt: skip
    for row in _all(Agent):
        opens = row["id"] == own.id
        yield {**row, **plain, "identifiant": row["identifiant"] if opens else None}


def _role(own: Agent) -> dict[str, Any]:
    role = AgentRole(agent=own, role=Role.ACCUEIL.value)
    return {name: role.__data__.get(name) for name in (*_STAMPS, "agent", "role")}


def _seen(carnet: Carnet, mois: int) -> Any:
    """The passages of that lieu in the months before the tour."""
    since = carnet.jour - dt.timedelta(days=31 * mois)
    here = (Passage.lieu == carnet.lieu_id) & (Passage.jour >= since)
    return here & Passage.archived_at.is_null()


def _people(seen: Any) -> list[Personne]:
    query: Any = Passage.select(Passage.personne).where(seen & Passage.personne.is_null(False))
    ids = sorted({row[0] for row in tuples_of(query.distinct())})
    found: list[Personne] = []
    for at in range(0, len(ids), 500):
        hers = Personne.id.in_(ids[at : at + 500]) & Personne.archived_at.is_null()
        found += [_reduced(personne) for personne in Personne.select().where(hers)]
    return found


def _reduced(personne: Personne) -> Personne:
    """Names, year of birth, commune: enough to know her again among homonyms."""
    kept = Personne(**{name: getattr(personne, name) for name in (*_STAMPS, *_NAMES, "cle")})
    if personne.date_naissance is not None:
        about = personne.precision_naissance == Precision.ESTIMEE
        kept.date_naissance = dt.date(personne.date_naissance.year, 1, 1)
        kept.precision_naissance = (Precision.ESTIMEE if about else Precision.ANNEE).value
    return kept


def _kept(personne: Personne) -> dict[str, Any]:
    return {f.name: personne.__data__.get(f.name) for f in Personne._meta.sorted_fields}


def _words(personne: Personne) -> Iterator[dict[str, Any]]:
    own = mots.of_personne(personne)
    marks = marks_of(own)
    for mot in (EVERYBODY, *sorted(own)):
        yield {"personne": personne.id, "mot": mot, "source": "nom", "marks": marks,
               "cle": personne.cle}  # fmt: skip


def _anonymes(seen: Any) -> Iterable[dict[str, Any]]:
    """Nicknames of those whom nobody has told by their name yet."""
    ids = Passage.select(Passage.anonyme).where(seen & Passage.anonyme.is_null(False))
    known: Any = AnonymeConnu.select().where(
        AnonymeConnu.id.in_(ids) & AnonymeConnu.personne.is_null()
    )
    return list(known.dicts())
