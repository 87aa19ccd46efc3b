"""A folder, typed or chosen: a stick is rarely where it was the last time."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.field_box import FieldBox
from ui.kit.files import folder_to_use
from ui.kit.icons import WordButton
from ui.kit.inputs import Input
from ui.kit.names import named
from ui.kit.tokens import S


class Dossier(QWidget):
    """The field « dossier », with the button that opens the system's own choice."""

    def __init__(self, form_name: str, label: str, help_: str, *, chosen: Callable[[], object]):
        super().__init__()
        self._title = label
        self._chosen = chosen
        self.box = FieldBox(Input(name="dossier", label=label, help=help_), form_name=form_name)
        self.box.editor.changed.connect(self.box.clear_error)
        self.box.editor.entered.connect(lambda: chosen())
        browse = named(WordButton("folder", "Parcourir…"), f"{form_name}.parcourir")
        browse.setAccessibleName(f"Parcourir : {label}")
        browse.clicked.connect(self._browse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(self.box, 1)
        beside = QVBoxLayout()
        beside.addSpacing(self.fontMetrics().height() + 4)  # beside the line, under its label
        beside.addWidget(browse)
        beside.addStretch()
        row.addLayout(beside)

    def path(self) -> Path | None:
        """What is typed; an error stands under an empty field."""
        typed = str(self.box.editor.kept()).strip().strip('"')
        if not typed:
            self.box.show_error("Dossier : choisissez la clé USB ou le dossier.")
            self.box.editor.setFocus()
            return None
        return Path(typed).expanduser()

    def _browse(self) -> None:
        typed = str(self.box.editor.kept()).strip()
        found = folder_to_use(self, self._title, Path(typed) if typed else Path.home())
        if found is not None:
            self.box.editor.set_value(str(found))
            self.box.editor.setFocus()
