"""The screens, in the order of the side bar. To add one is to add a line here."""

from typing import NamedTuple

from models.base.droit import Droit
from ui.kit.loading import load as load

_UI = "ui.screens"


class ScreenEntry(NamedTuple):
    """A screen: its place and icon (both its id), who sees it, where its class is.

    One that is not `listed` is reached from another screen, or by its name with Ctrl+K.
    """

    id: str
    label: str
    right: Droit | None
    path: str
    listed: bool = True


SCREENS = (
    ScreenEntry("accueil", "Accueil", Droit.REGISTRE, f"{_UI}.accueil.screen:AccueilScreen"),
    ScreenEntry(
        "personnes", "Personnes", Droit.PERSONNES, f"{_UI}.personnes.screen:PersonnesScreen"
    ),
    ScreenEntry("suivis", "Suivis", Droit.SUIVI_EXISTENCE, f"{_UI}.suivis.screen:SuivisScreen"),
    ScreenEntry("fiches", "Fiches", Droit.FICHE_PREPARER, f"{_UI}.fiches.screen:FichesScreen"),
    ScreenEntry("comptes", "Comptes", Droit.COMPTES, f"{_UI}.comptes.screen:ComptesScreen"),
    ScreenEntry("reglages", "Réglages", None, f"{_UI}.reglages.screen:ReglagesScreen"),
)
GATE = f"{_UI}.ouverture.screen:OuvertureScreen"
