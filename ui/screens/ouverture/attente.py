"""While this workstation opens the register by itself."""

from PySide6.QtCore import Signal

from models.base.errors import Failure
from ui.kit.context import Context
from ui.screens.ouverture.cadre import Panel, paragraph


class Attente(Panel):
    """Nothing to do here; if the keyring does not help, `declined`, and `reason` says why."""

    declined = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, name="attente", title="Ouverture du registre…")
        self.reason = ""
        self.body.addWidget(
            paragraph("Ce poste ouvre le registre sans mot de passe. Un instant, s’il vous plaît.")
        )

    def refused(self, error: BaseException) -> None:
        if not isinstance(error, Failure):
            raise error
        self.reason = error.message
        self.declined.emit()
