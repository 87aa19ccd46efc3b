"""A temporary password: made here, shown once, changed by its owner at the first opening."""

import secrets

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.comptes.agent import de
from ui.kit.icons import WordButton
from ui.kit.names import named
from ui.kit.page import card, row, text
from ui.kit.tokens import L
from ui.parts.cle_de_secours import written

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no l, o, i, 0, 1: it is read over a shoulder
_GROUPS, _SIZE = 4, 4


def new_temporary_password() -> str:
    """79 random bits in four groups, easy to dictate."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_SIZE)) for _ in range(_GROUPS))
    return "-".join(groups)


class ProvisoirePage(QWidget):
    """The only time that it is shown."""

    def __init__(
        self, nom: str, identifiant: str, *, password: str, phrases: tuple[str, ...]
    ) -> None:
        super().__init__()
        copy = named(WordButton("copy", "Copier"), "provisoire.copier")
        copy.setAccessibleName("Copier le mot de passe provisoire")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(password))
        self._copy = copy
        spelled = " ".join(password)
        shown = written(
            password, name="provisoire.texte", read=f"Mot de passe provisoire\u00a0: {spelled}"
        )
        held = card(f"Mot de passe provisoire {de(nom)}")
        held.body.addWidget(text(f"Identifiant\u00a0: {identifiant}"))
        held.body.addWidget(shown)
        held.body.addLayout(row(copy))
        for phrase in (_ONCE, *phrases):
            said = text(phrase, "secondary")
            said.setWordWrap(True)
            held.body.addWidget(said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(held)
        column.addStretch()

    def focus_first(self) -> None:
        self._copy.setFocus()


_ONCE = (
    "Donnez-le à la personne, de la main à la main. Il n’est montré qu’ici, et elle en choisira un "
    "autre à sa première ouverture."
)
