"""Fields of the line that stay out of sight until a visit calls for them."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.base.errors import Invalid
from ui.kit import tab_order
from ui.kit.away import set_away
from ui.kit.completer import Completer
from ui.kit.context import Turned
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input


class Partie(QWidget):
    """Made when it is first needed: the line opens with what is in sight only.

    What is written in its `private` fields hides while the screen is turned to the visitor.
    """

    inputs: Sequence[Input] = ()
    private: Sequence[str] = ()
    form_name = "accueil"
    changed = Signal()
    made = Signal()

    def __init__(self, turned: Turned) -> None:
        super().__init__()
        self._turned = turned
        self.hide()

    @property
    def is_made(self) -> bool:
        return "boxes" in self.__dict__

    @functools.cached_property
    def boxes(self) -> dict[str, FieldBox]:
        boxes = {i.known_name: FieldBox(i, form_name=self.form_name) for i in self.all_inputs()}
        self.lay_out(boxes)
        tab_order.follow(self, tab_order.controls(self))
        for box in boxes.values():
            box.editor.changed.connect(box.clear_error)
            box.editor.changed.connect(self.note_change)
        self._turned.changed.connect(self._turn)
        self._hide_words(boxes)
        self.made.emit()
        return boxes

    def all_inputs(self) -> Sequence[Input]:
        return self.inputs

    def lay_out(self, boxes: Mapping[str, FieldBox]) -> None:
        """Place the fields, just made, and whatever goes with them."""
        raise NotImplementedError

    def note_change(self) -> None:
        self.changed.emit()

    def kept(self) -> dict[str, Any]:
        """What is typed, in JSON's own types; nothing as long as nobody could type."""
        if not self.is_made:
            return {}
        return {name: box.editor.kept() for name, box in self.boxes.items()}

    def restore(self, kept: Mapping[str, Any]) -> None:
        if not (kept or self.is_made):
            return
        for name, box in self.boxes.items():
            if name in kept:
                box.editor.restore(kept[name])

    def clear_errors(self) -> None:
        if self.is_made:
            for box in self.boxes.values():
                box.clear_error()

    def value(self, name: str) -> Any:
        """What a field holds; `Invalid` with its label for what cannot be read."""
        box = self.boxes[name]
        try:
            return box.editor.value()
        except ValueError as error:
            raise Invalid(name, f"{box.label} : {error}") from error

    def _turn(self) -> None:
        """A slot of the widget's own: the signal outlives the session, and leaves it with it."""
        self._hide_words(self.boxes)

    def _hide_words(self, boxes: Mapping[str, FieldBox]) -> None:
        """What is written is dots while the screen is turned, for screen readers too."""
        on = self._turned.on
        for name in self.private:
            if on:
                boxes[name].clear_error()  # it quotes what is typed
            control = boxes[name].editor.control
            for completer in control.findChildren(Completer):
                completer.close()
            if isinstance(control, QLineEdit):
                mode = QLineEdit.EchoMode
                control.setEchoMode(mode.Password if on else mode.Normal)
            else:
                set_away(boxes[name], away=on)  # a text of several lines has no dots
