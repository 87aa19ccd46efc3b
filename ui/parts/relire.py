"""Two desks on the same row: what the other one wrote is told, and what is typed here is kept."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from models.base.errors import Refused
from ui.kit.banner import announce
from ui.kit.form import Ecart
from ui.kit.icons import IconLabel
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.sight import bring_into_sight
from ui.kit.tokens import M, S

GONE = (
    "Ce que vous corrigez n’existe plus\u00a0: cela a été retiré sur un autre poste. Copiez votre "
    "saisie si elle doit resservir, puis abandonnez."
)
SAME = (
    "Modifié sur un autre poste, mais rien de ce qui est demandé ici n’a changé. Relisez, puis "
    "enregistrez."
)
OTHER = "Modifié sur un autre poste pendant votre saisie\u00a0:"
REREAD = "Version actuelle relue. Vérifiez, puis enregistrez."


class Known:
    """A row as it was read to be corrected; `values` says what a form shows of it.

    Told by names, they are its columns.
    """

    def __init__(
        self, row: Any, *names: str, values: Callable[[Any], dict[str, Any]] | None = None
    ):
        self.row = row
        self._values = values or (lambda one: {name: one.__data__.get(name) for name in names})

    @property
    def values(self) -> dict[str, Any]:
        return self._values(self.row)

    def fresh(self) -> Any:
        """The row to be written: that of now, refused if another desk wrote it since."""
        found = self._stored()
        if found is None:
            raise Refused(GONE)
        found.version = self.row.version
        return found

    def now(self) -> dict[str, Any] | None:
        """What a form would show of it now; None if it was taken away."""
        found = self._there()
        return None if found is None else self._values(found)

    def reread(self) -> bool:
        """Take the row as it stands now; False if it was taken away."""
        found = self._there()
        self.row = found or self.row
        return found is not None

    def _there(self) -> Any:
        """The row, if it was not put away since it was read."""
        found = self._stored()
        gone = found is None or (found.archived_at and not self.row.archived_at)
        return None if gone else found

    def _stored(self) -> Any:
        table = type(self.row)
        return table.get_or_none(table.id == self.row.id)


class Divergence(QFrame):
    """What another desk wrote meanwhile, field by field, with « Relire » until it is done."""

    def __init__(self, name: str, reread: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName(f"{name}.ailleurs")
        self.setProperty("role", "banner")
        self.setProperty("kind", "attention")
        self._text = text("", "", f"{name}.ailleurs.texte")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = named(QPushButton("Relire"), f"{name}.relire")
        self._button.setAccessibleDescription(
            "Prendre la version actuelle, et garder par-dessus ce que vous avez tapé"
        )
        self._button.clicked.connect(lambda: reread())
        row = QHBoxLayout(self)
        row.setContentsMargins(M, S, M, S)
        row.setSpacing(M)
        row.addWidget(IconLabel("warning", kind="attention"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def answer(self) -> QPushButton:
        return self._button

    def tell(self, apart: Sequence[Ecart], *, reread: bool = False) -> None:
        """What differs; `reread`: it is taken in already."""
        lines = [_line(one) for one in apart]
        if reread:
            self._say("\n".join([REREAD, *lines]), answer=False)
        else:
            self._say("\n".join([OTHER, *lines]) if lines else SAME, answer=True)

    def tell_gone(self) -> None:
        self._say(GONE, answer=False)

    def _say(self, words: str, *, answer: bool) -> None:
        self._text.setText(words)
        self._button.setVisible(answer)
        self.show()
        announce(self, words)
        if answer:
            self._button.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: bring_into_sight(self))  # once it has its place


def _line(one: Ecart) -> str:
    now, before = (f"«\u00a0{words}\u00a0»" if words else "vide" for words in (one.now, one.before))
    kept = ", votre saisie est gardée" if one.kept else ""
    return f"{one.label}\u00a0: {now} au lieu de {before}{kept}"
