"""How complete the FSE+ records are: of one person, then of an operation, against the 35 % line."""

import datetime as dt
import enum
from collections.abc import Sequence
from typing import NamedTuple

from models.suivis.dossier_fse import DossierFse
from models.suivis.questions import MOMENTS, Question, asked, missing
from models.suivis.suivi import add_months

ROUGE, BLOQUANT = 30, 35  # per cent of what lacks: beyond, red; beyond, the fund corrects its aid


class Feu(enum.StrEnum):
    """The light of a record, or of an operation."""

    VERT = "vert"
    ROUGE = "rouge"
    BLOQUANT = "bloquant"

    @property
    def kind(self) -> str:
        """How it is shown: good, attention or bad."""
        return {"vert": "good", "rouge": "attention", "bloquant": "bad"}[self.value]


def feu_of(lacking: int, whole: int) -> Feu:
    """Told exactly: 35 of 100 is still red, 351 of 1 000 blocks."""
    if lacking * 100 > BLOQUANT * whole:
        return Feu.BLOQUANT
    return Feu.ROUGE if lacking * 100 > ROUGE * whole else Feu.VERT


class Completude(NamedTuple):
    """One record on a day: what lacks, among the questions of the moments that are due."""

    manquantes: tuple[Question, ...]
    demandees: int

    @property
    def is_complete(self) -> bool:
        return not self.manquantes

    @property
    def pourcentage(self) -> int:
        """Of what is there; 100 only when nothing lacks."""
        if not self.demandees:
            return 100
        return (self.demandees - len(self.manquantes)) * 100 // self.demandees

    @property
    def feu(self) -> Feu:
        return feu_of(len(self.manquantes), self.demandees)

    @property
    def phrase(self) -> str:
        """« Il manque 2 réponses sur 24 : Diplôme ; Nationalité. »"""
        count = len(self.manquantes)
        if not count:
            return "Tout est répondu."
        lacks = "Il manque une réponse" if count == 1 else f"Il manque {count} réponses"
        first = "\u00a0; ".join(one.libelle.rstrip("…?\u00a0 ") for one in self.manquantes[:3])
        more = "…" if count > 3 else "."
        return f"{lacks} sur {self.demandees}\u00a0: {first}{more}"


class CompletudeOperation(NamedTuple):
    """All records of an operation: how many lack something."""

    incompletes: int
    participants: int

    @property
    def pourcentage(self) -> int:
        """Of the records that lack something, rounded up: the line is never shown as kept when
        it is passed."""
        return -(-self.incompletes * 100 // self.participants) if self.participants else 0

    @property
    def feu(self) -> Feu:
        return feu_of(self.incompletes, self.participants)

    @property
    def phrase(self) -> str:
        if not self.participants:
            return "Aucun participant pour l’instant."
        if not self.incompletes:
            return "Tous les dossiers sont complets."
        many = self.incompletes > 1
        said = (
            f"{self.incompletes} dossier{'s' * many} sur {self.participants} "
            f"incomplet{'s' * many} ({self.pourcentage}\u00a0%)"
        )
        return {
            Feu.VERT: f"{said}.",
            Feu.ROUGE: f"{said}\u00a0: la limite de {BLOQUANT}\u00a0% approche. Complétez-les.",
            Feu.BLOQUANT: f"{said}\u00a0: au-delà de {BLOQUANT}\u00a0%, l’aide peut être réduite "
            "au contrôle. Complétez les dossiers avant d’envoyer.",
        }[self.feu]


def completude_of(dossier: DossierFse, day: dt.date) -> Completude:
    """What lacks in one record, at each moment whose day has come."""
    lacking: list[Question] = []
    whole = 0
    for moment in due_moments(dossier, day):
        given = dossier.given(moment)
        lacking += missing(moment, given)
        whole += sum(not one.facultative for one in asked(moment, given))
    return Completude(tuple(lacking), whole)


def completude_operation(dossiers: Sequence[DossierFse], day: dt.date) -> CompletudeOperation:
    lacking = sum(not completude_of(one, day).is_complete for one in dossiers)
    return CompletudeOperation(lacking, len(dossiers))


def due_moments(dossier: DossierFse, day: dt.date) -> list[str]:
    """The moments whose day has come: the entry; the exit; six months after, if she lives."""
    days = {"entree": dossier.participant.entree_le}
    if dossier.sortie is not None:
        days["sortie"] = dossier.sortie
        if dossier.reponses.get("sortie", {}).get("motif_sortie") != "deces":
            days["six_mois"] = add_months(dossier.sortie, 6)
    return [moment for moment in MOMENTS if moment in days and days[moment] <= day]
