"""Phases moved by hand, and suspensions: order holds, what follows is pushed."""

import datetime as dt
from typing import Any

import pytest

from models.base.command import undo_last
from models.base.errors import Conflict, Invalid, Refused
from models.comptes.role import Role
from models.suivis.phase import (
    EtatPhase,
    begin_phase,
    consequence_of,
    date_phase,
    date_phases,
    etat_of,
    move_phase,
    note_accord,
)
from models.suivis.signaux import signaux
from models.suivis.sortie import close_suivi
from models.suivis.suivi import phases_of_suivi
from models.suivis.suspension import (
    correct_suspension,
    remove_suspension,
    resume,
    suspend,
    suspended_on,
    suspensions_of,
)
from tests.conftest import FrozenClock
from tests.domain.suivis.parcours import DAY, a_suivi, begun, days
from tests.factories import actor_with, an_agent

Planned = list[tuple[dt.date, dt.date]]
AS_PLANNED = [
    (dt.date(2026, 3, 9), dt.date(2026, 6, 8)),
    (dt.date(2026, 6, 9), dt.date(2027, 4, 8)),
    (dt.date(2027, 4, 9), dt.date(2027, 6, 8)),
]


def planned(suivi_id: str) -> Planned:
    return [(one.prevue_du, one.prevue_au) for one in phases_of_suivi(suivi_id)]


def shifted(spans: Planned, count: int) -> Planned:
    return [(du + days(count), au + days(count)) for du, au in spans]


def test_what_a_dispositif_asks_of_a_phase_is_copied(base: Any) -> None:
    phases = phases_of_suivi(a_suivi().id)
    assert [(p.partagee, p.mission, p.heures_semaine) for p in phases] == [
        (False, False, None),
        (False, True, 25),
        (True, False, None),
    ]
    chantier = a_suivi(dispositif="chantier_bourse")
    assert (chantier.heures_cible, chantier.heures_semaine) == (50, None)
    assert [p.heures_cible for p in phases_of_suivi(chantier.id)] == [None, 50, None]


def test_a_longer_phase_pushes_those_that_follow(base: Any) -> None:
    suivi = a_suivi()
    first, *_ = phases_of_suivi(suivi.id)
    moved = move_phase(first, prevue_du=first.prevue_du, prevue_au=first.prevue_au + days(12))
    assert planned(suivi.id) == [
        (AS_PLANNED[0][0], AS_PLANNED[0][1] + days(12)),
        *shifted(AS_PLANNED[1:], 12),
    ]
    assert moved.phrase == (
        "«\u00a0Mission de service civique\u00a0», «\u00a0Accompagnement à la sortie\u00a0» sont "
        "repoussées de 12 jours\u00a0: la suite ne chevauche pas cette phase."
    )
    undo_last()
    assert planned(suivi.id) == AS_PLANNED


def test_a_shorter_phase_leaves_the_others_where_they_are(base: Any) -> None:
    suivi = a_suivi()
    first, *_ = phases_of_suivi(suivi.id)
    moved = move_phase(first, prevue_du=first.prevue_du, prevue_au=first.prevue_au - days(5))
    assert (moved.phrase, planned(suivi.id)[1:]) == ("", AS_PLANNED[1:])


def test_a_phase_does_not_run_over_the_one_before(base: Any) -> None:
    suivi = a_suivi()
    _, second, _ = phases_of_suivi(suivi.id)
    with pytest.raises(Invalid, match=r"Mobilisation.*08/06/2026") as refusal:
        move_phase(second, prevue_du=dt.date(2026, 6, 8), prevue_au=second.prevue_au)
    assert refusal.value.field == "prevue_du"
    assert planned(suivi.id) == AS_PLANNED
    with pytest.raises(Invalid, match="précède le début"):
        move_phase(second, prevue_du=second.prevue_du, prevue_au=second.prevue_du - days(1))


def test_a_phase_truly_over_counts_to_its_real_end(base: Any) -> None:
    suivi = a_suivi()
    _, second, _ = begun(suivi, (DAY, dt.date(2026, 5, 20)))
    move_phase(second, prevue_du=dt.date(2026, 5, 21), prevue_au=second.prevue_au)
    assert planned(suivi.id)[1][0] == dt.date(2026, 5, 21)


