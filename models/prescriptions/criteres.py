"""Eligibility: each criterion of a dispositif against what is known, with its reason."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from models.base.search import fold
from models.personnes.naissance import Precision, age_at
from models.personnes.personne import Personne
from models.prescriptions.contenu import CritereContenu, Verdict
from models.suivis.dispositif import DispositifCritere, criteres_of

Found = tuple[Verdict, str]


def check_criteres(
    dispositif_id: str, personne: Personne, day: dt.date, constats: dict[str, Any]
) -> tuple[CritereContenu, ...]:
    """What is found of each criterion on a day.

    `constats` holds what somebody stated for a criterion (by its rank), and the motive of an
    exception; a computed verdict is only replaced where nothing could be computed.
    """
    return tuple(
        _checked(critere, personne, day, constats.get(str(critere.rang), {}))
        for critere in criteres_of(dispositif_id)
    )


def blocking(criteres: tuple[CritereContenu, ...]) -> list[CritereContenu]:
    """The criteria that are not met and for which no exception is given."""
    return [c for c in criteres if c.verdict is Verdict.NON and not c.exception]


def _checked(
    critere: DispositifCritere, personne: Personne, day: dt.date, stated: dict[str, Any]
) -> CritereContenu:
    parametres = json.loads(critere.parametres)
    check = _CHECKS.get(critere.genre, _to_verify)
    verdict, raison = check(parametres, personne, day)
    if verdict is Verdict.A_VERIFIER and stated.get("verdict"):
        verdict, raison = Verdict(stated["verdict"]), stated.get("raison", "")
    return CritereContenu(critere.libelle, verdict, raison, stated.get("exception", ""))


def _age(parametres: dict[str, Any], personne: Personne, day: dt.date) -> Found:
    if personne.date_naissance is None:
        return Verdict.A_VERIFIER, "date de naissance inconnue"
    age = age_at(personne.date_naissance, day)
    low, high = parametres.get("min", 0), parametres.get("max", 200)
    exact = personne.precision_naissance == Precision.JOUR
    told = f"{age} ans" if exact else f"≈ {age} ans"
    if low <= age <= high:
        return (Verdict.OK if exact else Verdict.A_VERIFIER), told
    if not exact:
        return Verdict.A_VERIFIER, told
    limit = parametres.get("max_exception")
    if limit and high < age <= limit:
        return Verdict.NON, f"{told} : possible par exception jusqu’à {limit} ans"
    return Verdict.NON, told


def _territoire(parametres: dict[str, Any], personne: Personne, day: dt.date) -> Found:
    quartiers = {fold(q) for q in parametres.get("quartiers", ())}
    if not personne.quartier and not personne.commune:
        return Verdict.A_VERIFIER, "adresse inconnue"
    if fold(personne.quartier) in quartiers:
        return Verdict.OK, personne.quartier
    return Verdict.A_VERIFIER, personne.quartier or personne.commune


def _to_verify(parametres: dict[str, Any], personne: Personne, day: dt.date) -> Found:
    return Verdict.A_VERIFIER, ""


_CHECKS: dict[str, Callable[[dict[str, Any], Personne, dt.date], Found]] = {
    "age": _age,
    "territoire": _territoire,
}
