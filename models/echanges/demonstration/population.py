"""The three hundred people of the demonstration: names as they are borne, dates as they are known.

Among them stand the young people of the fiches, whose age follows from their portrait.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from models.base.search import fold
from models.echanges.demonstration.calendrier import DAY
from models.echanges.demonstration.hasard import Hasard
from models.personnes.naissance import Precision
from models.personnes.personne import Personne, create_personne

Values = dict[str, Any]
_PRECISIONS = {
    Precision.JOUR: 68,
    Precision.MOIS: 4,
    Precision.ANNEE: 12,
    Precision.ESTIMEE: 6,
    Precision.INCONNUE: 10,
}
_AROUND = (("87350", "Panazol"), ("87270", "Couzeix"), ("87170", "Isle"), ("87220", "Feytiat"))
_SURNOMS = ("Tonton", "Mimi", "Le Grand", "Zizou", "La Coiffeuse", "Petit Jean")
_USUAL_NAMES = ("Sacha", "Alix", "Charlie", "Lou", "Eden", "Camille")
_ORIGINES = {
    "spontane": 20, "deja_usager": 25, "autre_activite": 10, "mairie": 4, "departement": 6,
    "france_travail": 5, "mission_locale": 5, "association": 5, "ecole_mlds": 4, "proche": 16,
}  # fmt: skip
_PREFERENCES = {"telephone": 50, "sms": 35, "courriel": 10, "courrier": 5}
HOMONYMES = 5  # pairs of people who bear the same names


class Population:
    """Draws people; telephone numbers are never drawn twice."""

    def __init__(
        self, identites: Mapping[str, Any], structure: Mapping[str, Any], poids: Mapping[str, Any]
    ) -> None:
        self._identites, self._quartiers = identites, structure["quartier"]
        self._poids = poids
        self._hasard = Hasard("population")
        begin = structure["telephones"]
        ends = self._hasard.shuffled(range(10_000))
        self._mobiles = (f"{begin['mobile']}{end:04d}" for end in ends)
        self._fixes = (f"{begin['fixe']}{end:04d}" for end in ends)

    def adults(self, count: int, day: dt.date) -> Iterator[Values]:
        """Visitors of all ages and names, then those who bear the same names as one of them."""
        found = [self._visitor(day) for _ in range(count - HOMONYMES)]
        yield from found
        whole = [one for one in found if one["nom_naissance"] and one.get("date_naissance")]
        for one in whole[:HOMONYMES]:
            born = one["date_naissance"] - (self._hasard.between(4, 21) * 365 * DAY)
            names = {k: one[k] for k in ("nom_naissance", "prenom", "sexe")}
            yield {**names, **_born(born, Precision.JOUR), **self._contacts(), **self._home()}

    def jeune(self, age: int, day: dt.date) -> Values:
        """A young person of that age on the day of the fiche."""
        sexe = self._hasard.among(("femme", "homme"))
        born = day - dt.timedelta(days=age * 365 + age // 4 + 1 + self._hasard.between(15, 300))
        return {
            **self._names(sexe, age),
            **_born(born, Precision.JOUR),
            **self._contacts(),
            **self._home(),
            "telephone": next(self._mobiles),
        }

    def representant(self, jeune: Values, qualites: Mapping[str, str]) -> Values:
        """Who signs with a minor: a parent of the same family name; `qualites` by code."""
        code, sexe = self._hasard.among((("mere", "femme"), ("pere", "homme")))
        prenom = self._hasard.among(self._identites[sexe]["adultes"])
        return {
            "representant_nom": f"{jeune['nom_naissance'].upper()} {prenom}",
            "representant_qualite": qualites[code],
            "representant_telephone": next(self._mobiles),
        }

    def _visitor(self, day: dt.date) -> Values:
        sexe = self._hasard.weighted(self._poids["sexe"])
        age = self._age()
        born = day - dt.timedelta(days=age * 365 + age // 4 + self._hasard.between(0, 364))
        names = self._names(sexe, age)
        return {
            **self._as_borne(names, sexe, age),
            **_born(born, self._hasard.weighted(_PRECISIONS)),
            **(self._contacts()),
            **(self._home() if self._hasard.chance(88) else {}),
        }

    def _age(self) -> int:
        band = self._hasard.weighted(self._poids["age"])
        least, _, most = band.partition("_")
        return self._hasard.between(int(least), 88 if most == "plus" else int(most))

    def _names(self, sexe: str, age: int) -> Values:
        kind = sexe if sexe in ("femme", "homme") else "femme"
        generations = self._identites[kind]
        name = "jeunes" if age < 26 else "adultes" if age < 58 else list(generations)[-1]
        return {
            "nom_naissance": self._hasard.among(self._identites["noms"]["tous"]),
            "prenom": self._hasard.among(generations[name]),
            "sexe": f"sexe.{sexe}",
        }

    def _as_borne(self, names: Values, sexe: str, age: int) -> Values:
        """One single name, a nickname, a name by marriage, a first name that was chosen."""
        if self._hasard.chance(4):
            return {**names, "nom_naissance": ""}
        if self._hasard.chance(2):
            surnom = self._hasard.among(_SURNOMS)
            return {**names, "nom_naissance": "", "prenom": "", "surnom": surnom}
        if sexe == "femme" and age > 27 and self._hasard.chance(22):
            return {**names, "nom_usage": self._hasard.among(self._identites["noms"]["tous"])}
        if self._hasard.chance(3):
            return {**names, "prenom_usage": self._hasard.among(_USUAL_NAMES)}
        return names

    def _contacts(self) -> Values:
        found: Values = {}
        if self._hasard.chance(72):
            found["telephone"] = next(self._mobiles)
        if self._hasard.chance(12):
            found["telephone_autre"] = next(self._fixes)
        if self._hasard.chance(30):
            found["preference_contact"] = self._key("preference_contact", _PREFERENCES)
        if self._hasard.chance(45):
            found["origine_contact"] = self._key("origine_contact", _ORIGINES)
        return found

    def _home(self) -> Values:
        weights = {rank: one["poids"] for rank, one in enumerate(self._quartiers)}
        quartier = self._quartiers[self._hasard.weighted(weights)]
        code, commune = ("87100", "Limoges") if quartier["nom"] else self._hasard.among(_AROUND)
        streets = [one["voie"] for one in quartier.get("voies", ())] or self._identites["rues"]
        street = self._hasard.among(streets)
        address = f"{self._hasard.between(1, 64)}, {street}" if self._hasard.chance(70) else ""
        town = {"code_postal": code, "commune": commune, "quartier": quartier["nom"]}
        return {**town, "adresse": address, "type_adresse": "type_adresse.domicile"}

    def _key(self, nomenclature: str, weights: Mapping[str, float]) -> str:
        return f"{nomenclature}.{self._hasard.weighted(weights)}"


def write_population(values: Sequence[Values]) -> list[Personne]:
    """Open a file for each, inside a command."""
    return [
        create_personne(**{**one, "courriel": _courriel(one, rank)})
        for rank, one in enumerate(values)
    ]


def _born(born: dt.date, precision: Precision) -> Values:
    """A birth date as far as it is known: what is not stands at its first day."""
    if precision is Precision.INCONNUE:
        return {}
    if precision is Precision.MOIS:
        born = born.replace(day=1)
    elif precision is not Precision.JOUR:
        born = dt.date(born.year, 1, 1)
    return {"date_naissance": born, "precision_naissance": precision.value}


def _courriel(values: Values, rank: int) -> str:
    """One in five has an address, made of her names."""
    names = [fold(values[k]).replace(" ", "") for k in ("prenom", "nom_naissance") if values[k]]
    return f"{'.'.join(names)}{rank}@courriel.example" if names and rank % 5 == 0 else ""
