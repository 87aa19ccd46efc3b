"""Who takes part in an operation: one record for each person, though she leaves and comes back."""

import datetime as dt
from typing import Any, NamedTuple, Self

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import DayField, ForeignKey
from models.base.table import Table, tuples_of
from models.personnes.personne import Personne
from models.suivis.operation import Operation
from models.suivis.regles import require_reading
from models.suivis.suivi import Suivi, check_may_write, written_in


class Participant(Table):
    """One person in one operation, once.

    `sortie_le` is an exit noted by hand; without one, it is that of her suivis in the dispositif.
    """

    operation_id: str
    personne_id: str
    suivi_id: str | None

    operation = ForeignKey(Operation)
    personne = ForeignKey(Personne)
    suivi = ForeignKey(Suivi, null=True)
    entree_le = DayField(verbose_name="Entrée le")
    sortie_le = DayField(null=True, verbose_name="Sortie le")

    class Meta:
        indexes = ((("operation", "personne"), True),)

    def absorb(self, other: Self) -> None:
        """Two files were one person: the first entry, the last exit, and what either answered."""
        self.entree_le = min(self.entree_le, other.entree_le)
        ends = (self.sortie_le, other.sortie_le)
        self.sortie_le = None if None in ends else max(end for end in ends if end)
        self.suivi = self.suivi_id or other.suivi_id
        self.save()
        for take in absorbing:
            take(self, other)


class Proposition(NamedTuple):
    """Somebody who is followed in the dispositif of an operation, and is not in it yet."""

    personne: Personne
    suivi: Suivi
    entree_le: dt.date


class Sejour(NamedTuple):
    """One suivi of a person in a dispositif: all that an entry and an exit follow from."""

    suivi_id: str
    du: dt.date
    au: dt.date | None


absorbing: list[Any] = []  # functions of both participants, added by what hangs from them


def participations_of(personne_id: str) -> list[Participant]:
    """The operations in which a person takes part, the last entered first."""
    require_reading()
    query: Any = (
        Participant.select(Participant, Operation)
        .join(Operation)
        .where((Participant.personne == personne_id) & Participant.archived_at.is_null())
    )
    return list(query.order_by(Participant.entree_le.desc()))


def sejours_of(dispositifs: set[str]) -> dict[tuple[str, str], list[Sejour]]:
    """The suivis of everybody in these dispositifs, by dispositif and person, in one query."""
    columns = (Suivi.dispositif, Suivi.personne, Suivi.id, Suivi.ouvert_le, Suivi.clos_le)
    query: Any = Suivi.select(*columns).where(
        Suivi.dispositif.in_(dispositifs or {""}) & Suivi.archived_at.is_null()
    )
    found: dict[tuple[str, str], list[Sejour]] = {}
    for dispositif, personne, suivi_id, du, au in tuples_of(query.order_by(Suivi.ouvert_le)):
        found.setdefault((dispositif, personne), []).append(Sejour(suivi_id, du, au))
    return found


def exit_of(participant: Participant, sejours: list[Sejour]) -> dt.date | None:
    """The last day in an operation: noted by hand, or that of the last suivi; None while one runs.

    Who comes back after an exit that was noted has not left.
    """
    noted: dt.date | None = participant.sortie_le
    running = [one for one in sejours if one.au is None]
    if noted is not None:
        return None if any(one.du > noted for one in running) else _latest(noted, sejours)
    if not sejours or running:
        return None
    return max(one.au for one in sejours if one.au)


def _latest(noted: dt.date, sejours: list[Sejour]) -> dt.date:
    """She may have come back, and left again, since the exit that was noted."""
    return max([noted, *(one.au for one in sejours if one.au and one.du > noted)])


def propositions_of(operation: Operation) -> list[Proposition]:
    """Who is followed in the dispositif during the operation, and is not among its participants."""
    if operation.dispositif_id is None or operation.is_of_one_day:
        return []
    here = Participant.select(Participant.personne).where(Participant.operation == operation.id)
    query: Any = (
        Suivi.select(Suivi, Personne)
        .join(Personne)
        .where(
            (Suivi.dispositif == operation.dispositif_id)
            & Suivi.archived_at.is_null()
            & Suivi.personne.not_in(here)
        )
    )
    found: dict[str, Proposition] = {}
    for suivi in query.order_by(Suivi.ouvert_le):
        if operation.covers(suivi.ouvert_le, suivi.clos_le) and suivi.personne_id not in found:
            entree = max(suivi.ouvert_le, operation.du)
            found[suivi.personne_id] = Proposition(suivi.personne, suivi, entree)
    return sorted(found.values(), key=lambda one: str(one.personne.cle))


def writable_propositions(operation: Operation) -> list[Proposition]:
    """Those among them whose suivi this account may write in."""
    found = propositions_of(operation)
    mine = written_in([one.suivi.id for one in found])
    return [one for one in found if one.suivi.id in mine]


@command(right=Droit.SUIVI_ECRIRE, label="Participant inscrit")
def add_participant(
    operation: Operation,
    personne: Personne,
    *,
    entree_le: dt.date,
    suivi: Suivi | None = None,
) -> Participant:
    """Write a person in an operation; one who comes back takes up her record, never a second."""
    if operation.is_of_one_day:
        raise Refused(
            "Cette opération dure un jour ou moins\u00a0: le FSE+ n’y compte pas de participants."
        )
    known: Participant | None = Participant.get_or_none(
        (Participant.operation == operation.id) & (Participant.personne == personne.id)
    )
    if known is None:
        known = Participant(operation=operation, personne=personne, entree_le=entree_le)
    known.entree_le = min(known.entree_le, entree_le)
    if known.sortie_le is not None and entree_le > known.sortie_le:
        known.sortie_le = None
    known.suivi = (suivi.id if suivi is not None else None) or known.suivi_id
    return _checked(known).save()


@command(right=Droit.SUIVI_ECRIRE, label="Participants inscrits")
def add_followed(operation: Operation) -> list[Participant]:
    """Write in everybody who is followed in its dispositif, as far as this account may write."""
    return [
        add_participant(operation, one.personne, entree_le=one.entree_le, suivi=one.suivi)
        for one in writable_propositions(operation)
    ]


@command(right=Droit.SUIVI_ECRIRE, label="Participant corrigé")
def correct_participant(
    participant: Participant, *, entree_le: dt.date, sortie_le: dt.date | None
) -> Participant:
    """Correct the first day or the last one; no last day: that of her suivis, if they are over."""
    participant.entree_le, participant.sortie_le = entree_le, sortie_le
    return _checked(participant).save()


def check_writer(participant: Participant) -> None:
    """`Refused` for an account that only reads the suivi by which she takes part."""
    if participant.suivi_id is not None:
        check_may_write(participant.suivi_id)


def _checked(participant: Participant) -> Participant:
    check_writer(participant)
    operation: Operation = participant.operation
    if not operation.covers(participant.entree_le, participant.entree_le):
        end = f" au {operation.au:%d/%m/%Y}" if operation.au else ""
        raise Invalid(
            "entree_le",
            f"Entrée le\u00a0: l’opération va du {operation.du:%d/%m/%Y}{end}. Corrigez la date, "
            "ou celles de l’opération.",
        )
    if participant.sortie_le is not None and participant.sortie_le < participant.entree_le:
        raise Invalid("sortie_le", "Sortie le\u00a0: cette date précède l’entrée. Vérifiez-la.")
    return participant
