"""Columns that their heading tells: ticks, a word in one of many columns, counts by day."""

from collections.abc import Sequence

from models.echanges.comprehension.coches import Coche, meaning
from models.echanges.comprehension.colonnes.contenu import is_tick, is_ticks, share
from models.echanges.comprehension.colonnes.titres import Colonne, champ_of
from models.echanges.comprehension.valeurs.textes import text_of
from models.echanges.lecture.cellules import Cellule

_TICKABLE = (
    None, "autre", "observation", "critere", "objet", "reponse", "telephone", "orientation",
)  # fmt: skip
_SEVERAL = 3
Cells = dict[int, list[Cellule]]


def ticked_columns(columns: list[Colonne], cells: Cells, rows: int) -> list[Colonne]:
    """Each column by itself, then those that resemble several others."""
    found = [_ticked(column, cells[column.rang]) for column in columns]
    if sum(column.champ == "coche" for column in found) >= _SEVERAL:
        found = [_ticked(column, cells[column.rang], least=0.5) for column in found]
    return _details_apart(_by_heading(found, cells, rows))


def counted_columns(columns: Sequence[Colonne], cells: Cells) -> tuple[Colonne, ...]:
    """« CAF : 3 »: figures under headings of which several mean something."""
    counts = [
        c for c in columns if _open(c) and _means(c) and share(cells[c.rang], _is_count) > 0.9
    ]
    if len(counts) + sum(column.champ == "coche" for column in columns) < _SEVERAL:
        return tuple(columns)
    return tuple(c._replace(champ="coche") if c in counts else c for c in columns)


def _ticked(column: Colonne, cells: Sequence[Cellule], *, least: float = 0.85) -> Colonne:
    """Ticks under a heading that is not surely a field of its own are told by the heading."""
    sure = column.champ not in _TICKABLE and champ_of(column.titre)[1] >= 100
    if column.titre and not sure and cells and is_ticks(cells, least=least):
        return column._replace(champ="coche")
    return column


def _by_heading(columns: list[Colonne], cells: Cells, rows: int) -> list[Colonne]:
    """« CAF | Logement | Impôts », a cross or a word in the one concerned: at least three."""
    alike = [c for c in columns if c.champ == "coche" or _word_or_tick(c, cells[c.rang], rows)]
    if sum(bool(_asks(column)) for column in alike) < _SEVERAL:
        return columns
    return [c._replace(champ="coche") if c in alike else c for c in columns]


def _details_apart(columns: list[Colonne]) -> list[Colonne]:
    """« Précisions » after columns of ticks is a remark on them."""
    if not any(column.champ == "coche" and _asks(column) for column in columns):
        return columns
    return [
        c._replace(champ="observation")
        if c.champ == "objet" and champ_of(c.titre)[0] == "observation"
        else c
        for c in columns
    ]


def _word_or_tick(column: Colonne, cells: Sequence[Cellule], rows: int) -> bool:
    """Sparsely filled, under a heading that is itself a demande."""
    if not _open(column) or not _asks(column) or not cells:
        return False
    ticks = share(cells, lambda cell: is_tick(text_of(cell)))
    return ticks >= 0.3 or (len(cells) * 2 < rows and share(cells, _is_word) > 0.7)


def _open(column: Colonne) -> bool:
    """No field, or one that only looks like its heading."""
    return bool(column.titre) and (
        column.champ in (None, "autre") or champ_of(column.titre)[1] < 100
    )


def _asks(column: Colonne) -> bool:
    return bool(column.titre) and bool(meaning(column.titre, column.groupe).demandes)


def _means(column: Colonne) -> bool:
    return meaning(column.titre, column.groupe) != Coche(column.titre)


def _is_word(cell: Cellule) -> bool:
    """Words, not the number of a file."""
    return isinstance(cell, str) and len(cell) <= 60 and sum(map(str.isdigit, cell)) * 3 < len(cell)


def _is_count(cell: Cellule) -> bool:
    text = text_of(cell)
    return text.isdigit() and int(text) < 100
