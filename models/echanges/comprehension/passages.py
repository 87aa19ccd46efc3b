"""The passages of one table of a sheet, read column by column: that is what makes it fast."""

from collections.abc import Sequence
from typing import Any

from models.echanges.choix import SUJETS
from models.echanges.comprehension.assemblage import Assemblage
from models.echanges.comprehension.atelier import Atelier
from models.echanges.comprehension.coches import Cochees, meaning, ticked
from models.echanges.comprehension.colonnes.titres import Colonne, letters
from models.echanges.comprehension.compris import DemandeComprise, LigneComprise
from models.echanges.comprehension.corrections import corrected_tick
from models.echanges.comprehension.jours import Jours, days_of, first_year, with_parts
from models.echanges.comprehension.lecteurs import LU, RIEN, VIDE, Lecture, count
from models.echanges.comprehension.plan import Plan, Table
from models.echanges.comprehension.reponses import Observation, Reponse
from models.echanges.comprehension.reunion import (
    Colonnes,
    all_answers,
    all_asked,
    all_remarks,
    length_between,
    with_ticks,
)
from models.echanges.comprehension.tri import Tri
from models.echanges.comprehension.valeurs.dates import day_first, is_american
from models.echanges.comprehension.valeurs.textes import text_of
from models.echanges.lecture.cellules import Cellule

_COMPTES = {
    "jour": "dates", "moment": "dates", "heure": "heures", "duree": "durees", "objet": "demandes",
    "theme": "demandes", "duree_heures": "durees", "telephone": "telephones", "sexe": "sexes",
    "naissance": "naissances", "age": "naissances", "annee_naissance": "naissances",
    "reponse": "reponses", "orientation": "reponses", "mode": "modes",
}  # fmt: skip

_COCHEES = {"demandes": "demandes", "sexe": "sexes", "naissance": "naissances", "mode": "modes"}


def read_table(plan: Plan, table: Table, found: Tri, workshop: Atelier) -> list[LigneComprise]:
    """Every passage of a table."""
    return lines_of(LectureDeTable(plan, table, found, workshop), found) if found.lignes else []


def lines_of(reader: "LectureDeTable", found: Tri) -> list[LigneComprise]:
    """The rows that a reader has read, each as a line."""
    plan, workshop = reader.plan, reader.workshop
    columns, days = reader.columns(), reader.days(found)
    numbers = [index + 1 for index, _row in found.lignes]
    build = Assemblage(plan.feuille.nom, reader.birth_title(), workshop).line
    return [build(*row) for row in zip(numbers, days, *columns, strict=True)]


