"""The fifth step: row by row, what is written in the file beside what will be recorded."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.base.held import HeldListing, key_of
from models.base.listing import Listing, as_text
from models.echanges.assistant import Vue
from models.echanges.choix import Choix
from models.echanges.vue.lignes import LigneVue, recorded_of, written_of
from ui.kit.actions import UiAction, button
from ui.kit.check import Check
from ui.kit.context import Context
from ui.kit.editors import Kind, make_editor
from ui.kit.filters import Filter
from ui.kit.names import named
from ui.kit.obeying import obeys, show_checked
from ui.kit.page import Card, text
from ui.kit.table import TablePane
from ui.kit.tokens import L, M
from ui.screens.reprise.gens import HIDDEN

_KINDS = (("a_voir", "à vérifier"), ("ecartees", "laissées de côté"))


class ApercuPage(QWidget):
    """`change(choix)` is told of a day put right and of rows that changed since."""

    def __init__(self, context: Context, vue: Vue, change: Callable[[Choix], object]) -> None:
        super().__init__()
        self._context, self._vue, self._change = context, vue, change
        self.table = TablePane(
            context, vue.lignes, name="import.lignes",
            filters=[Filter("lignes", "Lignes", _KINDS, _only, "toutes")],
        )  # fmt: skip
        self._totals = text("", "title", "import.totaux")
        self._changed = named(Check(""), "import.modifiees")
        obeys(self._changed, lambda: self._take_changed(self._changed.isChecked()))
        self._written, self._recorded = text("", "", "import.ecrit"), text("", "", "import.repris")
        self._card = Card()
        self._days = self._day_bar()
        self._lay_out()
        self.table.current_changed.connect(self._tell)
        context.turned.changed.connect(self._tell)
        self.show_vue(vue)

    def show_vue(self, vue: Vue) -> None:
        key = self.table.current_key
        self._vue = vue
        self._totals.setText(vue.totaux)
        count = vue.ready.modifiees
        self._changed.setVisible(bool(count))
        self._changed.setText(
            f"Remplacer aussi les passages de {as_text(count)} lignes modifiées depuis"
            if count > 1
            else "Remplacer aussi le passage d’une ligne modifiée depuis"
        )
        show_checked(self._changed, on=vue.ready.choix.modifiees)
        self.table.show_listing(vue.lignes)
        self.table.select(key or key_of(0))
        self._tell()

    def focus_first(self) -> None:
        self.table.setFocus()

    def _row(self) -> LigneVue | None:
        held: HeldListing = self._vue.lignes
        found: LigneVue | None = held.item(self.table.current_key)
        return found

    def _tell(self) -> None:
        """The whole row, both ways."""
        row = self._row()
        self._card.setVisible(row is not None)
        if row is None:
            return
        self._days.setVisible(row.jour_a_venir)
        self._day.set_value(self._proposed(row))
        if self._context.turned.on:
            self._written.setText(HIDDEN)
            self._recorded.setText("")
            return
        if row.rang is None:
            self._written.setText(row.lieu)
            self._recorded.setText(f"N’est pas repris\u00a0: {row.a_voir}.")
            return
        written, more = (
            written_of(self._vue.ready, row.rang),
            recorded_of(self._vue.ready, row.rang),
        )
        first = [("", row.jour), ("", row.qui), ("", row.demandes)]
        self._written.setText(_words(written))
        self._recorded.setText(_words([*first, *more]))

    def _proposed(self, row: LigneVue) -> dt.date | None:
        """The day that stands for the one that was written."""
        return None if row.rang is None else self._vue.ready.registre.lignes[row.rang].jour

    def _take_changed(self, on: bool) -> None:
        self._change(replace(self._vue.ready.choix, modifiees=on))

    def _set_day(self) -> None:
        """The day that was typed in place of one to come."""
        row = self._row()
        try:
            day = self._day.value()
        except ValueError as error:
            self._context.banner.attention(f"Date\u00a0: {error}")
            return
        if row is not None and row.ligne is not None and day is not None:
            self._change(self._vue.ready.choix.with_day((row.feuille, row.ligne), day))

    def _leave_row(self) -> None:
        row = self._row()
        if row is not None and row.ligne is not None:
            self._change(self._vue.ready.choix.with_day((row.feuille, row.ligne), None))

    def _day_bar(self) -> QWidget:
        bar = QWidget()
        line = QHBoxLayout(bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(M)
        self._day = make_editor(Kind.DAY, name="import.jour", label="Date du passage")
        named(self._day.control, "import.jour", "Date du passage")
        self._day.entered.connect(self._set_day)
        line.addWidget(text("Cette date est dans l’avenir. La bonne\u00a0:", "label"))
        line.addWidget(self._day)
        for action in (
            UiAction("import.set_day", "Corriger la date", "calendar", "", None, self._set_day),
            UiAction("import.leave_row", "Laisser la ligne", "close", "", None, self._leave_row),
        ):
            line.addWidget(button(action))
        line.addStretch()
        return bar

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(L)
        for title, label in (
            ("Dans le fichier", self._written),
            ("Sera enregistré", self._recorded),
        ):
            side = QVBoxLayout()
            side.addWidget(text(title, "section"))
            label.setWordWrap(True)
            side.addWidget(label)
            side.addStretch()
            sides.addLayout(side, 1)
        self._card.body.addLayout(sides)
        self._card.body.addWidget(self._days)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self._totals)
        column.addWidget(self._changed)
        column.addWidget(self.table, 1)
        column.addWidget(self._card)


def _only(rows: Listing, kind: str) -> Listing:
    assert isinstance(rows, HeldListing)
    if kind == "ecartees":
        return rows.only(lambda row: row.ecartee)
    return rows.only(lambda row: bool(row.a_voir) and not row.ecartee)


def _words(facts: list[tuple[str, str]]) -> str:
    told = (f"{label}\u00a0: {said}" if label else said for label, said in facts if said)
    return " · ".join(told)
