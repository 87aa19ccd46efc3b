"""Several values of a long list on one line, each searched as one types: « Français ; Wolof »."""

from collections.abc import Sequence
from typing import Any

from models.base.search import fold
from ui.kit.completer import Answer, Completer
from ui.kit.editors.base import Editor, Option, Options, repolish
from ui.kit.editors.choices import matching
from ui.kit.editors.lines import Line

BETWEEN = " ; "


class SeveralEditor(Editor):
    """The values stand in the order in which they were typed; emptied, there is none."""

    wide = True

    def __init__(self, options: Options, name: str) -> None:
        self.line = Line()
        super().__init__(self.line)
        self._options = options
        self.completer = Completer(self.line, self._find, chosen=self._choose, name=f"{name}.liste")
        self.line.textChanged.connect(lambda _: self.changed.emit())
        self.line.editingFinished.connect(self._settle)
        self.line.returnPressed.connect(self.entered)

    def options(self) -> Sequence[Option]:
        return self._options() if callable(self._options) else self._options

    def value(self) -> list[Any]:
        found = [self._meant(part) for part in self._parts()]
        return list(dict.fromkeys(value for value, _ in found))

    def set_value(self, value: Any) -> None:
        labels = dict(self.options())
        self.line.setText(BETWEEN.join(labels[one] for one in value or () if one in labels))
        self.line.setCursorPosition(0)

    def kept(self) -> Any:
        return self.line.text()

    def restore(self, kept: Any) -> None:
        self.line.setText(str(kept or ""))

    def set_read_only(self, on: bool) -> None:
        self.line.setReadOnly(on)
        repolish(self.line)

    def _parts(self) -> list[str]:
        return [part.strip() for part in self.line.text().split(";") if part.strip()]

    def _find(self, typed: str) -> list[Answer]:
        """What may follow the last sign that parts them, but those that are there already."""
        *before, last = typed.split(";")
        chosen = {fold(part) for part in before}
        found = matching(self.options(), last) if last.strip() or not before else []
        return [Answer(value, label) for value, label in found if fold(label) not in chosen]

    def _choose(self, answer: Answer) -> None:
        parts = [part.strip() for part in self.line.text().split(";")[:-1]]
        self.line.setText(BETWEEN.join([*parts, answer.primary, ""]))

    def _settle(self) -> None:
        """Once the line is left, it reads as the list does."""
        try:
            value = self.value()
        except ValueError:
            return  # kept as typed; the form says what is wrong when it is saved
        labels = dict(self.options())
        written = BETWEEN.join(labels[one] for one in value)
        if written != self.line.text() and not self.line.hasFocus():
            self.line.setText(written)

    def _meant(self, text: str) -> Option:
        options = matching(self.options(), text)
        exact = [option for option in options if fold(option[1]) == fold(text)]
        found = exact or options
        if len(found) != 1:
            raise ValueError(f"« {text[:40]} » n’est pas dans la liste. Choisissez-y une valeur.")
        return found[0]
