"""The sessions where a place is free while people wait for one."""

import datetime as dt
from typing import Any, NamedTuple

from models.base.listing import as_text
from models.base.table import tuples_of
from models.prescriptions.prescription import Decision, Etape, Prescription
from models.prescriptions.statut import Statut, statuts
from models.suivis.dispositif import Session
from models.suivis.suivi import Suivi

_OUT = {Statut.DESISTEMENT, Statut.RETIREE, Statut.ACHEVEE}
LAST = 999  # behind who has a rank


class Attente(NamedTuple):
    """One session with free places: who waits, first come first; the suivis of who left.

    `candidats` are (fiche, number, her suivis).
    """

    session: str
    intitule: str
    libres: int
    candidats: list[tuple[str, str, frozenset[str]]]
    partis: frozenset[str]
    depuis: dt.date | None

    @property
    def phrase(self) -> str:
        """« Une place libre depuis le 12/03/2026 dans « Session du 05/10/2026 » »."""
        many = "Une place libre" if self.libres == 1 else f"{self.libres} places libres"
        since = f" depuis le {as_text(self.depuis)}" if self.depuis else ""
        return f"{many}{since} dans «\u00a0{self.intitule}\u00a0»"


class _Ligne(NamedTuple):
    """A fiche of a session, and what became of the suivi that it led to."""

    id: str
    numero: str
    personne: str
    session: str
    suivi: str | None
    clos_le: dt.date | None


def attentes(day: dt.date) -> list[Attente]:
    """Those of the sessions that are not over and count their places."""
    waited = [row[0] for row in tuples_of(_awaited())]
    if not waited:  # as in most weeks: it costs one query
        return []
    ours = (Session.places > 0) & (Session.fin.is_null() | (Session.fin >= day))
    query: Any = (
        Prescription.select(
            Prescription.id, Prescription.numero, Prescription.personne, Prescription.session,
            Prescription.suivi, Suivi.clos_le,
        )
        .join(Session, on=(Prescription.session == Session.id))
        .switch(Prescription)
        .left_outer_join(Suivi, on=(Prescription.suivi == Suivi.id))
        .where(ours & Prescription.archived_at.is_null() & Session.id.in_(waited))
    )  # fmt: skip
    rows = [_Ligne(*row) for row in tuples_of(query)]
    found = statuts([row.id for row in rows], day)
    sessions: Any = Session.select().where(Session.id.in_({row.session for row in rows}))
    made = [_attente(one, [row for row in rows if row.session == one.id], found, day=day)
            for one in sessions]  # fmt: skip
    return [one for one in made if one.libres > 0 and one.candidats]


def _awaited() -> Any:
    """The sessions whose waiting list some comité opened."""
    listed: Any = Decision.select(Prescription.session).join(
        Prescription, on=(Decision.prescription == Prescription.id)
    )
    of_session = Prescription.session.is_null(False)
    return listed.where((Decision.sens == Statut.LISTE_ATTENTE.value) & of_session).distinct()


def _attente(
    session: Session, rows: list[_Ligne], found: dict[str, Statut], *, day: dt.date
) -> Attente:
    gone = [row for row in rows if _is_out(row, found[row.id], day)]
    kept = {Statut.RETENUE, Statut.ENTREE}
    taken = sum(found[row.id] in kept and row not in gone for row in rows)
    waiting = [row for row in rows if found[row.id] is Statut.LISTE_ATTENTE]
    days = _left_on(gone)
    return Attente(
        session.id, str(session.intitule), int(session.places) - taken, _in_order(waiting),
        frozenset(row.suivi for row in gone if row.suivi), max(days, default=None),
    )  # fmt: skip


def _is_out(row: _Ligne, statut: Statut, day: dt.date) -> bool:
    return statut in _OUT or (
        statut is Statut.ENTREE and row.clos_le is not None and row.clos_le <= day
    )


def _left_on(gone: list[_Ligne]) -> list[dt.date]:
    ends = {row.id: row.clos_le for row in gone}
    query: Any = Etape.select(Etape.prescription, Etape.date).where(
        Etape.prescription.in_(list(ends)) & Etape.nature.in_([one.value for one in _OUT])
    )
    steps = dict(tuples_of(query)) if ends else {}
    return [day for key, end in ends.items() if (day := end or steps.get(key))]


def _in_order(waiting: list[_Ligne]) -> list[tuple[str, str, frozenset[str]]]:
    keys = [row.id for row in waiting]
    ranks: Any = Decision.select(Decision.prescription, Decision.rang).where(
        Decision.prescription.in_(keys)
    )
    rank = dict(tuples_of(ranks)) if keys else {}
    suivis: Any = Suivi.select(Suivi.personne, Suivi.id).where(
        Suivi.personne.in_([row.personne for row in waiting]) & Suivi.archived_at.is_null()
    )
    hers: dict[str, set[str]] = {}
    for personne, key in tuples_of(suivis) if keys else ():
        hers.setdefault(personne, set()).add(key)
    ordered = sorted(waiting, key=lambda row: (rank.get(row.id) or LAST, row.numero))
    return [(row.id, row.numero, frozenset(hers.get(row.personne, ()))) for row in ordered]
