"""The warning pinned on a file, as it opens with it: in the way of nobody who types."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from models.personnes.alerte import alerte_of
from models.personnes.personne import Personne
from ui.kit.banner import announce
from ui.kit.context import Context
from ui.kit.icons import IconLabel
from ui.kit.page import text
from ui.kit.tokens import M, S

MASQUEE = "Un avertissement est épinglé sur ce dossier. F9 le montre."


class Alerte(QFrame):
    """Shown while the person in hand has a warning; on a turned screen it says only that."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "banner")
        self.setProperty("kind", "attention")
        self._context = context
        self._personne_id = ""
        self._alerte = ""
        self._text = text("", "", f"{name}.texte")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, S, M, S)
        row.setSpacing(M)
        row.addWidget(IconLabel("pin", kind="attention"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()
        context.turned.changed.connect(self._draw)
        context.changes.subscribe({Personne}, self._read, owner=self)

    def show_of(self, personne_id: str) -> None:
        """The warning of this file; of nobody: none."""
        if personne_id != self._personne_id:
            self._personne_id = personne_id
            self._read()

    def _read(self) -> None:
        before = self._alerte
        self._alerte = alerte_of(self._personne_id) if self._personne_id else ""
        self._draw()
        if self._alerte and self._alerte != before:
            announce(self, f"Avertissement\u00a0: {self._text.text()}")

    def _draw(self) -> None:
        self._text.setText(MASQUEE if self._context.turned.on else self._alerte)
        self.setVisible(bool(self._alerte))