def test_a_phase_that_has_begun_is_pushed_by_nobody(base: Any) -> None:
    suivi = a_suivi()
    later = dt.date(2026, 6, 9)
    first, *_ = begun(suivi, (DAY, later), (later, None))
    with pytest.raises(Invalid, match="a déjà commencé") as refusal:
        move_phase(first, prevue_du=first.prevue_du, prevue_au=first.prevue_au + days(3))
    assert refusal.value.field == "prevue_au"
    assert planned(suivi.id) == AS_PLANNED


def test_two_phases_do_not_truly_overlap(base: Any) -> None:
    phases = phases_of_suivi(a_suivi().id)
    for first in ((DAY, None), (DAY, DAY + days(60))):
        with pytest.raises(Invalid, match="ne se chevauchent pas") as refusal:
            date_phases(phases, [first, (DAY + days(40), None), (None, None)])
        assert refusal.value.field == "debut"
    assert all(phase.debut is None for phase in phases_of_suivi(phases[0].suivi_id))


def test_a_shared_phase_begins_with_an_agreement(base: Any) -> None:
    suivi = a_suivi()
    *_, shared = phases = phases_of_suivi(suivi.id)
    dates = [(DAY, DAY + days(90)), (DAY + days(90), DAY + days(390)), (DAY + days(390), None)]
    with pytest.raises(Invalid, match="accord") as refusal:
        date_phases(phases, dates)
    assert refusal.value.field == "debut"
    note_accord(phases_of_suivi(suivi.id)[2], DAY + days(380))
    date_phases(phases_of_suivi(suivi.id), dates)
    *_, shared = phases_of_suivi(suivi.id)
    assert (shared.accord_le, shared.debut) == (DAY + days(380), DAY + days(390))
    with pytest.raises(Refused, match="Notez le jour où elle"):
        note_accord(shared, None)
    with pytest.raises(Invalid, match="a commencé avant"):
        note_accord(shared, DAY + days(400))


def test_an_agreement_is_for_what_is_shared(base: Any) -> None:
    with pytest.raises(Refused, match="ne demande pas d’accord"):
        note_accord(phases_of_suivi(a_suivi().id)[0], DAY)


def test_a_suspension_gives_its_days_to_what_is_planned(base: Any) -> None:
    suivi = a_suivi()
    begun(suivi, (DAY, None))
    row = suspend(suivi, du=dt.date(2026, 4, 1), au=dt.date(2026, 4, 14), motif="Hospitalisation")
    waited = [(AS_PLANNED[0][0], AS_PLANNED[0][1] + days(14)), *shifted(AS_PLANNED[1:], 14)]
    assert planned(suivi.id) == waited
    assert suspended_on(suivi.id, dt.date(2026, 4, 14)) == row
    assert suspended_on(suivi.id, dt.date(2026, 4, 15)) is None
    correct_suspension(row, du=row.du, au=dt.date(2026, 4, 10), motif=row.motif)
    assert planned(suivi.id) == [
        (AS_PLANNED[0][0], AS_PLANNED[0][1] + days(10)),
        *shifted(AS_PLANNED[1:], 10),
    ]
    remove_suspension(row)
    assert planned(suivi.id) == AS_PLANNED
    assert suspensions_of(suivi.id) == []


def test_an_open_suspension_moves_nothing_until_it_ends(base: Any) -> None:
    suivi = a_suivi()
    row = suspend(suivi, du=dt.date(2026, 7, 1))
    assert planned(suivi.id) == AS_PLANNED
    correct_suspension(row, du=row.du, au=dt.date(2026, 7, 31), motif="")
    assert planned(suivi.id) == [
        AS_PLANNED[0],
        (AS_PLANNED[1][0], AS_PLANNED[1][1] + days(31)),
        *shifted(AS_PLANNED[2:], 31),
    ]


