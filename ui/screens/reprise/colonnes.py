"""The second step: what each sheet is, and what each of its columns holds."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from models.echanges.assistant import Vue
from models.echanges.champs import champs_of
from models.echanges.choix import PERSONNES, REGISTRE, Choix
from models.echanges.vue.colonnes import ColonneLue
from ui.kit.check import Check
from ui.kit.context import Context
from ui.kit.flow import Flow
from ui.kit.names import named
from ui.kit.obeying import obeys, show_checked
from ui.kit.page import text
from ui.kit.tokens import M, S
from ui.screens.reprise.decision import Decision
from ui.screens.reprise.etapes import choice

_MANY = 1  # a file of one sheet has nothing to choose there
_GENRES = ((REGISTRE, "Un registre d’accueil"), (PERSONNES, "Une liste de personnes"))


class ColonnesPage(QWidget):
    """`change(choix)` is told of what is decided otherwise."""

    def __init__(self, context: Context, vue: Vue, change: Callable[[Choix], object]) -> None:
        super().__init__()
        self._vue, self._change = vue, change
        self._genres: dict[str, QToolButton] = {}
        self._sheets = Flow()
        self._checks: dict[str, Check] = {}
        self.decision = Decision(
            context,
            "import.colonnes",
            listing=vue.colonnes,
            asked=lambda c: f"La colonne «\u00a0{c.titre}\u00a0» est\u00a0:",
            options=lambda _: champs_of(self._vue.ready.registre.genre),
            current=lambda c: c.champ,
            decide=self._decide,
        )
        self._lay_out()
        self.show_vue(vue)

    def show_vue(self, vue: Vue) -> None:
        self._vue = vue
        show_checked(self._genres[vue.ready.registre.genre], on=True)
        self._show_sheets()
        self.decision.show_listing(vue.colonnes)

    def focus_first(self) -> None:
        self.decision.focus_first()

    def _decide(self, column: ColonneLue, champ: str) -> None:
        choix = self._vue.ready.choix
        self._change(choix.with_columns(dict.fromkeys(column.places, champ)))

    def _show_sheets(self) -> None:
        """One box for each sheet; one that is not taken by itself says why."""
        registre = self._vue.ready.registre
        taken = {sheet.nom: sheet.passages for sheet in registre.feuilles}
        left = {row.feuille: row.raison for row in registre.ignorees if row.ligne is None}
        names = list(dict.fromkeys([*taken, *left]))
        if names != list(self._checks):
            self._sheets.clear()
            self._checks = {name: self._check(name) for name in names}
        for name, box in self._checks.items():
            box.setVisible(len(names) > _MANY)
            told = f"{taken[name]}\u00a0lignes" if name in taken else left.get(name, "")
            box.setText(f"{name} ({told})")
            show_checked(box, on=name in taken)

    def _check(self, name: str) -> Check:
        box = named(Check(name), f"import.feuille.{name}")
        obeys(box, lambda: self._change(self._with_sheet(name, taken=box.isChecked())))
        self._sheets.addWidget(box)
        return box

    def _with_sheet(self, name: str, *, taken: bool) -> Choix:
        return self._vue.ready.choix.with_sheet(name, taken=taken)

    def _with_genre(self, genre: str) -> None:
        self._change(replace(self._vue.ready.choix, genre=genre))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(text("Ce fichier est\u00a0:", "secondary"))
        group = QButtonGroup(self)
        for genre, label in _GENRES:
            made = choice(f"import.genre.{genre}", label, f"Ce fichier est\u00a0: {label}")
            obeys(made, partial(self._with_genre, genre))
            group.addButton(made)
            row.addWidget(made)
            self._genres[genre] = made
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addLayout(row)
        column.addLayout(self._sheets)
        column.addWidget(self.decision, 1)
