"""The hours of a suivi against its targets: by week, by phase, in all; in minutes.

A mission counts a fifth of its weekly hours for each day from Monday to Friday, absences and public
holidays apart: nobody certifies that one worked on 1 May, which a minor may not; who did has it
noted by hand. The target of a week loses its holidays too. A séance of a day of mission is taken as
part of it: only what it lasts beyond is added, so that no hour is counted twice. Two séances at one
time, or two missions, count once too. What is noted by hand was meant: it is added to the rest.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.ateliers.seance import PRESENT, Presence, Seance, minutes_between
from models.base import clock
from models.base.table import tuples_of
from models.suivis.mission import FORMATION, Mission, absences_of, missions_of, working_days
from models.suivis.regles import require_reading
from models.suivis.suivi import Phase, Suivi, Suspension, phases_of_suivi
from models.suivis.temps import temps_of

WEEK, LAST_DAY = dt.timedelta(days=7), dt.timedelta(days=6)
A_DAY = 60 // 5  # minutes of a working day for one weekly hour
MissionDays = dict[dt.date, tuple[int, Mission]]


@dataclass(frozen=True)
class Part:
    """Minutes, by where they come from."""

    seances: int = 0
    missions: int = 0
    main: int = 0

    @property
    def total(self) -> int:
        return self.seances + self.missions + self.main

    def __add__(self, other: "Part") -> "Part":
        return Part(
            self.seances + other.seances, self.missions + other.missions, self.main + other.main
        )


@dataclass(frozen=True)
class Semaine:
    """One week from its Monday; its target is that of the days of the suivi in it."""

    lundi: dt.date
    part: Part
    cible: int | None


@dataclass(frozen=True)
class HeuresPhase:
    """One phase, or what is of none; its target is its own."""

    phase: Phase | None
    part: Part
    cible: int | None


@dataclass(frozen=True)
class Compteur:
    """The hours of a suivi up to a day; `sans_duree` séances came to, that nobody timed."""

    part: Part
    cible: int | None
    semaines: tuple[Semaine, ...]
    phases: tuple[HeuresPhase, ...]
    sans_duree: int

    @property
    def reste(self) -> int | None:
        """What is still to be done; 0 once the target is reached."""
        return None if self.cible is None else max(0, self.cible - self.part.total)


def heures_of(suivi_id: str, day: dt.date) -> Compteur:
    """All the hours of a suivi up to a day, that day in."""
    require_reading()
    suivi: Suivi = Suivi.get_by_id(suivi_id)
    calendar = _Calendar(suivi, phases_of_suivi(suivi_id), _suspensions(suivi_id))
    sums = _Sums(calendar)
    missions = mission_days(suivi_id, day)
    seances, untimed = seance_days(suivi_id, day)
    for one, (minutes, mission) in missions.items():
        sums.add(one, Part(missions=minutes), phase_id=mission.phase_id)
    for one, minutes in beyond(seances, missions).items():
        sums.add(one, Part(seances=minutes))
    for temps in temps_of(suivi_id):
        if temps.date <= day:
            sums.add(temps.date, Part(main=temps.minutes), phase_id=temps.phase_id)
    return Compteur(
        part=sum(sums.weeks.values(), Part()),
        cible=_minutes(suivi.heures_cible),
        semaines=tuple(sums.semaines(day)),
        phases=tuple(sums.phases()),
        sans_duree=untimed,
    )


def mission_days(suivi_id: str, day: dt.date) -> MissionDays:
    """The minutes of mission of each day worked up to a day, with the mission that they are of."""
    missions = missions_of(suivi_id)
    away: dict[str, set[dt.date]] = defaultdict(set)
    for absence in absences_of([one.id for one in missions]):
        if absence.nature != FORMATION:  # a training day is a day of mission
            away[absence.mission_id].update(working_days(absence.du, absence.au))
    found: MissionDays = {}
    for mission in missions:
        share = mission.heures_semaine * A_DAY
        for one in working_days(mission.du, min(mission.fin, day)):
            if one not in away[mission.id] and (one not in found or share > found[one][0]):
                found[one] = (share, mission)
    return found


def seance_days(suivi_id: str, day: dt.date) -> tuple[dict[dt.date, int], int]:
    """The minutes of séances of each day, and how many séances have no length."""
    require_reading()
    query: Any = (
        Presence.select(Seance.date, Seance.debut, Seance.fin, Presence.minutes)
        .join(Seance, on=(Presence.seance == Seance.id))
        .where(
            (Presence.suivi == suivi_id)
            & (Presence.etat == PRESENT)
            & (Seance.date <= day)
            & Seance.archived_at.is_null()
        )
    )
    timed: dict[dt.date, list[tuple[dt.datetime, dt.datetime]]] = defaultdict(list)
    loose: dict[dt.date, int] = defaultdict(int)
    untimed = 0
    for date, debut, fin, minutes in tuples_of(query):
        length = minutes or minutes_between(date, debut, fin)
        if length is None:
            untimed += 1
        elif debut is None:
            loose[date] += length
        else:
            start = clock.instant_of(dt.datetime.combine(date, debut))
            timed[date].append((start, start + dt.timedelta(minutes=length)))
    days = set(timed) | set(loose)
    return {one: loose.get(one, 0) + _union(timed.get(one, [])) for one in days}, untimed


def beyond(seances: Mapping[dt.date, int], missions: MissionDays) -> dict[dt.date, int]:
    """The minutes of séances that no mission of their day counts already."""
    return {
        one: minutes - missions[one][0] if one in missions else minutes
        for one, minutes in seances.items()
        if one not in missions or minutes > missions[one][0]
    }


def heures_texte(minutes: int) -> str:
    """« 12 h », « 12 h 30 », « 1 027 h », « 45 min », « 0 h »."""
    hours, rest = divmod(minutes, 60)
    if rest and not hours:
        return f"{rest}\u00a0min"
    return f"{hours:,}\u00a0h".replace(",", "\u202f") + (f"\u00a0{rest:02d}" if rest else "")


@dataclass(frozen=True)
class _Calendar:
    """Which phase is under way on which day, and how much is aimed at in a week."""

    suivi: Suivi
    phases: Sequence[Phase]
    suspensions: Sequence[tuple[dt.date, dt.date | None]]

    def phase_on(self, day: dt.date) -> Phase | None:
        """The phase that runs that day, else the one that was planned for it."""
        real = [p for p in self.phases if p.debut is not None and _within(day, p.debut, p.fin)]
        if real:
            return real[-1]
        planned = [p for p in self.phases if p.debut is None]
        return next((p for p in planned if _within(day, p.prevue_du, p.prevue_au)), None)

    def target(self, lundi: dt.date) -> int | None:
        """The minutes aimed at in a week: a fifth for each working day of the suivi in it."""
        wanted = [self._hours_on(day) for day in working_days(lundi, lundi + LAST_DAY)]
        known = [hours for hours in wanted if hours is not None]
        return sum(known) * A_DAY if known else None

    def _hours_on(self, day: dt.date) -> int | None:
        if not _within(day, self.suivi.ouvert_le, self.suivi.clos_le):
            return None
        if any(_within(day, du, au) for du, au in self.suspensions):
            return None
        phase = self.phase_on(day)
        of_phase = phase.heures_semaine if phase is not None else None
        hours: int | None = self.suivi.heures_semaine if of_phase is None else of_phase
        return hours


@dataclass
class _Sums:
    """Adds up by week and by phase."""

    calendar: _Calendar
    weeks: dict[dt.date, Part] = field(default_factory=lambda: defaultdict(Part))
    by_phase: dict[str | None, Part] = field(default_factory=lambda: defaultdict(Part))

    def add(self, day: dt.date, part: Part, *, phase_id: str | None = None) -> None:
        if part.total:
            running = self.calendar.phase_on(day)
            key = phase_id or (running.id if running is not None else None)
            self.weeks[_monday(day)] += part
            self.by_phase[key] += part

    def semaines(self, day: dt.date) -> Iterator[Semaine]:
        """Every week from the first of the suivi to that of the day, or of its end."""
        suivi = self.calendar.suivi
        lundi = _monday(min([suivi.ouvert_le, *self.weeks]))
        last = max([_monday(min(day, suivi.clos_le or day)), *self.weeks])
        while lundi <= last:
            yield Semaine(lundi, self.weeks.get(lundi, Part()), self.calendar.target(lundi))
            lundi += WEEK

    def phases(self) -> Iterator[HeuresPhase]:
        for phase in self.calendar.phases:
            part = self.by_phase.get(phase.id, Part())
            yield HeuresPhase(phase, part, _minutes(phase.heures_cible))
        if None in self.by_phase:
            yield HeuresPhase(None, self.by_phase[None], None)


def _union(stretches: Sequence[tuple[dt.datetime, dt.datetime]]) -> int:
    """The minutes that these stretches cover, each once."""
    total, reached = dt.timedelta(), dt.datetime.min.replace(tzinfo=dt.UTC)
    for start, end in sorted(stretches):
        total += max(dt.timedelta(), end - max(start, reached))
        reached = max(reached, end)
    return int(total.total_seconds() // 60)


def _suspensions(suivi_id: str) -> list[tuple[dt.date, dt.date | None]]:
    query: Any = Suspension.select(Suspension.du, Suspension.au)
    return tuples_of(query.where((Suspension.suivi == suivi_id) & Suspension.archived_at.is_null()))


def _within(day: dt.date, first: dt.date, last: dt.date | None) -> bool:
    return first <= day and (last is None or day <= last)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _minutes(hours: int | None) -> int | None:
    return None if hours is None else hours * 60
