"""Warns beside a field of the signs that the paper cannot draw."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.banner import announce
from ui.kit.form import Form
from ui.kit.icons import IconLabel
from ui.kit.page import text
from ui.kit.tokens import S


class Glyphes:
    """Watches the texts of one form; called once fonts are loaded, it costs nothing."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._warnings: dict[str, _Avertissement] = {}

    def check(self) -> None:
        """Look at what is typed now."""
        from reports.text import missing_glyphs

        for name, typed in self._form.draft().items():
            if isinstance(typed, str):
                self._say(name, missing_glyphs(typed))

    def shown(self) -> dict[str, str]:
        """The signs that are warned of, by field."""
        return {name: one.lost for name, one in self._warnings.items() if one.lost}

    def _say(self, name: str, lost: str) -> None:
        if name not in self._warnings:
            if not lost:
                return
            control = self._form.editor(name).control
            place = f"{self._form.objectName()}.{name}.signes"
            self._warnings[name] = _Avertissement(control, place)
            _put(self._form, name, self._warnings[name])
        self._warnings[name].show_lost(lost)


class _Avertissement(QWidget):
    """« Le papier n’a pas ce signe », under one field."""

    def __init__(self, control: QWidget, name: str) -> None:
        super().__init__()
        self.lost = ""
        self._control = control
        self._help = control.accessibleDescription()
        self._text = text("", "small", name)
        self._text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(IconLabel("warning", 16, kind="attention"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def show_lost(self, lost: str) -> None:
        if lost == self.lost:
            return
        self.lost = lost
        said = said_lost(lost)
        self._text.setText(said)
        self.setVisible(bool(lost))
        self._control.setAccessibleDescription(said or self._help)
        if said:
            announce(self._control, said)


def said_lost(lost: str) -> str:
    """What is said of signs that have no glyph; nothing when there are none."""
    if not lost:
        return ""
    signs = " ".join(lost)
    if len(lost) == 1:
        return f"Le papier n’a pas ce signe\u00a0: {signs}. Un petit carré prendra sa place."
    return f"Le papier n’a pas ces signes\u00a0: {signs}. De petits carrés prendront leur place."


def _put(form: Form, name: str, warning: QWidget) -> None:
    """Under the field, above what its box leaves empty."""
    box = form.editor(name).parentWidget()
    column = box.layout() if box is not None else None
    if isinstance(column, QVBoxLayout):
        column.insertWidget(column.count() - 1, warning)
