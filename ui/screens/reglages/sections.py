"""The sections of the settings: what each is called, who sees it, where it is."""

from typing import NamedTuple

from models.base.droit import Droit

_HERE = "ui.screens.reglages"


class SectionEntry(NamedTuple):
    """One section; `words` also find it with Ctrl+K."""

    id: str
    label: str
    icon: str
    right: Droit | None
    path: str
    words: str = ""


SECTIONS = (
    SectionEntry(
        "structure", "La structure", "structure", Droit.REGLAGES,
        f"{_HERE}.structure:StructureSection", "nom adresse siret logo conservation",
    ),
    SectionEntry(
        "lieux", "Lieux et horaires", "lieu", Droit.REGLAGES, f"{_HERE}.lieux:LieuxSection",
        "site annexe ouverture fermeture semaine",
    ),
    SectionEntry(
        "listes", "Listes", "listes", Droit.REGLAGES, f"{_HERE}.listes:ListesSection",
        "nomenclature valeur fusionner thématique demande opérateur réponse orientation",
    ),
    SectionEntry(
        "criteres", "Critères de public", "flag", Droit.REGLAGES,
        f"{_HERE}.listes:CriteresSection", "sensible rsa handicap",
    ),
    SectionEntry(
        "quartiers", "Quartiers", "map", Droit.REGLAGES,
        f"{_HERE}.quartiers:QuartiersSection", "qpv rue voie adresse prioritaire commune",
    ),
    SectionEntry(
        "equipe", "Équipe", "users", Droit.REGLAGES, f"{_HERE}.equipe:EquipeSection",
        "bénévole stagiaire accueilli par",
    ),
    SectionEntry(
        "fse", "Export FSE+", "fse", Droit.REGLAGES, f"{_HERE}.fse:FseSection",
        "colonnes fichier ma démarche opération en-tête",
    ),
    SectionEntry(
        "donnees", "Données", "database", Droit.IMPORT, f"{_HERE}.donnees:DonneesSection",
        "reprendre importer carnet tournée doublons fusionner",
    ),
    SectionEntry(
        "poste", "Ce poste", "poste", None, f"{_HERE}.poste:PosteSection",
        "ordinateur apparence thème dossier trousseau ouverture",
    ),
    SectionEntry(
        "mot_de_passe", "Mon mot de passe", "key", None,
        f"{_HERE}.mot_de_passe:MotDePasseSection", "changer",
    ),
)  # fmt: skip
