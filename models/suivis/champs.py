"""What is asked of a person's situation: each champ, its list, whether it takes several answers."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.base.errors import Invalid
from models.nomenclatures.valeur import NON_COMMUNIQUE, Valeur, resolved

AUCUNE = ("aucun", "aucune")  # answers that stand alone, like « non communiqué »


class Champ(NamedTuple):
    """One champ; `personne` is the column of a person's file that says the same, if any."""

    code: str
    libelle: str
    nomenclature: str
    plusieurs: bool = False
    personne: str = ""


CHAMPS: tuple[Champ, ...] = (
    Champ("situation", "Situation", "situation", personne="situation"),
    Champ("scolarite", "Scolarité", "scolarite"),
    Champ("derniere_classe", "Dernière classe suivie", "derniere_classe"),
    Champ("niveau_formation", "Niveau de formation", "niveau_formation"),
    Champ("obligation_formation", "Obligation de formation (16-18 ans)", "obligation_formation"),
    Champ("mission_locale", "Mission locale", "inscription"),
    Champ("france_travail", "France Travail", "inscription"),
    Champ("logement", "Logement", "logement"),
    Champ("mobilite", "Mobilité", "mobilite", plusieurs=True),
    Champ("ressources", "Ressources", "ressources", plusieurs=True),
    Champ("situation_familiale", "Situation familiale", "situation_familiale"),
    Champ("type_menage", "Type de ménage", "type_menage", personne="type_menage"),
    Champ("equipement", "Équipement numérique", "equipement", True, "equipement"),
    Champ(
        "besoin_linguistique",
        "Aisance en français",
        "besoin_linguistique",
        personne="besoin_linguistique",
    ),
)
BY_CODE = {champ.code: champ for champ in CHAMPS}
Valeurs = Mapping[str, Sequence[str]]  # the keys of the answers, by the code of their champ


def checked(valeurs: Valeurs) -> dict[str, list[str]]:
    """The answers as they will be written, in the order of the champs; empty ones are not there."""
    for code in valeurs:
        if code not in BY_CODE:
            raise KeyError(code)
    found = {champ.code: _answers(champ, valeurs.get(champ.code, ())) for champ in CHAMPS}
    return {code: answers for code, answers in found.items() if answers}


def _answers(champ: Champ, keys: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(str(resolved(key)) for key in keys if key))
    known = {
        one.id: one
        for one in Valeur.select().where(
            Valeur.id.in_(wanted) & (Valeur.nomenclature == champ.nomenclature)
        )
    }
    if set(known) != set(wanted):
        raise Invalid(champ.code, f"{champ.libelle}\u00a0: choisissez dans la liste de ce champ.")
    if len(wanted) < 2:
        return wanted
    if not champ.plusieurs:
        raise Invalid(champ.code, f"{champ.libelle}\u00a0: une seule réponse. Gardez la bonne.")
    alone = next((one for one in known.values() if stands_alone(one.code)), None)
    if alone is not None:
        raise Invalid(
            champ.code,
            f"{champ.libelle}\u00a0: «\u00a0{alone.libelle}\u00a0» est une réponse seule.",
        )
    return wanted


def stands_alone(code: str) -> bool:
    return code in (*AUCUNE, NON_COMMUNIQUE)
