"""Headings: what a column is called, in the many words of the desks."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from models.base.search import fold
from models.echanges.colonnes.questions import asked
from models.echanges.lecture.cellules import Cellule
from models.echanges.valeurs.dates import read_date
from models.echanges.valeurs.textes import text_of

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
_SANS_CHAMP = ("autre", "rang", "nombre", "mois", "annee")
_SURE = 100
_BRACKETS = re.compile(r"\([^)]*\)")
_WHOSE = frozenset(("nom", "noms", "prenom", "prenoms", "identite", "initiales"))
_LONGEST = 250
_DETAILS = ("detail", "precision")
_PLENTY = 5


class Colonne(NamedTuple):
    """A column and what it holds; `champ` is None while nobody knows."""

    rang: int
    titre: str
    champ: str | None
    groupe: str = ""


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


@cache
def _titles() -> dict[str, dict[str, list[str]]]:
    from resources import read_toml

    return read_toml("import/colonnes.toml")


@cache
def _others(title: str) -> tuple[str, ...]:
    """All the fields that a very heading may name: « qui » is a visitor, or who received."""
    folded = fold(title)
    return tuple(champ for champ, table in _titles().items() if folded in table.get("titres", ()))


@cache
def _exact() -> dict[str, str]:
    known: dict[str, str] = {}
    for champ, table in _titles().items():
        for title in table.get("titres", ()):
            known.setdefault(title, champ)
    return known


@cache
def champ_of(title: str) -> tuple[str | None, int]:
    """The field that a heading names, and how sure it is (100 and more: the very words)."""
    folded, short = fold(title), fold(_BRACKETS.sub(" ", title)) or fold(title)
    for text in (folded, _without_ending(folded), short, _without_ending(short)):
        if text in _exact():
            return _exact()[text], _SURE + len(text) - (text != folded)
    if (found := asked(title, short)) is not None:
        return found
    return _contained(short.split()) if 0 < len(short) <= 80 else (None, 0)


def exact_champ(text: str) -> str | None:
    """The field of which `text` is the very heading: a quick no for whatever is not a heading."""
    return _exact().get(fold(text)) if len(text) < 60 and not any(map(str.isdigit, text)) else None


def _without_ending(folded: str) -> str:
    """`objet 1`, `telephone 2`, `duree mn`, `date jj mm aaaa`."""
    words = folded.split()
    while len(words) > 1 and (words[-1].isdigit() or words[-1] in _ENDINGS):
        words.pop()
    return " ".join(words)


_ENDINGS = frozenset(
    ("jj", "mm", "aaaa", "aa", "hh", "mn", "min", "obligatoire", "facultatif", "x")
)


@cache
def _by_first_word() -> dict[str, list[tuple[list[str], str]]]:
    found: dict[str, list[tuple[list[str], str]]] = {}
    for title, champ in _exact().items():
        if len(title) >= 3:
            words = title.split()
            found.setdefault(words[0], []).append((words, champ))
    return found


def _contained(words: list[str]) -> tuple[str | None, int]:
    """The longest known heading inside a longer one; short ones must begin it."""
    best: tuple[str | None, int] = (None, 0)
    for place, word in enumerate(words):
        for title, champ in _by_first_word().get(word, ()):
            size = len(" ".join(title))
            if words[place : place + len(title)] != title:
                continue
            if size < 6 and place > 0 and champ != "naissance":
                continue
            score = 2 * size - (6 if place else 0) + (2 if champ not in _SANS_CHAMP else 0)
            if place > 0 and champ == "nom_complet" and _WHOSE.isdisjoint(title):
                score = 1  # « sexe de la personne »
            if score > best[1]:
                best = champ, score
    return best


def checked_criterion(title: str) -> tuple[str, bool] | None:
    """A column of ticks about the public: its code, and whether a « non » is what tells it."""
    folded = fold(title)
    for table, denied in (("critere_coche", False), ("critere_nie", True)):
        for code, titles in _titles()[table].items():
            if folded in titles or any(_begins(folded, t) for t in titles):
                return code, denied
    return None


def _begins(folded: str, title: str) -> bool:
    """« QPV (O/N) », « La personne habite-t-elle un quartier prioritaire ? »."""
    if len(title) > 14:
        return f" {title} " in f" {folded} "
    return folded.startswith(title + " ") and (len(title) > 5 or len(folded.split()) <= 3)


def find_heading(rows: Sequence[Sequence[Cellule]], *, within: int = 30) -> Entete | None:
    """The row, or the two rows, of the first thirty that name the most fields."""
    best: tuple[tuple[int, int, int], Entete] | None = None
    texts = [_all_text(row) for row in rows[: within + 1]]
    for index in range(min(within, len(rows))):
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
    return len({c.champ for c in entete.colonnes if c.champ and c.champ not in _SANS_CHAMP})


def _sureness(column: Colonne) -> int:
    return champ_of(column.titre)[1] >= _SURE


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
            free = [other for other in _others(titles[rank]) if other not in taken]
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
    if "heure_fin" in fields and not fields & {"heure", "moment"}:
        columns = tuple(c._replace(champ="heure") if c.champ == "heure_fin" else c for c in columns)
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
