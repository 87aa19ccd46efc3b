"""The hours of a suivi: from séances, missions and by hand, by week, by phase, against targets."""

import datetime as dt
from typing import Any

import pytest

from models.ateliers.heures import Compteur, Part, heures_of, heures_texte
from models.ateliers.seance import (
    ABSENT,
    PRESENT,
    Venue,
    archive_seance,
    ateliers,
    create_atelier,
    create_seance,
    note_presences,
)
from models.base.errors import Refused
from models.comptes.role import Role
from models.suivis.mission import Mission, MissionAbsence
from models.suivis.phase import date_phases
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Suivi, Suspension, phases_of_suivi
from models.suivis.temps import archive_temps, note_temps
from models.suivis.vie_mission import archive_mission, break_off, create_mission, save_evenement
from tests.conftest import FrozenClock
from tests.domain.suivis.maison import OPENED, TODAY, a_suivi, day
from tests.factories import actor_with, writing

H = 60
MONDAY, FRIDAY = day(1, 19), day(1, 23)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def suivi(base: Any, frozen_clock: FrozenClock) -> Suivi:
    return a_suivi(heures_cible=50, heures_semaine=25)


def a_mission(suivi: Suivi, **values: Any) -> Mission:
    said = {"du": MONDAY, "au": day(2, 13), "heures_semaine": 25, "genre": "chantier"}
    return create_mission(suivi.id, **{**said, **values})


def attend(suivi: Suivi, date: dt.date, hours: tuple[int, int], **venue: Any) -> None:
    known = next(iter(ateliers()), None) or create_atelier(intitule="Jardin")
    seance = create_seance(known, date=date, debut=dt.time(hours[0]), fin=dt.time(hours[1]))
    note_presences(seance, {suivi.personne_id: Venue(**venue)})


def by_week(found: Compteur) -> dict[dt.date, int]:
    return {one.lundi: one.part.total for one in found.semaines if one.part.total}


def test_nothing_done_leaves_the_whole_target(suivi: Suivi) -> None:
    found = heures_of(suivi.id, TODAY)
    assert (found.part, found.cible, found.reste) == (Part(), 50 * H, 50 * H)
    assert [one.lundi for one in found.semaines] == [OPENED + n * WEEK for n in range(10)]
    assert {one.cible for one in found.semaines} == {25 * H}
    assert found.phases == ()


def test_without_a_target_nothing_is_left_to_do(base: Any, frozen_clock: FrozenClock) -> None:
    suivi = a_suivi()
    note_temps(suivi.id, date=TODAY, minutes=30)
    found = heures_of(suivi.id, TODAY)
    assert (found.cible, found.reste, found.part.total) == (None, None, 30)
    assert {one.cible for one in found.semaines} == {None}


def test_three_ways_to_hours_add_up(suivi: Suivi) -> None:
    a_mission(suivi, au=FRIDAY)
    attend(suivi, day(2, 2), (9, 12))
    note_temps(suivi.id, date=day(2, 2), minutes=45)
    found = heures_of(suivi.id, TODAY)
    assert found.part == Part(seances=3 * H, missions=25 * H, main=45)
    assert by_week(found) == {MONDAY: 25 * H, day(2, 2): 3 * H + 45}
    assert found.reste == 50 * H - 28 * H - 45
    note_temps(suivi.id, date=TODAY, minutes=24 * H)
    assert heures_of(suivi.id, TODAY).reste == 0


def test_a_mission_is_weeks_times_hours_with_days_in_proportion(suivi: Suivi) -> None:
    a_mission(suivi, du=day(1, 21), au=day(2, 3))  # Wednesday to Tuesday
    assert by_week(heures_of(suivi.id, TODAY)) == {
        MONDAY: 15 * H, day(1, 26): 25 * H, day(2, 2): 10 * H,
    }  # fmt: skip


def test_a_mission_under_way_counts_up_to_the_day(suivi: Suivi) -> None:
    a_mission(suivi, au=day(11, 18))
    for when, hours in ((MONDAY - dt.timedelta(days=1), 0), (MONDAY, 5), (FRIDAY, 25)):
        assert heures_of(suivi.id, when).part.missions == hours * H
    assert heures_of(suivi.id, FRIDAY + dt.timedelta(days=2)).part.missions == 25 * H  # Sunday


