"""Bringing a carnet back: which one, and a password if the key of the house is not enough."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.base.errors import Invalid
from models.base.progress import Progress
from models.echanges.carnet.apercu import Apercu, apercu
from models.echanges.carnet.lecture import lire
from ui.kit import errors
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.page import card, text
from ui.screens.carnets.dossier import Dossier


class Retour(QWidget):
    """`read` is given what the carnet would bring."""

    def __init__(self, context: Context, *, read: Callable[[Apercu], object]) -> None:
        super().__init__()
        self._context, self._read = context, read
        self.dossier = Dossier(
            "retour", "Dossier du carnet", "La clé USB entière convient, si elle n’en porte qu’un.",
            chosen=self.submit,
        )  # fmt: skip
        secret = Input(
            name="secret", label="Mot de passe du jour du départ, ou clé de secours",
            kind=Kind.PASSWORD, wide=True,
        )  # fmt: skip
        self.form = Form([Group("", [secret])], name="retour", framed=False)
        self.form.submitted.connect(self.submit)
        self.form.hide()
        words = text(
            "Rien n’est écrit avant votre accord : ce que le carnet apporte vous est montré "
            "d’abord. Fermez-le s’il est encore ouvert.",
            "secondary",
        )
        words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card("Quel carnet ?", words, self.dossier, self.form))
        column.addStretch(1)

    def focus_first(self) -> None:
        self.dossier.box.editor.setFocus()

    def submit(self) -> None:
        self.form.clear_errors()
        folder = self.dossier.path()
        if folder is None:
            return
        secret = str(self.form.editor("secret").value())
        self._context.jobs.run(
            lambda progress: _look(folder, secret, progress=progress),
            done=self._read,
            failed=self._refuse,
            title="Lecture du carnet",
            owner=self,
        )

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, Invalid) and error.field == "secret":
            self.form.show()
        errors.show(error, banner=self._context.banner, form=self.form, retry=self.submit)


def _look(folder: Path, secret: str, *, progress: Progress) -> Apercu:
    return apercu(lire(folder, secret=secret, progress=progress))
