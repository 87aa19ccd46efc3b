"""The screens, in the order of the side bar. To add one is to add a line here."""

import importlib
from typing import Any, NamedTuple

from models.base.droit import Droit

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
    ScreenEntry("registre", "Registre", Droit.REGISTRE, f"{_UI}.registre.screen:RegistreScreen"),
    ScreenEntry(
        "personnes", "Personnes", Droit.PERSONNES, f"{_UI}.personnes.screen:PersonnesScreen"
    ),
    ScreenEntry("suivis", "Suivis", Droit.SUIVI_EXISTENCE, f"{_UI}.suivis.screen:SuivisScreen"),
    ScreenEntry("fiches", "Fiches", Droit.FICHE_PREPARER, f"{_UI}.fiches.screen:FichesScreen"),
    ScreenEntry(
        "saisie",
        "Saisir une feuille",
        Droit.REGISTRE,
        f"{_UI}.saisie.screen:SaisieScreen",
        listed=False,
    ),
    ScreenEntry(
        "carnets",
        "Carnets de tournée",
        Droit.CARNET,
        f"{_UI}.carnets.screen:CarnetsScreen",
        listed=False,
    ),
    ScreenEntry(
        "doublons",
        "Doublons possibles",
        Droit.EXPORT_NOMINATIF,
        f"{_UI}.doublons.screen:DoublonsScreen",
        listed=False,
    ),
    ScreenEntry("comptes", "Comptes", Droit.COMPTES, f"{_UI}.comptes.screen:ComptesScreen"),
    ScreenEntry(
        "import", "Reprendre un fichier", Droit.IMPORT, f"{_UI}.reprise.screen:RepriseScreen", False
    ),
    ScreenEntry("reglages", "Ce poste", None, f"{_UI}.reglages.screen:ReglagesScreen"),
)
GATE = f"{_UI}.ouverture.screen:OuvertureScreen"


def load(path: str) -> Any:
    """The class at `module:Class`."""
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)