def test_a_suspension_does_not_move_a_phase_that_is_over(base: Any) -> None:
    suivi = a_suivi()
    begun(suivi, (DAY, dt.date(2026, 5, 1)), (dt.date(2026, 5, 1), None))
    suspend(suivi, du=dt.date(2026, 5, 10), au=dt.date(2026, 5, 19))
    assert planned(suivi.id)[0] == AS_PLANNED[0]


@pytest.mark.parametrize(
    ("du", "au", "field"),
    [
        (DAY - days(1), None, "du"),
        (DAY + days(20), DAY + days(19), "au"),
        (DAY + days(12), DAY + days(30), "du"),
        (DAY + days(1), None, "du"),
    ],
)
def test_a_suspension_that_does_not_hold_is_refused(
    base: Any, du: dt.date, au: dt.date | None, field: str
) -> None:
    suivi = a_suivi()
    suspend(suivi, du=DAY + days(10), au=DAY + days(12))
    before = planned(suivi.id)
    with pytest.raises(Invalid) as refusal:
        suspend(suivi, du=du, au=au)
    assert refusal.value.field == field
    assert planned(suivi.id) == before


def test_what_is_over_is_not_suspended(base: Any) -> None:
    suivi = a_suivi()
    close_suivi(suivi, clos_le=DAY + days(9), motif_sortie="motif_sortie.cdi")
    with pytest.raises(Refused, match="terminé"):
        suspend(suivi, du=DAY + days(10))


def test_nothing_begins_in_what_is_over(base: Any, frozen_clock: FrozenClock) -> None:
    suivi = a_suivi()
    first, second, *_ = begun(suivi, (DAY, None))
    frozen_clock.advance(days=30)
    close_suivi(suivi, clos_le=DAY + days(9), motif_sortie="motif_sortie.cdi")
    with pytest.raises(Refused, match="terminé depuis le 18/03/2026"):
        begin_phase(second, debut=DAY + days(12))
    with pytest.raises(Invalid, match="s’est terminé le 18/03/2026"):
        date_phase(second, debut=DAY + days(12), fin=None)
    first = phases_of_suivi(suivi.id)[0]
    with pytest.raises(Invalid, match="rouvrez-le"):
        date_phase(first, debut=DAY, fin=DAY + days(12))
    assert [one.debut for one in phases_of_suivi(suivi.id)] == [DAY, None, None]


def test_another_referent_moves_nothing(base: Any) -> None:
    suivi = a_suivi()
    first, *_ = phases_of_suivi(suivi.id)
    an_agent("b" * 32, identifiant="other", prenom="Léa", nom="Roy")
    base.actor = actor_with(Role.REFERENT, agent_id="b" * 32)
    with pytest.raises(Refused, match="Claire"):
        move_phase(first, prevue_du=DAY, prevue_au=DAY + days(200))
    with pytest.raises(Refused, match="Claire"):
        suspend(suivi, du=DAY + days(3))
    base.actor = actor_with(Role.REFERENT)
    move_phase(first, prevue_du=DAY, prevue_au=DAY + days(200))


def at(clock: FrozenClock, day: dt.date) -> None:
    clock.set(dt.datetime.combine(day, dt.time(10)))


def test_what_a_move_pushes_is_known_before_it_is_written(base: Any) -> None:
    suivi = a_suivi()
    first, second, _ = phases_of_suivi(suivi.id)
    later = first.prevue_au + days(12)
    told = consequence_of(first, prevue_du=first.prevue_du, prevue_au=later)
    assert planned(suivi.id) == AS_PLANNED
    assert told.phrase == move_phase(first, prevue_du=first.prevue_du, prevue_au=later).phrase != ""
    with pytest.raises(Invalid, match="la phase d’avant"):
        consequence_of(second, prevue_du=DAY, prevue_au=later)


