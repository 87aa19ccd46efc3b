"""The week of a site: a line a day, read as it is typed; « = » says the same as the day before."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel

from models.base.errors import Invalid
from models.nomenclatures.horaires import (
    JOURS,
    Semaine,
    minutes_of,
    parse_plages,
    said_length,
    show_plages,
)
from ui.kit.banner import announce
from ui.kit.editors.lines import LineEditor
from ui.kit.names import named
from ui.kit.page import Card, text
from ui.kit.tokens import M, S

SAME = "="
HINT = "9h-12h, 14h-17h30"
_HELP = (
    "Laissez vide un jour fermé. «\u00a0=\u00a0» reprend le jour d’avant. Entrée passe au jour "
    "suivant."
)


class SemaineEditor(Card):
    """Seven lines; `values()` names the day that cannot be read."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__("Horaires d’ouverture")
        self.lines: dict[str, LineEditor] = {}
        self._lengths: dict[str, QLabel] = {}
        self._errors: dict[str, QLabel] = {}
        self._total = text("", "secondary", f"{name}.total")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(S)
        self._grid.setColumnStretch(1, 1)
        for at, jour in enumerate(JOURS):
            self._add(jour, at, name=name)
        said = text(_HELP, "small")
        said.setWordWrap(True)
        self.body.addWidget(said)
        self.body.addLayout(self._grid)
        self.body.addWidget(self._total)
        self._accepted = self.kept()

    @property
    def modified(self) -> bool:
        return self.kept() != self._accepted

    def values(self) -> Semaine:
        semaine: Semaine = {}
        for jour in JOURS:
            try:
                semaine[jour] = self.lines[jour].value()
            except ValueError as error:
                raise Invalid(jour, f"{jour.capitalize()}\u00a0: {error}") from error
        return semaine

    def set_values(self, semaine: Semaine) -> None:
        for jour in JOURS:
            self.lines[jour].set_value(semaine.get(jour, ()))
        self._accepted = self.kept()
        self._say()

    def kept(self) -> dict[str, str]:
        return {jour: str(line.kept()) for jour, line in self.lines.items()}

    def restore(self, kept: dict[str, Any]) -> None:
        for jour, line in self.lines.items():
            line.restore(kept.get(jour, ""))

    def show_error(self, name: str, message: str) -> bool:
        """Say under a day what is wrong, and put the focus there; False if it is no day."""
        if name not in self.lines:
            return False
        self._errors[name].setText(message)
        self._errors[name].show()
        self.lines[name].set_invalid(True)
        self.lines[name].control.setAccessibleDescription(f"Erreur\u00a0: {message}")
        self.lines[name].setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, message)
        return True

    def clear_errors(self) -> None:
        for jour, line in self.lines.items():
            self._errors[jour].hide()
            line.set_invalid(False)
            line.control.setAccessibleDescription("")

    def _add(self, jour: str, at: int, *, name: str) -> None:
        label = text(jour.capitalize(), "label")
        line = LineEditor(lambda typed: self._read(jour, typed), show_plages)
        named(line.control, f"{name}.{jour}", jour.capitalize())
        line.line.setPlaceholderText(HINT if at == 0 else "")
        label.setBuddy(line.control)
        length = text("", "secondary", f"{name}.{jour}.duree")
        length.setMinimumWidth(length.fontMetrics().horizontalAdvance("24 h 00 "))
        error = text("", "error", f"{name}.{jour}.erreur")
        error.setWordWrap(True)
        error.hide()
        self.lines[jour], self._lengths[jour], self._errors[jour] = line, length, error
        for column, widget in enumerate((label, line, length)):
            self._grid.addWidget(widget, 2 * at, column)
        self._grid.addWidget(error, 2 * at + 1, 1, 1, 2)
        line.changed.connect(lambda: self._note(jour))
        line.entered.connect(lambda: self._go_on(at))

    def _read(self, jour: str, typed: str) -> Any:
        if typed.strip() != SAME:
            return parse_plages(typed)
        before = JOURS.index(jour) - 1
        if before < 0:
            raise ValueError("«\u00a0=\u00a0» reprend le jour d’avant, et lundi n’en a pas.")
        return self.lines[JOURS[before]].value()

    def _note(self, jour: str) -> None:
        self._errors[jour].hide()
        self.lines[jour].set_invalid(False)
        self._say()
        self.changed.emit()

    def _go_on(self, at: int) -> None:
        if at + 1 < len(JOURS):
            self.lines[JOURS[at + 1]].setFocus(Qt.FocusReason.TabFocusReason)
            self.lines[JOURS[at + 1]].line.selectAll()
        else:
            self.submitted.emit()

    def _say(self) -> None:
        """How long each day is, and the week; nothing of what cannot be read yet."""
        total = 0
        for jour, line in self.lines.items():
            try:
                minutes = minutes_of(line.value())
                said = said_length(minutes)
            except ValueError:
                minutes, said = 0, "?"
            self._lengths[jour].setText(said)
            total += minutes
        self._total.setText(f"{said_length(total)} par semaine" if total else "")
