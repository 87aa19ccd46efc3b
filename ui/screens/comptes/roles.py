"""The four roles, each with what it is for."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.comptes.role import Role
from ui.kit.banner import announce
from ui.kit.check import Check
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import XL, M


class RolePicker(QWidget):
    """Check boxes; `roles` are those that are checked."""

    changed = Signal()

    def __init__(self, roles: Iterable[Role] = ()) -> None:
        super().__init__()
        self._boxes = {role: self._box(role) for role in Role}
        self._error = text("", "error", "roles.erreur")
        self._error.setWordWrap(True)
        self._error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for role, box in self._boxes.items():
            meaning = text(role.meaning, "small")
            meaning.setWordWrap(True)
            meaning.setContentsMargins(XL + 8, 0, 0, M)
            column.addWidget(box)
            column.addWidget(meaning)
        column.addWidget(self._error)
        self.show_roles(roles)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role, box in self._boxes.items() if box.isChecked())

    def show_roles(self, roles: Iterable[Role]) -> None:
        wanted = frozenset(roles)
        for role, box in self._boxes.items():
            box.setChecked(role in wanted)
        self._error.hide()

    def show_error(self, message: str) -> None:
        self._error.setText(message)
        self._error.show()
        self._boxes[Role.ACCUEIL].setFocus()
        announce(self, message)

    def _box(self, role: Role) -> Check:
        box = named(Check(role.label), f"roles.{role.value}")
        box.setAccessibleDescription(role.meaning)
        box.toggled.connect(lambda _: self._note())
        return box

    def _note(self) -> None:
        self._error.hide()
        self.changed.emit()
