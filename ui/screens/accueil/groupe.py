"""A group that came together: how many, and how many of each; nobody is named or invented."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from models.accueil.effectif import EXCLUSIVE, SEVERAL, Groupe
from models.accueil.passage import Passage
from models.base.listing import as_text
from models.nomenclatures.valeur import NON_COMMUNIQUE, choices
from ui.kit.context import Turned
from ui.kit.editors import Kind
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import M, S
from ui.screens.accueil.partie import Partie

TOTAL, KNOWN = "effectif", "deja_connus"
_COLUMNS = {SEVERAL: 3}
_MANY = 6


class GroupeFields(Partie):
    """A small grid of numbers; Tab goes on, Entrée goes to the demande."""

    form_name = "accueil.groupe"
    done = Signal()

    def __init__(self, turned: Turned) -> None:
        super().__init__(turned)
        self._rests: dict[str, QLabel] = {}
        self._fold: QToolButton  # made with the fields
        self._folded: QWidget

    @property
    def total(self) -> int | None:
        """How many, as far as it can be read."""
        try:
            found: int | None = self.boxes[TOTAL].editor.value() if self.is_made else None
        except ValueError:
            return None
        return found

    def groupe(self) -> Groupe:
        """What is typed; `Invalid` with its label for what is no number."""
        values = {name: self.value(name) for name in self.boxes}
        total, known = values.pop(TOTAL), values.pop(KNOWN)
        return Groupe(total, known, {key: n for key, n in values.items() if n})

    def show_groupe(self, groupe: Groupe) -> None:
        values: dict[str, Any] = {
            **groupe.nombres,
            TOTAL: groupe.effectif,
            KNOWN: groupe.deja_connus,
        }
        for name, box in self.boxes.items():
            box.editor.set_value(values.get(name))
        self._unfold_if_told()

    def restore(self, kept: Mapping[str, Any]) -> None:
        super().restore(kept)
        if self.is_made:
            self._unfold_if_told()

    def clear(self) -> None:
        if self.is_made:
            self.show_groupe(Groupe())
            self.clear_errors()

    def focus_first(self) -> None:
        self.boxes[TOTAL].editor.control.setFocus(Qt.FocusReason.TabFocusReason)

    def note_change(self) -> None:
        self._say_rests()
        self.changed.emit()

    def all_inputs(self) -> Sequence[Input]:
        total = Input(Passage.effectif, label="Combien ?", required=False)
        known = Input(Passage.deja_connus, required=False)
        numbers = [
            Input(name=key, label=label, kind=Kind.INTEGER)
            for nomenclature in (*EXCLUSIVE, SEVERAL)
            for key, label in choices(nomenclature)
            if key != f"{nomenclature}.{NON_COMMUNIQUE}"
        ]
        return (total, known, *numbers)

    def lay_out(self, boxes: Mapping[str, FieldBox]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(_grid([boxes[TOTAL], boxes[KNOWN]], _MANY))
        for nomenclature, title in EXCLUSIVE.items():
            self._rests[nomenclature] = text(
                title, "section", f"accueil.groupe.{nomenclature}.reste"
            )
            column.addWidget(self._rests[nomenclature])
            column.addWidget(_grid(_of(boxes, nomenclature), _MANY))
        self._fold = named(QToolButton(), "accueil.groupe.criteres", "Critères de public du groupe")
        self._fold.setText("Critères de public")
        self._fold.setProperty("role", "fold")
        self._fold.setCheckable(True)
        self._folded = _grid(_of(boxes, SEVERAL), _COLUMNS[SEVERAL])
        self._folded.hide()
        self._fold.toggled.connect(self._folded.setVisible)
        column.addWidget(self._fold)
        column.addWidget(self._folded)
        for box in boxes.values():
            box.editor.entered.connect(self.done)

    def open_for(self, name: str) -> None:
        """Bring a field in sight, to say there what is wrong."""
        if name.startswith(f"{SEVERAL}."):
            self._fold.setChecked(True)

    def _unfold_if_told(self) -> None:
        told = any(box.editor.kept() for box in _of(self.boxes, SEVERAL))
        self._fold.setChecked(told)

    def _say_rests(self) -> None:
        """What each breakdown leaves: computed, never stored."""
        numbers = {name: _number(box) for name, box in self.boxes.items()}
        typed = Groupe(self.total, nombres=numbers)
        for nomenclature, label in self._rests.items():
            label.setText(EXCLUSIVE[nomenclature] + _said(typed.non_communique(nomenclature)))


def _said(rest: int | None) -> str:
    if rest is None or rest == 0:
        return ""
    if rest < 0:
        return f" — {as_text(-rest)} de trop"
    return f" — {as_text(rest)} non communiqué{'s' if rest > 1 else ''}"


def _number(box: FieldBox) -> int:
    try:
        return int(box.editor.value() or 0)
    except ValueError:
        return 0


def _of(boxes: Mapping[str, FieldBox], nomenclature: str) -> list[FieldBox]:
    return [box for name, box in boxes.items() if name.startswith(f"{nomenclature}.")]


def _grid(cells: Sequence[QWidget], columns: int) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(M)
    grid.setVerticalSpacing(S)
    for at, cell in enumerate(cells):
        grid.addWidget(cell, at // columns, at % columns)
    for at in range(columns):
        grid.setColumnStretch(at, 1)
    return holder
