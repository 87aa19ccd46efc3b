"""Hours noted by hand: a day, a length, a phase of the suivi."""

from typing import Any

import pytest

from models.base.errors import Invalid, Refused
from models.comptes.role import Role
from models.suivis.suivi import Suivi, phases_of_suivi
from models.suivis.temps import Temps, archive_temps, correct_temps, note_temps, temps_of
from tests.conftest import FrozenClock
from tests.domain.suivis.maison import TODAY, TOMORROW, a_suivi, day
from tests.factories import actor_with


@pytest.fixture
def suivi(base: Any, frozen_clock: FrozenClock) -> Suivi:
    return a_suivi()


def some_time(suivi: Suivi, **values: Any) -> Temps:
    return note_temps(suivi.id, **{"date": day(2, 9), "minutes": 90, **values})


def test_the_last_ones_come_first(suivi: Suivi) -> None:
    some_time(suivi, objet="Chantier du jardin")
    some_time(suivi, date=TODAY, minutes=30)
    assert [(t.date, t.minutes, t.objet) for t in temps_of(suivi.id)] == [
        (TODAY, 30, ""),
        (day(2, 9), 90, "Chantier du jardin"),
    ]


@pytest.mark.parametrize(
    ("values", "field", "why"),
    [
        ({"minutes": 0}, "minutes", "de 1 minute à 24 heures"),
        ({"minutes": 1441}, "minutes", "de 1 minute à 24 heures"),
        ({"date": TOMORROW}, "date", "dans l’avenir"),
        ({"date": day(1, 1, 206)}, "date", "plus d’un an avant"),
        ({"minutes": 1351}, "minutes", "dépasse 24 heures"),
    ],
)
def test_time_that_makes_no_sense_is_refused(
    suivi: Suivi, values: dict[str, Any], field: str, why: str
) -> None:
    some_time(suivi)
    with pytest.raises(Invalid, match=why) as refusal:
        some_time(suivi, **values)
    assert refusal.value.field == field
    assert len(temps_of(suivi.id)) == 1


def test_time_is_of_a_phase_of_its_suivi(suivi: Suivi) -> None:
    phase = phases_of_suivi(a_suivi(dispositif="ateliers_citoyens").id)[0]
    with pytest.raises(Invalid, match="pas de ce suivi"):
        some_time(suivi, phase=phase.id)


def test_time_is_corrected_and_taken_away(suivi: Suivi) -> None:
    temps = some_time(suivi)
    correct_temps(temps, minutes=1440)  # the whole day: what it was itself does not count
    archive_temps(temps)
    assert temps_of(suivi.id) == []
    some_time(suivi, minutes=1440)


def test_the_accueil_reads_and_notes_no_time(suivi: Suivi, base: Any) -> None:
    base.actor = actor_with(Role.ACCUEIL)
    with pytest.raises(Refused, match="lire la situation"):
        temps_of(suivi.id)
    with pytest.raises(Refused, match="écrire dans un suivi"):
        some_time(suivi)