def test_a_mission_broken_off_stops_there_and_one_taken_out_counts_nothing(suivi: Suivi) -> None:
    mission = a_mission(suivi)
    break_off(mission, le=day(1, 28), motif="Emploi")
    assert heures_of(suivi.id, TODAY).part.missions == 40 * H  # eight days
    archive_mission(mission)
    assert heures_of(suivi.id, TODAY).part == Part()


def test_days_away_are_not_worked_and_those_of_training_are(suivi: Suivi) -> None:
    mission = a_mission(suivi, au=day(1, 30))
    save_evenement(
        MissionAbsence(mission=mission), du=day(1, 22), au=day(1, 26), nature="maladie"
    )  # over a week-end
    save_evenement(MissionAbsence(mission=mission), du=day(1, 27), au=day(1, 27), nature="conge")
    save_evenement(
        MissionAbsence(mission=mission), du=day(1, 28), au=day(1, 29), nature="formation"
    )
    assert by_week(heures_of(suivi.id, TODAY)) == {MONDAY: 15 * H, day(1, 26): 15 * H}


def test_a_seance_of_a_day_of_mission_is_part_of_it(suivi: Suivi) -> None:
    a_mission(suivi, au=FRIDAY)
    attend(suivi, MONDAY, (9, 12))  # within the five hours of that day
    attend(suivi, day(1, 20), (9, 17))  # three hours beyond
    attend(suivi, day(1, 24), (9, 12))  # a Saturday
    found = heures_of(suivi.id, TODAY)
    assert found.part == Part(seances=6 * H, missions=25 * H)


def test_no_hour_is_counted_on_a_public_holiday(suivi: Suivi, frozen_clock: FrozenClock) -> None:
    """Nor aimed at; what was done there all the same is noted by hand."""
    before, friday = day(4, 6), day(5, 1)  # Easter Monday
    a_mission(suivi, du=before, au=day(5, 10))
    found = {one.lundi: one for one in heures_of(suivi.id, day(5, 10)).semaines if one.part.total}
    assert {lundi: one.part.missions // H for lundi, one in found.items()} == {
        before: 20, day(4, 13): 25, day(4, 20): 25, day(4, 27): 20, day(5, 4): 20,
    }  # fmt: skip
    assert found[day(4, 27)].cible == 20 * H
    frozen_clock.advance(days=60)
    attend(suivi, friday, (9, 12))
    assert heures_of(suivi.id, friday).part.seances == 3 * H
    assert heures_of(suivi.id, friday).part.missions == 90 * H


def test_two_missions_at_a_time_count_once(suivi: Suivi) -> None:
    a_mission(suivi, au=FRIDAY)
    a_mission(suivi, du=day(1, 22), au=day(1, 26), heures_semaine=35, genre="immersion")
    assert by_week(heures_of(suivi.id, TODAY)) == {MONDAY: 29 * H, day(1, 26): 7 * H}


def test_two_seances_at_one_time_count_once(suivi: Suivi) -> None:
    attend(suivi, day(2, 2), (9, 12))
    attend(suivi, day(2, 2), (11, 13))
    attend(suivi, day(2, 2), (9, 10))
    attend(suivi, day(2, 2), (14, 16), minutes=30)
    assert heures_of(suivi.id, TODAY).part.seances == 4 * H + 30


def test_only_who_came_to_what_was_has_hours(suivi: Suivi) -> None:
    attend(suivi, day(2, 2), (9, 12), etat=ABSENT)
    attend(suivi, day(2, 9), (9, 12))
    other = a_suivi()
    attend(other, day(2, 10), (9, 12))
    assert by_week(heures_of(suivi.id, TODAY)) == {day(2, 9): 3 * H}
    assert heures_of(suivi.id, day(2, 8)).part == Part()
    seance = create_seance(create_atelier(intitule="Annulé"), date=day(2, 3), debut=dt.time(9))
    note_presences(seance, {suivi.personne_id: Venue(PRESENT, 60)})
    assert heures_of(suivi.id, TODAY).part.seances == 4 * H
    archive_seance(seance)
    assert heures_of(suivi.id, TODAY).part.seances == 3 * H


