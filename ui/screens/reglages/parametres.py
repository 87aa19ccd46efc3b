"""Montants et bornes: what the law changes, today and since when; then each value and its day."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget

from models.base import clock
from models.base.droit import Droit
from models.base.listing import Listing
from models.suivis.parametre import (
    Parametre,
    add_parametre,
    correct_parametre,
    parametre_known,
    shipped,
)
from models.suivis.parametre_listes import history_listing, parametres_listing
from ui.kit import parsing
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.form import Form, Group, Input
from ui.kit.page import column_of
from ui.kit.table import TablePane
from ui.screens.reglages.section import ListSection, Page, sentence, still

_NAMES = (
    "Ce que la loi fixe pour une mission de service civique. Une nouvelle valeur vaut à partir "
    "d’un jour\u00a0: ce qui était vrai avant le reste."
)
_CORRECTING = (
    "Corrige une valeur mal écrite, pour tous les jours où elle vaut. Si la loi a changé, ajoutez "
    "plutôt une valeur à partir d’un jour."
)


class ParametresSection(ListSection):
    """First the amounts as they are today, then the values of one, the latest first."""

    id = "parametres"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._chosen = ""  # the code of an amount
        self._history: TablePane | None = None
        self.list = TablePane(
            context, parametres_listing(clock.today()), name="reglages.parametres.liste",
            activate=self.show_history, row_actions=self._row_actions(), searchable=False,
        )  # fmt: skip
        self.list.current_changed.connect(context.refresh_actions)
        self._levels = QStackedWidget()
        self._levels.addWidget(column_of(sentence(_NAMES, "parametre.aide"), self.list))
        self.set_list(self._levels)

    def open(self, **what: Any) -> None:
        """The values of today, which may be another day than when it was last shown."""
        self.list.show_listing(parametres_listing(clock.today()))
        super().open(**what)

    def list_actions(self) -> list[UiAction]:
        add = UiAction(
            "parametre.create", "Ajouter une valeur", "add", "Ctrl+Shift+N", Droit.REGLAGES,
            self.add, enabled=lambda: self._code is not None, primary=True,
        )  # fmt: skip
        if not self._chosen:
            return [add, *self._row_actions()]
        back = UiAction(
            "parametre.back", "Tous les montants", "chevron-left", "Escape", None, self.show_names
        )
        return [add, *self._value_actions(), back]

    def focus_first(self) -> None:
        if self.page is not None:
            self.page.focus_first()
            return
        if self._pane.current_key is None:  # an amount is chosen: a value may be added to it
            self.select(next((row[0] for row in self._pane.listing.first(1)), None))
        self._pane.setFocus()

    def select(self, key: str | None) -> None:
        self._pane.select(key)

    def show_names(self) -> None:
        self._chosen, self.crumb = "", ""
        self._levels.setCurrentIndex(0)
        self._tell()
        self.list.setFocus()

    def show_history(self, key: str | None = None) -> None:
        """The values of the amount of a row."""
        row = still(parametre_known, key or self.list.current_key)
        if row is not None:
            self._show_values(row.code)

    def add(self) -> None:
        """A value of the amount that is shown, or of the current one."""
        if self._code is not None:
            self.show_page(_new_page(self.context, self._code))

    def edit(self, key: str | None = None) -> None:
        row = self._current(key)
        if row is not None:
            self.show_page_of(f"{row.code}/{row.id}")

    def finish(self, result: Any) -> None:
        """On the values of the amount, where the new one stands."""
        if not self._chosen:
            self._show_values(result.code)
        super().finish(result)

    def page_of(self, key: str) -> Page | None:
        """« code/ » for a new value, « code/id » for one to correct."""
        code, _, row_id = key.partition("/")
        if code not in shipped():
            return None
        if not self._chosen:
            self._show_values(code)
        if row_id:
            return _correct_page(self.context, parametre_known(row_id))
        return _new_page(self.context, code)

    def _show_values(self, code: str) -> None:
        self._chosen, self.crumb = code, str(shipped()[code]["libelle"])
        listing = history_listing(code, clock.today())
        if self._history is None:
            self._history = self._make_history(listing)
        else:
            self._history.show_listing(listing)
        self._levels.setCurrentWidget(self._history)
        self._tell()
        self.focus_first()

    def _make_history(self, listing: Listing) -> TablePane:
        made = TablePane(
            self.context, listing, name="reglages.parametres.valeurs", activate=self.edit,
            row_actions=self._value_actions(), searchable=False,
        )  # fmt: skip
        made.current_changed.connect(self.context.refresh_actions)
        self._levels.addWidget(made)
        return made

    @property
    def _pane(self) -> TablePane:
        return self._history if self._chosen and self._history is not None else self.list

    @property
    def _code(self) -> str | None:
        """The amount that is shown, or that of the current row."""
        if self._chosen:
            return self._chosen
        row = still(parametre_known, self.list.current_key)
        return row.code if row is not None else None

    def _current(self, key: str | None = None) -> Parametre | None:
        return still(parametre_known, key or self._pane.current_key)

    def _row_actions(self) -> list[UiAction]:
        return [
            UiAction("parametre.history", "Voir ses valeurs", "history", "", Droit.REGLAGES,
                     self.show_history, enabled=lambda: self._current() is not None),
        ]  # fmt: skip

    def _value_actions(self) -> list[UiAction]:
        return [
            UiAction("parametre.edit", "Corriger", "edit", "F2", Droit.REGLAGES, self.edit,
                     enabled=lambda: self._current() is not None),
        ]  # fmt: skip


def _new_page(context: Context, code: str) -> Page:
    fields = [Parametre.du, _valeur(shipped()[code]["unite"]), _source()]
    return Page(
        context,
        Form([Group(str(shipped()[code]["libelle"]), fields)], name="parametre"),
        key=f"{code}/",
        title="Nouvelle valeur",
        save=lambda values: add_parametre(code, **values),
        said="Valeur ajoutée",
    )


def _correct_page(context: Context, row: Parametre) -> Page:
    fields = [_valeur(row.unite), _source()]
    page = Page(
        context,
        Form([Group(f"{row.libelle}, à partir du {row.du:%d/%m/%Y}", fields)], name="parametre"),
        key=f"{row.code}/{row.id}",
        title=f"Valeur du {row.du:%d/%m/%Y}",
        save=lambda values: correct_parametre(row, **values),
        said="Valeur corrigée",
        beside=[sentence(_CORRECTING)],
    )
    page.form.set_values({"valeur": row.valeur, "source": row.source})
    return page


def _valeur(unite: str) -> Input:
    """Typed in euros where cents are stored."""
    if unite != "centimes":
        return Input(Parametre.valeur, label=f"Valeur, en {unite}")
    return Input(
        Parametre.valeur, label="Valeur, en euros", parse=parsing.cents, show=parsing.show_cents
    )


def _source() -> Input:
    return Input(Parametre.source, wide=True, required=True)
