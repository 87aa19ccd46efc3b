"""A sheet before its rows are read: its tables, their columns, what it says of its dates."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from models.base import clock
from models.base.search import fold
from models.echanges.choix import Choix
from models.echanges.comprehension.cases import counted_columns
from models.echanges.comprehension.colonnes.contenu import sample_of
from models.echanges.comprehension.colonnes.entetes import Entete, find_heading
from models.echanges.comprehension.colonnes.titres import Colonne, exact_champ
from models.echanges.comprehension.completion import complete, without_totals
from models.echanges.comprehension.corrections import corrected_columns
from models.echanges.comprehension.valeurs.dates import Repere, read_date
from models.echanges.comprehension.valeurs.dates import complete as complete_date
from models.echanges.comprehension.valeurs.reperes import (
    likely_year,
    names_weekday,
    partial_day,
    repere,
    within,
)
from models.echanges.comprehension.valeurs.textes import text_of
from models.echanges.lecture.cellules import Cellule, Feuille

_PEOPLE = {"nom_complet", "nom", "prenom", "objet", "theme", "heure", "reponse", "coche", "moment"}
FEUILLE_VIDE = "feuille vide"
_DATED = ("jour", "moment")
_BAND = 3
_SEEN = 500
_BY_DAY = (
    "chaque ligne compte les passages d’un jour\u00a0; elle en fait un seul, ses nombres sont dans "
    "le commentaire"
)
_SUMMARY = re.compile(
    r"^(bilan|stat|synthese|recap|graph|liste|listes|parametre|menu|legende|modele)"
)


class Table(NamedTuple):
    """Rows `debut` to `fin` (excluded, from 0) under one heading."""

    debut: int
    fin: int
    colonnes: tuple[Colonne, ...]

    def rank(self, champ: str) -> int | None:
        return next((c.rang for c in self.colonnes if c.champ == champ), None)


class Plan(NamedTuple):
    """`repere`: the year, the month or the day that the sheet's name and title give."""

    feuille: Feuille
    tables: tuple[Table, ...]
    repere: Repere
    entetes: int


def plan_of(sheet: Feuille, file_name: str, *, previous: Plan | None, choix: Choix) -> Plan | str:
    """The plan of a sheet, or why it is not a register."""
    plan = draft_of(sheet, file_name, previous=previous)
    if isinstance(plan, str):
        return plan
    plan = _counted(plan) if previous is None else plan
    plan = corrected(plan, choix)
    return _refusal(plan, wanted=choix.feuilles.get(sheet.nom, False)) or plan


def corrected(plan: Plan, choix: Choix) -> Plan:
    """The plan with the columns as somebody decided them."""
    tables = [
        table._replace(colonnes=corrected_columns(plan.feuille.nom, table.colonnes, choix))
        for table in plan.tables
    ]
    return plan._replace(tables=tuple(tables))


def draft_of(sheet: Feuille, file_name: str, *, previous: Plan | None) -> Plan | str:
    """The tables of a sheet, whatever they hold; or why there is nothing to read."""
    if sheet.refus:
        return sheet.refus
    rows = sheet.lignes
    if not any(text_of(cell) for row in rows for cell in row):
        return FEUILLE_VIDE
    heading = find_heading(rows)
    if heading and not any(cell != "" for row in rows[heading.fin + 1 :] for cell in row):
        return "des titres de colonnes, aucune ligne"
    start = heading.debut if heading else _first_full(rows)
    titles = [*_titles(rows[:start]), sheet.nom]
    mark = within(repere(*titles), titles, repere(file_name))
    if not (mark.annee or mark.defaut) and (year := likely_year(_texts(rows), clock.today())):
        mark = mark._replace(defaut=year)
        sheet = sheet._replace(disposition=f"aucune année n’est écrite, {year} a été prise")
    tables = _tables(rows, heading, previous)
    return Plan(sheet, tables, mark, sum(t.debut > 0 for t in tables))


def _first_full(rows: Sequence[Sequence[Cellule]]) -> int:
    """Without a heading, what stands above the first row of at least three cells is a title."""
    return next((i for i, row in enumerate(rows) if sum(cell != "" for cell in row) > 2), 0)


def _first_row(rows: Sequence[Sequence[Cellule]]) -> int:
    """The first row that is no title: a day alone, or a row of several cells."""
    full = _first_full(rows)
    days = (i for i, row in enumerate(rows[:full]) if any(map(_whole_day, row)))
    return next(days, full)


def _texts(rows: Sequence[Sequence[Cellule]]) -> list[str]:
    """The first texts of the sheet that could be days."""
    cells = {cell for row in rows[:_SEEN] for cell in row if isinstance(cell, str)}
    return [cell for cell in cells if len(cell) < 40 and names_weekday(cell)]


def _titles(rows: Sequence[Sequence[Cellule]]) -> list[str]:
    return [text_of(cell) for row in rows for cell in row if cell != ""][:20]


def _tables(
    rows: Sequence[Sequence[Cellule]], heading: Entete | None, previous: Plan | None
) -> tuple[Table, ...]:
    """One table under each heading; without any, the columns of the sheet before, or a guess."""
    if heading is None:
        return (_without_heading(rows, previous),)
    tables = []
    for found, end in _headings(rows, heading):
        columns = _same_as(previous, found.colonnes)
        columns = columns or complete(found.colonnes, rows[found.fin + 1 : end])
        tables.append(Table(found.fin + 1, end, columns))
    return tuple(tables)


