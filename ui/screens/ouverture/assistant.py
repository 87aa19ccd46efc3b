"""The first run: four pages, and an open base at the end."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.base.errors import Failure
from models.base.settings import Settings
from models.comptes import acces
from models.comptes.acces import Acces
from ui.kit.context import Context
from ui.screens.ouverture import brouillon as stored
from ui.screens.ouverture.cadre import Cadre
from ui.screens.ouverture.cle import ClePage
from ui.screens.ouverture.compte import ComptePage, PremierCompte
from ui.screens.ouverture.emplacement import EmplacementPage
from ui.screens.ouverture.structure import StructurePage


class Assistant:
    """Goes from page to page; `opened` at the end, `found` if the folder holds a base already."""

    def __init__(
        self,
        context: Context,
        cadre: Cadre,
        *,
        opened: Callable[[Acces], object],
        found: Callable[[Path], object],
    ) -> None:
        self._context, self._cadre = context, cadre
        self._opened, self._found = opened, found
        self._kept = stored.load()
        usual = context.settings.folder()
        self._folder = Path(self._kept.dossier) if self._kept.dossier else usual

    def show_structure(self) -> None:
        page = StructurePage(
            self._context, self._kept, done=self.show_emplacement, typed=self._keep
        )
        self._cadre.show_panel(page)

    def show_emplacement(self) -> None:
        page = EmplacementPage(
            self._context,
            self._folder,
            done=self._take_folder,
            back=self.show_structure,
            found=self._found,
        )
        self._cadre.show_panel(page)

    def show_compte(self) -> None:
        page = ComptePage(
            self._context,
            structure=self._kept.service.get("nom", ""),
            done=self._create,
            back=self.show_emplacement,
        )
        self._cadre.show_panel(page)

    def _take_folder(self, folder: Path) -> None:
        self._folder = folder
        self._kept.dossier = str(folder)
        self._keep()
        self.show_compte()

    def _keep(self) -> None:
        stored.keep(self._kept)

    def _create(self, compte: PremierCompte) -> None:
        page = self._cadre.panel
        assert page is not None
        settings, folder = self._context.settings, self._folder
        service: dict[str, Any] = {**self._kept.service, "logo": self._kept.logo_bytes}
        page.run(
            lambda: _create(folder, service, compte, settings=settings),
            done=lambda made: self._show_cle(made, retenir=compte.retenir),
            words="Création de la base…",
        )

    def _show_cle(self, made: tuple[Acces, str], *, retenir: bool) -> None:
        entered, cle = made
        structure = self._kept.service.get("nom", "")
        if self._folder != self._context.settings.folder():
            stored.remember(self._context.settings, donnees=str(self._folder))
        # Cut short from here on, the next opening gives another key: this one was never noted.
        stored.keep(stored.Brouillon(cle_a_verifier=entered.base_id))
        page = ClePage(
            self._context,
            cle,
            structure=structure,
            base=entered.base_id,
            done=lambda: self._finish(entered),
        )
        self._cadre.show_panel(page)
        if retenir:
            self._remember(page)

    def _remember(self, page: ClePage) -> None:
        """Aside: a keyring may ask something of its own, for as long as it likes."""
        settings = self._context.settings

        def refused(error: BaseException) -> None:
            if not isinstance(error, Failure):
                raise error
            page.banner.attention(error.message)

        self._context.jobs.run(
            lambda _progress: acces.remember_workstation(settings),
            done=lambda _: None,
            failed=refused,
            owner=page,
        )

    def _finish(self, entered: Acces) -> None:
        stored.forget()
        self._opened(entered)


def _create(
    folder: Path, service: dict[str, Any], compte: PremierCompte, *, settings: Settings
) -> tuple[Acces, str]:
    from models.coffre.creation import create_structure

    return create_structure(
        folder,
        service=service,
        identifiant=compte.identifiant,
        password=compte.password,
        settings=settings,
        prenom=compte.prenom,
        nom=compte.nom,
    )
