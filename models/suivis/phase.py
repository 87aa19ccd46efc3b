"""The phases of a suivi, dated and moved: their order holds, and what follows is pushed."""

import datetime as dt
import enum
import itertools
from collections.abc import Sequence
from typing import NamedTuple

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.suivis.regles import check_day, held
from models.suivis.suivi import Phase, Suivi, check_may_write, phases_of_suivi

_DAY = dt.timedelta(days=1)


Dates = tuple[dt.date | None, dt.date | None]  # when a phase truly began and ended


class EtatPhase(enum.StrEnum):
    """Where a phase stands; computed."""

    A_VENIR = "a_venir"
    EN_COURS = "en_cours"
    DEPASSEE = "depassee"
    TERMINEE = "terminee"
    NON_REALISEE = "non_realisee"  # the suivi ended without it

    @property
    def label(self) -> str:
        return _ETATS[self]


_ETATS = {
    EtatPhase.A_VENIR: "À venir",
    EtatPhase.EN_COURS: "En cours",
    EtatPhase.DEPASSEE: "Fin prévue passée",
    EtatPhase.TERMINEE: "Terminée",
    EtatPhase.NON_REALISEE: "Non réalisée",
}


class Deplacement(NamedTuple):
    """A phase where it now stands, and those that it pushed, with their days."""

    phase: Phase
    poussees: tuple[Phase, ...]
    jours: int

    @property
    def phrase(self) -> str:
        """What was moved with it, in a sentence; nothing if it moved alone."""
        if not self.poussees:
            return ""
        names = ", ".join(f"«\u00a0{one.libelle}\u00a0»" for one in self.poussees)
        days = "d’un jour" if self.jours == 1 else f"de {self.jours} jours"
        many = len(self.poussees) > 1
        verb = "sont repoussées" if many else "est repoussée"
        return f"{names} {verb} {days}\u00a0: la suite ne chevauche pas cette phase."


def etat_of(phase: Phase, day: dt.date, *, clos_le: dt.date | None = None) -> EtatPhase:
    """Where a phase stands that day, in a suivi that ended if it did."""
    if phase.fin is not None:
        return EtatPhase.TERMINEE
    if phase.debut is None:
        over = clos_le is not None and clos_le <= day
        return EtatPhase.NON_REALISEE if over else EtatPhase.A_VENIR
    return EtatPhase.DEPASSEE if phase.prevue_au < day else EtatPhase.EN_COURS


def consequence_of(phase: Phase, *, prevue_du: dt.date, prevue_au: dt.date) -> Deplacement:
    """What planning a phase otherwise would move, nothing being written; `Invalid` if it overlaps.

    The phase before stands in the way. The phases after are pushed by as many days as this one runs
    over them, their lengths kept; one that has begun is pushed by nobody.
    """
    if prevue_au < prevue_du:
        raise Invalid(
            "prevue_au", "Au\u00a0: cette date précède le début prévu. Corrigez l’une des deux."
        )
    phases = phases_of_suivi(phase.suivi_id)
    _check_before([one for one in phases if one.rang < phase.rang], prevue_du)
    after = [one for one in phases if one.rang > phase.rang and one.id != phase.id]
    days = _overlap(after, prevue_au)
    for one in after if days else ():
        one.prevue_du += days * _DAY
        one.prevue_au += days * _DAY
    return Deplacement(phase, tuple(after if days else ()), days)


def running_before(phase: Phase) -> Phase | None:
    """The phase that is still under way when this one is to begin."""
    before = [one for one in phases_of_suivi(phase.suivi_id) if one.rang < phase.rang]
    return next((one for one in before if one.debut is not None and one.fin is None), None)


@command(right=Droit.SUIVI_ECRIRE, label="Phases datées")
def date_phases(phases: Sequence[Phase], dates: Sequence[Dates]) -> None:
    """Say when each phase truly began and ended, in one act."""
    for suivi_id in {phase.suivi_id for phase in phases}:
        check_may_write(suivi_id)
    _date(phases, dates)


