"""Quartiers: those that the structure counts, then the streets of one; a file brings many."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.base.droit import Droit
from models.nomenclatures.quartier import (
    Quartier,
    QuartierVoie,
    keep_quartier,
    quartier_known,
    remove_voie,
    voie_known,
)
from models.nomenclatures.quartier_listes import quartiers_listing, voies_listing
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.table import TablePane
from ui.kit.tokens import M
from ui.screens.reglages.quartier import quartier_page, retire_page, voie_page
from ui.screens.reglages.quartiers_fichier import choose_file, read_file
from ui.screens.reglages.rattachement import Rattachement
from ui.screens.reglages.section import ListSection, Page, still


class QuartiersSection(ListSection):
    """First the quartiers, then the streets of the one that is opened."""

    id = "quartiers"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._chosen: Quartier | None = None
        self._voies: TablePane | None = None
        self._levels = QStackedWidget()
        self.rattachement = Rattachement(context)
        self.list = TablePane(
            context, quartiers_listing(), name="reglages.quartiers.liste", activate=self.show_voies,
            row_actions=self._row_actions(), empty_action=self._add_action(), searchable=False,
        )  # fmt: skip
        self.list.current_changed.connect(context.refresh_actions)
        self.list.emptied.connect(self.heading_changed)
        self._levels.addWidget(self.list)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self.rattachement)
        column.addWidget(self._levels)
        self.set_list(holder)

    def open(self, **what: Any) -> None:
        super().open(**what)
        if self.page is None and self._chosen is not None:
            self._refresh_chosen()

    def list_actions(self) -> list[UiAction]:
        right = Droit.REGLAGES
        if self._chosen is None:
            return [
                self.list.once(self._add_action()), *self._row_actions(),
                UiAction("quartier.import", "Importer un fichier .csv…", "import", "", right,
                         self.import_file, on_page=False),
                UiAction("quartier.recompute", "Recalculer les dossiers…", "refresh", "", right,
                         self.rattachement.ask, on_page=False),
            ]  # fmt: skip
        back = UiAction(
            "quartier.back", "Tous les quartiers", "chevron-left", "Escape", None, self.show_names,
            on_page=False,
        )  # fmt: skip
        return [self._pane.once(self._add_voie_action()), *self._voie_actions(), back]

    def focus_first(self) -> None:
        (self.page.focus_first if self.page is not None else self._pane.setFocus)()

    def select(self, key: str | None) -> None:
        self._pane.select(key)

    def finish(self, result: Any) -> None:
        """Back to the list; streets that changed may move files."""
        super().finish(result)
        self.rattachement.offer()

    # The quartiers

    def show_names(self) -> None:
        chosen, self._chosen, self.crumb = self._chosen, None, ""
        self._levels.setCurrentWidget(self.list)
        self.list.select(chosen.id if chosen is not None else None)
        self._tell()
        self.list.setFocus()

    def show_voies(self, key: str | None = None) -> None:
        quartier = still(quartier_known, key or self.list.current_key)
        if quartier is None:
            return
        self._chosen, self.crumb = quartier, quartier.nom
        listing = voies_listing(quartier.id)
        if self._voies is None:
            self._voies = self._make_voies(quartier)
        else:
            self._voies.show_listing(listing)
        self._levels.setCurrentWidget(self._voies)
        self._tell()
        self.focus_first()

    def add(self) -> None:
        self.show_page(quartier_page(self.context, None))

    def edit(self) -> None:
        quartier = self._current()
        if quartier is not None:
            self.show_page(quartier_page(self.context, quartier))

    def retire(self) -> None:
        quartier = self._current()
        if quartier is not None:
            self.show_page(retire_page(self.context, quartier))

    def keep_current(self) -> None:
        quartier = self._current()
        if quartier is not None:
            self._do(
                lambda: keep_quartier(quartier), f"«\u00a0{quartier.nom}\u00a0» est en vigueur"
            )

    def import_file(self) -> None:
        """A file is read aside, and what it says is shown before anything is written."""
        path = choose_file(self)
        if path is not None:
            read_file(self.context, path, owner=self, show=self.show_page)

    # The streets of one

    def add_voie(self) -> None:
        if self._chosen is not None:
            self.show_page(voie_page(self.context, self._chosen, None))

    def edit_voie(self, key: str | None = None) -> None:
        row = self._current_voie(key)
        if self._chosen is not None and row is not None:
            self.show_page(voie_page(self.context, self._chosen, row))

    def remove_voie(self) -> None:
        row = self._current_voie()
        if row is not None:
            self._do(lambda: remove_voie(row), f"«\u00a0{row.voie}\u00a0» n’est plus du quartier")

    def page_of(self, key: str) -> Page | None:
        """« », « id » for a quartier; « id/ », « id/voie » for its streets."""
        quartier_id, of_voie, voie_id = key.partition("/")
        quartier = still(quartier_known, quartier_id)
        if not of_voie:
            gone = bool(quartier_id) and quartier is None
            return None if gone else quartier_page(self.context, quartier)
        row = still(voie_known, voie_id)
        if quartier is None or (voie_id and row is None):
            return None
        if self._chosen is None:
            self.show_voies(quartier.id)
        return voie_page(self.context, quartier, row)

    @property
    def _pane(self) -> TablePane:
        return self.list if self._chosen is None or self._voies is None else self._voies

    def _do(self, act: Callable[[], object], said: str) -> None:
        if self.context.attempt(act, said=said):
            self.rattachement.offer()

    def _refresh_chosen(self) -> None:
        """The quartier may have been renamed or retired elsewhere."""
        assert self._chosen is not None
        found = still(quartier_known, self._chosen.id)
        if found is None:
            self.show_names()
        else:
            self._chosen, self.crumb = found, found.nom
            self._tell()

    def _current(self) -> Quartier | None:
        return still(quartier_known, self.list.current_key)

    def _current_voie(self, key: str | None = None) -> QuartierVoie | None:
        pane = self._voies
        return still(voie_known, key or (pane.current_key if pane is not None else None))

    def _is(self, *, retired: bool) -> bool:
        quartier = self._current()
        return quartier is not None and (quartier.actif_au is not None) is retired

    def _make_voies(self, quartier: Quartier) -> TablePane:
        made = TablePane(
            self.context, voies_listing(quartier.id), name="reglages.quartiers.voies",
            activate=self.edit_voie, row_actions=self._voie_actions(),
            empty_action=self._add_voie_action(),
        )  # fmt: skip
        made.current_changed.connect(self.context.refresh_actions)
        made.emptied.connect(self.heading_changed)
        self._levels.addWidget(made)
        return made

    def _add_action(self) -> UiAction:
        return UiAction(
            "quartier.create", "Ajouter un quartier", "add", "Ctrl+Shift+N", Droit.REGLAGES,
            self.add, primary=True,
        )  # fmt: skip

    def _add_voie_action(self) -> UiAction:
        return UiAction(
            "voie.create", "Ajouter une voie", "add", "Ctrl+Shift+N", Droit.REGLAGES,
            self.add_voie, primary=True,
        )  # fmt: skip

    def _row_actions(self) -> list[UiAction]:
        right = Droit.REGLAGES
        known = lambda: self._current() is not None  # noqa: E731  # said of two acts
        return [
            UiAction("quartier.voies", "Ses voies", "listes", "", right, self.show_voies,
                     enabled=known),
            UiAction("quartier.edit", "Modifier", "edit", "F2", right, self.edit, enabled=known),
            UiAction("quartier.retire", "Retirer…", "archive", "Del", right, self.retire,
                     enabled=lambda: self._is(retired=False), on_page=False),
            UiAction("quartier.keep", "Remettre en vigueur", "restore", "", right,
                     self.keep_current, enabled=lambda: self._is(retired=True), on_page=False),
        ]  # fmt: skip

    def _voie_actions(self) -> list[UiAction]:
        right = Droit.REGLAGES
        known = lambda: self._current_voie() is not None  # noqa: E731  # said of two acts
        return [
            UiAction("voie.edit", "Modifier", "edit", "F2", right, self.edit_voie, enabled=known),
            UiAction("voie.remove", "Retirer du quartier", "remove", "Del", right,
                     self.remove_voie, enabled=known, on_page=False),
        ]  # fmt: skip
