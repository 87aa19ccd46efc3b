"""Activities, their dates, and who came."""

import datetime as dt
from typing import Any

import pytest

from models.ateliers.seance import (
    ABSENT,
    ATTENDU,
    EXCUSE,
    PRESENT,
    Atelier,
    Presence,
    Seance,
    Venue,
    archive_atelier,
    archive_seance,
    ateliers,
    correct_atelier,
    correct_seance,
    create_atelier,
    create_seance,
    note_presences,
    presences_of,
    presences_of_suivi,
    seances_of,
)
from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.comptes.role import Role
from models.suivis.sortie import close_suivi
from tests.conftest import FrozenClock
from tests.domain.suivis.maison import OPENED, TODAY, TOMORROW, a_suivi, day
from tests.factories import a_personne, a_session, actor_with

DISPOSITIF = "ateliers_citoyens"
NINE, NOON = dt.time(9), dt.time(12)


@pytest.fixture
def opened(base: Any, frozen_clock: FrozenClock) -> Any:
    return base


def a_seance(atelier: Atelier | None = None, **values: Any) -> Seance:
    where = atelier or next(iter(ateliers()), None)
    where = where or create_atelier(intitule="Jardin partagé", dispositif=DISPOSITIF)
    return create_seance(where, **{"date": day(2, 9), "debut": NINE, "fin": NOON, **values})


def test_an_atelier_has_a_name_and_the_dispositif_of_its_session(opened: Any) -> None:
    with pytest.raises(Invalid, match="écrivez son nom"):
        create_atelier(intitule=" ")
    session = a_session()
    atelier = create_atelier(intitule="Théâtre", session=session.id)
    assert atelier.dispositif_id == DISPOSITIF
    correct_atelier(atelier, intitule="Théâtre forum")
    with pytest.raises(Invalid, match="déjà un de ce nom"):
        create_atelier(intitule="theatre Forum", session=session.id)
    house = create_atelier(intitule="Théâtre forum")
    correct_atelier(house, intitule="Jardin")
    assert [one.intitule for one in ateliers()] == ["Jardin", "Théâtre forum"]
    archive_atelier(atelier)
    assert [one.intitule for one in ateliers()] == ["Jardin"]


@pytest.mark.parametrize(
    ("values", "field", "why"),
    [
        ({"debut": None}, "debut", "l’heure du début"),
        ({"fin": NINE}, "fin", "finit après son début"),
        ({"fin": dt.time(8)}, "fin", "finit après son début"),
    ],
)
def test_a_seance_that_makes_no_sense_is_refused(
    opened: Any, values: dict[str, Any], field: str, why: str
) -> None:
    with pytest.raises(Invalid, match=why) as refusal:
        a_seance(**values)
    assert refusal.value.field == field
    assert Seance.select().count() == 0


def test_a_seance_lasts_what_those_who_were_there_lived(opened: Any) -> None:
    assert a_seance().minutes == 180
    assert a_seance(fin=None).minutes is None
    night = {"debut": dt.time(1), "fin": dt.time(5)}
    assert a_seance(date=day(3, 29), **night).minutes == 180  # the hour that spring takes
    assert a_seance(date=day(10, 25), **night).minutes == 300  # and autumn gives back


def test_who_came_is_noted_in_one_act(opened: Any) -> None:
    seance = a_seance()
    ann, bob = a_personne(nom_naissance="Ann"), a_personne(nom_naissance="Bob")
    note_presences(seance, {ann.id: Venue(), bob.id: Venue(ATTENDU)})
    note_presences(seance, {bob.id: Venue(EXCUSE, justifiee="Convocation")})
    read = [(p.personne.nom, p.etat, p.justifiee) for p in presences_of(seance.id)]
    assert read == [("Ann", PRESENT, ""), ("Bob", EXCUSE, "Convocation")]
    undo_last()
    assert [p.etat for p in presences_of(seance.id)] == [PRESENT, ATTENDU]
    note_presences(seance, {}, retirees=[bob.id])
    assert len(presences_of(seance.id)) == 1


@pytest.mark.parametrize(
    ("venue", "field", "why"),
    [
        (Venue("venu"), "etat", "valeur de la liste"),
        (Venue(PRESENT, 0), "minutes", "de 1 à 180 minutes"),
        (Venue(PRESENT, 181), "minutes", "de 1 à 180 minutes"),
    ],
)
def test_a_presence_that_makes_no_sense_writes_none_of_the_sheet(
    opened: Any, venue: Venue, field: str, why: str
) -> None:
    seance = a_seance()
    with pytest.raises(Invalid, match=why) as refusal:
        note_presences(seance, {a_personne().id: Venue(), a_personne().id: venue})
    assert refusal.value.field == field
    assert presences_of(seance.id) == []


def test_nobody_came_to_what_has_not_been(opened: Any) -> None:
    seance, who = a_seance(date=TOMORROW), a_personne().id
    note_presences(seance, {who: Venue(ATTENDU)})
    note_presences(seance, {who: Venue(EXCUSE)})  # she said so beforehand
    with pytest.raises(Invalid, match="dans l’avenir"):
        note_presences(seance, {who: Venue()})
    correct_seance(seance, date=TODAY)
    note_presences(seance, {who: Venue()})
    with pytest.raises(Invalid, match="notées présentes"):
        correct_seance(seance, date=TOMORROW)


def test_a_presence_counts_in_the_suivi_of_that_day(opened: Any) -> None:
    personne = a_personne()
    of_dispositif = a_suivi(personne, dispositif=DISPOSITIF)
    a_suivi(personne)  # outside, and opened the same day
    seance = a_seance()
    note_presences(seance, {personne.id: Venue()})
    assert [p.seance.atelier.intitule for p in presences_of_suivi(of_dispositif.id)] == [
        "Jardin partagé"
    ]
    before = a_seance(date=OPENED - dt.timedelta(days=1))
    note_presences(before, {personne.id: Venue()})
    assert [p.suivi_id for p in presences_of(before.id)] == [None]


def test_a_suivi_that_ended_counts_what_came_before(opened: Any) -> None:
    suivi = a_suivi()
    close_suivi(suivi, clos_le=day(2, 9), motif_sortie="motif_sortie.cdi")
    for date in (day(2, 9), day(2, 10)):
        note_presences(a_seance(date=date), {suivi.personne_id: Venue()})
    assert [p.seance.date for p in presences_of_suivi(suivi.id)] == [day(2, 9)]


def test_a_seance_taken_out_takes_its_presences_along(opened: Any) -> None:
    suivi, atelier = a_suivi(), create_atelier(intitule="Jardin")
    seance = a_seance(atelier)
    note_presences(seance, {suivi.personne_id: Venue()})
    archive_seance(seance)
    assert seances_of(atelier.id) == presences_of_suivi(suivi.id) == []
    with pytest.raises(Refused, match="supprimée"):
        note_presences(seance, {suivi.personne_id: Venue(ABSENT)})
    undo_last()
    assert len(presences_of_suivi(suivi.id)) == 1


def test_the_accueil_neither_reads_nor_notes_who_came(opened: Any) -> None:
    seance = a_seance()
    opened.actor = actor_with(Role.ACCUEIL)
    for read in (ateliers, lambda: seances_of("x"), lambda: presences_of(seance.id)):
        with pytest.raises(Refused, match="lire la situation"):
            read()
    with pytest.raises(Refused, match="écrire dans un suivi"):
        note_presences(seance, {})
    assert Presence.select().count() == 0
