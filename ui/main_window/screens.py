"""The screens, in the order of the side bar. To add one is to add a line here."""

from typing import NamedTuple

from models.base.droit import Droit
from ui.kit.loading import load as load

_UI = "ui.screens"


class ScreenEntry(NamedTuple):
    """A screen: its place and icon (both its id), who sees it, where its class is.

    One that stands `under` another is not in the side bar: it is reached from there, or by its
    name with Ctrl+K. What a screen answers there: `offers` at each key, `finds` in the base, aside
    (see `ui.kit.seeking`).
    """

    id: str
    label: str
    right: Droit | None
    path: str
    under: str = ""
    offers: str = ""
    finds: str = ""


SCREENS = (
    ScreenEntry(
        "accueil", "Accueil", Droit.REGISTRE, f"{_UI}.accueil.screen:AccueilScreen",
        offers=f"{_UI}.accueil.recherche:days",
    ),
    ScreenEntry("registre", "Registre", Droit.REGISTRE, f"{_UI}.registre.screen:RegistreScreen"),
    ScreenEntry(
        "personnes", "Personnes", Droit.PERSONNES, f"{_UI}.personnes.screen:PersonnesScreen",
        finds=f"{_UI}.personnes.recherche:personnes",
    ),
    ScreenEntry(
        "suivis", "Suivis", Droit.SUIVI_EXISTENCE, f"{_UI}.suivis.screen:SuivisScreen",
        finds=f"{_UI}.suivis.recherche:suivis",
    ),
    ScreenEntry(
        "ateliers", "Ateliers", Droit.SUIVI_LIRE, f"{_UI}.ateliers.screen:AteliersScreen",
    ),
    ScreenEntry(
        "fiches", "Fiches", Droit.FICHE_PREPARER, f"{_UI}.fiches.screen:FichesScreen",
        finds=f"{_UI}.fiches.recherche:fiches",
    ),
    ScreenEntry(
        "saisie", "Saisir une feuille", Droit.REGISTRE, f"{_UI}.saisie.screen:SaisieScreen",
        under="accueil",
    ),
    ScreenEntry(
        "carnets", "Carnets de tournée", Droit.CARNET, f"{_UI}.carnets.screen:CarnetsScreen",
        under="accueil",
    ),
    ScreenEntry(
        "doublons", "Doublons possibles", Droit.EXPORT_NOMINATIF,
        f"{_UI}.doublons.screen:DoublonsScreen", under="personnes",
    ),
    ScreenEntry(
        "import", "Reprendre un fichier", Droit.IMPORT, f"{_UI}.reprise.screen:RepriseScreen",
        under="personnes",
    ),
    ScreenEntry("fse", "FSE+", Droit.SUIVI_LIRE, f"{_UI}.fse.screen:FseScreen", under="suivis"),
    ScreenEntry("comptes", "Comptes", Droit.COMPTES, f"{_UI}.comptes.screen:ComptesScreen"),
    ScreenEntry(
        "reglages", "Réglages", None, f"{_UI}.reglages.screen:ReglagesScreen",
        offers=f"{_UI}.reglages.recherche:sections",
    ),
)  # fmt: skip
GATE = f"{_UI}.ouverture.screen:OuvertureScreen"
