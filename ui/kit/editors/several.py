"""Several values of a list in one line: letters find one, Entrée adds it or takes it away."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from PySide6.QtCore import Qt

from models.base.search import fold
from ui.kit.completer import Answer, Completer
from ui.kit.editors.base import Editor, Option, Options
from ui.kit.editors.choices import heir_of, matching, refusal
from ui.kit.editors.lines import Line

TAKEN = "✓ "


class SeveralEditor(Editor):
    """The line reads « Information, Prise de rendez-vous »; emptied, there is none."""

    def __init__(self, options: Options, name: str, link: Any = None) -> None:
        self.line = Line()
        super().__init__(self.line)
        self._options = options
        self._link = link  # the table whose rows are chosen
        self._values: list[Any] = []
        arrow = self.line.add_icon("chevron-down")
        arrow.triggered.connect(self._open)
        self.completer = Completer(
            self.line, self._find, chosen=self._toggle, name=f"{name}.liste", width=360
        )
        self.line.dictated.connect(lambda _: self._values.clear())  # the whole line is given
        self.line.textEdited.connect(self._note_text)
        self.line.editingFinished.connect(self._settle)
        self.line.returnPressed.connect(self.entered)

    def value(self) -> list[Any]:
        """What is chosen; letters that chose nothing are refused rather than dropped."""
        text = self.line.text().strip()
        if not text:
            return []
        if text == self._written():
            return list(self._values)
        return self._read(text)

    def set_value(self, value: Any) -> None:
        self._values = list(value or ())
        self._write()

    def kept(self) -> Any:
        text = self.line.text()
        return {"valeurs": list(self._values), "tape": None if text == self._written() else text}

    @property
    def read(self) -> str:
        return self.line.text()

    @property
    def is_filled(self) -> bool:
        return bool(self.line.text())

    def restore(self, kept: Any) -> None:
        chosen = kept["valeurs"] if kept else ()
        self.set_value(dict.fromkeys(heir_of(self._link, value) for value in chosen))
        if kept and kept["tape"] is not None:
            self.line.setText(kept["tape"])

    def set_read_only(self, on: bool) -> None:
        self.line.setReadOnly(on)

    def _labels(self) -> dict[Any, str]:
        return dict(self._options() if callable(self._options) else self._options)

    def _written(self) -> str:
        known = self._labels() if self._values else {}
        return ", ".join(known.get(value, "") for value in self._values)

    def _read(self, text: str) -> list[Any]:
        """Values written one after the other, whole or by letters that mean only one.

        They come beside those that are taken; some of these alone, written whole, are what is left.
        """
        options = list(self._labels().items())
        found: list[Any] = []
        words, all_whole = text.strip(" ,").split(","), True
        while words:
            value, count, whole = _first_of(options, words)
            found += [value] if value not in found else []
            all_whole = all_whole and whole
            del words[:count]
        if all_whole and set(found) <= set(self._values):
            return found
        return [*self._values, *(value for value in found if value not in self._values)]

    def _write(self) -> None:
        self.line.setText(self._written())
        self.line.setCursorPosition(0)
        if self.line.hasFocus():
            self.line.selectAll()  # the next letters look for another one

    def _find(self, typed: str) -> list[Answer]:
        if typed == self._written():
            typed = ""
        found = matching(list(self._labels().items()), typed)
        return [Answer(v, (TAKEN if v in self._values else "") + label) for v, label in found]

    def _toggle(self, answer: Answer) -> None:
        if answer.key in self._values:
            self._values.remove(answer.key)
        else:
            self._values.append(answer.key)
        self._write()
        self.changed.emit()

    def _note_text(self, typed: str) -> None:
        if not typed.strip():
            self._values = []
        self.changed.emit()

    def _open(self) -> None:
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        self.completer.open("")

    def _settle(self) -> None:
        """Left with letters that mean one value, it is added; others stay, to be seen."""
        text = self.line.text().strip()
        if self.completer.is_open or not text or text == self._written():
            return
        with suppress(ValueError):
            self._values = self._read(text)
            self._write()
            self.changed.emit()


def _first_of(options: Sequence[Option], words: Sequence[str]) -> tuple[Any, int, bool]:
    """The value that is written first, on how many words (one may have commas of its own), and
    whether it is written whole."""
    for count in range(len(words), 0, -1):
        told = fold(",".join(words[:count]))
        whole = [value for value, label in options if fold(label) == told]
        if whole:
            return whole[0], count, True
    first = words[0].strip()
    meant = matching(options, first)
    if not first or len(meant) != 1:
        raise ValueError(refusal(first, alike=len(meant)))
    return meant[0][0], 1, False
