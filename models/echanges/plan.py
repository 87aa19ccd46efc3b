"""A sheet before its rows are read: its tables, their columns, what it says of its dates."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from models.base.search import fold
from models.echanges.colonnes.contenu import (
    asks_precisely,
    doubtful,
    guess,
    is_stamp,
    is_ticks,
    sample_of,
    share,
)
from models.echanges.colonnes.titres import Colonne, Entete, champ_of, exact_champ, find_heading
from models.echanges.lecture.cellules import Cellule, Feuille
from models.echanges.totaux import total_labels
from models.echanges.valeurs.dates import Repere, read_date
from models.echanges.valeurs.dates import complete as complete_date
from models.echanges.valeurs.reperes import partial_day, repere, within
from models.echanges.valeurs.textes import text_of

_PEOPLE = {"nom_complet", "nom", "prenom", "objet", "theme", "heure", "reponse", "coche", "moment"}
_TICKABLE = (
    None,
    "autre",
    "observation",
    "critere",
    "objet",
    "reponse",
    "telephone",
    "orientation",
)
_SEVERAL = 3
_UNSURE = (None, "autre", "coche", "nombre", "rang", "mois", "annee")
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


def plan_of(sheet: Feuille, file_name: str, previous: Plan | None) -> Plan | str:
    """The plan of a sheet, or why it is not a register."""
    if sheet.refus:
        return sheet.refus
    rows = sheet.lignes
    if not any(cell != "" for row in rows for cell in row):
        return "feuille vide"
    heading = find_heading(rows)
    start = heading.debut if heading else 0
    titles = [*_titles(rows[:start]), sheet.nom]
    mark = within(repere(*titles), titles, repere(file_name))
    tables = _tables(rows, heading, previous)
    plan = Plan(sheet, tables, mark, sum(t.debut > 0 for t in tables))
    return _refusal(plan) or plan


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
    return Table(0, len(rows), complete(blank, rows))


def _whole_day(cell: Cellule) -> bool:
    """A date that says its month: a bare figure may count anything."""
    found = read_date(cell)
    return isinstance(found, dt.date) or (found is not None and found.mois is not None)


def complete(columns: Sequence[Colonne], body: Sequence[Sequence[Cellule]]) -> tuple[Colonne, ...]:
    """Columns filled without a heading are added, belied headings dropped, ticks recognised."""
    width = len(body[0]) if body else 0
    known = {column.rang: column for column in columns}
    whole = [known.get(rank, Colonne(rank, "", None)) for rank in range(width)]
    rows = _without_totals(body[:2000])
    cells = {c.rang: sample_of([row[c.rang] for row in rows]) for c in whole}
    whole = [c for c in whole if c.titre or cells[c.rang]]
    whole = [c._replace(champ=None) if doubtful(c, cells[c.rang]) else c for c in whole]
    whole = _ticked_together([_ticked(c, cells[c.rang]) for c in whole], cells)
    whole = _stamped(whole, cells)
    whole = list(guess(whole, cells, {c.champ for c in whole if c.champ}))
    whole = list(_asked_in_answers(_beside(whole), cells))
    return tuple(_unit(column) for column in whole)


def _without_totals(rows: Sequence[Sequence[Cellule]]) -> Sequence[Sequence[Cellule]]:
    """A total under a column of ticks is no tick."""
    labels = total_labels(rows)
    return [row for row in rows if labels.isdisjoint(row[:4])] if labels else rows


def _ticked_together(columns: list[Colonne], cells: dict[int, list[Cellule]]) -> list[Colonne]:
    """Among several columns of ticks, one that bears few or odd ones is of them too."""
    if sum(c.champ == "coche" for c in columns) < _SEVERAL:
        return columns
    return [_ticked(c, cells[c.rang], least=0.5) for c in columns]


def _beside(columns: Sequence[Colonne]) -> Sequence[Colonne]:
    """A titled table on the right of the register, beyond an empty column, is not of its rows."""
    known = [c.rang for c in columns if c.champ not in _UNSURE]
    ranks = {column.rang for column in columns}
    last = max(known, default=len(ranks))
    gap = next((rank for rank in range(last + 1, max(ranks, default=0)) if rank not in ranks), None)
    if gap is None or len(known) < 2 or not any(c.titre for c in columns if c.rang > gap):
        return columns
    return [c._replace(champ="hors") if c.rang > gap else c for c in columns]


def _asked_in_answers(
    columns: Sequence[Colonne], cells: dict[int, list[Cellule]]
) -> Sequence[Colonne]:
    """« Démarche effectuée » without any column of demandes is what was asked."""
    if {"objet", "theme", "coche"} & {column.champ for column in columns}:
        return columns
    told = [
        column
        for column in columns
        if column.champ == "reponse" and share(cells[column.rang], asks_precisely) >= 0.5
    ]
    return [c._replace(champ="objet") if c in told[:1] else c for c in columns]


def _ticked(column: Colonne, cells: Sequence[Cellule], *, least: float = 0.85) -> Colonne:
    """Ticks under a heading that is not surely a field of its own are told by the heading."""
    sure = column.champ not in _TICKABLE and champ_of(column.titre)[1] >= 100
    if column.titre and not sure and cells and is_ticks(cells, least=least):
        return column._replace(champ="coche")
    return column


def _stamped(columns: list[Colonne], cells: dict[int, list[Cellule]]) -> list[Colonne]:
    """Days that bear their hour, where no other column does."""
    fields = {column.champ for column in columns}
    if fields & {"heure", "moment"}:
        return columns
    return [
        c._replace(champ="moment")
        if c.champ == "jour" and share(cells[c.rang], is_stamp) >= 0.5
        else c
        for c in columns
    ]


def _unit(column: Colonne) -> Colonne:
    """« Durée (h) », « temps en heures »: bare numbers are hours."""
    words = fold(column.titre).split()
    hours = column.champ == "duree" and bool({"h", "heure", "heures"} & set(words))
    return column._replace(champ="duree_heures") if hours and "min" not in words else column


def _refusal(plan: Plan) -> str | None:
    """A list of figures or of addresses is not a register: it has no dated passages."""
    fields = {column.champ for table in plan.tables for column in table.colonnes}
    if not fields & _PEOPLE:
        return "pas de colonne de nom, d’heure ni de demande : ce n’est pas un registre"
    dated = plan.repere.jour is not None or any(_has_days(plan, table) for table in plan.tables)
    if not dated and not _day_rows(plan):
        return "aucune date : ce n’est pas un registre"
    if plan.feuille.cachee and _SUMMARY.match(fold(plan.feuille.nom)):
        return "feuille cachée de synthèse"
    return None


def _has_days(plan: Plan, table: Table) -> bool:
    rank = table.rank("jour")
    rank = table.rank("moment") if rank is None else rank
    if rank is None:
        return False
    return any(read_date(row[rank]) is not None for row in plan.feuille.lignes[table.debut :])


def _day_rows(plan: Plan) -> bool:
    """Days written alone on a row, between the passages."""
    for row in plan.feuille.lignes:
        filled = [cell for cell in row if cell != ""]
        if len(filled) == 1 and _is_day(filled[0], plan.repere):
            return True
    return False


def _is_day(cell: Cellule, mark: Repere) -> bool:
    """« Lundi 3 mars » under a sheet named 2025 is as good as « 3 mars 2025 »."""
    found = read_date(cell)
    if isinstance(found, dt.date):
        return True
    partial = partial_day(cell) if isinstance(cell, str) else None
    return partial is not None and complete_date(partial, mark, None) is not None
