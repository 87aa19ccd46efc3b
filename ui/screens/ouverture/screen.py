"""What stands before the window: the first run, or the password, or nothing at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from models.base import database
from models.base.droit import Droit
from models.base.errors import Failure
from models.base.meta import meta
from models.base.version import NAME
from models.comptes import acces, compte
from models.comptes.acces import Acces
from models.comptes.attribution import Suite
from ui.kit.context import Context
from ui.screens.ouverture import brouillon as stored
from ui.screens.ouverture.assistant import Assistant
from ui.screens.ouverture.attente import Attente
from ui.screens.ouverture.cadre import Cadre, Panel
from ui.screens.ouverture.changement import Changement
from ui.screens.ouverture.cle import ClePage
from ui.screens.ouverture.connexion import Connexion, Panne
from ui.screens.ouverture.oubli import Oubli


class OuvertureScreen(QWidget):
    """Calls `opened()` once somebody is in; knows nothing of what comes after."""

    def __init__(self, context: Context, opened: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("ouverture")
        self._context, self._opened = context, opened
        self._folder = context.settings.folder()
        self._assistant: Assistant | None = None
        self.cadre = Cadre()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.cadre)

    def open(self, **what: Any) -> None:
        """Begin; `locked=True` asks for the password whatever this workstation may do alone."""
        self.window().setWindowTitle(NAME)  # what was on the screen is nobody's business now
        self._begin(self._context.settings.folder(), locked=bool(what.get("locked")))

    @property
    def panel(self) -> Panel | None:
        return self.cadre.panel

    def _begin(self, folder: Path, *, locked: bool = False) -> None:
        self._folder = folder
        try:
            if not acces.holds_base(folder):
                self._assist()
            elif not locked and acces.is_remembered(folder, self._context.settings):
                self._open_by_itself()
            else:
                self._ask(locked=locked)
        except Failure as error:
            self._show_failure(error)

    def _assist(self) -> None:
        self._assistant = Assistant(
            self._context, self.cadre, opened=self._enter, found=self._use_folder
        )
        self._assistant.show_structure()

    def _ask(self, *, locked: bool = False, said: str = "") -> None:
        page = Connexion(
            self._context,
            self._folder,
            comptes=acces.accounts(self._folder),
            locked=locked,
            opened=self._admit,
            forgotten=self._show_forgotten,
            elsewhere=self._choose_folder,
        )
        self.cadre.show_panel(page)
        if said:
            page.banner.info(said)

    def _open_by_itself(self) -> None:
        page = Attente(self._context)
        page.declined.connect(lambda: self._ask(said=page.reason))
        self.cadre.show_panel(page)
        folder, settings = self._folder, self._context.settings
        page.run(
            lambda: acces.open_with_device(folder, settings=settings),
            done=self._enter,
            words="Ouverture du registre…",
        )

    def _show_forgotten(self, identifiant: str) -> None:
        page = Oubli(
            self._context,
            self._folder,
            comptes=acces.accounts(self._folder),
            identifiant=identifiant,
            opened=self._admit,
            back=lambda: self._begin(self._folder, locked=True),
        )
        self.cadre.show_panel(page)

    def _show_failure(self, error: Failure) -> None:
        page = Panne(
            self._context,
            error.message,
            retry=lambda: self._begin(self._folder),
            elsewhere=self._choose_folder,
        )
        self.cadre.show_panel(page)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, "Dossier de la base", str(self._folder.parent)
        )
        if chosen:
            self._use_folder(Path(chosen))

    def _use_folder(self, folder: Path) -> None:
        """From now on the base of this computer is there."""
        stored.remember(self._context.settings, donnees=str(folder))
        self._begin(folder)

    def _admit(self, entered: Acces, password: str) -> None:
        """Somebody proved who they are: a temporary password first, a key never noted next."""
        stored.remember(self._context.settings, identifiant=entered.identifiant)
        if entered.must_change_password:
            page = Changement(
                self._context,
                entered,
                temporary=password,
                changed=lambda: self._check_key(entered),
            )
            self.cadre.show_panel(page)
            return
        self._check_key(entered)

    def _check_key(self, entered: Acces) -> None:
        """The first run was cut short on the last page: another key, since that one is gone."""
        pending = stored.load().cle_a_verifier == entered.base_id
        actor = database.handle().require_actor()
        if not (pending and actor.may(Droit.COMPTES) and entered.holds_notes):
            self._enter(entered)
            return
        panel = self.cadre.panel
        assert panel is not None
        panel.run(
            compte.new_recovery_key,
            done=lambda made: self._show_key(entered, made),
            words="Ouverture…",
        )

    def _show_key(self, entered: Acces, made: tuple[str, Suite]) -> None:
        cle, _ = made
        page = ClePage(
            self._context,
            cle,
            structure=meta("structure") or "",
            base=entered.base_id,
            done=lambda: self._key_noted(entered),
            first_run=False,
        )
        self.cadre.show_panel(page)
        page.banner.info(
            "La première clé n’avait pas été vérifiée\u00a0: en voici une autre, qui la remplace."
        )

    def _key_noted(self, entered: Acces) -> None:
        stored.forget()
        self._enter(entered)

    def _enter(self, entered: Acces) -> None:
        if entered.identifiant and not entered.device:
            stored.remember(self._context.settings, identifiant=entered.identifiant)
        self._opened()
