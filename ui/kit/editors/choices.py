"""Choices: one in a list that is searched as one types, several by check boxes, yes or no."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from models.base import database
from models.base.search import fold
from ui.kit.check import Check
from ui.kit.completer import Answer, Completer
from ui.kit.editors.base import Editor, Option, Options, repolish
from ui.kit.editors.lines import Line
from ui.kit.tokens import XS, M


class CheckEditor(Editor):
    """Yes or no, said by the box itself."""

    def __init__(self, label: str) -> None:
        self.box = Check(label)
        super().__init__(self.box)
        self.row.addStretch()
        self.box.toggled.connect(lambda _: self.changed.emit())

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))

    def kept(self) -> Any:
        return self.box.isChecked()

    def restore(self, kept: Any) -> None:
        self.box.setChecked(bool(kept))

    def set_read_only(self, on: bool) -> None:
        self.box.setEnabled(not on)


class ChoiceEditor(Editor):
    """One value of a list: letters narrow it, accents aside; emptied, there is none."""

    def __init__(self, options: Options, name: str, link: Any = None) -> None:
        self.line = Line()
        super().__init__(self.line)
        self._options = options
        self._link = link  # the table whose rows are chosen, for those no longer proposed
        self._value: Any = None
        arrow = self.line.add_icon("chevron-down")
        arrow.triggered.connect(self._open)
        self.completer = Completer(
            self.line, self._find, chosen=self._choose, name=f"{name}.liste",
            standing=lambda: self._value,
        )  # fmt: skip
        self.line.textChanged.connect(lambda _: self.changed.emit())
        self.line.editingFinished.connect(self._settle)
        self.line.returnPressed.connect(self.entered)

    def options(self) -> Sequence[Option]:
        return self._options() if callable(self._options) else self._options

    def value(self) -> Any:
        """What the text means; it is asked at each letter, and must not write under the hand."""
        text = self.line.text().strip()
        if not text:
            return None
        meant = self._meant(text)
        if meant is None:
            raise ValueError(refusal(text, alike=len(matching(self.options(), text))))
        return meant[0]

    def set_value(self, value: Any) -> None:
        self._value = value
        self.line.setText("" if value is None else self._label(value))
        self.line.setCursorPosition(0)

    @property
    def read(self) -> str:
        return self.line.text()

    def kept(self) -> Any:
        """What is read; with the key of the value, where the list may be renamed or merged."""
        text = self.line.text()
        meant = self._meant(text) if text and hasattr(self._link, "successors") else None
        whole = meant is not None and meant[1] == text and isinstance(meant[0], str)
        return {"cle": meant[0], "texte": text} if meant is not None and whole else text

    def restore(self, kept: Any) -> None:
        key, text = (kept["cle"], kept["texte"]) if isinstance(kept, dict) else (None, kept)
        heir = heir_of(self._link, key)
        if heir is not None and self._label(heir):
            self.set_value(heir)
            return
        self.line.setText(str(text or ""))
        self._settle()
        if self._value is None and text:
            self._restore_heir(str(text))

    def set_read_only(self, on: bool) -> None:
        self.line.setReadOnly(on)
        for arrow in self.line.actions():
            arrow.setVisible(not on)
        repolish(self.line)

    def _label(self, value: Any) -> str:
        known = next((label for v, label in self.options() if v == value), "")
        return known or (self._link.name_of(value) if hasattr(self._link, "name_of") else "")

    def _restore_heir(self, name: str) -> None:
        """What was typed before its value was merged into another."""
        heirs = self._link.heirs_of(name) if hasattr(self._link, "heirs_of") else ()
        proposed = [value for value, _ in self.options() if value in heirs]
        if len(proposed) == 1:
            self.set_value(proposed[0])

    def _find(self, typed: str) -> list[Answer]:
        options = self.options()
        if self._value is not None and typed == self._label(self._value):
            typed = ""  # opened, not typed in: the whole list
        return [Answer(value, label) for value, label in matching(options, typed)]

    def _choose(self, answer: Answer) -> None:
        self.set_value(answer.key)
        self.picked = True
        self.entered.emit()
        self.picked = False

    def _open(self) -> None:
        if self.completer.is_open:
            self.completer.close()
            return
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        self.completer.open(self.line.text(), current=self._value)

    def _settle(self) -> None:
        """Once the line is left, it reads as the list does; not when it goes with its base."""
        if callable(self._options) and not database.is_open():
            return
        text = self.line.text().strip()
        meant = self._meant(text) if text else None
        self._value = meant[0] if meant is not None else None
        if meant is not None and text != meant[1]:
            self.set_value(meant[0])

    def _meant(self, text: str) -> Option | None:
        """The one value that what was typed can mean."""
        if self._value is not None and text == self._label(self._value):
            return self._value, text
        options = matching(self.options(), text)
        exact = [option for option in options if fold(option[1]) == fold(text)]
        starting = [option for option in options if fold(option[1]).startswith(fold(text))]
        found = exact or (starting if len(starting) == 1 else options)
        return found[0] if len(found) == 1 else None


class ChoicesEditor(Editor):
    """Several values of a list, as check boxes; the value is the list of those checked."""

    wide = True

    def __init__(self, options: Options) -> None:
        found = options() if callable(options) else options
        self._boxes: list[tuple[Any, Check]] = [(value, Check(label)) for value, label in found]
        inside = _Boxes([box for _, box in self._boxes])
        super().__init__(inside)
        for _, box in self._boxes:
            box.toggled.connect(lambda _: self.changed.emit())
        if self._boxes:
            inside.setFocusProxy(self._boxes[0][1])

    def value(self) -> list[Any]:
        return [value for value, box in self._boxes if box.isChecked()]

    def set_value(self, value: Any) -> None:
        wanted = list(value or ())
        for own, box in self._boxes:
            box.setChecked(own in wanted)

    def kept(self) -> Any:
        return [box.text() for _, box in self._boxes if box.isChecked()]

    def restore(self, kept: Any) -> None:
        for _, box in self._boxes:
            box.setChecked(box.text() in (kept or ()))

    def set_read_only(self, on: bool) -> None:
        for _, box in self._boxes:
            box.setEnabled(not on)


class _Boxes(QWidget):
    """Check boxes in two columns, in one where their words want more room."""

    def __init__(self, boxes: Sequence[Check]) -> None:
        super().__init__()
        self._boxes = boxes
        for box in boxes:  # long words are cut rather than widen the form
            box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(XS)
        self._place(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = max((box.sizeHint().width() for box in self._boxes), default=0)
        self._place(2 if 2 * widest + M <= event.size().width() else 1)
        for box in self._boxes:  # the words of one that is cut are read elsewhere
            box.setToolTip(box.text() if widest > event.size().width() else "")

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for at, box in enumerate(self._boxes):
            self._grid.removeWidget(box)
            self._grid.addWidget(box, at // columns, at % columns)


def refusal(text: str, *, alike: int) -> str:
    """Why what was typed means no value."""
    said = f"«\u00a0{text[:40]}\u00a0»"
    if alike > 1:
        return f"{said} peut désigner {alike}\u00a0valeurs. Choisissez la vôtre dans la liste."
    return f"{said} n’est pas dans la liste. Choisissez-y une valeur."


def heir_of(link: Any, key: Any) -> Any:
    """The value that took the place of one since it was chosen, or that one."""
    if key is None or not hasattr(link, "successors"):
        return key
    return link.successors({key}).get(key, key)


def matching(options: Sequence[Option], typed: str) -> list[Option]:
    """The options that hold each word typed, those that begin like it first."""
    folded = fold(typed)
    words = folded.split()
    found = [o for o in options if all(word in fold(o[1]) for word in words)]
    return sorted(found, key=_rank(folded)) if folded else found


def _rank(folded: str) -> Callable[[Option], int]:
    def rank(option: Option) -> int:
        label = fold(option[1])
        if label.startswith(folded):
            return 0
        return 1 if f" {folded}" in label else 2

    return rank
