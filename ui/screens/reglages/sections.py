"""The sections of the settings: what each is called, who sees it, where it is."""

from typing import NamedTuple

from models.base.droit import Droit

_HERE = "ui.screens.reglages"


class SectionEntry(NamedTuple):
    """One section; `words` also find it with Ctrl+K; those of a `group` follow each other."""

    id: str
    label: str
    icon: str
    right: Droit | None
    path: str
    words: str = ""
    group: str = "Parcours"


SECTIONS = (
    SectionEntry(
        "structure", "La structure", "structure", Droit.REGLAGES,
        f"{_HERE}.structure:StructureSection", "nom adresse siret logo conservation",
        "La structure",
    ),
    SectionEntry(
        "lieux", "Lieux et horaires", "lieu", Droit.REGLAGES, f"{_HERE}.lieux:LieuxSection",
        "site annexe ouverture fermeture semaine",
        "La structure",
    ),
    SectionEntry(
        "equipe", "Équipe", "users", Droit.REGLAGES, f"{_HERE}.equipe:EquipeSection",
        "bénévole stagiaire accueilli par",
        "La structure",
    ),
    SectionEntry(
        "donnees", "Données", "database", Droit.IMPORT, f"{_HERE}.donnees:DonneesSection",
        "reprendre importer carnet tournée doublons fusionner",
        "La structure",
    ),
    SectionEntry(
        "listes", "Listes", "listes", Droit.REGLAGES, f"{_HERE}.listes:ListesSection",
        "nomenclature valeur fusionner thématique demande opérateur réponse orientation",
        "Accueil",
    ),
    SectionEntry(
        "criteres", "Critères de public", "flag", Droit.REGLAGES,
        f"{_HERE}.listes:CriteresSection", "sensible rsa handicap",
        "Accueil",
    ),
    SectionEntry(
        "quartiers", "Quartiers", "map", Droit.REGLAGES,
        f"{_HERE}.quartiers:QuartiersSection", "qpv rue voie adresse prioritaire commune",
        "Accueil",
    ),
    SectionEntry(
        "dispositifs", "Dispositifs", "dispositif", Droit.REGLAGES,
        f"{_HERE}.dispositifs.section:DispositifsSection", "phase critère session programme places",
        "Parcours",
    ),
    SectionEntry(
        "financeurs", "Financeurs et sorties", "bilan", Droit.REGLAGES,
        f"{_HERE}.financeurs:FinanceursSection", "règle classe sortie mention convention",
        "Parcours",
    ),
    SectionEntry(
        "fse", "Export FSE+", "fse", Droit.REGLAGES, f"{_HERE}.fse:FseSection",
        "colonnes fichier ma démarche opération en-tête",
        "Parcours",
    ),
    SectionEntry(
        "parametres", "Montants et bornes", "calendar", Droit.REGLAGES,
        f"{_HERE}.parametres:ParametresSection",
        "paramètre service civique indemnité congés âge heures",
        "Parcours",
    ),
    SectionEntry(
        "poste", "Ce poste", "poste", None, f"{_HERE}.poste:PosteSection",
        "ordinateur apparence thème dossier trousseau ouverture",
        "Poste et compte",
    ),
    SectionEntry(
        "mot_de_passe", "Mon mot de passe", "key", None,
        f"{_HERE}.mot_de_passe:MotDePasseSection", "changer",
        "Poste et compte",
    ),
)  # fmt: skip
