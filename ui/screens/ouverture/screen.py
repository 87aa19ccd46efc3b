"""What stands before the window: the first run, or the password, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.base import database
from models.base.droit import Droit
from models.base.errors import Failure
from models.base.meta import meta
from models.base.version import NAME
from models.comptes import acces
from models.comptes.acces import Acces
from ui.kit.context import Context

# A page is imported when it is shown: most mornings this workstation opens by itself, and none is.
if TYPE_CHECKING:
    from models.comptes.attribution import Suite
    from ui.screens.ouverture.assistant import Assistant
    from ui.screens.ouverture.cadre import Cadre, Panel

PATIENCE = 250  # milliseconds before the wait is told; an opening at hand is over by then


class OuvertureScreen(QWidget):
    """Calls `opened()` once somebody is in; knows nothing of what comes after."""

    def __init__(self, context: Context, opened: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("ouverture")
        self._context, self._opened = context, opened
        self._folder = context.settings.folder()
        self._assistant: Assistant | None = None
        self._cadre: Cadre | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._show_wait)

    def open(self, **what: Any) -> None:
        """Begin; `locked=True` asks for the password whatever this workstation may do alone, and
        `other_than` for that of another account than this one; `said` is why it closed."""
        self.window().setWindowTitle(NAME)  # what was on the screen is nobody's business now
        folder, leaving = self._context.settings.folder(), what.get("other_than")
        said = str(what.get("said", ""))
        self._begin(folder, locked=bool(what.get("locked")), leaving=leaving, said=said)

    @property
    def cadre(self) -> Cadre:
        """What frames the pages, once there is one to show."""
        if self._cadre is None:
            from ui.screens.ouverture.cadre import Cadre

            self._cadre = Cadre()
            self._column.addWidget(self._cadre)
        return self._cadre

    @property
    def panel(self) -> Panel | None:
        return None if self._cadre is None else self._cadre.panel

    @property
    def is_opening(self) -> bool:
        """Whether the base opens by itself so far, with nothing to show yet."""
        return self._patience.isActive()

    def _begin(
        self, folder: Path, *, locked: bool = False, leaving: str | None = None, said: str = ""
    ) -> None:
        self._folder = folder
        try:
            if not acces.holds_base(folder):
                self._assist()
            elif not locked and acces.is_remembered(folder, self._context.settings):
                self._open_by_itself()
            else:
                self._ask(locked=locked, leaving=leaving, said=said)
        except Failure as error:
            self._show_failure(error)

    def _assist(self) -> None:
        from ui.screens.ouverture.assistant import Assistant

        self._assistant = Assistant(
            self._context, self.cadre, opened=self._enter, found=self._use_folder
        )
        self._assistant.show_structure()

    def _ask(self, *, locked: bool = False, leaving: str | None = None, said: str = "") -> None:
        from ui.screens.ouverture.connexion import Connexion

        page = Connexion(
            self._context,
            self._folder,
            comptes=acces.accounts(self._folder),
            locked=locked,
            leaving=leaving,
            opened=self._admit,
            forgotten=self._show_forgotten,
            elsewhere=self._choose_folder,
        )
        self.cadre.show_panel(page)
        if said:
            page.banner.info(said)

    def _open_by_itself(self) -> None:
        folder, settings = self._folder, self._context.settings
        self._patience.start()
        self._context.jobs.run(
            lambda _: acces.open_with_device(folder, settings=settings),
            done=self._enter,
            failed=self._decline,
            owner=self,
        )

    def _show_wait(self) -> None:
        from ui.screens.ouverture.attente import Attente

        self.cadre.show_panel(Attente(self._context))

    def _decline(self, error: BaseException) -> None:
        """The keyring does not help: the password, and why."""
        self._patience.stop()
        self._ask(said=error.message if isinstance(error, Failure) else "")
        if not isinstance(error, Failure):
            raise error

    def _show_forgotten(self, identifiant: str) -> None:
        from ui.screens.ouverture.oubli import Oubli

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
        from ui.screens.ouverture.connexion import Panne

        page = Panne(
            self._context,
            error.message,
            retry=lambda: self._begin(self._folder),
            elsewhere=self._choose_folder,
        )
        self.cadre.show_panel(page)

    def _choose_folder(self) -> None:
        from ui.kit.files import folder_to_use

        chosen = folder_to_use(self, "Dossier de la base", self._folder.parent)
        if chosen is not None:
            self._use_folder(chosen)

    def _use_folder(self, folder: Path) -> None:
        """From now on the base of this computer is there."""
        from ui.screens.ouverture import brouillon as stored

        stored.remember(self._context.settings, donnees=str(folder))
        self._begin(folder)

    def _admit(self, entered: Acces, password: str) -> None:
        """Somebody proved who they are: a temporary password first, a key never noted next."""
        from ui.screens.ouverture import brouillon as stored
        from ui.screens.ouverture.changement import Changement

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
        from models.comptes import compte
        from ui.screens.ouverture import brouillon as stored

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
        from ui.screens.ouverture.cle import ClePage

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
        from ui.screens.ouverture import brouillon as stored

        stored.forget()
        self._enter(entered)

    def _enter(self, entered: Acces) -> None:
        self._patience.stop()
        if entered.identifiant and not entered.device:
            from ui.screens.ouverture import brouillon as stored

            stored.remember(self._context.settings, identifiant=entered.identifiant)
        self._opened()
