"""A form is a list of table fields in cards: labels, editors and checks come from the fields."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import Invalid
from ui.kit.editors import Editor
from ui.kit.field_box import FieldBox
from ui.kit.field_grid import FieldGrid
from ui.kit.fold import Fold
from ui.kit.inputs import PAUSE, Group, Input, as_input
from ui.kit.page import Card, text
from ui.kit.pressing import Unpressed, is_submit
from ui.kit.sight import bring_into_sight
from ui.kit.tokens import L

__all__ = ["Ecart", "Form", "Group", "Input"]


class Ecart(NamedTuple):
    """A field that does not say any more what it was shown to say; `kept`: it was typed in."""

    label: str
    before: str
    now: str
    kept: bool


class Form(QWidget):
    """Holds values and knows nothing of rows: a command builds them from `values()`."""

    changed = Signal()
    drafted = Signal()
    submitted = Signal()

    def __init__(self, groups: Sequence[Group], *, name: str = "form", framed: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self._boxes: dict[str, FieldBox] = {}
        self._folds: dict[str, Fold] = {}
        self._grids: list[FieldGrid] = []
        self._absent: frozenset[str] = frozenset()
        self._read_only = False
        self._quiet = False
        self._start = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        for group in groups:
            column.addWidget(self._group(group, framed=framed))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.drafted)
        self._empty = self.draft()
        self._accepted = self._empty
        Unpressed(self, self.findChildren(QAbstractButton), self.submitted.emit)

    def values(self) -> dict[str, Any]:
        """The value of each field; `Invalid` for the first that cannot be read."""
        return {name: self._value(box) for name, box in self._boxes.items()}

    def leave_out(self, names: Collection[str]) -> None:
        """Ask for these fields no more, and for the others again; what was typed there stays."""
        self._absent = frozenset(names)
        for grid in self._grids:
            grid.leave_out(self._absent)
        for fold in set(self._folds.values()):
            fold.setHidden(fold.has_nothing)

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show values (those of other names are left aside); they are the unmodified state."""
        with_value = [box for name, box in self._boxes.items() if name in values]
        self._quiet = True
        for box in with_value:
            box.editor.set_value(values[box.name])
        self._quiet = False
        self.clear_errors()
        self._unfold_filled()
        self.accept()

    def clear(self) -> None:
        """Empty every field."""
        self.restore_draft(self._empty)
        self.accept()

    @property
    def modified(self) -> bool:
        return self.draft() != self._accepted

    def accept(self) -> None:
        """Take what is shown as saved."""
        self._accepted = self.draft()
        self._pause.stop()
        self.changed.emit()

    def draft(self) -> dict[str, Any]:
        """What was typed, as JSON can keep it; secrets are not in it."""
        return {name: box.editor.kept() for name, box in self._boxes.items()}

    def restore_draft(self, kept: Mapping[str, Any]) -> None:
        """Show a draft; the form is then modified, if it differs from what was saved."""
        self._quiet = True
        for name, box in self._boxes.items():
            if name in kept:
                box.editor.restore(kept[name])
        self._quiet = False
        self.clear_errors()
        self._unfold_filled()
        self.changed.emit()

    @property
    def saved(self) -> dict[str, Any]:
        """What was last shown as saved, as JSON can keep it."""
        return dict(self._accepted)

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed over it, field by field."""
        return {name: kept for name, kept in self.draft().items() if kept != self._accepted[name]}

    def apart(self, values: Mapping[str, Any]) -> list[Ecart]:
        """Where these values differ from what was shown as saved; what is shown stays."""
        typed, found = self.typed, []
        for name, box in self._boxes.items():
            if name not in values or self._accepted[name] is None:  # a secret
                continue
            editor, draft = box.editor, box.editor.kept()
            with QSignalBlocker(editor):
                editor.restore(self._accepted[name])
                before = editor.read
                editor.set_value(values[name])
                now, differs = editor.read, editor.kept() != self._accepted[name]
                editor.restore(draft)
            if differs:
                found.append(Ecart(box.label, before, now, name in typed))
        return found

    def rebase(self, values: Mapping[str, Any]) -> None:
        """Show these as saved, and over them what was typed."""
        typed = self.typed
        self.set_values(values)
        self.restore_draft(typed)

    def show_error(self, name: str, message: str) -> bool:
        """Say under a field what is wrong, and put the focus there; False if it is not here."""
        box = self._boxes.get(name)
        if box is None:
            return False
        if name in self._folds:
            self._folds[name].open()
        box.show_error(message)
        box.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, box, lambda: bring_into_sight(box))  # once the words have their place
        return True

    def put_under(self, name: str, widget: QWidget) -> None:
        """Below a field, where it is read while one types; nowhere if the field is not here."""
        if name in self._boxes:
            self._boxes[name].put_under(widget)

    def clear_errors(self) -> None:
        for box in self._boxes.values():
            box.clear_error()

    @property
    def is_wrong(self) -> bool:
        """Whether an error is shown under one of its fields."""
        return any(box.is_wrong for box in self._boxes.values())

    def editor(self, name: str) -> Editor:
        return self._boxes[name].editor

    def start_at(self, name: str) -> None:
        """Where `focus_first` goes, when it is not to the first field."""
        self._start = name

    def focus_first(self) -> None:
        """As Tab does: what stands in a line is replaced by what one types."""
        first = self._start or next(iter(self._boxes))
        self._boxes[first].editor.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def read_only(self) -> bool:
        return self._read_only

    @read_only.setter
    def read_only(self, on: bool) -> None:
        self._read_only = on
        for box in self._boxes.values():
            box.editor.set_read_only(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_submit(event):
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def _value(self, box: FieldBox) -> Any:
        try:
            value = box.editor.value()
        except (Invalid, ValueError) as error:
            if box.name in self._absent:
                return None  # nobody sees what is wrong there, nor asks for it
            raise self._invalid(box, error) from error
        if box.required and value in (None, "", []):
            raise Invalid(box.name, f"{box.label}\u00a0: ce champ est vide. Remplissez-le.")
        return value

    def _invalid(self, box: FieldBox, error: Invalid | ValueError) -> Invalid:
        if isinstance(error, Invalid):  # from a parser of the domain, under its own name
            return Invalid(box.name, error.message)
        return Invalid(box.name, f"{box.label}\u00a0: {error}")

    def _group(self, group: Group, *, framed: bool) -> QWidget:
        holder: QFrame = Card(group.title, wraps=True) if framed else QFrame()
        column = holder.body if isinstance(holder, Card) else QVBoxLayout(holder)
        if not framed:
            column.setContentsMargins(0, 0, 0, 0)
            if group.title:
                column.addWidget(text(group.title, "section"))
        if group.fields:
            column.addWidget(self._grid(group.fields))
        if group.optional:
            grid = self._grid(group.optional)
            fold = Fold(grid, f"{self.objectName()}.completer")
            self._folds.update({box.name: fold for box in grid.boxes})
            column.addWidget(fold)
            column.addWidget(grid)
        return holder

    def _grid(self, fields: Sequence[Any]) -> FieldGrid:
        grid = FieldGrid([self._box(field) for field in fields])
        self._grids.append(grid)
        return grid

    def _box(self, field: Any) -> FieldBox:
        box = FieldBox(as_input(field), form_name=self.objectName())
        self._boxes[box.name] = box
        box.editor.changed.connect(lambda: self._note_change(box))
        box.editor.entered.connect(lambda: self._go_on(box))
        return box

    def _note_change(self, box: FieldBox) -> None:
        if self._quiet:
            return
        box.clear_error()
        self._pause.start()
        self.changed.emit()

    def _go_on(self, box: FieldBox) -> None:
        """Entrée goes to the next field in sight; in the last one it submits, unless it has only
        taken a value in a list: one looks at what was taken first.

        With Ctrl it comes to the form itself, that submits: not from here too.
        """
        if QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier:
            return
        shown = [b for b in self._boxes.values() if not b.isHidden() and b.isVisibleTo(self)]
        after = shown[shown.index(box) + 1 :]
        if after:
            after[0].editor.setFocus(Qt.FocusReason.TabFocusReason)
            bring_into_sight(after[0])
        elif not box.editor.picked:
            self.submitted.emit()

    def _unfold_filled(self) -> None:
        for name, fold in self._folds.items():
            if self._boxes[name].editor.is_filled:
                fold.open()
