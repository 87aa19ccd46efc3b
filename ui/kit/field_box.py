"""One field of a form: label above, help under, then what is wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from ui.kit.banner import announce
from ui.kit.editors import Kind, make_editor
from ui.kit.icons import IconLabel
from ui.kit.inputs import Input
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import XS, S

_LONG = 40  # letters of a label that may want a second line


class FieldBox(QWidget):
    """The editor of an input with the words around it."""

    def __init__(self, input_: Input, *, form_name: str) -> None:
        super().__init__()
        self.name = input_.known_name
        self.label = input_.known_label
        self.required = input_.is_required
        self._help = input_.known_help
        self._help_label: QLabel | None = None
        self._error_row: QWidget | None = None
        self.editor = make_editor(
            input_.known_kind,
            name=f"{form_name}.{self.name}",
            label=self.label,
            lines=input_.known_lines,
            options=input_.known_options,
            parse=input_.parse,
            show=input_.show,
            link=input_.known_link,
        )
        self.wide = self.editor.wide if input_.wide is None else input_.wide
        named(self.editor.control, f"{form_name}.{self.name}", self.label)
        self._name_arrows()
        self.editor.control.setAccessibleDescription(self._told())
        if input_.hint and isinstance(self.editor.control, QLineEdit):
            self.editor.control.setPlaceholderText(input_.hint)
        self._lay_out(input_)
        if input_.understood is not None:
            self._understood = input_.understood
            self.editor.changed.connect(self._say_understood)

    def _name_arrows(self) -> None:
        """Tell a screen reader what the arrow inside a field opens."""
        for arrow in self.editor.control.findChildren(QToolButton):
            arrow.setAccessibleName(f"Ouvrir la liste\u00a0: {self.label}")

    def _told(self) -> str:
        """What a screen reader adds to its name."""
        said = self._help if self._help_label is None else self._help_label.text()
        return ". ".join(part for part in ("Obligatoire" * self.required, said) if part)

    def put_under(self, widget: QWidget) -> None:
        """One more thing said of what is typed, below the help."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def show_error(self, message: str) -> None:
        if self._error_row is None:
            self._error_row = self._make_error_row()
            self._column.insertWidget(self._column.count() - 1, self._error_row)
        self._error.setText(message)
        self._error_row.show()
        self._show_help(on=False)
        self.editor.set_invalid(True)
        self.editor.control.setAccessibleDescription(f"Erreur\u00a0: {message}")
        announce(self, message)

    @property
    def is_wrong(self) -> bool:
        """Whether an error is shown under it."""
        return self._error_row is not None and not self._error_row.isHidden()

    def clear_error(self) -> None:
        if self._error_row is None or self._error_row.isHidden():
            return
        self._error_row.hide()
        self._show_help(on=True)
        self.editor.set_invalid(False)
        self.editor.control.setAccessibleDescription(self._told())

    def _say_understood(self) -> None:
        said = self._understood(str(self.editor.kept() or "")) or self._help
        if self._help_label is not None:
            self._help_label.setText(said)
        if not self.is_wrong:
            self.editor.control.setAccessibleDescription(self._told())

    def _show_help(self, *, on: bool) -> None:
        if self._help_label is not None:
            self._help_label.setVisible(on)

    def _lay_out(self, input_: Input) -> None:
        """What is seen at first; a field that is never wrong never pays for its error."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(XS)
        if input_.known_kind is not Kind.CHECK:
            self._column.addLayout(self._label_row(input_))
        self._column.addWidget(self.editor)
        if self._help:
            name = f"{self.editor.control.objectName()}.aide"
            self._help_label = text(self._help, "small", name)
            self._help_label.setWordWrap(True)
            self._column.addWidget(self._help_label)
        self._column.addStretch()

    def _label_row(self, input_: Input) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S)
        label = text(self.label, "label")
        label.setBuddy(self.editor.control)
        long = len(self.label) > _LONG
        label.setWordWrap(long)
        row.addWidget(label, int(long))
        if input_.is_required:
            row.addWidget(text("obligatoire", "small"))
        if not long:
            row.addStretch()
        return row

    def _make_error_row(self) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS + 2)
        self._error = text("", "error", f"{self.editor.control.objectName()}.erreur")
        self._error.setWordWrap(True)
        row.addWidget(IconLabel("error", 16, kind="danger"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._error, 1)
        return holder
