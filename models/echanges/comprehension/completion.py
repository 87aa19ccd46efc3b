"""The columns of a table once its cells are looked at: fields confirmed, denied, found."""

from collections.abc import Sequence

from models.base.search import fold
from models.echanges.comprehension.cases import ticked_columns
from models.echanges.comprehension.colonnes.contenu import (
    asks_precisely,
    doubtful,
    guess,
    is_stamp,
    is_weekday,
    sample_of,
    share,
)
from models.echanges.comprehension.colonnes.titres import Colonne, champ_of
from models.echanges.comprehension.totaux import total_labels
from models.echanges.lecture.cellules import Cellule

_UNSURE = (None, "autre", "coche", "nombre", "rang", "mois", "annee")


def complete(columns: Sequence[Colonne], body: Sequence[Sequence[Cellule]]) -> tuple[Colonne, ...]:
    """Columns filled without a heading are added, belied headings dropped, ticks recognised."""
    width = len(body[0]) if body else 0
    known = {column.rang: column for column in columns}
    whole = [known.get(rank, Colonne(rank, "", None)) for rank in range(width)]
    rows = without_totals(body[:2000])
    cells = {c.rang: sample_of([row[c.rang] for row in rows]) for c in whole}
    whole = [c for c in whole if c.titre or cells[c.rang]]
    whole = _handed_over([_believed(c, cells[c.rang]) for c in whole], cells)
    whole = ticked_columns(whole, cells, len(rows))
    whole = _stamped(whole, cells)
    whole = list(guess(whole, cells, {c.champ for c in whole if c.champ}))
    whole = _begun(whole)
    whole = list(_asked_in_answers(_beside(whole), cells))
    return tuple(_unit(column) for column in whole)


def _believed(column: Colonne, cells: Sequence[Cellule]) -> Colonne:
    """A heading that its cells belie names no field; days of the week say nothing of their own."""
    if column.champ in (None, "autre", "jour") and share(cells, is_weekday) >= 0.8:
        return column._replace(champ="rang")
    return column._replace(champ=None) if doubtful(column, cells) else column


def _handed_over(columns: list[Colonne], cells: dict[int, list[Cellule]]) -> list[Colonne]:
    """« Jour | Date » with only days of the week under the first: the other one is the field."""
    fields = {column.champ for column in columns}
    found = []
    for column in columns:
        named = champ_of(column.titre)[0]
        if column.champ == "autre" and named not in fields and named is not None:
            other = column._replace(champ=named)
            if not doubtful(other, cells[column.rang]):
                column = other
                fields.add(named)
        found.append(column)
    return found


def without_totals(rows: Sequence[Sequence[Cellule]]) -> Sequence[Sequence[Cellule]]:
    """A total under a column of ticks is no tick."""
    labels = total_labels(rows)
    return [row for row in rows if labels.isdisjoint(row[:4])] if labels else rows


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


def _begun(columns: list[Colonne]) -> list[Colonne]:
    """The only hour there is, whatever its heading, is that of the coming."""
    if {"heure", "moment"} & {column.champ for column in columns}:
        return columns
    return [c._replace(champ="heure") if c.champ == "heure_fin" else c for c in columns]


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
