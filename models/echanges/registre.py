"""A whole file, from its sheets to its passages: `comprendre` is the door of this package."""

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.base.progress import Progress
from models.base.search import fold
from models.echanges.atelier import Atelier
from models.echanges.compris import (
    Compte,
    FeuilleComprise,
    Ignoree,
    LigneComprise,
    RegistreCompris,
)
from models.echanges.disposition import parts_of
from models.echanges.lecture import Classeur, Feuille, lire
from models.echanges.passages import read_table
from models.echanges.plan import Plan, counts_by_day, plan_of
from models.echanges.quartiers import same_quartiers
from models.echanges.tri import Tri, sort_rows
from models.echanges.valeurs.lexique import Lexique, learn
from models.echanges.valeurs.textes import masked, text_of


def comprendre(path: Path, progress: Progress | None = None) -> RegistreCompris:
    """Read a register and understand each of its rows; nothing is written anywhere."""
    progress = progress or Progress()
    progress.step(0, 0)
    book = lire(path)
    with without_collection():
        return _understood(book, progress)


@contextmanager
def without_collection() -> Iterator[None]:
    """Hundreds of thousands of small objects that all stay: no cycle to look for among them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _understood(book: Classeur, progress: Progress) -> RegistreCompris:
    plans, ignored = _plans(book)
    workshop = Atelier(_lexicon(plans), _quartiers(plans))
    sheets: list[FeuilleComprise] = []
    lines: list[LigneComprise] = []
    warnings: list[str] = []
    for done, plan in enumerate(plans):
        progress.step(done, len(plans))
        sorted_rows = [sort_rows(plan, table) for table in plan.tables]
        found = [
            line
            for table, rows in zip(plan.tables, sorted_rows, strict=True)
            for line in read_table(plan, table, rows, workshop)
        ]
        lines += found
        ignored += [row for rows in sorted_rows for row in rows.ignorees]
        sheets.append(_sheet(plan, sorted_rows, len(found)))
        warnings += _doubts(plan, sorted_rows) + _other_years(plan, found)
    progress.step(len(plans), len(plans))
    comptes = {name: workshop.comptes.get(name, Compte()) for name in _NAMES}
    return RegistreCompris(
        book.nom, book.empreinte, tuple(sheets), tuple(lines), tuple(ignored), comptes,
        tuple(warnings),
    )  # fmt: skip


_COMPTES_PAR_JOUR = "comptes par jour, déjà dans le registre d’une autre feuille"
_NAMES = (
    "dates", "heures", "durees", "demandes", "reponses", "naissances", "telephones", "sexes",
    "modes",
)  # fmt: skip


def _plans(book: Classeur) -> tuple[list[Plan], list[Ignoree]]:
    """The sheets that are registers, and why the others are not."""
    plans: list[Plan] = []
    ignored: list[Ignoree] = []
    for sheet in [part for whole in book.feuilles for part in parts_of(_even(whole))]:
        found = plan_of(sheet, book.nom, plans[-1] if plans else None)
        if isinstance(found, Plan):
            plans.append(found)
        else:
            ignored.append(Ignoree(sheet.nom, None, found))
    return _without_counts(plans, ignored)


def _without_counts(plans: list[Plan], ignored: list[Ignoree]) -> tuple[list[Plan], list[Ignoree]]:
    """A sheet that counts by day what another one tells is left out; alone, it is the register."""
    counts = [plan for plan in plans if counts_by_day(plan)]
    if not counts or len(counts) == len(plans):
        return plans, ignored
    told = [Ignoree(plan.feuille.nom, None, _COMPTES_PAR_JOUR) for plan in counts]
    return [plan for plan in plans if plan not in counts], ignored + told


def _even(sheet: Feuille) -> Feuille:
    """Without the empty columns on the right that a spreadsheet keeps for their colour."""
    rows = sheet.lignes
    width = len(rows[0]) if rows else 0
    if width <= 40:
        return sheet
    used = max((rank for row in rows for rank, cell in enumerate(row) if cell != ""), default=0) + 1
    return sheet._replace(lignes=[row[:used] for row in rows]) if used < width else sheet


def _lexicon(plans: list[Plan]) -> Lexique:
    """What the whole file teaches of its names."""
    texts: set[str] = set()
    first = True
    for plan in plans:
        for table in plan.tables:
            for column in table.colonnes:
                if column.champ == "nom_complet":
                    title = fold(column.titre)
                    first = first and not title.startswith(("prenom", "full name", "visitor"))
                    first = first and title != "name"
                    rows = plan.feuille.lignes[table.debut : table.fin]
                    cells = {row[column.rang] for row in rows}
                    texts |= {masked(text_of(cell)) for cell in cells}
    return learn(texts, nom_first=first)


def _quartiers(plans: list[Plan]) -> dict[str, str]:
    texts: Counter[str] = Counter()
    for plan in plans:
        for table in plan.tables:
            rank = table.rank("quartier")
            if rank is not None:
                rows = plan.feuille.lignes[table.debut : table.fin]
                cells = Counter(row[rank] for row in rows if row[rank] != "")
                for cell, count in cells.items():
                    texts[masked(text_of(cell))] += count
    return same_quartiers(texts)


def _sheet(plan: Plan, rows: list[Tri], passages: int) -> FeuilleComprise:
    columns = tuple(
        (column.titre, column.champ or "commentaire") for column in plan.tables[0].colonnes
    )
    blank = sum(found.vides for found in rows)
    others = sum(found.titres_et_totaux for found in rows) + plan.entetes
    return FeuilleComprise(plan.feuille.nom, columns, passages, blank, others)


def _other_years(plan: Plan, lines: list[LigneComprise]) -> list[str]:
    """A few dates that are not of the sheet's year: a slip of the pen, kept as it is written."""
    year = plan.repere.annee
    odd = [line for line in lines if year and line.jour and line.jour.year != year]
    if not odd or len(odd) * 5 > len(lines):
        return []
    places = " ; ".join(f"ligne {line.ligne} ({line.jour:%d/%m/%Y})" for line in odd[:5])
    name = f"Feuille «\u00a0{plan.feuille.nom}\u00a0»"
    return [f"{name}\u00a0: {len(odd)} dates ne sont pas de {year}\u00a0: {places}."]


def _doubts(plan: Plan, rows: list[Tri]) -> list[str]:
    """What stands beside the register; a total written that ours does not meet."""
    name = f"Feuille «\u00a0{plan.feuille.nom}\u00a0»"
    aside = sorted(
        {
            c.titre or "colonne sans titre"
            for t in plan.tables
            for c in t.colonnes
            if c.champ == "hors"
        }
    )
    doubts = [f"{name}\u00a0: à droite du registre, non repris\u00a0: {', '.join(aside)}."]
    told = [f"{name}\u00a0: {plan.feuille.disposition}."] if plan.feuille.disposition else []
    return told + (doubts if aside else []) + _wrong_total(name, rows)


def _wrong_total(name: str, rows: list[Tri]) -> list[str]:
    counted = sum(len(found.lignes) for found in rows)
    totals = [total for found in rows for _place, total in found.totaux]
    if len(totals) != 1 or totals[0] <= 0 or totals[0] == counted:
        return []
    if not counted / 2 <= totals[0] <= counted * 2:
        return []  # minutes, women, something else than passages
    return [f"{name}\u00a0: total écrit {totals[0]}, passages lus {counted}."]
