"""A whole file, from its sheets to its passages: `comprendre` is the door of this package."""

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from models.base.progress import Progress
from models.base.search import fold
from models.echanges.choix import PERSONNES, REGISTRE, Choix
from models.echanges.comprehension.annuaire import is_list, people_plan
from models.echanges.comprehension.atelier import Atelier
from models.echanges.comprehension.avenir import dated
from models.echanges.comprehension.compris import Compte, FeuilleComprise, Ignoree, LigneComprise
from models.echanges.comprehension.disposition import parts_of
from models.echanges.comprehension.ensemble import RegistreCompris, Source
from models.echanges.comprehension.gens import read_people
from models.echanges.comprehension.passages import read_table
from models.echanges.comprehension.plan import Plan, corrected, counts_by_day, draft_of, plan_of
from models.echanges.comprehension.quartiers import same_quartiers
from models.echanges.comprehension.tri import Tri, sort_rows
from models.echanges.comprehension.valeurs.lexique import Lexique, learn
from models.echanges.comprehension.valeurs.textes import masked, text_of
from models.echanges.lecture import Classeur, Feuille, lire

SANS_CHOIX = Choix()


def comprendre(
    path: Path,
    progress: Progress | None = None,
    *,
    choix: Choix = SANS_CHOIX,
    relever: bool = False,
) -> RegistreCompris:
    """Read a file and understand each of its rows; nothing is written anywhere."""
    progress = progress or Progress()
    progress.step(0, 0)
    return comprendre_classeur(lire(path), progress, choix=choix, relever=relever)


def comprendre_classeur(
    book: Classeur, progress: Progress, *, choix: Choix = SANS_CHOIX, relever: bool = False
) -> RegistreCompris:
    """The same of a file already read; `relever`: the texts of our lists are told too."""
    with without_collection():
        return _Comprehension(book, choix, relever=relever).whole(progress)


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


class _Comprehension:
    """One understanding of one file, sheet after sheet."""

    def __init__(self, book: Classeur, choix: Choix, *, relever: bool) -> None:
        self._book, self._choix = book, choix
        self._genre, self._plans, self._ignored = _plans(book, choix)
        self._workshop = Atelier(
            _lexicon(self._plans), _quartiers(self._plans), choix, relever=relever
        )
        self._sheets: list[FeuilleComprise] = []
        self._sources: list[Source] = []
        self._lines: list[LigneComprise] = []
        self._details: list[dict[str, str]] = []
        self._warnings: list[str] = []

    def whole(self, progress: Progress) -> RegistreCompris:
        for done, plan in enumerate(self._plans):
            progress.step(done, len(self._plans))
            self._read(plan)
        progress.step(len(self._plans), len(self._plans))
        book, comptes = self._book, self._workshop.comptes
        return RegistreCompris(
            book.nom, book.empreinte, tuple(self._sheets), tuple(self._lines),
            tuple(self._ignored), {name: comptes.get(name, Compte()) for name in _NAMES},
            tuple(self._warnings), self._genre, tuple(self._sources), self._values(),
            tuple(self._details), self._aside(),
        )  # fmt: skip

    def _read(self, plan: Plan) -> None:
        sorted_rows = [sort_rows(plan, table) for table in plan.tables]
        found: list[LigneComprise] = []
        for table, rows in zip(plan.tables, sorted_rows, strict=True):
            if self._genre == PERSONNES:
                lines, details, left = read_people(plan, table, rows, self._workshop)
                self._details += details
                self._ignored += left
            else:
                lines = read_table(plan, table, rows, self._workshop)
            found += lines
        if self._genre == REGISTRE:
            self._warnings += _other_years(plan, found)
            found, left = dated(found, self._choix)
            self._ignored += left
        self._lines += found
        self._ignored += [row for rows in sorted_rows for row in rows.ignorees]
        self._sheets.append(_sheet(plan, sorted_rows, len(found)))
        self._warnings += _doubts(plan, sorted_rows)
        columns = tuple((table.debut, table.colonnes) for table in plan.tables)
        name, rows_written = plan.feuille.nom, plan.feuille.lignes
        self._sources.append(Source(name, rows_written, columns, len(found)))

    def _aside(self) -> tuple[Source, ...]:
        """The sheets that are left out, with their columns: a correction may bring them back."""
        if self._workshop.releve is None:
            return ()
        taken = {plan.feuille.nom for plan in self._plans}
        found = []
        for sheet in self._book.feuilles:
            plan = draft_of(_even(sheet), self._book.nom, previous=None)
            if sheet.nom not in taken and isinstance(plan, Plan):
                plan = corrected(plan, self._choix)
                columns = tuple((table.debut, table.colonnes) for table in plan.tables)
                found.append(Source(sheet.nom, plan.feuille.lignes, columns, 0))
        return tuple(found)

    def _values(self) -> tuple[Any, ...]:
        if self._workshop.releve is None:
            return ()
        from models.echanges.comprehension.inventaire import inventory

        return inventory(self._workshop)


_COMPTES_PAR_JOUR = "comptes par jour, déjà dans le registre d’une autre feuille"
_NAMES = (
    "dates", "heures", "durees", "demandes", "reponses", "naissances", "telephones", "sexes",
    "modes",
)  # fmt: skip


LAISSEE = "feuille laissée de côté"


def _plans(book: Classeur, choix: Choix) -> tuple[str, list[Plan], list[Ignoree]]:
    """What the file is, its sheets that count, and why the others do not."""
    sheets, left = [], []
    for sheet in book.feuilles:
        if choix.feuilles.get(sheet.nom, True):
            sheets.append(_even(sheet))
        else:
            left.append(Ignoree(sheet.nom, None, LAISSEE))
    genre = choix.genre
    if genre != PERSONNES:
        plans, ignored = _registers(book, sheets, choix)
        whole = bool(plans) and not all(map(is_list, plans))
        if genre == REGISTRE or whole:
            return REGISTRE, plans, left + ignored
    people = [(sheet, people_plan(sheet, book.nom, choix)) for sheet in sheets]
    found = [plan for _sheet, plan in people if isinstance(plan, Plan)]
    if genre != PERSONNES and not any(map(is_list, found)):
        return REGISTRE, plans, left + ignored
    others = [Ignoree(sheet.nom, None, plan) for sheet, plan in people if isinstance(plan, str)]
    return PERSONNES, found, left + others


def _registers(
    book: Classeur, sheets: list[Feuille], choix: Choix
) -> tuple[list[Plan], list[Ignoree]]:
    """The sheets that are registers, and why the others are not."""
    plans: list[Plan] = []
    ignored: list[Ignoree] = []
    for sheet in [part for whole in sheets for part in parts_of(whole)]:
        previous = plans[-1] if plans else None
        found = plan_of(sheet, book.nom, previous=previous, choix=choix)
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
