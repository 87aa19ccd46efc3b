"""The heading of a table: which rows it takes, and which column each field is given to."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from models.base.search import fold
from models.echanges.comprehension.colonnes.titres import (
    SANS_CHAMP,
    SURE,
    Colonne,
    champ_of,
    others,
)
from models.echanges.comprehension.valeurs.dates import read_date
from models.echanges.comprehension.valeurs.textes import text_of
from models.echanges.lecture.cellules import Cellule

PLUSIEURS = frozenset(
    (
        "objet",
        "reponse",
        "observation",
        "theme",
        "telephone",
        "quartier",
        "autre",
        "rang",
        "critere",
    )
)
_LONGEST = 250
_DETAILS = ("detail", "precision")
_FIRST = 30  # rows among which the heading is looked for
_PLENTY = 5


class Entete(NamedTuple):
    """A heading found: its first and last rows (from 0) and its columns."""

    debut: int
    fin: int
    colonnes: tuple[Colonne, ...]

    @property
    def champs(self) -> dict[str, int]:
        """The first column of each field."""
        found: dict[str, int] = {}
        for column in self.colonnes:
            if column.champ:
                found.setdefault(column.champ, column.rang)
        return found


def find_heading(rows: Sequence[Sequence[Cellule]]) -> Entete | None:
    """The row, or the two rows, of the first ones that name the most fields."""
    best: tuple[tuple[int, int, int], Entete] | None = None
    texts = [_all_text(row) for row in rows[: _FIRST + 1]]
    for index in range(min(_FIRST, len(rows))):
        for last in (index, index + 1):
            if not all(texts[index : last + 1]) or last >= len(rows):
                continue
            found = _heading_at(rows, index, last)
            known = _known(found) if found else 0
            if found is None or known < (1 if _over_days(found, rows) else 2):
                continue
            key = (known, sum(_sureness(c) for c in found.colonnes), index - last)
            if best is None or key > best[0]:
                best = key, found
        if best and best[0][0] >= _PLENTY and index > best[1].fin:
            break  # nobody writes five headings by chance
    return best[1] if best else None


def _over_days(entete: Entete, rows: Sequence[Sequence[Cellule]]) -> bool:
    """« Date » alone among unknown headings, with dates under it, is a heading all the same."""
    rank = entete.champs.get("jour")
    below = rows[entete.fin + 1 : entete.fin + 4]
    return rank is not None and any(isinstance(read_date(row[rank]), dt.date) for row in below)


def _known(entete: Entete) -> int:
    return len({c.champ for c in entete.colonnes if c.champ and c.champ not in SANS_CHAMP})


def _sureness(column: Colonne) -> int:
    return champ_of(column.titre)[1] >= SURE


def _heading_at(rows: Sequence[Sequence[Cellule]], first: int, last: int) -> Entete | None:
    """The heading made of rows `first` to `last`, if enough of its cells are known headings."""
    lines = [
        [text_of(cell) if isinstance(cell, str) else "" for cell in row]
        for row in rows[first : last + 1]
    ]
    upper = _carried(lines[0]) if last > first else [""] * len(lines[0])
    if last > first and sum(map(bool, lines[1])) < 2:
        return None
    titles = [low or up for low, up in zip(lines[-1], lines[0], strict=True)]
    filled = sum(map(bool, titles))
    columns = assign(titles, upper)
    found = Entete(first, last, columns)
    if _over_days(found, rows):
        return found
    enough = _known(found) * 3 >= filled * (1 if last == first else 1.4)
    return found if filled >= 2 and enough else None


def _all_text(row: Sequence[Cellule]) -> bool:
    """Texts, and at most a few figures: statistics may stand beside the headings."""
    filled = [cell for cell in row if cell != ""]
    texts = [cell for cell in filled if isinstance(cell, str)]
    if any(isinstance(cell, dt.date | dt.time) for cell in filled):
        return False
    return len(texts) > len(filled) * 0.7 and max(map(len, texts)) <= _LONGEST


def _carried(line: Sequence[str]) -> list[str]:
    """A merged heading holds for the columns on its right."""
    last, carried = "", []
    for text in line:
        last = text or last
        carried.append(last)
    return carried


def assign(titles: Sequence[str], groups: Sequence[str]) -> tuple[Colonne, ...]:
    """Each field to its surest column; a field that may have several keeps them all."""
    ranked = sorted(
        (
            (champ_of(title)[1], fold(title).startswith("date"), -rank, rank)
            for rank, title in enumerate(titles)
        ),
        reverse=True,
    )
    taken: set[str] = set()
    chosen: dict[int, str | None] = {}
    for _score, _date, _, rank in ranked:
        champ = champ_of(titles[rank])[0]
        if champ is not None and champ in taken and champ not in PLUSIEURS:
            free = [other for other in others(titles[rank]) if other not in taken]
            champ = free[0] if free else "autre" if titles[rank] else None
        if champ:
            taken.add(champ)
        chosen[rank] = champ
    return _settled(
        tuple(Colonne(r, t, chosen[r], groups[r]) for r, t in enumerate(titles) if t or chosen[r])
    )


def _details(column: Colonne, *, themes: bool) -> bool:
    """« Détail » beside a theme, or under « Motif », is what was asked."""
    asked = themes or champ_of(column.groupe)[0] == "objet"
    detailed = fold(column.titre).startswith(_DETAILS)
    return asked and detailed and column.champ in (None, "observation")


def _men_beside_women(columns: tuple[Colonne, ...]) -> tuple[Colonne, ...]:
    """« H » beside « F » is no hour."""
    if "f" not in {fold(column.titre) for column in columns}:
        return columns
    return tuple(c._replace(champ=None) if fold(c.titre) == "h" else c for c in columns)


def _settled(columns: tuple[Colonne, ...]) -> tuple[Colonne, ...]:
    """`Nom` without `Prénom` holds whole names; `Prénom` alone too; `Date` with hours stays."""
    columns = _men_beside_women(columns)
    fields = {column.champ for column in columns}
    if "objet" not in fields:
        columns = tuple(
            c._replace(champ="objet") if _details(c, themes="theme" in fields) else c
            for c in columns
        )
    if "nom_complet" in fields and "prenom" in fields and "nom" not in fields:
        return tuple(c._replace(champ="nom") if c.champ == "nom_complet" else c for c in columns)
    if "nom_complet" not in fields and ("nom" in fields) != ("prenom" in fields):
        return tuple(
            c._replace(champ="nom_complet") if c.champ in ("nom", "prenom") else c for c in columns
        )
    return columns
