"""The kinds of criteria that a dispositif may ask for, and what each must say to be evaluated."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from models.base.errors import Invalid
from models.nomenclatures.valeur import valeurs


class Genre(NamedTuple):
    """One kind: its name, the bounds it needs, the list whose values it accepts, if any."""

    libelle: str
    bornes: tuple[str, ...] = ()
    nomenclature: str = ""


GENRES: dict[str, Genre] = {
    "age": Genre("Âge", ("min", "max")),
    "territoire": Genre("Territoire"),
    "scolarite": Genre("Scolarité", (), "scolarite"),
    "orientation": Genre("Qui oriente", (), "type_prescripteur"),
    "declaratif": Genre("À vérifier avec la personne"),
}
_INCONNU = {
    "age": "âge à préciser",
    "territoire": "adresse à préciser",
    "scolarite": "scolarité à préciser",
    "orientation": "le prescripteur n’est pas renseigné",
    "declaratif": "à voir avec la personne",
}
_MESSAGE = {
    "age": "{age} ans",
    "territoire": "hors du territoire",
    "scolarite": "noté «\u00a0{valeur}\u00a0»",
    "orientation": "orienté par «\u00a0{valeur}\u00a0»",
}


class CritereInput(NamedTuple):
    """One criterion as the structure writes it; `code` is empty when it is new."""

    genre: str
    libelle: str
    parametres: Mapping[str, Any]
    code: str = ""


def checked_parametres(entry: CritereInput) -> dict[str, Any]:
    """What is stored of a criterion, its own sentences included; `Invalid` says what is missing."""
    genre = GENRES.get(entry.genre)
    if genre is None:
        raise Invalid("genre", "Critère\u00a0: cette nature n’existe pas. Choisissez-en une.")
    if not entry.libelle.strip():
        raise Invalid("libelle", "Critère\u00a0: écrivez-le comme il s’imprimera.")
    found = {**sentences_of(entry.genre), **entry.parametres}
    if entry.genre == "age":
        _check_ages(found)
    if genre.nomenclature:
        _check_values(genre.nomenclature, found)
        found["nomenclature"] = genre.nomenclature
    return found


def sentences_of(genre: str) -> dict[str, Any]:
    """What is said of a criterion of this kind when it is not met, when nobody knows."""
    said: dict[str, Any] = {"message_inconnu": _INCONNU[genre]}
    if genre in _MESSAGE:
        said["message"] = _MESSAGE[genre]
        said["message_exception"] = f"{_MESSAGE[genre]}\u00a0: exception à motiver"
        said["exception"] = False
    return said


def _check_ages(found: dict[str, Any]) -> None:
    low, high = found.get("min"), found.get("max")
    if not isinstance(low, int) or not isinstance(high, int) or not 0 <= low <= high <= 120:
        raise Invalid(
            "min",
            "Âge\u00a0: il faut deux âges en années, le plus petit d’abord. Corrigez-les.",
        )
    limit = found.pop("max_exception", None)
    if limit is None:
        return
    if not isinstance(limit, int) or not high < limit <= 120:
        raise Invalid(
            "max_exception",
            f"Jusqu’à, par exception\u00a0: une exception va au-delà de {high} ans. Écrivez un âge "
            "plus haut, ou rien s’il n’y a pas d’exception.",
        )
    found["max_exception"] = limit


def _check_values(nomenclature: str, found: dict[str, Any]) -> None:
    codes = {one.code for one in valeurs(nomenclature, retired=True)}
    wanted = list(found.get("valeurs", ()))
    if not wanted or set(wanted) - codes:
        raise Invalid(
            "valeurs",
            "Critère\u00a0: choisissez dans la liste au moins une valeur qui convient.",
        )
