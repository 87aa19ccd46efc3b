"""Asks for the password when something needs more than what this workstation opened by itself."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from models.base.progress import Progress
from models.coffre.deverrouillage import unlock_session
from models.comptes import acces
from models.comptes.acces import Acces, Patience
from ui.kit import errors
from ui.kit.banner import Banner
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.page import text
from ui.kit.tokens import XL, L

_WIDTH = 440


def ensure_unlocked(context: Context, parent: QWidget, why: str) -> bool:
    """Whether the session has all the rights of its account, after asking if it had not.

    `why` is one sentence: « Les notes demandent votre mot de passe. »
    """
    if not acces.current().device:
        return True
    prompt = Unlock(context, why, parent)
    try:
        return prompt.exec() == QDialog.DialogCode.Accepted
    finally:
        prompt.deleteLater()


class Unlock(QDialog):
    """One password, checked aside; it closes once the session has all its rights."""

    def __init__(self, context: Context, why: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deverrouiller")
        self.setWindowTitle("Mot de passe")
        self.setMinimumWidth(_WIDTH)
        self._context = context
        self._busy = False
        self.banner = Banner(self)
        self.form = Form(
            [Group("", [Input(name="password", label=_label(), kind=Kind.PASSWORD, wide=True)])],
            name="deverrouiller",
            framed=False,
        )
        self.form.submitted.connect(self.submit)
        self._lay_out(why)
        self.form.focus_first()

    def submit(self) -> None:
        typed = str(self.form.editor("password").value())
        if not typed or self._busy:
            return
        self._rest(False)
        settings = self._context.settings

        def work(_progress: Progress) -> Acces:
            return unlock_session(typed, settings=settings)

        self._context.jobs.run(work, done=self._unlocked, failed=self._refused, owner=self)

    def _unlocked(self, _acces: Acces) -> None:
        self._context.refresh_actions()
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self._rest(True)
        if isinstance(error, Patience):
            self.banner.attention(error.message)
        else:
            errors.show(error, banner=self.banner, form=self.form)
        self.form.focus_first()

    def _rest(self, on: bool) -> None:
        self._busy = not on
        self.banner.clear()
        self.form.clear_errors()
        self.form.setEnabled(on)
        self._buttons.setEnabled(on)

    def _lay_out(self, why: str) -> None:
        self._buttons = QDialogButtonBox()
        unlock = self._buttons.addButton("Déverrouiller", QDialogButtonBox.ButtonRole.AcceptRole)
        unlock.setProperty("role", "primary")
        unlock.setAutoDefault(False)  # Entrée belongs to the line
        cancel = self._buttons.addButton("Annuler", QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAutoDefault(False)
        self._buttons.accepted.connect(self.submit)
        self._buttons.rejected.connect(self.reject)
        said = text(why)
        said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(L)
        for widget in (said, self.banner, self.form, self._buttons):
            column.addWidget(widget)


def _label() -> str:
    return f"Mot de passe de {acces.current().identifiant}"
