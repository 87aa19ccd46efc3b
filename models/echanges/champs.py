"""The fields that a column of a file may be, in the words of the desk."""

from models.base.search import fold
from models.echanges.choix import AUTRE, HORS, PERSONNES

COMMUNS = {
    "nom_complet": "Nom et prénom", "nom": "Nom", "prenom": "Prénom", "civilite": "Civilité",
    "sexe": "Sexe", "naissance": "Date de naissance ou âge",
    "annee_naissance": "Année de naissance",
    "age": "Âge", "telephone": "Téléphone", "quartier": "Quartier", "critere": "Critère",
    "observation": "Observations", "coche": "Case à cocher",
    AUTRE: "Mettre dans le commentaire", HORS: "Ne pas reprendre",
}  # fmt: skip
D_UN_REGISTRE = {
    "jour": "Date", "heure": "Heure", "moment": "Date et heure", "mois": "Mois", "annee": "Année",
    "objet": "Demande", "theme": "Thématique", "operateur": "Opérateur", "reponse": "Réponse",
    "orientation": "Orientation", "resultat": "Résultat", "duree": "Durée (minutes)",
    "duree_heures": "Durée (heures)", "heure_fin": "Heure de départ", "mode": "Mode de contact",
    "accueillant": "Accueilli par", "lieu": "Lieu",
    "rang": "Numéro ou jour de la semaine", "nombre": "Nombre",
}  # fmt: skip
D_UNE_PERSONNE = {
    "nom_naissance": "Nom de naissance", "nom_usage": "Nom d’usage",
    "prenom_usage": "Prénom d’usage", "surnom": "Surnom", "lieu_naissance": "Lieu de naissance",
    "courriel": "Courriel", "adresse": "Adresse", "code_postal": "Code postal",
    "commune": "Commune",
}  # fmt: skip
CHAMPS = {**COMMUNS, **D_UN_REGISTRE, **D_UNE_PERSONNE, "commentaire": COMMUNS[AUTRE]}


def champs_of(genre: str) -> list[tuple[str, str]]:
    """The fields that a column may be, as they are read."""
    more = D_UNE_PERSONNE if genre == PERSONNES else D_UN_REGISTRE
    common = {champ: told for champ, told in COMMUNS.items() if champ not in (AUTRE, HORS)}
    last = {champ: COMMUNS[champ] for champ in (AUTRE, HORS)}
    return [*last.items(), *sorted([*more.items(), *common.items()], key=lambda one: fold(one[1]))]