def test_a_seance_that_nobody_timed_is_told(suivi: Suivi) -> None:
    seance = create_seance(create_atelier(intitule="Sortie"), date=day(2, 3))
    note_presences(seance, {suivi.personne_id: Venue()})
    found = heures_of(suivi.id, TODAY)
    assert (found.part, found.sans_duree) == (Part(), 1)
    note_presences(seance, {suivi.personne_id: Venue(PRESENT, 120)})
    found = heures_of(suivi.id, TODAY)
    assert (found.part.seances, found.sans_duree) == (2 * H, 0)


def test_the_night_of_a_change_of_hour_counts_what_it_lasted(
    base: Any, frozen_clock: FrozenClock
) -> None:
    suivi = a_suivi(ouvert_le=day(3, 3, 2025))
    for when in (day(3, 30, 2025), day(10, 26, 2025)):
        attend(suivi, when, (1, 5))
    assert by_week(heures_of(suivi.id, TODAY)) == {
        day(3, 24, 2025): 3 * H,
        day(10, 20, 2025): 5 * H,
    }


def test_hours_taken_away_are_counted_no_more(suivi: Suivi) -> None:
    archive_temps(note_temps(suivi.id, date=TODAY, minutes=30))
    assert heures_of(suivi.id, TODAY).part == Part()


def test_a_phase_counts_what_was_done_while_it_ran(base: Any, frozen_clock: FrozenClock) -> None:
    suivi = a_suivi(dispositif="ateliers_citoyens")
    first, second, third = phases_of_suivi(suivi.id)
    with writing():
        first.heures_cible, first.heures_semaine, second.heures_semaine = 20, 10, 25
        first.save()
        second.save()
    date_phases([first, second, third], [(OPENED, day(2, 6)), (day(2, 9), None), (None, None)])
    note_temps(suivi.id, date=day(2, 6), minutes=60)
    note_temps(suivi.id, date=day(2, 9), minutes=90)
    note_temps(suivi.id, date=day(2, 10), minutes=30, phase=first.id)  # said to be of the first
    note_temps(suivi.id, date=day(1, 2), minutes=15)  # before any
    found = heures_of(suivi.id, TODAY)
    assert [(p.phase and p.phase.rang, p.part.total, p.cible) for p in found.phases] == [
        (first.rang, 90, 20 * H), (second.rang, 90, None), (third.rang, 0, None), (None, 15, None),
    ]  # fmt: skip
    targets = {one.lundi: one.cible for one in found.semaines}
    assert (targets[day(2, 2)], targets[day(2, 9)]) == (10 * H, 25 * H)


def test_before_it_is_dated_a_phase_counts_as_planned(base: Any, frozen_clock: FrozenClock) -> None:
    suivi = a_suivi(dispositif="ateliers_citoyens")
    note_temps(suivi.id, date=day(2, 6), minutes=60)
    assert [p.part.total for p in heures_of(suivi.id, TODAY).phases] == [60, 0, 0]


def test_the_target_of_a_week_is_that_of_its_days_of_suivi(
    base: Any, frozen_clock: FrozenClock
) -> None:
    suivi = a_suivi(ouvert_le=day(1, 14), heures_semaine=25)  # a Wednesday
    with writing():
        Suspension(suivi=suivi, du=day(1, 26), au=day(2, 3)).save()
    close_suivi(suivi, clos_le=day(2, 12), motif_sortie="motif_sortie.cdi")  # a Thursday
    found = heures_of(suivi.id, TODAY)
    assert {one.lundi: one.cible for one in found.semaines} == {
        day(1, 12): 15 * H, day(1, 19): 25 * H, day(1, 26): None, day(2, 2): 15 * H,
        day(2, 9): 20 * H,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "texte"),
    [(0, "0\u00a0h"), (45, "45\u00a0min"), (120, "2\u00a0h"), (1505, "25\u00a0h\u00a005")],
)
def test_hours_read_as_they_are_said(minutes: int, texte: str) -> None:
    assert heures_texte(minutes) == texte


def test_the_accueil_reads_no_hours(suivi: Suivi, base: Any) -> None:
    base.actor = actor_with(Role.ACCUEIL)
    with pytest.raises(Refused, match="lire la situation"):
        heures_of(suivi.id, TODAY)
