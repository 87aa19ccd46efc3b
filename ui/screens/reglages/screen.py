"""Ce poste: where the data live, whether it opens by itself; one's own password."""

from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from models.base.droit import Droit
from models.base.errors import Failure
from models.comptes import acces
from ui.kit.check import Check
from ui.kit.context import Context
from ui.kit.names import named
from ui.kit.page import Screen, card, text
from ui.kit.tokens import XL
from ui.parts.mot_de_passe import ensure_unlocked
from ui.screens.reglages.mot_de_passe import MotDePasse
from ui.screens.reglages.verrouillage import Verrouillage

_REMEMBER = "Ouvrir le registre sans demander le mot de passe"
_EXPLAINED = (
    "Le trousseau de clés du système garde un secret, jamais le mot de passe. Le registre s’ouvre "
    "alors seul pour qui utilise cette session de l’ordinateur, avec les droits de l’accueil. Les "
    "notes demandent toujours le mot de passe. À laisser décoché sur un ordinateur partagé."
)


class ReglagesScreen(Screen):
    """What concerns this computer only, and the account that is in."""

    title = "Ce poste"
    scrolls = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._remember = named(Check(_REMEMBER), "poste.retenir")
        self._remember.setAccessibleDescription(_EXPLAINED)
        self._remember.clicked.connect(self._change_remembered)
        self._folder = named(QLabel(), "poste.dossier", "Dossier des données")
        self._folder.setWordWrap(True)
        self.password = MotDePasse(context)
        for widget in (self._opening_card(), Verrouillage(context), self.password):
            self.body.addWidget(widget)
        self.body.addStretch()

    def open(self, **what: Any) -> None:
        """Show what is so now."""
        self._folder.setText(str(self.context.settings.folder()))
        self._show_remembered()
        entered = acces.current()
        self.password.setVisible(entered.agent_id is not None and not entered.carnet)

    def focus_first(self) -> None:
        self._remember.setFocus()

    def _opening_card(self) -> QWidget:
        explained = text(_EXPLAINED, "small")
        explained.setWordWrap(True)
        explained.setContentsMargins(XL + 8, 0, 0, 0)
        where = text("Les données sont dans ce dossier\u00a0:", "secondary")
        return card("Ouverture", self._remember, explained, where, self._folder)

    def _show_remembered(self) -> None:
        entered, settings = acces.current(), self.context.settings
        self._remember.setEnabled(self.context.may(Droit.REGISTRE))
        self._remember.setChecked(acces.is_remembered(entered.where, settings))

    def _change_remembered(self, wanted: bool) -> None:
        """Aside: the keyring may take its time, or ask something of its own."""
        why = "Retenir ce poste demande le mot de passe du compte."
        if wanted and not ensure_unlocked(self.context, self, why):
            self._show_remembered()
            return
        self._remember.setEnabled(False)
        settings = self.context.settings
        act = acces.remember_workstation if wanted else acces.forget_workstation
        self.context.jobs.run(
            lambda _progress: act(settings),
            done=lambda _: self._say(wanted),
            failed=self._refuse,
            owner=self,
        )

    def _say(self, wanted: bool) -> None:
        self._show_remembered()
        self.context.banner.good(
            "Ce poste ouvrira le registre sans mot de passe"
            if wanted
            else "Le mot de passe sera demandé à chaque ouverture"
        )

    def _refuse(self, error: BaseException) -> None:
        self._show_remembered()
        if not isinstance(error, Failure):
            raise error
        self.context.banner.attention(error.message)
