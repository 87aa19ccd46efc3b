"""Eligibility: each criterion of a dispositif against what is known, with its reason.

A criterion that rests on the protected half is judged with it in hand, or not at all: what is found
without it is found from what the accueil reads, and may lie in clear.
"""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.nomenclatures.valeur import label, resolved
from models.personnes.naissance import Precision, age_at
from models.prescriptions.contenu import PAR_REFERENT, CritereContenu, Protege, Verdict
from models.prescriptions.prescription import Prescription
from models.suivis.dispositif import DispositifCritere, criteres_of

Parametres = dict[str, Any]
AGE = "age"


@dataclass(frozen=True)
class Constat:
    """What was found of one criterion; `tolerable` when an exception may be given a motive.

    `reserve`: the protected half says more, and is not in hand.
    """

    code: str
    verdict: Verdict
    raison: str = ""
    tolerable: bool = False
    reserve: bool = False
    dispense_de: tuple[str, ...] = ()


def check_criteres(
    prescription: Prescription, protege: Protege | None
) -> tuple[CritereContenu, ...]:
    """What is found of each criterion, as it is printed, in the order of the dispositif.

    A criterion that releases from others (« orienté par la MLDS ») is told only when it is met.
    """
    motifs = {} if protege is None else protege.motifs
    labels = {c.code: c.libelle for c in criteres_of(prescription.dispositif_id)}
    return tuple(
        CritereContenu(
            labels[constat.code],
            constat.verdict,
            constat.raison,
            _excused(constat, motifs),
            constat.reserve,
        )
        for constat in constats_of(prescription, protege)
    )


def constats_of(prescription: Prescription, protege: Protege | None) -> list[Constat]:
    """What is found of each criterion that the program can evaluate."""
    found = []
    for critere in criteres_of(prescription.dispositif_id):
        parametres = json.loads(critere.parametres)
        constat = _found(critere, parametres, prescription, protege)
        if constat is None:
            continue
        released = tuple(parametres.get("dispense_de", ()))
        found.append(replace(constat, code=critere.code, dispense_de=released))
    known = _released(found)
    return known if protege is not None else [_without_motive(one) for one in known]


def blocking(prescription: Prescription, protege: Protege) -> list[Constat]:
    """The criteria that are not met and for which no motive of exception is written."""
    return [
        c
        for c in constats_of(prescription, protege)
        if c.verdict is Verdict.NON and not _excused(c, protege.motifs)
    ]


def age_refused(
    prescription: Prescription, criteres: Sequence[DispositifCritere]
) -> Constat | None:
    """What is wrong with the age, where no exception is allowed; it needs nothing protected."""
    for critere in criteres:
        if critere.genre == AGE:
            constat = _age(json.loads(critere.parametres), prescription)
            if constat.verdict is Verdict.NON and not constat.tolerable:
                return constat
    return None


def out_of_age(
    criteres: Sequence[DispositifCritere], naissance: dt.date, jours: tuple[dt.date, dt.date | None]
) -> bool:
    """Whether an age is to be looked at more closely; `jours` of the fiche and of its session."""
    for critere in criteres:
        if critere.genre == AGE:
            parametres = json.loads(critere.parametres)
            at_session = parametres.get("date_de_reference") == "debut_session"
            age = age_at(naissance, (jours[1] if at_session else None) or jours[0])
            return not parametres["min"] <= age <= parametres["max"]
    return False


def _found(
    critere: DispositifCritere,
    parametres: Parametres,
    prescription: Prescription,
    protege: Protege | None,
) -> Constat | None:
    """What is found of one criterion; None when the program has no way to evaluate it."""
    if critere.genre in _OPEN:
        return _OPEN[critere.genre](parametres, prescription)
    if critere.genre not in _PROTECTED:
        return None
    if protege is None:
        return Constat("", Verdict.A_VERIFIER, PAR_REFERENT, reserve=True)
    return _PROTECTED[critere.genre](parametres, protege)


def _excused(constat: Constat, motifs: dict[str, str]) -> str:
    """The motive of an exception, where one is needed and allowed: one left from before is not."""
    needed = constat.verdict is Verdict.NON and constat.tolerable
    return motifs.get(constat.code, "") if needed else ""


