"""The weekly atelier of each session of the demonstration, and who came to it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from models.ateliers.seance import ABSENT, EXCUSE, PRESENT, Atelier, Presence, Seance
from models.echanges.demonstration.calendrier import DAY, is_open
from models.echanges.demonstration.equipe import Maison
from models.echanges.demonstration.hasard import Hasard
from models.echanges.demonstration.vecu import Lignes
from models.prescriptions.sessions import suivis_of_session
from models.suivis.dispositif import Session
from models.suivis.suivi import Phase, Suivi

_WEEK = 7 * DAY
_MOBILISATION = 0  # the rank of the phase
_REGULAR = {PRESENT: 84, ABSENT: 7, EXCUSE: 9}
_LEAVING = {PRESENT: 30, ABSENT: 65, EXCUSE: 5}  # of whom nothing is heard soon after
_BEFORE = 4 * _WEEK
_LOST = "motif_sortie.sans_nouvelles"
_LEFT_EARLY = (45, 60, 90, 120)  # minutes that somebody stayed
_WRITTEN_AT = dt.time(17, 30)


class _Participant(NamedTuple):
    """A young person in her mobilisation; `leaves_after` is when she begins to come no more."""

    suivi: Suivi
    debut: dt.date
    fin: dt.date
    leaves_after: dt.date

    def is_expected(self, date: dt.date) -> bool:
        return self.debut <= date <= self.fin


class Seances:
    """Writes one atelier a session, once all suivis are there; inside a command."""

    def __init__(self, data: Mapping[str, Any], maison: Maison, day: dt.date) -> None:
        self._data, self._maison, self._day = data, maison, day
        self._hasard, self._lignes = Hasard("seances"), Lignes()

    def write(self, sessions: Sequence[Session]) -> None:
        for session in sessions:
            if session.debut <= self._day:
                self._tell(session)
        self._lignes.write()

    def _tell(self, session: Session) -> None:
        people = _participants(session)
        dates = list(self._dates(session, people))
        if not dates:
            return
        atelier = Atelier(
            id=self._key(session.debut - DAY),
            intitule=f"{self._data['titre']}, {_season(session)}",
            dispositif=session.dispositif_id,
            session=session.id,
        )
        self._lignes.keep(atelier)
        past = [date for date in dates if date < self._day]
        running = past != dates  # the last sheet of who still meet lies on the desk
        for rank, date in enumerate(dates):
            seance = self._seance(atelier, date, rank)
            if date < self._day and not (running and date == past[-1] and len(past) > 1):
                self._note(seance, people)

    def _dates(self, session: Session, people: Sequence[_Participant]) -> Iterator[dt.date]:
        """Each week on its day while somebody is expected, up to the one to come."""
        date: dt.date = session.debut + DAY
        date += (self._data["jour"] - date.weekday()) % 7 * DAY
        last = max((one.fin for one in people), default=session.debut)
        while date <= last:
            if is_open(date) and any(one.is_expected(date) for one in people):
                yield date
                if date >= self._day:
                    return
            date += _WEEK

    def _seance(self, atelier: Atelier, date: dt.date, rank: int) -> Seance:
        models = self._data["seance"]
        model = models[rank % len(models)]
        site = self._maison.lieux.get(model["lieu"])
        seance = Seance(
            id=self._key(date),
            atelier=atelier.id,
            date=date,
            lieu=site.id if site is not None else None,
            **{name: model[name] for name in ("debut", "fin", "intervenant")},
        )
        self._lignes.keep(seance)
        return seance

    def _note(self, seance: Seance, people: Sequence[_Participant]) -> None:
        for one in people:
            if one.is_expected(seance.date):
                weights = _LEAVING if seance.date > one.leaves_after else _REGULAR
                etat = self._hasard.weighted(weights)
                early = etat == PRESENT and self._hasard.chance(7)
                excuses: Sequence[str] = self._data["excuses"]["textes"]
                self._lignes.keep(
                    Presence(
                        id=self._key(seance.date),
                        seance=seance.id,
                        personne=one.suivi.personne_id,
                        suivi=one.suivi.id,
                        etat=etat,
                        minutes=self._hasard.among(_LEFT_EARLY) if early else None,
                        justifiee=self._hasard.among(excuses) if etat == EXCUSE else "",
                    )
                )

    def _key(self, date: dt.date) -> str:
        return self._hasard.key_at(dt.datetime.combine(date, _WRITTEN_AT, dt.UTC))


def _season(session: Session) -> str:
    """« automne 2026 »."""
    return str(session.intitule.removeprefix("Session d").removeprefix("e ").removeprefix("’"))


def _participants(session: Session) -> list[_Participant]:
    """Those of a session, in an order that the next making of the base finds again."""
    suivis = suivis_of_session(session.id)
    query: Any = (
        Phase.select(Phase, Suivi)
        .join(Suivi)
        .where(Phase.suivi.in_(list(suivis)) & (Phase.rang == _MOBILISATION))
    )
    found = [_participant(phase) for phase in query if phase.debut is not None]
    return sorted(
        found, key=lambda one: (one.suivi.personne.cle, one.suivi.personne.date_naissance)
    )


def _participant(phase: Phase) -> _Participant:
    suivi: Suivi = phase.suivi
    fin: dt.date = phase.fin or phase.prevue_au
    closed: dt.date | None = suivi.clos_le
    lost = closed is not None and suivi.motif_sortie_id == _LOST
    return _Participant(
        suivi,
        phase.debut,
        min(fin, closed or fin),
        closed - _BEFORE if lost and closed is not None else dt.date.max,
    )
