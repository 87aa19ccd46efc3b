"""What narrows the register: its period, and criteria that combine, on the passage or a demande."""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import peewee

from models.accueil.demande import Demande
from models.accueil.passage import Passage
from models.accueil.periodes import Periode
from models.base.listing import Listing
from models.comptes.agent import active_agents
from models.nomenclatures.lieu import lieux
from models.nomenclatures.valeur import Valeur, valeurs

AUCUN = "aucun"  # the choice of what was left empty
RETIRED = "\u00a0(retirée)"
_LONGEST_DAY = dt.timedelta(days=2)  # between an instant in UTC and any day on the wall
ORIGINES = {
    "guichet": "Saisi au guichet",
    "feuille": "Recopié d’une grille",
    "carnet": "Carnet de tournée",
    "import": "Repris d’un fichier",
    "demonstration": "Démonstration",
}


class Choix(NamedTuple):
    """One entry of a criterion: its key, its words, the key of the heading that it stands under."""

    key: str
    label: str
    heading: str = ""


class Filtre(NamedTuple):
    """One criterion; on a demande, all of those chosen hold of one and the same demande."""

    name: str
    label: str
    choix: Callable[[], Sequence[Choix]]
    condition: Callable[[str], Any]
    everything: str = "tous"
    on_demande: bool = False

    def said(self, key: str) -> str:
        """« lieu : Siège »."""
        label = next((choix.label for choix in self.choix() if choix.key == key), key)
        return f"{self.label.lower()}\u00a0: {label}"


def in_period(listing: Listing, periode: Periode) -> Listing:
    """The passages of these days, as they stood on the wall."""
    days, instants = [], []
    if periode.du:
        days.append(Passage.jour >= periode.du)
        instants.append(Passage.moment >= _midnight(periode.du) - _LONGEST_DAY)
    if periode.au:
        days.append(Passage.jour <= periode.au)
        instants.append(Passage.moment <= _midnight(periode.au) + _LONGEST_DAY)
    # The instants bound the walk of the order's index; the days tell the truth, row by row.
    return listing.where(*instants, *map(_tried, days), said=periode.texte)


def filtered(listing: Listing, chosen: Mapping[str, str]) -> Listing:
    """The listing with what was chosen of each criterion, by name."""
    asked: list[Any] = []
    for filtre in FILTRES:
        key = chosen.get(filtre.name)
        if key is None:
            continue
        if filtre.on_demande:
            asked.append(filtre.condition(key))
            listing = listing.where(said=filtre.said(key))
        else:
            listing = listing.where(_tried(filtre.condition(key)), said=filtre.said(key))
    if asked:
        here: Any = Demande.select(1).where(Demande.passage == Passage.id, *asked)
        listing = listing.where(_tried(peewee.fn.EXISTS(here)))
    return listing


def of_personne(listing: Listing, personne_id: str, nom: str) -> Listing:
    """The passages of one person."""
    return listing.where(
        Passage.personne == personne_id, said=f"personne\u00a0: {nom}", traced="une personne"
    )


def _tried(condition: Any) -> Any:
    """A condition that is tried on each row met in order, and never makes the engine leave it."""
    return peewee.Expression(condition, "IS", peewee.SQL("TRUE"))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)


def _from_list(nomenclature: str) -> Callable[[], list[Choix]]:
    """The values of a list, then those that are no longer proposed: past passages have them."""

    def choix() -> list[Choix]:
        known = sorted(valeurs(nomenclature, retired=True), key=lambda valeur: not valeur.actif)
        return [Choix(v.id, v.libelle + ("" if v.actif else RETIRED)) for v in known]

    return choix


def _thematiques() -> list[Choix]:
    """Headings, each before its own: a heading stands for all that it holds."""
    known: list[Any] = valeurs("thematique", retired=True)
    found: list[Choix] = []
    for head in (v for v in known if v.parent_id is None):
        found.append(Choix(head.id, head.libelle))
        found += [Choix(v.id, v.libelle, head.id) for v in known if v.parent_id == head.id]
    return found


def _of_thematique(key: str) -> Any:
    under: Any = Valeur.select(Valeur.id).where((Valeur.id == key) | (Valeur.parent == key))
    return Demande.thematique.in_(under)


def _equals(field: Any) -> Callable[[str], Any]:
    return lambda key: field.is_null() if key == AUCUN else field == key


def _lieux() -> list[Choix]:
    return [Choix(lieu.id, lieu.nom) for lieu in lieux()]


def _agents() -> list[Choix]:
    found = [Choix(agent.id, agent.nom_affiche) for agent in active_agents()]
    return [*found, Choix(AUCUN, "Non noté")]


def _codes(nomenclature: str) -> Callable[[], list[Choix]]:
    """A column that holds the code alone."""
    return lambda: [Choix(v.code, v.libelle) for v in valeurs(nomenclature, retired=True)]


def _durees() -> list[Choix]:
    return [*_from_list("tranche_duree")(), Choix(AUCUN, "Non notée")]


def _lasting(key: str) -> Any:
    if key == AUCUN:
        return Passage.duree_minutes.is_null()
    band = json.loads(Valeur.get_by_id(key).donnees)
    condition: Any = Passage.duree_minutes >= band.get("minimum", 0)
    return (
        condition & (Passage.duree_minutes <= band["maximum"]) if "maximum" in band else condition
    )


def _commented(key: str) -> Any:
    return Passage.commentaire == "" if key == AUCUN else Passage.commentaire != ""


FILTRES = (
    Filtre("lieu", "Lieu", _lieux, _equals(Passage.lieu)),
    Filtre("mode", "Contact", _from_list("mode_contact"), _equals(Passage.mode_contact)),
    Filtre("type", "Type", _from_list("type_contact"), _equals(Passage.type_contact)),
    Filtre("thematique", "Thématique", _thematiques, _of_thematique, "toutes", on_demande=True),
    Filtre(
        "operateur", "Opérateur", _from_list("operateur"), _equals(Demande.operateur),
        on_demande=True,
    ),
    Filtre(
        "resultat", "Résultat", _from_list("resultat"), _equals(Demande.resultat), on_demande=True
    ),
    Filtre(
        "orientation", "Orientation", _from_list("orientation"), _equals(Demande.orientation),
        "toutes", on_demande=True,
    ),
    Filtre("accueil", "Accueilli par", _agents, _equals(Passage.accueilli_par)),
    Filtre(
        "statut", "Statut", _codes("statut_accueillant"), _equals(Passage.statut_accueillant)
    ),
    Filtre(
        "identification", "Identification", _from_list("identification"),
        _equals(Passage.identification), "toutes",
    ),
    Filtre("duree", "Durée", _durees, _lasting, "toutes"),
    Filtre(
        "commentaire", "Commentaire",
        lambda: [Choix("avec", "Avec"), Choix(AUCUN, "Sans")], _commented,
    ),
    Filtre(
        "origine", "Origine", lambda: [Choix(*item) for item in ORIGINES.items()],
        _equals(Passage.origine), "toutes",
    ),
)  # fmt: skip
