"""Visitors of the demonstration who have no file: those known by a nickname, groups, criteria."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.accueil.anonyme import AnonymeConnu
from models.accueil.effectif import Effectif, PassageCritere
from models.accueil.passage import Passage
from models.base.ids import new_id
from models.base.table import add_all
from models.echanges.demonstration.hasard import Hasard

_TOLD = 15  # in a hundred tell of a criterion


class SansDossier:
    """Draws what is seen of them; draws of its own, so that the rest of the year does not move."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._hasard = Hasard("sans dossier")
        self._reperes: Sequence[Mapping[str, str]] = data["repere"]
        self._groupes: Sequence[Mapping[str, Any]] = data["groupe"]
        self._criteres: Mapping[str, float] = data["criteres"]
        self._known: dict[str, AnonymeConnu] = {}
        self._effectifs: list[tuple[Any, ...]] = []
        self._told: list[tuple[Any, ...]] = []

    def connu(self) -> dict[str, Any]:
        """One of those who come back: what a passage of hers is counted by."""
        one = self._hasard.among(self._reperes)
        repere = one["repere"]
        if repere not in self._known:
            self._known[repere] = AnonymeConnu(repere=repere).save()
        return {
            "anonyme": self._known[repere],
            "sexe": f"sexe.{one['sexe']}",
            "tranche_age": f"tranche_age.{one['tranche_age']}",
        }

    def groupe(self, passage_id: str) -> dict[str, Any]:
        """A group: how many, and its marginal counts."""
        one = self._hasard.among(self._groupes)
        for valeur, nombre in one["nombres"].items():
            self._effectifs.append((new_id(), passage_id, valeur, nombre))
        return {"effectif": one["effectif"], "deja_connus": one.get("deja_connus")}

    def tell(self, passage: Passage) -> None:
        """A criterion now and then, of one visitor without a file."""
        if passage.personne_id is not None or passage.effectif is not None:
            return
        if self._hasard.chance(_TOLD):
            critere = f"critere_public.{self._hasard.weighted(self._criteres)}"
            self._told.append((new_id(), passage.id, critere))

    def write(self) -> None:
        """Once the passages are written."""
        add_all(Effectif, ("id", "passage", "valeur", "nombre"), self._effectifs)
        add_all(PassageCritere, ("id", "passage", "critere"), self._told)
