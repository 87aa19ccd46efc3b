"""What differs between a passage of a carnet and the one here, brought back before."""

from collections.abc import Callable
from typing import Any

from models.accueil.demande import Demande, DemandeReponse
from models.accueil.passage import Passage
from models.base.table import Table
from models.echanges.carnet.lecture import Retour, Row
from models.echanges.carnet.traduction import Traduction, dossier_of

_OF_PASSAGE = (
    "jour", "heure", "lieu", "mode_contact", "type_contact", "personne", "anonyme", "tranche_age",
    "duree_minutes", "accueilli_par", "effectif", "deja_connus", "commentaire",
)  # fmt: skip
_OF_DEMANDE = ("thematique", "objet", "operateur", "resultat", "orientation", "autonomie")
Content = tuple[Any, ...]


class Lues:
    """The demandes of many passages with their réponses, read at once."""

    def __init__(self, demandes: list[Row], reponses: list[Row], valeur: Callable[[str], str]):
        self._valeur = valeur
        self.demandes: dict[str, list[Row]] = {}
        self.reponses: dict[str, list[str]] = {}
        for row in sorted(demandes, key=lambda one: one["rang"]):
            self.demandes.setdefault(row["passage"], []).append(row)
        for row in reponses:
            self.reponses.setdefault(row["demande"], []).append(row["reponse"])

    def content(self, passage: Row) -> Content:
        """All that a correction could have changed, as it reads here."""
        own = tuple(passage[name] for name in _OF_PASSAGE)
        asked = tuple(self._asked(row) for row in self.demandes.get(passage["id"], ()))
        return (*own, passage["archived_at"] is not None, asked)

    def versions(self, passage: Row) -> dict[str, int]:
        rows = [passage, *self.demandes.get(passage["id"], ())]
        return {row["id"]: row["version"] for row in rows}

    def _asked(self, row: Row) -> Content:
        answers = sorted({self._valeur(key) for key in self.reponses.get(row["id"], ())})
        values = (row[name] for name in _OF_DEMANDE)
        return (*values, tuple(answers))


class Comparaison:
    """The known passages of a carnet against those here."""

    def __init__(self, retour: Retour, traduction: Traduction) -> None:
        self._traduction = traduction
        self._there = Lues(
            [traduction.values(Demande, row) for row in retour.lignes[Demande]],
            retour.lignes[DemandeReponse],
            traduction.valeur,
        )
        ids = list(traduction.passages)
        asked = _rows(Demande, Demande.passage, ids)
        answers = _rows(DemandeReponse, DemandeReponse.demande, [row["id"] for row in asked])
        self._here = Lues(self._now(Demande, asked), answers, traduction.valeur)

    def differs(self, row: Row) -> bool:
        return self._there.content(self._translated(row)) != self._here.content(self._own(row))

    def corrected_here(self, row: Row) -> bool:
        """Whether somebody changed it here since: the versions went on from those of the carnet."""
        there, here = self._there.versions(row), self._here.versions(self._own(row))
        return any(there.get(key, 0) < version for key, version in here.items())

    def _translated(self, row: Row) -> Row:
        links = {"personne": self._traduction.personnes, "anonyme_connu": self._traduction.anonymes}
        values = self._traduction.values(Passage, row, **links)
        dossier = dossier_of(values["anonyme"])
        named = {} if dossier is None else {"personne": str(dossier.id), "anonyme": None}
        return {**values, **named}

    def _own(self, row: Row) -> Row:
        passage = self._traduction.passages[row["id"]]
        return self._now(Passage, [dict(passage.__data__)])[0]

    def _now(self, table: type[Table], rows: list[Row]) -> list[Row]:
        """What a value here was replaced by is no difference."""
        return [self._traduction.values(table, row) for row in rows]


def _rows(table: type[Table], link: Any, keys: list[str]) -> list[Row]:
    found: list[Row] = []
    for at in range(0, len(keys), 500):
        query: Any = table.select().where(link.in_(keys[at : at + 500])).dicts()
        found += list(query)
    return found
