"""The page of a person: who she is at the left, what she lived with us at the right."""

from collections.abc import Callable

from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.personnes.personne import Personne
from ui.kit.context import Context
from ui.kit.names import named
from ui.kit.page import Split
from ui.kit.table import TablePane
from ui.kit.tokens import M, S
from ui.parts.alerte import Alerte
from ui.screens.personnes.fiche_personne import Identite
from ui.screens.personnes.sections import SECTIONS, Section


class PersonnePage(QWidget):
    """Shows one person; a button for each list when there are several."""

    def __init__(self, context: Context, personne: Personne) -> None:
        super().__init__()
        self._context = context
        self.identite = Identite(context)
        self.alerte = Alerte(context, "personne.alerte")
        self.lists: dict[str, TablePane] = {}
        self._stack = QStackedWidget()
        self._bar = QWidget()
        self._buttons = QHBoxLayout(self._bar)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(S)
        self._group = QButtonGroup(self)
        for section in SECTIONS:
            if context.may(section.right):
                self._add(section, personne.id)
        self._buttons.addStretch()
        if len(self.lists) < 2:
            self._bar.hide()
        self._lay_out()
        self.show_personne(personne)

    def show_personne(self, personne: Personne) -> None:
        self.identite.show_personne(personne)
        self.alerte.show_of(personne.id)

    def focus_first(self) -> None:
        current = self._stack.currentWidget()
        if current is not None:
            current.setFocus()

    def _add(self, section: Section, personne_id: str) -> None:
        pane = TablePane(
            self._context,
            section.rows(personne_id),
            name=f"personne.{section.id}",
            activate=lambda key: section.open(self._context, key),
            searchable=False,
        )
        self.lists[section.id] = pane
        self._stack.addWidget(pane)
        button = named(QToolButton(), f"personne.vers.{section.id}", section.title)
        button.setText(section.title)
        button.setProperty("role", "nav")
        button.setCheckable(True)
        button.setChecked(len(self.lists) == 1)
        button.toggled.connect(self._show_one(pane))
        self._group.addButton(button)
        self._buttons.addWidget(button)

    def _show_one(self, pane: TablePane) -> Callable[[bool], None]:
        return lambda on: self._stack.setCurrentWidget(pane) if on else None

    def _lay_out(self) -> None:
        right = QWidget()
        inside = QVBoxLayout(right)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(M)
        inside.addWidget(self._bar)
        inside.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self.alerte)
        column.addWidget(Split(self.identite, right), 1)
