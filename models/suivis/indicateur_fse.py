"""The common indicators of the fund, counted for one operation, and who cannot be counted.

A refusal to answer and a missing answer are told apart from the count: neither is a « no ».
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from models.suivis.dossier_fse import DossierFse
from models.suivis.questions import NSP

Verdict = bool | str | None  # met or not; NSP: refused to answer; None: no answer


class Effectif(NamedTuple):
    """One count, by sex as the fund asks it; `non_dit`: who did not say hers."""

    femmes: int = 0
    hommes: int = 0
    non_binaires: int = 0
    non_dit: int = 0

    @property
    def total(self) -> int:
        return sum(self)


class Indicateur(NamedTuple):
    """One figure; `nsp` refused to answer, `manquants` did not answer: neither is in the count."""

    code: str
    libelle: str
    effectif: Effectif
    nsp: int
    manquants: int


class Exclu(NamedTuple):
    """Who is not counted in one indicator: why, and the questionnaire that would tell."""

    dossier: DossierFse
    raison: str
    moment: str


class _Rule(NamedTuple):
    """How one is counted; only those who left are asked about what comes after."""

    code: str
    libelle: str
    verdict: Callable[[DossierFse], Verdict]
    among: Callable[[DossierFse], bool]


NO_BIRTH = "Date de naissance incomplète dans son dossier"
NO_ANSWER = "Sans réponse"
REFUSED = "N’a pas souhaité répondre"
_AGES = ("EECO06", "EECO07", "AGE_30_54", "EECO08")
_SEXES = ("femme", "homme", "non_binaire")
_CHOMEURS = ("demandeur_inscrit", "demandeur_non_inscrit")
_INACTIFS = ("inactif_formation", "inactif")
_EN_EMPLOI = ("salarie", "independant")
_EMPLOIS = ("emploi_durable", "emploi_court", "emploi_aide", "alternance")
_FORMATIONS = ("alternance", "formation_qualifiante", "autre_formation")
_PLUS_6, _PLUS_12 = ("6_12", "12_24", "plus_24"), ("12_24", "plus_24")
_CITE_0_2 = ("aucun", "brevet")
_CITE_3_4 = ("niveau_3", "niveau_4")
_CITE_5_8 = ("niveau_5", "niveau_6", "niveau_7", "niveau_8")


def indicateurs_of(dossiers: Sequence[DossierFse]) -> list[Indicateur]:
    """Every indicator of an operation, in the order of the regulation."""
    return [_count(rule, dossiers) for rule in _RULES]


def exclus_of(code: str, dossiers: Sequence[DossierFse]) -> list[Exclu]:
    """Those whose answer lacks, or who refused it: they count neither for a yes nor for a no."""
    rule = next(one for one in _RULES if one.code == code)
    found = []
    for one in dossiers:
        verdict = rule.verdict(one) if rule.among(one) else True
        if verdict is None:
            aged = code in _AGES
            found.append(Exclu(one, NO_BIRTH if aged else NO_ANSWER, _moment_of(code)))
        elif verdict == NSP:
            found.append(Exclu(one, REFUSED, _moment_of(code)))
    return found


def _moment_of(code: str) -> str:
    if code in ("EECR05", "EECR06"):
        return "six_mois"
    return "sortie" if code.startswith("EECR") else "entree"


def _count(rule: _Rule, dossiers: Sequence[DossierFse]) -> Indicateur:
    found = [(one, rule.verdict(one)) for one in dossiers if rule.among(one)]
    met = [one for one, verdict in found if verdict is True]
    sexes = [one.reponses.get("entree", {}).get("sexe") for one in met]
    known = [sexes.count(sexe) for sexe in _SEXES]
    return Indicateur(
        rule.code,
        rule.libelle,
        Effectif._make([*known, len(met) - sum(known)]),
        sum(verdict == NSP for _, verdict in found),
        sum(verdict is None for _, verdict in found),
    )


def _among(moment: str, question: str, *answers: str) -> Callable[[DossierFse], Verdict]:
    """Whether the answer to a question is one of these."""

    def verdict(dossier: DossierFse) -> Verdict:
        answer = dossier.reponses.get(moment, {}).get(question)
        if answer in (None, "injoignable"):
            return None
        return NSP if answer == NSP else answer in answers

    return verdict


def _aged(low: int, high: int) -> Callable[[DossierFse], Verdict]:
    def verdict(dossier: DossierFse) -> Verdict:
        return None if dossier.age is None else low <= dossier.age <= high

    return verdict


def _long(dossier: DossierFse, *, young: bool) -> Verdict:
    """Unemployed for more than 12 months; of more than 6 under 25, as another reading has it."""
    jobless = _among("entree", "statut", *_CHOMEURS)(dossier)
    if jobless is not True:
        return jobless
    if young and dossier.age is None:
        return None
    short = young and dossier.age is not None and dossier.age < 25
    return _among("entree", "duree_sans_emploi", *(_PLUS_6 if short else _PLUS_12))(dossier)


def _origine(dossier: DossierFse) -> Verdict:
    """Born abroad, or of a parent who was: one yes is enough, two answers are needed for a no."""
    asked = ("ne_etranger", "parent_etranger")
    said = [_among("entree", question, "oui")(dossier) for question in asked]
    if True in said:
        return True
    return None if None in said else (NSP if NSP in said else False)


def _searching(dossier: DossierFse) -> Verdict:
    """Was inactive at the entry, and looks for a job at the exit."""
    before = _among("entree", "statut", *_INACTIFS)(dossier)
    if before is not True:
        return before
    return _among("sortie", "situation_sortie", "recherche_emploi")(dossier)


def _everybody(_: DossierFse) -> bool:
    return True


def _left(dossier: DossierFse) -> bool:
    return dossier.sortie is not None and (
        dossier.reponses.get("sortie", {}).get("motif_sortie") != "deces"
    )


def _asked_later(dossier: DossierFse) -> bool:
    """Whether the sixth month was asked about, or answered."""
    return _left(dossier) and "six_mois" in dossier.questionnaires


_RULES = (
    _Rule("EECO01", "Participants", lambda _: True, _everybody),
    _Rule("EECO02", "Au chômage, longue durée comprise",
          _among("entree", "statut", *_CHOMEURS), _everybody),
    _Rule("EECO03", "Au chômage depuis plus de 12 mois",
          lambda one: _long(one, young=False), _everybody),
    _Rule("EECO03_25", "… plus de 12 mois, ou de 6 avant 25 ans",
          lambda one: _long(one, young=True), _everybody),
    _Rule("EECO04", "Inactifs", _among("entree", "statut", *_INACTIFS), _everybody),
    _Rule("EECO05", "En emploi, indépendants compris",
          _among("entree", "statut", *_EN_EMPLOI), _everybody),
    _Rule("EECO06", "Moins de 18 ans", _aged(0, 17), _everybody),
    _Rule("EECO07", "De 18 à 29 ans", _aged(18, 29), _everybody),
    _Rule("AGE_30_54", "De 30 à 54 ans", _aged(30, 54), _everybody),
    _Rule("EECO08", "55 ans et plus", _aged(55, 150), _everybody),
    _Rule("EECO09", "Niveau CITE 0 à 2", _among("entree", "diplome", *_CITE_0_2), _everybody),
    _Rule("EECO10", "Niveau CITE 3 ou 4", _among("entree", "diplome", *_CITE_3_4), _everybody),
    _Rule("EECO11", "Niveau CITE 5 à 8", _among("entree", "diplome", *_CITE_5_8), _everybody),
    _Rule("EECO12", "En situation de handicap", _among("entree", "handicap", "oui"), _everybody),
    _Rule("EECO13", "Ressortissants de pays tiers",
          _among("entree", "nationalite", "hors_ue", "apatride_refugie"), _everybody),
    _Rule("EECO14", "D’origine étrangère", _origine, _everybody),
    _Rule("EECO15", "Minorités", _among("entree", "minorite", "oui"), _everybody),
    _Rule("EECO16", "Sans logement, ou exclus du logement",
          _among("entree", "sans_logement", "oui"), _everybody),
    _Rule("EECO17", "En zone rurale", _among("entree", "rural", "oui"), _everybody),
    _Rule("EECR01", "Inactifs qui cherchent un emploi à la sortie", _searching, _left),
    _Rule("EECR02", "En études ou en formation à la sortie",
          _among("sortie", "situation_sortie", *_FORMATIONS), _left),
    _Rule("EECR03", "Ont obtenu une qualification",
          _among("sortie", "qualification", "oui"), _left),
    _Rule("EECR04", "En emploi à la sortie",
          _among("sortie", "situation_sortie", *_EMPLOIS), _left),
    _Rule("EECR05", "En emploi six mois après",
          _among("six_mois", "situation_six_mois", *_EMPLOIS), _asked_later),
    _Rule("EECR06", "Situation meilleure six mois après",
          _among("six_mois", "amelioration", "oui"), _asked_later),
)  # fmt: skip