@command(right=Droit.SUIVI_ECRIRE, label="Phase datée")
def date_phase(phase: Phase, *, debut: dt.date | None, fin: dt.date | None) -> Phase:
    """Say when a phase truly began and ended, or correct it; the others stay as they are."""
    suivi = held(phase.suivi_id)
    known: Phase = Phase.get_by_id(phase.id)
    _check_new(debut, known.debut, field="debut", suivi=suivi)
    _check_new(fin, known.fin, field="fin", suivi=suivi)
    if debut is None and fin is not None:
        raise Invalid("debut", "A commencé le\u00a0: donnez aussi le jour du début de la phase.")
    phases = [phase if one.id == phase.id else one for one in phases_of_suivi(phase.suivi_id)]
    dates = [(debut, fin) if one is phase else (one.debut, one.fin) for one in phases]
    _date(phases, dates, about=phase.id)
    return phase


@command(right=Droit.SUIVI_ECRIRE, label="Phase commencée")
def begin_phase(phase: Phase, *, debut: dt.date, fin_avant: dt.date | None = None) -> Phase:
    """A phase begins; the one that was under way ends first, on the day that is told."""
    suivi = held(phase.suivi_id)
    if suivi.clos_le is not None:
        raise Refused(
            f"Ce suivi est terminé depuis le {suivi.clos_le:%d/%m/%Y}\u00a0: aucune phase n’y "
            "commence plus. Rouvrez-le d’abord."
        )
    before = running_before(phase)
    if before is not None:
        if fin_avant is None:
            raise Invalid(
                "fin_avant",
                f"Fin de «\u00a0{before.libelle}\u00a0»\u00a0: cette phase est encore en cours. "
                "Donnez son dernier jour.",
            )
        if fin_avant > debut:
            raise Invalid(
                "fin_avant",
                f"Fin de «\u00a0{before.libelle}\u00a0»\u00a0: deux phases ne se chevauchent pas. "
                f"Donnez un jour jusqu’au {debut:%d/%m/%Y}.",
            )
        if before.debut is not None and fin_avant < before.debut:
            raise Invalid(
                "fin_avant",
                f"Fin de «\u00a0{before.libelle}\u00a0»\u00a0: cette date précède son début, le "
                f"{before.debut:%d/%m/%Y}. Vérifiez-la.",
            )
        date_phase(before, debut=before.debut, fin=fin_avant)
    begun: Phase = date_phase(phase, debut=debut, fin=None)
    return begun


@command(right=Droit.SUIVI_ECRIRE, label="Phase déplacée")
def move_phase(phase: Phase, *, prevue_du: dt.date, prevue_au: dt.date) -> Deplacement:
    """Plan a phase otherwise, and push those that it runs over."""
    check_may_write(phase.suivi_id)
    found = consequence_of(phase, prevue_du=prevue_du, prevue_au=prevue_au)
    for one in found.poussees:
        one.save()
    phase.prevue_du, phase.prevue_au = prevue_du, prevue_au
    return found._replace(phase=phase.save())


@command(right=Droit.SUIVI_ECRIRE, label="Accord noté")
def note_accord(phase: Phase, accord_le: dt.date | None) -> Phase:
    """Say since when the person agrees to a phase that is shared with her; None: she does not."""
    check_may_write(phase.suivi_id)
    if not phase.partagee:
        raise Refused("Cette phase ne demande pas d’accord.")
    if accord_le is None and phase.debut is not None:
        raise Refused(
            "Cette phase a commencé avec l’accord de la personne. Notez le jour où elle "
            "s’arrête\u00a0: l’accord reste dit jusque-là."
        )
    if accord_le is not None and phase.debut is not None and accord_le > phase.debut:
        raise Invalid(
            "accord_le",
            f"Accord de la personne le\u00a0: la phase a commencé avant, le "
            f"{phase.debut:%d/%m/%Y}. Corrigez l’une des deux dates.",
        )
    phase.accord_le = accord_le
    return phase.save()


