"""The rules of the service civique, each a remark with its sentence; they know no table.

Amounts and bounds are those of the day of the contract. None of this applies to another mission.
"""

import datetime as dt
import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from models.personnes.naissance import Naissance, age_at
from models.personnes.personne import latest_birth
from models.suivis.suivi import add_months

MAJORITE = 18
NBSP = "\u00a0"
ONE_DAY = dt.timedelta(days=1)
Regles = Mapping[str, int]


class Gravite(enum.StrEnum):
    """What a remark stands in the way of: the signature of the contract, or nothing."""

    BLOQUANT = "bloquant"
    ATTENTION = "attention"


class Remarque(NamedTuple):
    """One rule that is not met, or one thing to do; `champ` is where it is mended."""

    code: str
    gravite: Gravite
    champ: str
    phrase: str


class Conges(NamedTuple):
    """Days of leave of a mission: earned so far, in all, taken."""

    acquis: int
    total: int
    pris: int


@dataclass(frozen=True)
class Contrat:
    """What the rules need to know of a mission and of who does it."""

    naissance: Naissance
    du: dt.date
    au: dt.date
    heures_semaine: int
    signee_le: dt.date | None = None
    rompue_le: dt.date | None = None
    autorisation_le: dt.date | None = None
    handicap: bool = False
    tuteur: str = ""
    organisme: bool = False
    agrement: str = ""
    formation: tuple[dt.date, ...] = ()
    psc1_le: dt.date | None = None
    psc1_obtenu: bool | None = None
    bilans: tuple[tuple[dt.date, dt.date | None], ...] = ()  # planned, held
    conges_pris: int = 0
    attestation_le: dt.date | None = None
    autre: dt.date | None = None  # the beginning of another service civique of hers

    @property
    def fin(self) -> dt.date:
        """Its last day."""
        return self.au if self.rompue_le is None else min(self.au, self.rompue_le)

    def jour(self, day: dt.date) -> dt.date:
        """The day whose rules apply: that of the signature, or the next that it may be."""
        return self.signee_le or min(day, self.du)

    def is_minor_at(self, day: dt.date) -> bool:
        """Whether she may be under 18 that day; not when nobody knows her birth date."""
        latest = latest_birth(self.naissance)
        return latest is not None and age_at(latest, day) < MAJORITE


def remarques(contrat: Contrat, regles: Regles, day: dt.date) -> list[Remarque]:
    """What is to be mended, seen, or done, that day: what blocks comes first."""
    found = [remark for rule in RULES for remark in rule(contrat, regles, day)]
    return sorted(found, key=lambda one: one.gravite is not Gravite.BLOQUANT)


def conges(contrat: Contrat, regles: Regles, day: dt.date) -> Conges:
    """Leave is earned with each whole month; the months begun under 18 give more."""
    earned = total = months = 0
    while True:
        start, end = add_months(contrat.du, months), add_months(contrat.du, months + 1) - ONE_DAY
        if end > contrat.fin:
            return Conges(earned, total, contrat.conges_pris)
        minor = contrat.is_minor_at(start)
        days = regles["sc_conges_mineur" if minor else "sc_conges"]
        total += days
        earned += days if end < day else 0
        months += 1


def _blocks(code: str, champ: str, phrase: str) -> Remarque:
    return Remarque(code, Gravite.BLOQUANT, champ, phrase)


def _warns(code: str, champ: str, phrase: str) -> Remarque:
    return Remarque(code, Gravite.ATTENTION, champ, phrase)


def _age(contrat: Contrat, regles: Regles, day: dt.date) -> Iterator[Remarque]:
    latest = latest_birth(contrat.naissance)
    if latest is None or contrat.naissance.date is None:
        yield _warns(
            "age",
            "signee_le",
            f"Âge{NBSP}: la date de naissance manque au dossier. Complétez-la avant la signature.",
        )
        return
    when = contrat.jour(day)
    least, most = age_at(latest, when), age_at(contrat.naissance.date, when)
    bound = regles["sc_age_max_handicap" if contrat.handicap else "sc_age_max"]
    lower = regles["sc_age_min"]
    if most < lower or least > bound:
        yield _blocks(
            "age", "signee_le", _out_of_age(most, lower, bound, handicap=contrat.handicap)
        )
    elif least < lower or most > bound:
        yield _warns(
            "age",
            "signee_le",
            f"Âge{NBSP}: avec une naissance notée «{NBSP}{contrat.naissance.texte}{NBSP}», on ne "
            f"peut pas dire si la personne a de {lower} à {bound} ans. Précisez-la.",
        )


def _out_of_age(age: int, lower: int, bound: int, *, handicap: bool) -> str:
    if age < lower:
        return f"Âge{NBSP}: {age} ans à la signature, il faut en avoir {lower}. Attendez ce jour."
    mend = "" if handicap else " Un handicap déclaré porte la limite plus loin."
    return f"Âge{NBSP}: {age} ans à la signature, la limite est de {bound} ans révolus.{mend}"


def _unique(contrat: Contrat, regles: Regles, day: dt.date) -> Iterator[Remarque]:
    if contrat.autre is not None:
        yield _blocks(
            "unique",
            "genre",
            f"Service civique{NBSP}: la personne en a déjà fait un, commencé le "
            f"{contrat.autre:%d/%m/%Y}. On n’en fait qu’un{NBSP}: choisissez une autre nature.",
        )


def _duree(contrat: Contrat, regles: Regles, day: dt.date) -> Iterator[Remarque]:
    least, most = regles["sc_mois_min"], regles["sc_mois_max"]
    if contrat.au < add_months(contrat.du, least) - ONE_DAY:
        said = f"elle dure moins de {least} mois"
    elif contrat.au > add_months(contrat.du, most) - ONE_DAY:
        said = f"elle dure plus de {most} mois"
    else:
        return
    yield _warns("duree", "au", f"Durée{NBSP}: {said}. Vérifiez les dates du contrat.")


