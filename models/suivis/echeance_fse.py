"""What the FSE+ questionnaires ask for on a day, over all participants: to fill in, to complete."""

import datetime as dt
import enum
from collections.abc import Collection, Iterator
from typing import NamedTuple

from models.suivis.completude import due_moments
from models.suivis.dossier_fse import DossierFse, every_dossier
from models.suivis.questions import missing
from models.suivis.suivi import add_months

_DAY = dt.timedelta(days=1)
EXIT_WITHIN = 28 * _DAY  # that the situation at the exit may be noted
REMINDERS = (15 * _DAY, 25 * _DAY)  # after the exit
AHEAD = 15 * _DAY  # before the sixth month
_NAMES = {"entree": "d’entrée", "sortie": "de sortie", "six_mois": "à six mois"}


class Niveau(enum.StrEnum):
    """How pressing it is."""

    A_FAIRE = "a_faire"
    RAPPEL = "rappel"  # fifteen days after the exit
    DERNIER_RAPPEL = "dernier_rappel"  # twenty-five
    EN_RETARD = "en_retard"
    INCOMPLET = "incomplet"  # filled in, but answers lack


class EcheanceFse(NamedTuple):
    """One questionnaire that waits: of whom, for when, how pressing, how many answers lack."""

    participant_id: str
    personne_id: str
    suivi_id: str | None
    operation_id: str
    moment: str
    pour_le: dt.date
    niveau: Niveau
    manquantes: int

    @property
    def phrase(self) -> str:
        """« Questionnaire FSE+ de sortie à remplir au plus tard le 12/04/2026 »."""
        head = f"Questionnaire FSE+ {_NAMES[self.moment]}"
        if self.niveau is Niveau.INCOMPLET:
            many = "s" if self.manquantes > 1 else ""
            return f"{head}\u00a0: {self.manquantes} réponse{many} manquante{many}"
        if self.niveau is Niveau.EN_RETARD:
            return f"{head} en retard depuis le {self.pour_le:%d/%m/%Y}"
        return f"{head} à remplir au plus tard le {self.pour_le:%d/%m/%Y}"


def echeances_fse(day: dt.date, suivis: Collection[str] | None = None) -> list[EcheanceFse]:
    """Every questionnaire that waits on a day, the most pressing first; a few queries in all.

    With `suivis`, those of the persons followed in them.
    """
    read = every_dossier(day, suivis)
    found = [one for dossier in read for one in echeances_of(dossier, day)]
    return sorted(found, key=lambda one: (one.niveau is Niveau.INCOMPLET, one.pour_le))


def echeances_of(dossier: DossierFse, day: dt.date) -> Iterator[EcheanceFse]:
    """Those of one participant."""
    for moment, since, until in _windows(dossier):
        sheet = dossier.questionnaires.get(moment)
        filled = sheet is not None and sheet.rempli_le is not None
        lacking = len(missing(moment, dossier.given(moment)))
        if day < since or (filled and not lacking):
            continue
        level = Niveau.INCOMPLET if filled else _level(dossier, moment, until, day=day)
        yield EcheanceFse(
            dossier.participant.id,
            dossier.participant.personne_id,
            dossier.suivi_id,
            dossier.participant.operation_id,
            moment,
            until,
            level,
            lacking,
        )


def _windows(dossier: DossierFse) -> Iterator[tuple[str, dt.date, dt.date]]:
    """(moment, from when, for when) of each questionnaire that follows from her days."""
    entree = dossier.participant.entree_le
    yield "entree", entree, entree
    if dossier.sortie is None:
        return
    yield "sortie", dossier.sortie, dossier.sortie + EXIT_WITHIN
    sixth = add_months(dossier.sortie, 6)
    if "six_mois" in due_moments(dossier, sixth):
        yield "six_mois", sixth - AHEAD, sixth


def _level(dossier: DossierFse, moment: str, until: dt.date, *, day: dt.date) -> Niveau:
    if day > until:
        return Niveau.EN_RETARD
    if moment != "sortie" or dossier.sortie is None:
        return Niveau.A_FAIRE
    first, last = REMINDERS
    if day >= dossier.sortie + last:
        return Niveau.DERNIER_RAPPEL
    return Niveau.RAPPEL if day >= dossier.sortie + first else Niveau.A_FAIRE
