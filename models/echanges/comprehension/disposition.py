"""Sheets laid out otherwise than one passage a row: registers side by side, two rows for each."""

from collections.abc import Sequence

from models.base.search import fold
from models.echanges.comprehension.colonnes.entetes import find_heading
from models.echanges.comprehension.colonnes.titres import champ_of
from models.echanges.comprehension.valeurs.dates import read_date
from models.echanges.comprehension.valeurs.textes import text_of
from models.echanges.lecture.cellules import Cellule, Feuille

_WITHIN = 30
_ENOUGH = 5
_SAMPLE = 400  # rows that tell how the others are laid out
_WHEN = {"jour", "moment", "heure"}
Rows = list[list[Cellule]]
Titles = list[tuple[int, str]]


def parts_of(sheet: Feuille) -> list[Feuille]:
    """The registers of a sheet, each on its own rows and with one row for each passage."""
    for index in range(min(_WITHIN, len(sheet.lignes) - 1)):
        titles = _titles(sheet.lignes[index])
        if starts := _starts(titles):
            return _side_by_side(sheet, index, starts)
        below = _titles(sheet.lignes[index + 1])
        day = _day_of_two_rows(titles, below) if below else None
        if day is not None and (pairs := _pairs(sheet.lignes, index + 2, [day])):
            return [_on_one_row(sheet, [(index, index + 1), *pairs])]
    return [_on_one_row(sheet, pairs)] if (pairs := _under_one_heading(sheet)) else [sheet]


def _under_one_heading(sheet: Feuille) -> list[tuple[int, int]]:
    """A row with its day and its hour (or number), then always one with neither."""
    heading = find_heading(sheet.lignes)
    ranks = heading.champs if heading else {}
    other = ranks.get("heure", ranks.get("rang"))
    if heading is None or "jour" not in ranks or other is None:
        return []
    rows, start = sheet.lignes, heading.fin + 1
    pairs = _pairs(rows, start, [ranks["jour"], other])
    filled = sum(any(cell != "" for cell in row) for row in rows[start:])
    return pairs if len(pairs) >= _ENOUGH and len(pairs) * 20 >= filled * 9 else []


def _titles(row: Sequence[Cellule]) -> Titles:
    """The texts of a row that may be a heading: nothing but texts, and several."""
    filled = [(rank, cell) for rank, cell in enumerate(row) if cell != ""]
    if len(filled) < 3 or not all(isinstance(cell, str) for _rank, cell in filled):
        return []
    return [(rank, fold(text_of(cell))) for rank, cell in filled]


def _starts(titles: Titles) -> list[int]:
    """Where the same headings begin again, the same number of them each time."""
    starts = [place for place, (_rank, text) in enumerate(titles) if text == titles[0][1]]
    if len(starts) < 2:
        return []
    groups = [
        [text for _rank, text in titles[first:last]]
        for first, last in zip(starts, [*starts[1:], None], strict=True)
    ]
    fields = {champ_of(text)[0] for text in groups[0]} - {None}
    if len(groups[0]) < 3 or len(fields) < 2 or any(group != groups[0] for group in groups):
        return []
    if not fields & _WHEN:
        return []  # « Thème | Détail | Durée » twice is two demandes of one passage
    return [titles[place][0] for place in starts]


def _side_by_side(sheet: Feuille, heading: int, starts: list[int]) -> list[Feuille]:
    """Each register alone in its columns, the rows keeping their numbers."""
    told = f"{len(starts)} registres côte à côte, lus l’un après l’autre"
    ends = [*starts[1:], len(sheet.lignes[0])]
    return [
        sheet._replace(
            lignes=[
                _only(row, first if first != starts[0] else 0, last, above=index < heading)
                for index, row in enumerate(sheet.lignes)
            ],
            disposition=told if first == starts[0] else "",
        )
        for first, last in zip(starts, ends, strict=True)
    ]


def _only(row: list[Cellule], first: int, last: int, *, above: bool) -> list[Cellule]:
    """The cells of a register; a title alone above them all is the title of each."""
    kept: list[Cellule] = [cell if first <= rank < last else "" for rank, cell in enumerate(row)]
    filled = [cell for cell in row if cell != ""]
    if above and len(filled) == 1:
        kept[first] = filled[0]
    return kept


def _day_of_two_rows(titles: Titles, below: Titles) -> int | None:
    """The column of the day when two rows, one under the other, name different fields."""
    both = {rank for rank, _text in titles} & {rank for rank, _text in below}
    upper, lower = _fields(titles), _fields(below)
    known = min(len(upper) * 3 - 2 * len(titles), len(lower) * 3 - 2 * len(below))
    if len(both) < 3 or known < 0 or set(upper.values()) & set(lower.values()):
        return None
    return next((rank for rank, champ in upper.items() if champ == "jour"), None)


def _fields(titles: Titles) -> dict[int, str]:
    found = {rank: champ_of(text) for rank, text in titles}
    return {rank: champ for rank, (champ, sure) in found.items() if champ and sure >= 90}


def _pairs(rows: Rows, start: int, marks: list[int]) -> list[tuple[int, int]]:
    """A row that bears a day and the row under it that bears none; empty unless nearly all do.

    `marks`: the column of the day, and the one that is filled and left empty with it.
    """
    filled = [index for index in range(start, len(rows)) if any(cell != "" for cell in rows[index])]
    return _paired(rows, filled, marks) if _paired(rows, filled[:_SAMPLE], marks) else []


def _paired(rows: Rows, filled: list[int], marks: list[int]) -> list[tuple[int, int]]:
    day = marks[0]
    dated = {index for index in filled if read_date(rows[index][day]) is not None}
    second = {index for index in filled if not any(rows[index][rank] != "" for rank in marks)}
    second = second if len(marks) > 1 else set(filled) - dated
    pairs = [(index, index + 1) for index in filled if index in dated and index + 1 in second]
    return pairs if dated and len(pairs) * 10 >= len(dated) * 7 else []


def _on_one_row(sheet: Feuille, pairs: list[tuple[int, int]]) -> Feuille:
    """The second row of each passage put beside the first."""
    width = len(sheet.lignes[0])
    blank: list[Cellule] = [""] * width
    rows = [[*row, *blank] for row in sheet.lignes]
    for first, second in pairs:
        rows[first] = [*sheet.lignes[first], *sheet.lignes[second]]
        rows[second] = [*blank, *blank]
    return sheet._replace(lignes=rows, disposition="chaque passage tient sur deux lignes")
