"""The names of what may be done. Which role has which is decided in `models.comptes.droits`."""

import enum


class Droit(enum.Enum):
    """One right; its value is how a refusal names the act to the user."""

    REGISTRE = "tenir le registre d’accueil"
    CARNET = "emporter ou rentrer un carnet de tournée"
    PERSONNES = "lire et compléter les dossiers des personnes"
    SUIVI_EXISTENCE = "savoir qu’un suivi existe"
    SUIVI_LIRE = "lire la situation et le parcours d’un suivi"
    SUIVI_ECRIRE = "écrire dans un suivi"
    SUIVI_TOUS = "écrire dans le suivi d’un collègue"
    NOTES_EQUIPE = "lire et écrire les notes de l’équipe"
    FICHE_PREPARER = "préparer une fiche de prescription"
    FICHE_CONTENU = "lire, écrire et imprimer le contenu d’une fiche de prescription"
    BILAN_JOUR = "voir les comptes du jour"
    BILAN = "établir un bilan"
    EXPORT_NOMINATIF = "exporter, fusionner ou effacer des données nominatives"
    IMPORT = "importer un registre"
    REGLAGES = "modifier les réglages et les listes"
    COMPTES = "gérer les comptes et les clés"
    COFFRE = "sauvegarder et vérifier la base"
    JOURNAL = "lire le journal"
    PROPRE_COMPTE = "gérer son propre compte"