def _without_motive(constat: Constat) -> Constat:
    """Where an exception is allowed, whether it was made is for a référent to tell."""
    if constat.verdict is not Verdict.NON or not constat.tolerable:
        return constat
    told = f"{constat.raison} (par un référent)"
    return replace(constat, verdict=Verdict.A_VERIFIER, raison=told, reserve=True)


def _released(found: list[Constat]) -> list[Constat]:
    """Drop the criteria that only release others and are not met; mark those that are released."""
    met = [c for c in found if c.dispense_de and c.verdict is Verdict.OK]
    needless = {code for c in met for code in c.dispense_de}
    kept = [c for c in found if not c.dispense_de or c in met]
    return [
        replace(c, verdict=Verdict.OK, raison="non exigé ici", reserve=False)
        if c.code in needless and c.verdict is not Verdict.OK
        else c
        for c in kept
    ]


def _age(parametres: Parametres, prescription: Prescription) -> Constat:
    personne = prescription.personne
    if personne.date_naissance is None:
        return Constat("", Verdict.A_VERIFIER, parametres.get("message_inconnu", ""))
    age = age_at(personne.date_naissance, _reference_day(parametres, prescription))
    exact = personne.precision_naissance == Precision.JOUR
    if parametres["min"] <= age <= parametres["max"]:
        told = f"{age} ans" if exact else f"≈ {age} ans"
        return Constat("", Verdict.OK if exact else Verdict.A_VERIFIER, told)
    if not exact:
        return Constat("", Verdict.A_VERIFIER, parametres.get("message_inconnu", ""))
    tolerable = parametres["max"] < age <= parametres.get("max_exception", 0)
    message = parametres["message_exception" if tolerable else "message"].format(age=age)
    return Constat("", Verdict.NON, message, tolerable=tolerable)


def _reference_day(parametres: Parametres, prescription: Prescription) -> dt.date:
    at_session = parametres.get("date_de_reference") == "debut_session"
    if at_session and prescription.session_id is not None:
        day: dt.date = prescription.session.debut
        return day
    asked: dt.date = prescription.date_demande
    return asked


def _territoire(parametres: Parametres, prescription: Prescription) -> Constat:
    key = prescription.territoire_id
    if key in (None, "territoire.nc"):
        return Constat("", Verdict.A_VERIFIER, parametres.get("message_inconnu", ""))
    if key == "territoire.quartier":
        return Constat("", Verdict.OK, label(key))
    near = key == "territoire.proche"
    message = parametres["message_exception" if near else "message"]
    return Constat("", Verdict.NON, message, tolerable=near)


def _declaratif(parametres: Parametres, prescription: Prescription) -> Constat:
    """What no row of ours can tell: said by the person, checked with her."""
    return Constat("", Verdict.A_VERIFIER, parametres.get("message_inconnu", ""))


def _orientation(parametres: Parametres, prescription: Prescription) -> Constat:
    return _among(parametres, prescription.type_prescripteur_id)


def _scolarite(parametres: Parametres, protege: Protege) -> Constat:
    return _among(parametres, protege.scolarite)


def _among(parametres: Parametres, key: str | None) -> Constat:
    """A criterion met by some values of a list."""
    if not key or key.endswith(".nc"):
        return Constat("", Verdict.A_VERIFIER, parametres.get("message_inconnu", ""))
    liste, said = key.split(".", 1)[0], label(key)
    accepted = {resolved(f"{liste}.{code}") for code in parametres["valeurs"]}
    if resolved(key) in accepted:
        return Constat("", Verdict.OK, said)
    told = parametres["message"].format(valeur=said)
    return Constat("", Verdict.NON, told, tolerable=bool(parametres.get("exception")))


_OPEN: dict[str, Callable[[Parametres, Prescription], Constat]] = {
    AGE: _age,
    "territoire": _territoire,
    "orientation": _orientation,
    "declaratif": _declaratif,
}
_PROTECTED: dict[str, Callable[[Parametres, Protege], Constat]] = {"scolarite": _scolarite}