def _same_as(previous: Plan | None, columns: tuple[Colonne, ...]) -> tuple[Colonne, ...] | None:
    """The columns of the sheet before when it bore the very same headings, all of them known."""
    known = previous.tables[0].colonnes if previous else ()
    if [(c.rang, c.titre) for c in known] != [(c.rang, c.titre) for c in columns]:
        return None
    return known if all(column.champ not in (None, "coche") for column in known) else None


def _headings(rows: Sequence[Sequence[Cellule]], first: Entete) -> list[tuple[Entete, int]]:
    """The first heading and those, further down, that name other columns."""
    found = [first]
    champ, rank = next((c, r) for c, r in first.champs.items())
    texts = {cell for cell in {row[rank] for row in rows} if isinstance(cell, str)}
    known = {text for text in texts if exact_champ(text) == champ}
    same = [column.champ for column in first.colonnes]
    for index in range(first.fin + 1, len(rows)) if known else ():
        if rows[index][rank] not in known or not (other := find_heading([rows[index]])):
            continue
        if (fields := [column.champ for column in other.colonnes]) != same:
            found.append(Entete(index, index, other.colonnes))
            same = fields
    ends = [entete.debut for entete in found[1:]] + [len(rows)]
    return list(zip(found, ends, strict=True))


def _without_heading(rows: Sequence[Sequence[Cellule]], previous: Plan | None) -> Table:
    """The sheet before, if its day column holds days here too; else by contents alone."""
    width = len(rows[0])
    if previous is not None:
        columns = previous.tables[0].colonnes
        day = previous.tables[0].rank("jour")
        if day is not None and day < width:
            cells = sample_of([row[day] for row in rows])
            if sum(_whole_day(c) for c in cells) >= max(1, len(cells) // 2):
                return Table(0, len(rows), tuple(c for c in columns if c.rang < width))
    blank = tuple(Colonne(rank, "", None) for rank in range(width))
    start = _first_row(rows)
    return Table(start, len(rows), complete(blank, rows[start:]))


def _whole_day(cell: Cellule) -> bool:
    """A date that says its month: a bare figure may count anything."""
    found = read_date(cell)
    return isinstance(found, dt.date) or (found is not None and found.mois is not None)


def _refusal(plan: Plan, *, wanted: bool) -> str | None:
    """A list of figures or of addresses is not a register: it has no dated passages."""
    fields = {column.champ for table in plan.tables for column in table.colonnes}
    if not fields & _PEOPLE:
        return "pas de colonne de nom, d’heure ni de demande : ce n’est pas un registre"
    dated = plan.repere.jour is not None or any(_has_days(plan, table) for table in plan.tables)
    if not dated and not _day_rows(plan):
        return "aucune date : ce n’est pas un registre"
    if not wanted and plan.feuille.cachee and _SUMMARY.match(fold(plan.feuille.nom)):
        return "feuille cachée de synthèse"
    return None


def _counted(plan: Plan) -> Plan:
    """A sheet that only counts by day is a register when the file has no other."""
    fields = {column.champ for table in plan.tables for column in table.colonnes}
    if fields & _PEOPLE - {"coche"} or _SUMMARY.match(fold(plan.feuille.nom)):
        return plan
    rows = plan.feuille.lignes
    tables = []
    for table in plan.tables:
        body = without_totals(rows[table.debut : table.fin])
        cells = {c.rang: sample_of([row[c.rang] for row in body]) for c in table.colonnes}
        tables.append(table._replace(colonnes=counted_columns(table.colonnes, cells)))
    if tuple(tables) == plan.tables:
        return plan
    sheet = plan.feuille._replace(disposition=_BY_DAY)
    return plan._replace(feuille=sheet, tables=tuple(tables))


def counts_by_day(plan: Plan) -> bool:
    """Figures in nearly every cell and one row a day: what a desk counts of its register."""
    table = plan.tables[0]
    fields = {column.champ for column in table.colonnes}
    day = table.rank("jour")
    if fields & _PEOPLE != {"coche"} or day is None:
        return False
    rows = [row for row in plan.feuille.lignes[table.debut : table.fin] if row[day] != ""]
    ranks = [column.rang for column in table.colonnes if column.champ == "coche"]
    cells = [text_of(row[rank]) for row in rows for rank in ranks]
    figures = sum(text.isdigit() for text in cells)
    return len({row[day] for row in rows}) == len(rows) and figures > 0.6 * len(cells)


def _has_days(plan: Plan, table: Table) -> bool:
    rank = table.rank("jour")
    rank = table.rank("moment") if rank is None else rank
    if rank is None:
        return False
    return any(read_date(row[rank]) is not None for row in plan.feuille.lignes[table.debut :])


def _day_rows(plan: Plan) -> bool:
    """Days written alone on a row, between the passages."""
    dated = any(table.rank(champ) is not None for table in plan.tables for champ in _DATED)
    for row in plan.feuille.lignes:
        filled = [cell for cell in row if cell != ""]
        if filled and begins_band(filled, dated=dated) and _is_day(filled[0], plan.repere):
            return True
    return False


def begins_band(filled: Sequence[Cellule], *, dated: bool) -> bool:
    """A day alone on its row; with a word or two beside it when no column bears the days."""
    first = filled[0]
    if len(filled) == 1:
        return True
    if dated or len(filled) > _BAND:
        return False
    return isinstance(first, dt.date) or (isinstance(first, str) and names_weekday(first))


def _is_day(cell: Cellule, mark: Repere) -> bool:
    """« Lundi 3 mars » under a sheet named 2025 is as good as « 3 mars 2025 »."""
    found = read_date(cell)
    if isinstance(found, dt.date):
        return True
    partial = partial_day(cell) if isinstance(cell, str) else None
    return partial is not None and complete_date(partial, mark, None) is not None
