"""While this workstation opens the register by itself."""

from ui.kit.context import Context
from ui.screens.ouverture.cadre import Panel, paragraph


class Attente(Panel):
    """Nothing to do here: the keyring is asked, and may ask something itself."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, name="attente", title="Ouverture du registre…")
        self.body.addWidget(
            paragraph("Ce poste ouvre le registre sans mot de passe. Un instant, s’il vous plaît.")
        )
