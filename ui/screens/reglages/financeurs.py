"""Financeurs et sorties: who pays, and how each counts what a person becomes."""

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from models.base.droit import Droit
from models.base.listing import several
from models.nomenclatures.valeur import Valeur, labels, valeurs
from models.suivis.dispositif import Dispositif
from models.suivis.financeur import (
    CLASSES,
    MOTIFS,
    Classement,
    Financeur,
    RegleSortie,
    classements_of,
    financeur_of,
    financeurs,
    retire_financeur,
    reuse_financeur,
    save_financeur,
    set_regle,
    set_usual_classe,
    usual_classes,
)
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.form import Form, Group, Input
from ui.kit.rows import Row, RowList
from ui.screens.reglages.niveaux import TwoLevels
from ui.screens.reglages.section import Page, sentence, still

USUELLE = "usuelle"  # the key of the row that is no funder
_USUAL_NAME = "Règle usuelle"
_USUAL_SAID = "pour qui n’a pas de règle propre"
_HELP = (
    "Entrée choisit la classe d’une situation. Les suivis déjà terminés sont comptés de nouveau, "
    "avec cette règle."
)


class FinanceursSection(TwoLevels):
    """First the funders, then the rule of one: a class for each situation at the exit."""

    id = "financeurs"

    def __init__(self, context: Context) -> None:
        self.regles = RowList("reglages.financeurs.regles", "Situations à la sortie")
        super().__init__(context, RowList("reglages.financeurs.liste", "Financeurs"), self.regles)
        self._chosen = ""  # the key of a funder, or `USUELLE`
        self.list.opened.connect(self.show_regles)
        self.regles.opened.connect(lambda _: self.choose_classe())
        self.set_levels([], [sentence(_HELP, "financeur.aide")])
        context.changes.subscribe(
            {Financeur, RegleSortie, Valeur, Dispositif}, self.refresh, owner=self
        )
        self.refresh()

    def list_actions(self) -> list[UiAction]:
        if not self._chosen:
            add = UiAction(
                "financeur.create", "Ajouter un financeur", "add", "Ctrl+Shift+N",
                Droit.REGLAGES, self.add, primary=True,
            )  # fmt: skip
            return [add, *self.row_actions()]
        back = UiAction(
            "financeur.back", "Tous les financeurs", "chevron-left", "Escape", None,
            self.show_names,
        )  # fmt: skip
        return [*self.row_actions(), back]

    def refresh(self) -> None:
        self.list.show_rows(_rows())
        if self._chosen:
            self.regles.show_rows(_regle_rows(self._chosen))

    # The funders

    def show_names(self) -> None:
        chosen, self._chosen = self._chosen, ""
        self.step_out(chosen)

    def show_regles(self, key: str | None = None) -> None:
        """The rule of the current row."""
        wanted = key or self.list.current_key or ""
        found = still(financeur_of, wanted) if wanted != USUELLE else None
        if wanted != USUELLE and found is None:
            return
        self._chosen = wanted
        named = found.nom if found is not None else _USUAL_NAME
        self.regles.setAccessibleName(f"Situations à la sortie, {named}")
        self.refresh()
        self.step_in(named)

    def add(self) -> None:
        self.show_page(_page(self.context, None))

    def edit(self) -> None:
        one = self._current()
        if one is not None:
            self.show_page_of(one.id)

    def retire(self) -> None:
        one = self._current()
        if one is not None:
            said = f"«\u00a0{one.nom}\u00a0» n’est plus proposé"
            self.context.attempt(lambda: retire_financeur(one), said=said)

    def reuse(self) -> None:
        one = self._current()
        if one is not None:
            said = f"«\u00a0{one.nom}\u00a0» est proposé de nouveau"
            self.context.attempt(lambda: reuse_financeur(one), said=said)

    def page_of(self, key: str) -> Page | None:
        return _page(self.context, financeur_of(key) if key else None)

    # The rule of one

    def choose_classe(self) -> None:
        """The classes under the current situation; the arrows and Entrée choose one."""
        motif = self.regles.current_key
        if motif is None:
            return
        menu = self._classes_menu(motif)
        menu.aboutToHide.connect(self.regles.setFocus)
        rect = self.regles.visualItemRect(self.regles.currentItem())
        at = QPoint(rect.right() - menu.sizeHint().width(), rect.bottom())
        menu.popup(self.regles.viewport().mapToGlobal(at), menu.activeAction())

    def back_to_usual(self) -> None:
        if self.regles.current_key is not None:
            self._set(self.regles.current_key, None)

    def _classes_menu(self, motif: str) -> QMenu:
        """Every class, that of now marked; for a funder, also that of everybody."""
        menu = QMenu(self)
        menu.setObjectName("financeur.classes")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self._classement(motif)
        own = self._chosen == USUELLE or row.propre
        if self._chosen != USUELLE:
            usual = usual_classes()[motif]
            words = labels([usual]).get(usual or "", "à classer")
            self._offer(menu, motif, None, f"Comme la règle usuelle ({words})", on=not own)
        for one in valeurs(CLASSES):
            self._offer(menu, motif, one.id, one.libelle, on=own and row.classe == one.id)
        return menu

    def _offer(self, menu: QMenu, motif: str, classe: str | None, words: str, *, on: bool) -> None:
        entry: QAction = menu.addAction(words)
        entry.setCheckable(True)
        entry.setChecked(on)
        entry.triggered.connect(lambda: self._set(motif, classe))
        if on:
            menu.setActiveAction(entry)

    def _set(self, motif: str, classe: str | None) -> None:
        def write() -> object:
            if self._chosen == USUELLE:
                return set_usual_classe(motif, classe or "")
            return set_regle(self._chosen, motif, classe)

        self.context.attempt(write, said="Règle de sortie enregistrée")

    def _classement(self, motif: str) -> Classement:
        if self._chosen == USUELLE:
            return Classement(motif, usual_classes()[motif], propre=False)
        return next(row for row in classements_of(self._chosen) if row.motif == motif)

    def _current(self) -> Financeur | None:
        key = self.list.current_key
        return still(financeur_of, key) if key != USUELLE else None

    def _is(self, *, retired: bool) -> bool:
        one = self._current()
        return one is not None and (one.archived_at is not None) is retired

    def _has_rule(self) -> bool:
        motif = self.regles.current_key
        return self._chosen != USUELLE and bool(motif) and self._classement(motif or "").propre

    def row_actions(self) -> list[UiAction]:
        right = Droit.REGLAGES
        if self._chosen:
            back = [
                UiAction("regle.usual", "Revenir à la règle usuelle", "undo", "Del", right,
                         self.back_to_usual, enabled=self._has_rule, on_page=False)
            ]  # fmt: skip
            choose = UiAction("regle.choose", "Choisir la classe", "edit", "F2", right,
                              self.choose_classe)  # fmt: skip
            return [choose, *(back if self._chosen != USUELLE else [])]
        return [
            UiAction("financeur.regles", "Sa règle de sortie", "listes", "", right,
                     self.show_regles),
            UiAction("financeur.edit", "Modifier", "edit", "F2", right, self.edit,
                     enabled=lambda: self._current() is not None),
            UiAction("financeur.retire", "Ne plus proposer", "archive", "Del", right, self.retire,
                     enabled=lambda: self._is(retired=False), on_page=False),
            UiAction("financeur.reuse", "Proposer de nouveau", "restore", "", right, self.reuse,
                     enabled=lambda: self._is(retired=True), on_page=False),
        ]  # fmt: skip


