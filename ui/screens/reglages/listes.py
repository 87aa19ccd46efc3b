"""Listes: every list by its name, then its values; the criteria of public have a section of their
own, since what is sensitive there must be told."""

from typing import Any

from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from models.base.droit import Droit
from models.base.search import fold
from models.nomenclatures.listes import (
    in_tree_order,
    move_valeur,
    nomenclature_of,
    nomenclatures,
    retire_valeur,
    reuse_valeur,
    shown_words,
    valeur_of,
)
from models.nomenclatures.reserves import why_fixed, why_kept
from models.nomenclatures.valeur import Nomenclature, Valeur, labels, valeurs
from ui.kit.actions import UiAction, fill_menu
from ui.kit.context import Context
from ui.kit.filters import SearchBox
from ui.kit.rows import Row, RowList
from ui.kit.tokens import M
from ui.screens.reglages.section import ListSection, Page, sentence, still
from ui.screens.reglages.valeur import FusionPage, valeur_page

CRITERES = "critere_public"
_SENSITIVE = (
    "Les critères marqués «\u00a0Sensible\u00a0» touchent à la santé, à l’origine ou à la vie "
    "privée\u00a0: à ne cocher que si cela sert à la personne, avec son accord."
)


class ValeursPane(QWidget):
    """The values of one list, narrowed as one types."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.nomenclature: Nomenclature | None = None
        self.search = SearchBox(f"{name}.recherche")
        self.list = RowList(f"{name}.valeurs", "Valeurs de la liste", orderable=True)
        self.help = sentence("", f"{name}.aide")
        self.search.textChanged.connect(lambda _: self.refresh())
        self.search.left_down.connect(self.list.setFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for widget in (self.help, self.search, self.list):
            column.addWidget(widget)

    def show_list(self, nomenclature: Nomenclature) -> None:
        if self.nomenclature is not None and nomenclature.id != self.nomenclature.id:
            self.search.clear()
        self.nomenclature = nomenclature
        self.list.setAccessibleName(nomenclature.libelle)
        self.refresh()
        sensitive = any(v.sensible for v in valeurs(nomenclature.id))
        parts = (nomenclature.aide, _SENSITIVE if sensitive else "", why_fixed(nomenclature.id))
        self.help.setText(" ".join(part for part in parts if part))
        self.help.setVisible(bool(self.help.text()))

    def refresh(self) -> None:
        if self.nomenclature is None:
            return
        found = in_tree_order(valeurs(self.nomenclature.id, retired=True))
        typed = fold(self.search.text())
        heirs = labels([v.remplace_par_id for v in found])
        rows = [_row(v, heirs, movable=not typed) for v in _narrowed(found, typed)]
        self.list.show_rows(rows)


class ListeSection(ListSection):
    """The values of one list: added, written, moved, retired, merged."""

    nomenclature = ""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.pane = ValeursPane(f"reglages.{self.id}")
        self.pane.list.opened.connect(self.edit)
        self.pane.list.moved.connect(self._move)
        self.pane.list.current_changed.connect(context.refresh_actions)
        self.pane.list.menu_wanted = self._fill_menu
        self.set_list(self._list_widget())
        context.changes.subscribe({Valeur, Nomenclature}, self.refresh, owner=self)
        self.refresh()

    def list_actions(self) -> list[UiAction]:
        add = UiAction(
            "valeur.create", "Ajouter une valeur", "add", "Ctrl+Shift+N", Droit.REGLAGES, self.add,
            enabled=lambda: not why_fixed(self._list_id), primary=True,
        )  # fmt: skip
        return [add, *self._row_actions()]

    def focus_first(self) -> None:
        if self.page is not None:
            self.page.focus_first()
        else:
            self.pane.list.setFocus()

    def select(self, key: str | None) -> None:
        self.refresh()
        self.pane.list.select(key)

    def refresh(self) -> None:
        nomenclature = nomenclature_of(self._list_id)
        if nomenclature is not None:
            self.pane.show_list(nomenclature)

    def add(self) -> None:
        """A value under the same heading as the current one."""
        assert self.pane.nomenclature is not None
        page = valeur_page(self.context, self.pane.nomenclature, None)
        self.show_page(page)
        current = self._current()
        if current is not None and "parent" in page.form.draft():
            page.form.editor("parent").set_value(current.parent_id or current.id)
            page.form.accept()

    def edit(self, key: str | None = None) -> None:
        self.show_page_of(f"{self._list_id}/{key or self.pane.list.current_key or ''}")

    def retire(self) -> None:
        valeur = self._current()
        if valeur is not None:
            self.context.attempt(
                lambda: retire_valeur(valeur), done=lambda _: self.select(valeur.id),
                said=f"«\u00a0{valeur.libelle}\u00a0» n’est plus proposée",
            )  # fmt: skip

    def reuse(self) -> None:
        valeur = self._current()
        if valeur is not None:
            self.context.attempt(
                lambda: reuse_valeur(valeur), done=lambda _: self.select(valeur.id),
                said=f"«\u00a0{valeur.libelle}\u00a0» est proposée de nouveau",
            )  # fmt: skip

    def merge(self) -> None:
        valeur = self._current()
        if valeur is not None:
            self.show_page(FusionPage(self.context, valeur))

    def page_of(self, key: str) -> Page | None:
        list_id, _, valeur_id = key.partition("/")
        nomenclature = nomenclature_of(list_id)
        valeur = valeur_of(valeur_id) if valeur_id else None
        return None if nomenclature is None else valeur_page(self.context, nomenclature, valeur)

    @property
    def _list_id(self) -> str:
        return self.nomenclature

    def _list_widget(self) -> QWidget:
        return self.pane

    def _current(self) -> Valeur | None:
        return still(valeur_of, self.pane.list.current_key)

    def _row_actions(self) -> list[UiAction]:
        right = Droit.REGLAGES
        return [
            UiAction("valeur.edit", "Modifier", "edit", "F2", right, self.edit,
                     enabled=lambda: self._current() is not None),
            UiAction("valeur.merge", "Fusionner…", "merge", "Ctrl+Shift+M", right, self.merge,
                     enabled=lambda: self._is_free(retired=False)),
            UiAction("valeur.retire", "Ne plus proposer", "archive", "Del", right, self.retire,
                     enabled=lambda: self._is_free(retired=False), on_page=False),
            UiAction("valeur.reuse", "Proposer de nouveau", "restore", "", right, self.reuse,
                     enabled=self._is_retired, on_page=False),
        ]  # fmt: skip

    def _is_free(self, *, retired: bool) -> bool:
        valeur = self._current()
        return valeur is not None and valeur.actif is not retired and not why_kept(valeur)

    def _is_retired(self) -> bool:
        valeur = self._current()
        return valeur is not None and not valeur.actif

    def _fill_menu(self, menu: QMenu) -> None:
        fill_menu(menu, self._row_actions(), self.context.may)

    def _move(self, key: str, place: int) -> None:
        self.context.attempt(lambda: move_valeur(valeur_of(key), place), said="Ordre enregistré")
        self.select(key)


class CriteresSection(ListeSection):
    """The criteria of public, with what is sensitive told."""

    id = "criteres"
    nomenclature = CRITERES


class ListesSection(ListeSection):
    """First the lists by name, then one of them."""

    id = "listes"

    def __init__(self, context: Context) -> None:
        self._chosen = ""
        self._levels = QStackedWidget()
        self.search = SearchBox("reglages.listes.chercher")
        self.lists = RowList("reglages.listes.noms", "Listes")
        super().__init__(context)
        self.search.textChanged.connect(lambda _: self._fill_names())
        self.search.left_down.connect(self.lists.setFocus)
        self.lists.opened.connect(self.show_values)
        self._fill_names()

    def open(self, **what: Any) -> None:
        """`liste`: that list; else where one was."""
        if what.get("liste"):
            self._drop_page()
            self.show_values(what["liste"])
            return
        super().open(**what)

    def list_actions(self) -> list[UiAction]:
        if not self._chosen:
            return [
                UiAction("liste.open", "Ouvrir la liste", "listes", "", Droit.REGLAGES,
                         lambda: self.show_values(self.lists.current_key or "")),
            ]  # fmt: skip
        back = UiAction(
            "liste.back", "Toutes les listes", "chevron-left", "Escape", None, self.show_names,
            on_page=False,
        )  # fmt: skip
        return [*super().list_actions(), back]

    def show_names(self) -> None:
        chosen, self._chosen, self.crumb = self._chosen, "", ""
        self._levels.setCurrentIndex(0)
        self.lists.select(chosen)
        self._tell()
        self.lists.setFocus()

    def show_values(self, list_id: str) -> None:
        found = next((one for one in nomenclatures() if one.id == list_id), None)
        if found is None:
            return
        self._chosen, self.crumb = found.id, found.libelle
        self.pane.show_list(found)
        self._levels.setCurrentIndex(1)
        self._tell()
        self.focus_first()

    def focus_first(self) -> None:
        if self.page is None and not self._chosen:
            self.lists.setFocus()
        else:
            super().focus_first()

    def page_of(self, key: str) -> Page | None:
        page = super().page_of(key)
        if page is not None and not self._chosen:
            self.show_values(key.partition("/")[0])
        return page

    @property
    def _list_id(self) -> str:
        return self._chosen

    def _list_widget(self) -> QWidget:
        names = QWidget()
        column = QVBoxLayout(names)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self.search)
        column.addWidget(self.lists)
        self._levels.addWidget(names)
        self._levels.addWidget(self.pane)
        return self._levels

    def refresh(self) -> None:
        super().refresh()
        self._fill_names()

    def _fill_names(self) -> None:
        typed = fold(self.search.text()).split()
        rows = [
            Row(one.id, one.libelle, one.aide)
            for one in nomenclatures()
            if one.id != CRITERES and all(w in fold(f"{one.libelle} {one.aide}") for w in typed)
        ]
        self.lists.show_rows(rows)


def _narrowed(found: list[Valeur], typed: str) -> list[Valeur]:
    """What answers to each word, with the heading of each."""
    words = typed.split()
    kept = [v for v in found if all(w in fold(f"{v.libelle} {v.mots}") for w in words)]
    ids = {v.id for v in kept} | {v.parent_id for v in kept}
    return [v for v in found if v.id in ids]


def _row(valeur: Valeur, heirs: dict[str, str], *, movable: bool) -> Row:
    status = ("Sensible", "attention") if valeur.sensible else ("", "")
    if valeur.remplace_par_id:
        status = (f"Fusionnée avec {heirs.get(valeur.remplace_par_id, '')}", "")
    elif not valeur.actif:
        status = ("Retirée", "")
    return Row(
        valeur.id, valeur.libelle, shown_words(valeur), status, 1 if valeur.parent_id else 0,
        valeur.parent_id or "", movable=movable and valeur.actif,
    )  # fmt: skip