def _heures(contrat: Contrat, regles: Regles, day: dt.date) -> Iterator[Remarque]:
    hours, label = contrat.heures_semaine, f"Heures par semaine{NBSP}:"
    if hours < regles["sc_heures_min"]:
        text = f"{label} {hours} h, il en faut au moins {regles['sc_heures_min']}."
        yield _blocks("heures_min", "heures_semaine", text)
    elif hours > regles["sc_heures_max"]:
        text = f"{label} {hours} h, jamais plus de {regles['sc_heures_max']}."
        yield _blocks("heures_max", "heures_semaine", text)
    elif contrat.is_minor_at(contrat.du) and hours > regles["sc_heures_mineur"]:
        text = f"{label} {hours} h, jamais plus de {regles['sc_heures_mineur']} avant 18 ans."
        yield _blocks("heures_mineur", "heures_semaine", text)
    elif hours > regles["sc_heures_usuel"]:
        text = f"{label} {hours} h, c’est plus que les {regles['sc_heures_usuel']} d’ordinaire."
        yield _warns("heures_usuel", "heures_semaine", text)


def _mineur(contrat: Contrat, regles: Regles, day: dt.date) -> Iterator[Remarque]:
    if contrat.is_minor_at(contrat.jour(day)) and contrat.autorisation_le is None:
        yield _blocks(
            "autorisation",
            "autorisation_le",
            f"Autorisation parentale{NBSP}: la personne est mineure. Il faut l’accord écrit de qui "
            "exerce l’autorité parentale, avec son identité et son adresse au contrat.",
        )
    if contrat.is_minor_at(max(contrat.du, day)) and day <= contrat.fin:
        yield _warns(
            "mineur",
            "heures_semaine",
            "Avant 18 ans\u00a0: 7 h par jour au plus, 30 min de pause après 4 h 30, pas de nuit "
            "(22 h à 6 h), deux jours de repos qui se suivent, pas de jour férié ni de travaux "
            "interdits.",
        )


def _parties(contrat: Contrat, regles: Regles, day: dt.date) -> Iterator[Remarque]:
    if not contrat.tuteur:
        yield _blocks(
            "tuteur", "tuteur", f"Tuteur{NBSP}: le contrat en désigne un. Écrivez son nom."
        )
    if not contrat.organisme:
        yield _warns("organisme", "organisme", f"Organisme d’accueil{NBSP}: il reste à dire.")
    if not contrat.agrement:
        yield _warns("agrement", "agrement", f"N° d’agrément{NBSP}: il reste à noter.")
    if contrat.signee_le is None and contrat.du <= day:
        yield _warns(
            "signature",
            "signee_le",
            f"Contrat signé le{NBSP}: la mission est commencée et la signature n’est pas notée.",
        )


def _formations(contrat: Contrat, regles: Regles, day: dt.date) -> Iterator[Remarque]:
    if day < contrat.du:
        return
    left = regles["sc_fcc"] - len([one for one in contrat.formation if one <= day])
    planned = [one for one in contrat.formation if one > day]
    if left > len(planned):
        missing = left - len(planned)
        days = "1 jour reste" if missing == 1 else f"{missing} jours restent"
        yield _warns(
            "fcc",
            "fcc1_le" if missing > 1 else "fcc2_le",
            f"Formation civique{NBSP}: {days} à prévoir avant la fin, le {contrat.fin:%d/%m/%Y}."
            if day <= contrat.fin
            else f"Formation civique{NBSP}: elle n’a pas été faite en entier.",
        )
    if contrat.psc1_obtenu:
        return
    if contrat.psc1_le is None:
        yield _warns("psc1", "psc1_le", f"PSC1{NBSP}: la formation aux premiers secours manque.")
    elif contrat.psc1_le <= day:
        said = "le résultat reste à noter" if contrat.psc1_obtenu is None else "il est à repasser"
        yield _warns("psc1", "psc1_obtenu", f"PSC1 du {contrat.psc1_le:%d/%m/%Y}{NBSP}: {said}.")


def _bilans(contrat: Contrat, regles: Regles, day: dt.date) -> Iterator[Remarque]:
    if not contrat.bilans and contrat.du <= day:
        yield _warns(
            "bilan", "bilans", f"Bilans{NBSP}: aucun n’est prévu avec le tuteur. Prévoyez-en un."
        )
    for planned, held in contrat.bilans:
        if held is None and planned < day and planned <= contrat.fin:
            yield _warns(
                "bilan",
                "bilans",
                f"Bilan du {planned:%d/%m/%Y}{NBSP}: il n’est pas noté. Datez-le, ou déplacez-le.",
            )


def _depart(contrat: Contrat, regles: Regles, day: dt.date) -> Iterator[Remarque]:
    total = conges(contrat, regles, day).total
    if contrat.conges_pris > total:
        yield _warns(
            "conges",
            "absences",
            f"Congés{NBSP}: {contrat.conges_pris} jours pris, la mission en donne {total}.",
        )
    if contrat.fin < day and contrat.attestation_le is None:
        yield _warns(
            "attestation",
            "attestation_le",
            f"Attestation de service civique{NBSP}: la mission est finie, elle reste à remettre.",
        )


Rule = Callable[[Contrat, Regles, dt.date], Iterator[Remarque]]
RULES: tuple[Rule, ...] = (
    _age, _unique, _duree, _heures, _mineur, _parties, _formations, _bilans, _depart,
)  # fmt: skip
