"""A presence noted from the suivi: the activity and its date are found, or made."""

import datetime as dt
from typing import Any

import pytest

from models.ateliers.heures import heures_of
from models.ateliers.seance import (
    ABSENT,
    ATTENDU,
    Atelier,
    Seance,
    create_atelier,
    create_seance,
    presences_of_suivi,
)
from models.ateliers.venue import correct_venue, note_venue, remove_venue
from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.comptes.role import Role
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.domain.suivis.maison import TODAY, TOMORROW, a_suivi, day
from tests.factories import actor_with, an_agent

NINE, NOON = dt.time(9), dt.time(12)


@pytest.fixture
def suivi(base: Any, frozen_clock: FrozenClock) -> Suivi:
    return a_suivi()


def counts() -> tuple[int, int]:
    return Atelier.select().count(), Seance.select().count()


def test_what_is_not_known_yet_is_made_and_found_again(suivi: Suivi) -> None:
    first = note_venue(suivi.id, atelier=" Jardin ", date=day(3, 9), debut=NINE, fin=NOON)
    assert counts() == (1, 1)
    other = a_suivi(dispositif="ateliers_citoyens")
    second = note_venue(other.id, atelier="JARDIN", date=day(3, 9), debut=NINE, fin=dt.time(11))
    assert (counts(), second.seance_id) == ((1, 1), first.seance_id)
    assert second.minutes == 120  # she left before the end
    alone = note_venue(other.id, atelier="Jardin", date=day(3, 9))
    assert alone.id == second.id  # the only séance of that day
    note_venue(suivi.id, atelier="jardin", date=day(3, 9), debut=dt.time(14), fin=dt.time(16))
    assert counts() == (1, 2)
    with pytest.raises(Invalid, match="plusieurs séances ce jour-là") as refusal:
        note_venue(suivi.id, atelier="jardin", date=day(3, 9))
    assert refusal.value.field == "debut"
    assert heures_of(suivi.id, TODAY).part.seances == 5 * 60
    undo_last()
    assert counts() == (1, 1)


def test_it_counts_in_the_suivi_where_it_is_noted(suivi: Suivi) -> None:
    same = a_suivi(suivi.personne, dispositif="ateliers_citoyens")
    seance = create_seance(create_atelier(intitule="CV"), date=TODAY)
    for wanted in (same, suivi):
        presence = note_venue(wanted.id, atelier="CV", date=TODAY)
        assert (presence.seance_id, presence.suivi_id) == (seance.id, wanted.id)
    assert [one.suivi_id for one in presences_of_suivi(suivi.id)] == [suivi.id]
    assert presences_of_suivi(same.id) == []


@pytest.mark.parametrize(
    ("values", "field", "why"),
    [
        ({"atelier": " "}, "atelier", "écrivez son nom"),
        ({"date": TOMORROW}, "etat", "dans l’avenir"),
        ({"date": day(1, 3, 2020)}, "date", "plus d’un an avant"),
        ({"fin": dt.time(13)}, "fin", "finit à 12:00"),
        ({"fin": NINE}, "fin", "finit à 12:00"),
        ({"etat": "parti"}, "etat", "de la liste"),
    ],
)
def test_what_makes_no_sense_is_refused(
    suivi: Suivi, values: dict[str, Any], field: str, why: str
) -> None:
    create_seance(create_atelier(intitule="Jardin"), date=TODAY, debut=NINE, fin=NOON)
    before = counts()
    said = {"atelier": "Jardin", "date": TODAY, "debut": NINE, "fin": NOON, **values}
    with pytest.raises(Invalid, match=why) as refusal:
        note_venue(suivi.id, **said)
    assert refusal.value.field == field
    assert (counts(), presences_of_suivi(suivi.id)) == (before, [])


def test_it_is_corrected_and_taken_away(suivi: Suivi, base: Any) -> None:
    made = note_venue(suivi.id, atelier="Jardin", date=TOMORROW, etat=ATTENDU)
    corrected = correct_venue(made, etat=ABSENT, justifiee="Rendez-vous à la CAF")
    assert (corrected.etat, corrected.justifiee) == (ABSENT, "Rendez-vous à la CAF")
    an_agent("b" * 32, identifiant="paul", prenom="Paul")
    base.actor = actor_with(Role.REFERENT, agent_id="b" * 32)
    for act in (
        lambda: note_venue(suivi.id, atelier="Jardin", date=TODAY),
        lambda: correct_venue(corrected, etat=ATTENDU),
        lambda: remove_venue(corrected),
    ):
        with pytest.raises(Refused, match="vous pouvez le lire, pas y écrire"):
            act()
    base.actor = actor_with(Role.REFERENT)
    remove_venue(presences_of_suivi(suivi.id)[0])
    assert presences_of_suivi(suivi.id) == []
