"""Rows by kind: passages, and what stands between (blank rows, headings, totals, days alone)."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from models.base.search import fold
from models.echanges.comprehension.compris import Ignoree
from models.echanges.comprehension.plan import Plan, Table, begins_band
from models.echanges.comprehension.totaux import FIGURE, total_labels, total_of
from models.echanges.comprehension.valeurs.dates import Partielle, Repere, complete, read_date
from models.echanges.comprehension.valeurs.reperes import partial_day, repere
from models.echanges.comprehension.valeurs.textes import is_idem, is_void, masked, text_of
from models.echanges.lecture.cellules import Cellule

_CLOSED = re.compile(
    r"(?:structure |centre |accueil |bureau )?(?:ferm|ferie|jour ferie|conges?\b|pont\b|greve"
    r"|aucun passage|pas d accueil|pas de passage|personne ce jour|neant$|ras$|0 passage|closed"
    r"|vacances scol)"
)
_SIGNED = re.compile(
    r"(?:signature|visa|cachet|vu et approuve|(?:le |la |l )?(?:responsable|secretaire|president"
    r"|directeur|directrice|coordinat|animat|accueillant|agent d accueil)\w*\b.{0,12}$)"
)
_WEEK = re.compile(r"(?:semaine|sem|s|week) ?\d{1,2}\b|(?:semaine|sem|week) (?:du|of)\b|page \d+")
_ASIDE = re.compile(r"\s*[(:–—]|\s-\s")  # « Lundi 3 mars (vacances) »
_SHORT = 3


class Tri(NamedTuple):
    """`lignes` are (row from 0, cells); `reperes` give a new day or month at a place among them."""

    lignes: list[tuple[int, Sequence[Cellule]]]
    reperes: list[tuple[int, Repere]]
    ignorees: list[Ignoree]
    vides: int
    titres_et_totaux: int
    totaux: list[tuple[int, int]]


def sort_rows(plan: Plan, table: Table) -> Tri:
    """Every row of a table, each counted once."""
    found = Tri([], [], [], 0, 0, [])
    rows = plan.feuille.lignes
    width = len(rows[0]) if rows else 0
    heads = _heading_texts(table)
    totals = total_labels(rows[table.debut : table.fin])
    rank, again = _said_again(rows[table.debut : table.fin], heads)
    blank = others = 0
    for index in range(table.debut, table.fin):
        row = rows[index]
        filled = width - row.count("")
        if not filled:
            blank += 1
        elif filled > _SHORT and row[rank] not in again and totals.isdisjoint(row):
            found.lignes.append((index, row))
        else:
            kind = _settle(found, plan, table, index=index, heads=heads)
            blank, others = blank + (kind == "vide"), others + (kind == "titre")
    return found._replace(vides=blank, titres_et_totaux=others)


def _heading_texts(table: Table) -> dict[int, str]:
    return {column.rang: column.titre for column in table.colonnes if column.titre}


def _said_again(
    rows: Sequence[Sequence[Cellule]], heads: dict[int, str]
) -> tuple[int, frozenset[Cellule]]:
    """The first titled column, and its cells that are the very heading: such a row, like one with
    a label of total, may be no passage."""
    if not heads:
        return 0, frozenset()
    rank, title = next(iter(heads.items()))
    cells = {row[rank] for row in rows}
    return rank, frozenset(c for c in cells if c.__class__ is str and text_of(c) == title)


def _settle(found: Tri, plan: Plan, table: Table, *, index: int, heads: dict[int, str]) -> str:
    """Put one unusual row where it belongs; `vide`, `titre`, or a passage or a row left out."""
    row = plan.feuille.lignes[index]
    texts = {rank: text_of(cell) for rank, cell in enumerate(row) if cell != ""}
    texts = {rank: text for rank, text in texts.items() if text}
    if not texts or all(is_void(text) or is_idem(text) for text in texts.values()):
        return "vide"
    if _is_heading(texts, heads):
        return "titre"
    if (total := total_of(texts)) is not None:
        found.totaux.append((len(found.lignes), total))
        return "titre"
    if mark := _section(found, plan, table, index=index, texts=texts):
        found.reperes.append((len(found.lignes), mark))
        return "titre"
    if reason := _reason(table, row, texts):
        found.ignorees.append(Ignoree(plan.feuille.nom, index + 1, reason))
        return "ignoree"
    found.lignes.append((index, row))
    return "ligne"


def _is_heading(texts: dict[int, str], heads: dict[int, str]) -> bool:
    same = sum(fold(text) == fold(heads.get(rank, "")) for rank, text in texts.items())
    return same >= 2 and same * 5 >= len(texts) * 3


def _section(
    found: Tri, plan: Plan, table: Table, *, index: int, texts: dict[int, str]
) -> Repere | None:
    """A day or a month alone on its row: what follows happened then."""
    row = plan.feuille.lignes[index]
    dated = table.rank("jour") is not None or table.rank("moment") is not None
    if not begins_band([row[rank] for rank in texts], dated=dated):
        return None
    rank, text = next(iter(texts.items()))
    cell = row[rank]
    if _WEEK.match(fold(text)):
        return Repere()
    day = read_date(cell) or partial_day(_ASIDE.split(text)[0])
    if day is not None and not (isinstance(day, Partielle) and day.mois is None and _plain(cell)):
        return _day_section(found, plan, table, index=index, day=day)
    if isinstance(cell, str) and not any(c.isdigit() for c in re.sub(r"\b\d{4}\b|'\d\d", "", text)):
        mark = repere(text)
        return mark if mark.mois and len(text.split()) <= 4 else None
    return None


def _plain(cell: Cellule) -> bool:
    return not isinstance(cell, str) or cell.strip().isdigit()


def _day_section(
    found: Tri, plan: Plan, table: Table, *, index: int, day: dt.date | Partielle
) -> Repere | None:
    """Only if the rows that follow do not bear their own day."""
    rank = table.rank("jour")
    following = next(
        (row for row in plan.feuille.lignes[index + 1 : table.fin] if any(c != "" for c in row)),
        None,
    )
    if following is None:
        return None
    if rank is not None and following[rank] != "" and not is_idem(text_of(following[rank])):
        return None
    if isinstance(day, Partielle):
        mark = plan.repere
        for _place, new in found.reperes:
            mark = mark.renewed(new)._replace(jour=new.jour or mark.jour)
        full = complete(day, mark, mark.jour)
        return Repere(full.year, full.month, full) if full else None
    return Repere(day.year, day.month, day)


def _reason(table: Table, row: Sequence[Cellule], texts: dict[int, str]) -> str | None:
    """Why a row with very little in it is no passage."""
    day_rank = table.rank("jour")
    rest = {rank: text for rank, text in texts.items() if rank != day_rank}
    for text in texts.values():
        if _CLOSED.match(fold(text)) and len(rest) <= 1:
            return f"jour sans accueil : « {masked(text)[:60]} »"
    if all(_SIGNED.match(fold(text)) for text in texts.values()):
        return (
            f"signature, sans passage\u00a0: «\u00a0{masked(' '.join(texts.values()))[:60]}\u00a0»"
        )
    if not rest and day_rank is not None and read_date(row[day_rank]) is not None:
        return "date seule, sans passage"
    fields = {
        column.rang for column in table.colonnes if column.champ not in (None, "rang", "hors")
    }
    if len(texts) == 1 and (not rest or not fields & rest.keys()):
        return f"texte seul, sans passage : « {masked(next(iter(texts.values())))[:60]} »"
    if all(FIGURE.fullmatch(text) for text in texts.values()) and not _telling(table, texts):
        return "chiffres seuls, sans passage"
    if not rest.keys() & fields:
        return "rien dans les colonnes connues"
    return None


def _telling(table: Table, texts: dict[int, str]) -> bool:
    """Figures that are an hour or a telephone do tell a passage; ticks too."""
    telling = ("heure", "telephone", "moment", "coche", "jour")
    return any(column.champ in telling and column.rang in texts for column in table.colonnes)