def test_a_phase_begins_where_the_one_before_ends(base: Any, frozen_clock: FrozenClock) -> None:
    suivi = a_suivi()
    first, second, shared = phases_of_suivi(suivi.id)
    today = DAY + days(90)
    at(frozen_clock, today)
    begin_phase(first, debut=DAY)
    assert etat_of(first, today) is EtatPhase.EN_COURS
    assert etat_of(first, first.prevue_au + days(1)) is EtatPhase.DEPASSEE
    for wrong, why in (
        (None, "encore en cours"),
        (today + days(1), "ne se chevauchent pas"),
        (DAY - days(1), "précède son début, le 09/03/2026"),
    ):
        with pytest.raises(Invalid, match=why) as refusal:
            begin_phase(second, debut=today, fin_avant=wrong)
        assert refusal.value.field == "fin_avant"
    begin_phase(phases_of_suivi(suivi.id)[1], debut=today, fin_avant=today - days(1))
    first, second, shared = phases_of_suivi(suivi.id)
    assert (first.fin, second.debut) == (today - days(1), today)
    assert etat_of(first, today) is EtatPhase.TERMINEE
    with pytest.raises(Invalid, match="accord") as refusal:
        begin_phase(shared, debut=today, fin_avant=today)
    assert refusal.value.field == "debut"
    assert phases_of_suivi(suivi.id)[1].fin is None  # nothing of the refused act is kept
    undo_last()
    assert [(one.debut, one.fin) for one in phases_of_suivi(suivi.id)][:2] == [
        (DAY, None),
        (None, None),
    ]


def test_real_dates_are_corrected_within_those_of_the_others(
    base: Any, frozen_clock: FrozenClock
) -> None:
    suivi = a_suivi()
    end = DAY + days(60)
    begun(suivi, (DAY, end), (end + days(1), None))
    at(frozen_clock, end + days(30))
    for index, debut, fin, field, why in (
        (0, DAY, end + days(2), "fin", "la phase d’après, a commencé le 09/05/2026"),
        (1, end - days(1), None, "debut", "la phase d’avant, finit le 08/05/2026"),
        (1, end + days(31), None, "debut", "dans l’avenir"),
        (1, DAY - days(400), None, "debut", "plus d’un an avant"),
        (0, DAY, DAY - days(1), "fin", "précède le début"),
        (1, None, end + days(9), "debut", "donnez aussi le jour du début"),
    ):
        with pytest.raises(Invalid, match=why) as refusal:
            date_phase(phases_of_suivi(suivi.id)[index], debut=debut, fin=fin)
        assert refusal.value.field == field
    date_phase(phases_of_suivi(suivi.id)[1], debut=None, fin=None)  # it had not begun after all
    read = phases_of_suivi(suivi.id)[0]
    date_phase(phases_of_suivi(suivi.id)[0], debut=DAY, fin=end + days(2))
    with pytest.raises(Conflict):  # the other desk had read it before
        date_phase(read, debut=DAY, fin=end)


def test_a_suivi_goes_on_the_day_after_its_suspension(base: Any) -> None:
    suivi = a_suivi()
    row = suspend(suivi, du=dt.date(2026, 7, 1))
    with pytest.raises(Invalid, match=r"commence le 01/07/2026") as refusal:
        resume(row, reprise=row.du)
    assert refusal.value.field == "reprise"
    resume(row, reprise=dt.date(2026, 8, 1))
    assert suspensions_of(suivi.id)[0].au == dt.date(2026, 7, 31)
    assert planned(suivi.id)[1][1] == AS_PLANNED[1][1] + days(31)


def test_a_suspension_silences_and_the_days_count_from_its_end(
    base: Any, frozen_clock: FrozenClock
) -> None:
    suivi = a_suivi()
    at(frozen_clock, DAY)
    begun(suivi, (DAY, None))
    over = phases_of_suivi(suivi.id)[0].prevue_au + days(5)
    at(frozen_clock, over)
    assert {one.code for one in signaux()} == {"sans_contact", "phase_depassee"}
    row = suspend(suivi, du=over - days(3))
    assert signaux() == []
    resume(row, reprise=over)
    at(frozen_clock, over + days(29))
    assert "sans_contact" not in {one.code for one in signaux()}
    at(frozen_clock, over + days(30))
    (told,) = [one for one in signaux() if one.code == "sans_contact"]
    assert told.phrase == (
        "Pas de contact depuis la reprise, il y a 31 jours (aucun depuis l’ouverture)"
    )
    assert told.depuis == over - days(1)