def _page(context: Context, one: Financeur | None) -> Page:
    fields = [Input(Financeur.nom, wide=True), Input(Financeur.mention, wide=True)]
    page = Page(
        context,
        Form([Group("Le financeur", fields)], name="financeur"),
        key=one.id if one is not None else "",
        title=one.nom if one is not None else "Nouveau financeur",
        save=lambda values: save_financeur(one, **values),
        said="Financeur enregistré" if one is not None else "Financeur ajouté",
    )
    if one is not None:
        page.form.set_values({"nom": one.nom, "mention": one.mention})
    return page


def _rows() -> list[Row]:
    every = sorted(financeurs(retired=True), key=lambda one: one.archived_at is not None)
    return [
        Row("", "Pour tous", heading=True),
        Row(USUELLE, _USUAL_NAME, _USUAL_SAID, _to_place(usual_classes())),
        Row("", "Financeurs", heading=True),
        *(_row(one) for one in every),
    ]


def _row(one: Financeur) -> Row:
    own = len([row for row in classements_of(one.id) if row.propre])
    rules = several(own, "règle propre", "règles propres") if own else ""
    status = ("Retiré", "") if one.archived_at is not None else ("", "")
    return Row(one.id, one.nom, " · ".join(p for p in (one.mention, rules) if p), status)


def _regle_rows(chosen: str) -> list[Row]:
    if chosen == USUELLE:
        found = [Classement(motif, classe, False) for motif, classe in usual_classes().items()]
    else:
        found = classements_of(chosen)
    gone = {v.id for v in valeurs(MOTIFS, retired=True) if not v.actif}
    named = labels([*(row.motif for row in found), *(row.classe for row in found)])
    return [_regle_row(row, named, gone=row.motif in gone) for row in found]


def _regle_row(row: Classement, named: dict[str, str], *, gone: bool) -> Row:
    said = ", ".join(w for w in ("n’est plus proposée" * gone, "règle propre" * row.propre) if w)
    status = ("À classer", "attention")
    if row.classe is not None:
        status = (named[row.classe], "good" if row.propre else "")
    return Row(row.motif, named[row.motif], said, status)


def _to_place(classes: dict[str, Any]) -> tuple[str, str]:
    missing = len([one for one in classes.values() if one is None])
    return (f"{missing} à classer", "attention") if missing else ("", "")
