"""What the rows of a carnet mean here: files merged since, nicknames known, values replaced."""

from collections.abc import Iterable, Mapping
from typing import Any

import peewee

from models.accueil.anonyme import AnonymeConnu, open_anonyme
from models.accueil.passage import Passage
from models.base.errors import Refused
from models.base.table import Table, tuples_of
from models.comptes.agent import Agent
from models.echanges.carnet.lecture import Retour, Row
from models.nomenclatures.lieu import Lieu
from models.nomenclatures.quartier import Quartier
from models.nomenclatures.valeur import Valeur
from models.personnes.fusion import kept_of
from models.personnes.personne import Personne

_BATCH = 500
GONE = ""  # a file that went along and that was erased here since


def by_id(table: type[Table], ids: Iterable[str]) -> dict[str, Any]:
    """The rows of these keys."""
    wanted, found = sorted(set(ids)), {}
    for at in range(0, len(wanted), _BATCH):
        query = table.select().where(table.id.in_(wanted[at : at + _BATCH]))
        found.update({row.id: row for row in query})
    return found


def dossier_of(anonyme_id: str | None) -> Personne | None:
    """The file of a known anonymous visitor who has been named here meanwhile."""
    anonyme = open_anonyme(anonyme_id) if anonyme_id else None
    return anonyme.dossier if anonyme is not None else None


class Traduction:
    """From the keys of a carnet to those of this base, before anything is decided."""

    def __init__(self, retour: Retour) -> None:
        self._retour = retour
        self._remplace = dict(tuples_of(Valeur.select(Valeur.id, Valeur.remplace_par)))
        self._known = {table: _ids(table) for table in (Agent, Lieu, Quartier)}
        self.passages: dict[str, Passage] = by_id(Passage, _keys(retour, Passage))
        self.personnes = self._find_personnes()
        self.anonymes = self._find_anonymes()

    def valeur(self, key: str) -> str:
        """The value that stands for this one now."""
        seen: set[str] = set()
        while key not in seen:
            seen.add(key)
            if key not in self._remplace:
                raise Refused(
                    f"Une valeur du carnet («\u00a0{key}\u00a0») n’existe plus dans les listes. "
                    "Ajoutez-la dans les réglages, puis rentrez le carnet."
                )
            key = self._remplace[key] or key
        return key

    def values(self, table: type[Table], row: Row, **others: Mapping[str, str | None]) -> Row:
        """A row with each of its links as it is here; `others` are more links, by table name."""
        made = dict(row)
        for name, link in table._meta.fields.items():
            if isinstance(link, peewee.ForeignKeyField) and made.get(name) is not None:
                made[name] = self._linked(link, made[name], others)
        return made

    def _linked(
        self, link: Any, key: str, others: Mapping[str, Mapping[str, str | None]]
    ) -> str | None:
        target: type[Table] = link.rel_model
        if target is Valeur:
            return self.valeur(key)
        if target in self._known:
            return key if key in self._known[target] or not link.null else None
        return others.get(target._meta.table_name, {}).get(key, key) or None

    def _find_personnes(self) -> dict[str, str]:
        """The file here of each one of the carnet; those that are not in it are new ones."""
        keys = [*_keys(self._retour, Personne), *self._retour.emportes]
        here = by_id(Personne, keys)
        found = {key: kept_of(key) for key in here}
        found.update(dict.fromkeys(self._retour.emportes - set(here), GONE))
        return {**self._attached_before(set(keys) - set(found)), **found}

    def _attached_before(self, unknown: set[str]) -> dict[str, str]:
        """Said to be a known file when the carnet came back first: her passages here tell which."""
        found = {}
        for row in self._retour.lignes[Passage]:
            here = self.passages.get(row["id"])
            if row["personne"] in unknown and here is not None and here.personne_id:
                found[row["personne"]] = kept_of(here.personne_id)
        return found

    def _find_anonymes(self) -> dict[str, str]:
        """The same nickname is the same visitor."""
        rows = self._retour.lignes[AnonymeConnu]
        query: Any = AnonymeConnu.select(AnonymeConnu.cle, AnonymeConnu.id)
        cles = sorted({row["cle"] for row in rows})
        here = query.where(AnonymeConnu.cle.in_(cles) & AnonymeConnu.archived_at.is_null())
        by_cle = dict(tuples_of(here.order_by(AnonymeConnu.id.desc())))  # the first one wins
        own = by_id(AnonymeConnu, _keys(self._retour, AnonymeConnu))
        found = {row["id"]: by_cle[row["cle"]] for row in rows if row["cle"] in by_cle}
        return {**found, **{key: key for key in own}}


def _keys(retour: Retour, table: type[Table]) -> list[str]:
    return [row["id"] for row in retour.lignes[table]]


def _ids(table: type[Table]) -> set[str]:
    return {row[0] for row in tuples_of(table.select(table.id))}
