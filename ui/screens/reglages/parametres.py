"""Montants et bornes: what the law changes, today and since when; then each value and its day."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from models.base import clock
from models.base.droit import Droit
from models.suivis.parametre import (
    Parametre,
    add_parametre,
    correct_parametre,
    history_of,
    parametre_known,
    shipped,
)
from ui.kit import parsing
from ui.kit.actions import UiAction, fill_menu
from ui.kit.context import Context
from ui.kit.form import Form, Group, Input
from ui.kit.page import column_of
from ui.kit.rows import Row, RowList
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
        self._chosen = ""
        self.list = RowList("reglages.parametres.liste", "Montants et bornes")
        self.history = RowList("reglages.parametres.valeurs", "Valeurs")
        self._levels = QStackedWidget()
        self._levels.addWidget(column_of(sentence(_NAMES, "parametre.aide"), self.list))
        self._levels.addWidget(self.history)
        self.list.opened.connect(self.show_history)
        self.history.opened.connect(lambda _: self.edit())
        for rows in (self.list, self.history):
            rows.current_changed.connect(context.refresh_actions)
            rows.menu_wanted = lambda menu: fill_menu(menu, self._row_actions(), context.may)
        self.set_list(self._levels)
        context.changes.subscribe({Parametre}, self.refresh, owner=self)
        self.refresh()

    def list_actions(self) -> list[UiAction]:
        add = UiAction(
            "parametre.create", "Ajouter une valeur", "add", "Ctrl+Shift+N", Droit.REGLAGES,
            self.add, primary=True,
        )  # fmt: skip
        if not self._chosen:
            return [add, *self._row_actions()]
        back = UiAction(
            "parametre.back", "Tous les montants", "chevron-left", "Escape", None, self.show_names
        )
        return [add, *self._row_actions(), back]

    def focus_first(self) -> None:
        if self.page is not None:
            self.page.focus_first()
        else:
            self._shown.setFocus()

    def select(self, key: str | None) -> None:
        self.refresh()
        self._shown.select(key)

    def refresh(self) -> None:
        self.list.show_rows([_row(code) for code in shipped()])
        if self._chosen:
            self.history.show_rows(_history_rows(self._chosen))

    def show_names(self) -> None:
        chosen, self._chosen, self.crumb = self._chosen, "", ""
        self._levels.setCurrentIndex(0)
        self.list.select(chosen)
        self._tell()
        self.list.setFocus()

    def show_history(self, code: str | None = None) -> None:
        wanted = code or self.list.current_key or ""
        if wanted not in shipped():
            return
        self._chosen, self.crumb = wanted, str(shipped()[wanted]["libelle"])
        self.history.setAccessibleName(self.crumb)
        self.refresh()
        self._levels.setCurrentIndex(1)
        self._tell()
        self.focus_first()

    def add(self) -> None:
        """A value of the amount that is shown, or of the current one."""
        code = self._chosen or self.list.current_key
        if code is not None:
            self.show_page(_new_page(self.context, code))

    def edit(self) -> None:
        row = self._current()
        if row is not None:
            self.show_page_of(f"{row.code}/{row.id}")

    def finish(self, result: Any) -> None:
        """On the values of the amount, where the new one stands."""
        if not self._chosen:
            self.show_history(result.code)
        super().finish(result)

    def page_of(self, key: str) -> Page | None:
        """« code/ » for a new value, « code/id » for one to correct."""
        code, _, row_id = key.partition("/")
        if code not in shipped():
            return None
        if not self._chosen:
            self.show_history(code)
        if row_id:
            return _correct_page(self.context, parametre_known(row_id))
        return _new_page(self.context, code)

    @property
    def _shown(self) -> RowList:
        return self.history if self._chosen else self.list

    def _current(self) -> Parametre | None:
        return still(parametre_known, self.history.current_key) if self._chosen else None

    def _row_actions(self) -> list[UiAction]:
        right = Droit.REGLAGES
        if self._chosen:
            return [UiAction("parametre.edit", "Corriger", "edit", "F2", right, self.edit,
                             enabled=lambda: self._current() is not None)]  # fmt: skip
        return [UiAction("parametre.history", "Voir ses valeurs", "history", "", right,
                         self.show_history)]  # fmt: skip


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


def _row(code: str) -> Row:
    """What it is today; before the first day that is known, the first."""
    today, libelle = clock.today(), str(shipped()[code]["libelle"])
    values = history_of(code)
    if not values:  # of a base older than this amount
        return Row(code, libelle, "", ("Sans valeur", "attention"))
    now = _now(values, today)
    later = next((row for row in reversed(values) if row.du > today and row.id != now.id), None)
    status = (f"{later.texte} le {later.du:%d/%m/%Y}", "info") if later is not None else ("", "")
    said = f"{now.texte} depuis le {now.du:%d/%m/%Y} · {now.source}"
    return Row(code, libelle, said, status)


def _now(values: Sequence[Parametre], today: dt.date) -> Parametre:
    return next((row for row in values if row.du <= today), values[-1])


def _history_rows(code: str) -> list[Row]:
    today = clock.today()
    values = history_of(code)
    rows = []
    for row in values:
        status = ("En vigueur", "good") if row.id == _now(values, today).id else ("", "")
        if row.du > today and not status[0]:
            status = ("À venir", "info")
        said = f"à partir du {row.du:%d/%m/%Y} · {row.source}"
        rows.append(Row(row.id, row.texte, said, status))
    return rows