def shift_planned(suivi_id: str, *, since: dt.date, days: int) -> None:
    """Give the phases not over on a day so many days more; inside a command.

    The one under way then ends later, those that follow begin later: their lengths are kept.
    """
    for phase in phases_of_suivi(suivi_id):
        if phase.prevue_au < since or (phase.fin is not None and phase.fin <= since):
            continue
        if phase.prevue_du > since:
            phase.prevue_du += days * _DAY
        phase.prevue_au += days * _DAY
        phase.save()


def _check_before(before: Sequence[Phase], prevue_du: dt.date) -> None:
    """A phase that is truly over counts to its real end."""
    for one in reversed(before):
        end = one.fin or one.prevue_au
        if prevue_du <= end:
            raise Invalid(
                "prevue_du",
                f"Prévue du\u00a0: «\u00a0{one.libelle}\u00a0», la phase d’avant, va jusqu’au "
                f"{end:%d/%m/%Y}. Raccourcissez-la d’abord, ou commencez après.",
            )


def _overlap(after: Sequence[Phase], prevue_au: dt.date) -> int:
    """By how many days the phases after must move; `Invalid` if the first of them has begun."""
    if not after or prevue_au < after[0].prevue_du:
        return 0
    begun = next((one for one in after if one.debut is not None), None)
    if begun is not None:
        raise Invalid(
            "prevue_au",
            f"Au\u00a0: «\u00a0{begun.libelle}\u00a0», la phase d’après, a déjà commencé. "
            "Terminez cette phase avant le "
            f"{after[0].prevue_du:%d/%m/%Y}.",
        )
    days: int = (prevue_au - after[0].prevue_du).days + 1
    return days


def _date(phases: Sequence[Phase], dates: Sequence[Dates], *, about: str | None = None) -> None:
    """Check them all, then write them; `about` is the one that is being dated."""
    for phase, (debut, fin) in zip(phases, dates, strict=True):
        if debut is not None and fin is not None and fin < debut:
            raise Invalid(
                "fin", "S’est terminée le\u00a0: cette date précède le début de la phase."
            )
        if debut is not None and phase.partagee and phase.accord_le is None:
            raise Invalid(
                "debut",
                f"A commencé le\u00a0: «\u00a0{phase.libelle}\u00a0» n’a lieu qu’avec l’accord de "
                "la personne. Notez d’abord le jour de son accord.",
            )
        phase.debut, phase.fin = debut, fin
    _check_order(phases, about)
    for phase in phases:
        if about in (None, phase.id):
            phase.save()


def _check_new(day: dt.date | None, known: dt.date | None, *, field: str, suivi: Suivi) -> None:
    label = "A commencé le" if field == "debut" else "S’est terminée le"
    if day is not None and day != known:
        check_day(day, field=field, label=label, suivi=suivi)
        if suivi.clos_le is not None and day > suivi.clos_le:
            raise Invalid(
                field,
                f"{label}\u00a0: le suivi s’est terminé le {suivi.clos_le:%d/%m/%Y}. Donnez un "
                "jour d’avant, ou rouvrez-le d’abord.",
            )


def _check_order(phases: Sequence[Phase], about: str | None) -> None:
    """`Invalid` when a phase truly begins before the one that it follows ends."""
    begun = [phase for phase in phases if phase.debut is not None]
    for before, phase in itertools.pairwise(sorted(begun, key=lambda one: one.rang)):
        if before.fin is not None and before.fin <= phase.debut:
            continue
        why = "Deux phases ne se chevauchent pas\u00a0: corrigez l’une des deux dates."
        if before.id == about:
            raise Invalid(
                "fin",
                f"S’est terminée le\u00a0: «\u00a0{phase.libelle}\u00a0», la phase d’après, a "
                f"commencé le {phase.debut:%d/%m/%Y}. {why}",
            )
        ended = "n’est pas terminée" if before.fin is None else f"finit le {before.fin:%d/%m/%Y}"
        raise Invalid(
            "debut",
            f"A commencé le\u00a0: «\u00a0{before.libelle}\u00a0», la phase d’avant, {ended}. "
            f"{why}",
        )