class LectureDeTable:
    """The columns of one table, read."""

    def __init__(self, plan: Plan, table: Table, found: Tri, workshop: Atelier) -> None:
        self.plan, self.table, self.workshop = plan, table, workshop
        rows = (row for _, row in found.lignes)
        self.cells: list[Sequence[Cellule]] = list(zip(*rows, strict=True))
        self.size = len(self.cells[0])
        self.read: dict[int, list[Lecture]] = {}
        for column in table.colonnes:
            if column.champ != "coche":
                self._read(column.rang, column.champ or "autre")

    def _read(self, rank: int, champ: str) -> None:
        memory = self.workshop.memory(champ)
        cells = self.cells[rank]
        if champ in ("jour", "moment") and is_american(set(cells)):
            cells = [day_first(cell) for cell in cells]
        readings = memory.column(cells, keep_idem=champ in ("jour", "moment"))
        self.read[rank] = readings
        if self.workshop.releve is not None and champ in SUJETS:
            self.workshop.releve[champ].update(cells)
        if champ in _COMPTES and not (champ == "moment" and self.table.rank("jour") is not None):
            count(self.workshop.comptes[_COMPTES[champ]], readings)

    def of(self, *champs: str) -> list[list[Lecture]]:
        """The columns of some fields, in the order of the sheet."""
        return [self.read[c.rang] for c in self.table.colonnes if c.champ in champs]

    def one(self, *champs: str) -> list[Lecture]:
        """One reading a row: the first column that says something."""
        found = self.of(*champs)
        if not found:
            return [RIEN] * self.size
        if len(found) == 1:
            return found[0]
        return [next((r for r in row if r[2] == LU), row[0]) for row in zip(*found, strict=True)]

    def birth_title(self) -> str:
        fields = ("naissance", "annee_naissance", "age")
        return next((c.titre for c in self.table.colonnes if c.champ in fields), "Naissance")

    def columns(self) -> Colonnes:
        names, hours = self._names(), self._hours()
        found = Colonnes(
            names,
            self.one("sexe"),
            self.one("naissance", "annee_naissance", "age"),
            self.one("telephone"),
            self.one("quartier"),
            hours,
            self._demandes(),
            self._answers(),
            self._lengths(hours),
            self.one("mode"),
            self.one("accueillant"),
            self.one("lieu"),
            self._remarks(),
            self._rest(names),
        )
        ticks = self._ticks()
        return found if ticks is None else with_ticks(found, ticks)

    def days(self, found: Tri) -> Jours:
        readings = self.one("jour")
        if self.of("moment"):
            stamps = [Lecture(r[0][0], r[1], r[2]) if r[2] == LU else r for r in self.one("moment")]
            written = self.table.rank("jour") is not None
            readings = [
                day if written and day[2] != VIDE else stamp
                for day, stamp in zip(readings, stamps, strict=True)
            ]
        if self.of("mois", "annee"):
            readings = with_parts(readings, self.one("mois"), self.one("annee"))
        return days_of(readings, first_year(readings, self.plan.repere), found.reperes)

    def _hours(self) -> list[Lecture]:
        if not self.of("heure") and self.of("moment"):
            return [
                Lecture(r[0][1], "", LU) if r[2] == LU and r[0][1] else RIEN
                for r in self.one("moment")
            ]
        return self.one("heure")

    def _names(self) -> list[Lecture]:
        """Whole names in a column, or a family name and a given name in two."""
        if whole := self.of("nom_complet"):
            return whole[0]
        parts = [self.one(champ) for champ in ("nom", "prenom", "civilite")]
        rows = zip(*parts, strict=True)
        return [self.workshop.name_in_parts(tuple(r[0] or "" for r in row)) for row in rows]

    def _lengths(self, hours: list[Lecture]) -> list[Lecture]:
        """A length that is not written follows from the hour of leaving."""
        lengths, ends = self.one("duree", "duree_heures"), self.one("heure_fin")
        if not self.of("heure_fin") and not any(r[0] and r[0].fin for r in hours):
            return lengths
        return [
            length if length[0] is not None else length_between(start, end)
            for length, start, end in zip(lengths, hours, ends, strict=True)
        ]

    def _demandes(self) -> list[tuple[DemandeComprise, ...]]:
        asked, themes = self.of("objet"), self.of("theme")
        bodies = self.of("operateur")
        if len(asked) == 1 and not themes and not bodies:
            return [reading[0] or () for reading in asked[0]]
        named = self.table.rank("operateur")
        memo: dict[tuple[Any, ...], tuple[DemandeComprise, ...]] = {}
        rows = []
        texts = [self.cells[c.rang] for c in self.table.colonnes if c.champ == "objet"]
        for rank in range(self.size):
            key = (
                tuple(column[rank][0] or "" for column in themes),
                tuple(text_of(column[rank]) for column in texts),
                tuple(column[rank][0] for column in asked),
                bodies[0][rank][0] if bodies else None,
                text_of(self.cells[named][rank]) if named is not None else "",
            )
            if key not in memo:
                memo[key] = all_asked(*key)
            rows.append(memo[key])
        return rows

    def _answers(self) -> list[Reponse | None]:
        found = self.of("reponse", "orientation", "resultat")
        if not found:
            return [None] * self.size
        if len(found) == 1:
            return [reading[0] for reading in found[0]]
        memo: dict[tuple[Any, ...], Reponse | None] = {}
        rows = []
        for row in zip(*found, strict=True):
            key = tuple(reading[0] for reading in row)
            if key not in memo:
                memo[key] = all_answers([one for one in key if one is not None])
            rows.append(memo[key])
        return rows

    def _remarks(self) -> list[Observation | None]:
        found = self.of("observation", "critere")
        if not found:
            return [None] * self.size
        if len(found) == 1:
            return [reading[0] for reading in found[0]]
        return [all_remarks([r[0] for r in row if r[0]]) for row in zip(*found, strict=True)]

    def _ticks(self) -> list[Cochees] | None:
        columns = [c for c in self.table.colonnes if c.champ == "coche"]
        if not columns:
            return None
        decided = self.workshop.choix.of_subject("coche")
        meanings = [corrected_tick(meaning(c.titre, c.groupe), decided) for c in columns]
        if self.workshop.releve is not None:
            self._note_ticks(columns)
        memo: dict[tuple[Cellule, ...], Cochees] = {}
        rows: list[Cochees] = []
        for row in zip(*(self.cells[c.rang] for c in columns), strict=True):
            if row not in memo:
                memo[row] = ticked(list(zip(meanings, row, strict=True)))
            rows.append(memo[row])
        for name, kind in _COCHEES.items():
            said = sum(any(getattr(c, name) for c in row.coches) for row in rows)
            self.workshop.comptes[kind].add(donnes=said, lus=said)
        return rows

    def _note_ticks(self, columns: Sequence[Colonne]) -> None:
        assert self.workshop.releve is not None
        for column in columns:
            ticks = sum(cell != "" for cell in self.cells[column.rang])
            self.workshop.releve["coche"][column.titre] += ticks

    def _rest(self, names: list[Lecture]) -> list[str]:
        """What no field holds, each text after the heading of its column."""
        found = [""] * self.size
        for column in self.table.colonnes:
            readings = self.read.get(column.rang)
            if readings is None or column.champ in ("nom", "prenom"):
                continue
            if not self.workshop.memory(column.champ or "autre").has_rest:
                continue
            title = column.titre or f"Colonne {letters(column.rang)}"
            self._add(found, title, readings)
        if self.table.rank("nom") is not None:
            self._add(found, "Nom", names)
        return found

    @staticmethod
    def _add(found: list[str], title: str, readings: Sequence[Lecture]) -> None:
        memo: dict[str, str] = {}
        for rank, reading in enumerate(readings):
            if rest := reading[1]:
                if rest not in memo:
                    memo[rest] = f"{title}\u00a0: {rest}"
                said = found[rank]
                found[rank] = f"{said}\n{memo[rest]}" if said else memo[rest]
