"""Who is expected at a séance, what its list and its paper say."""

import datetime as dt
from typing import Any

import pytest

from models.accueil.periodes import Repere
from models.ateliers.feuille import (
    attendus_of,
    emargement_of,
    feuille_of,
    moments_of,
    operation_on,
    proposed_seance,
    trace_emargement,
)
from models.ateliers.liste import (
    A_COMPLETER,
    A_NOTER,
    A_VENIR,
    NOTEE,
    ateliers_listing,
    in_repere,
    of_atelier,
    seances_listing,
    to_note,
    with_seances,
)
from models.ateliers.seance import (
    ABSENT,
    ATTENDU,
    EXCUSE,
    Atelier,
    Seance,
    Venue,
    archive_seance,
    create_atelier,
    create_seance,
    note_presences,
)
from models.base.errors import Refused
from models.base.journal import Journal
from models.comptes.role import Role
from models.prescriptions.fiche import create_prescription
from models.prescriptions.sessions import suivis_of_session
from models.suivis.operation import create_operation
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Suivi, Suspension
from tests.conftest import FrozenClock
from tests.domain.suivis.maison import TODAY, TOMORROW, a_suivi, day
from tests.factories import a_personne, a_session, actor_with, the_lieu, writing

DISPOSITIF = "ateliers_citoyens"


@pytest.fixture
def opened(base: Any, frozen_clock: FrozenClock) -> Any:
    return base


def a_seance(atelier: Atelier, date: dt.date = TODAY, **values: Any) -> Seance:
    return create_seance(atelier, date=date, **values)


def in_dispositif(nom: str, **values: Any) -> Suivi:
    return a_suivi(a_personne(nom_naissance=nom), dispositif=DISPOSITIF, **values)


def names(seance: Seance, of_session: Any = ()) -> list[str]:
    return [one.nom.split()[0] for one in feuille_of(seance, of_session)]


def test_those_of_the_dispositif_who_are_there_that_day_are_expected(opened: Any) -> None:
    in_dispositif("Awa")
    close_suivi(in_dispositif("Bob"), clos_le=TODAY, motif_sortie="motif_sortie.cdi")
    gone = in_dispositif("Cyr")
    close_suivi(gone, clos_le=day(3, 10), motif_sortie="motif_sortie.cdi")
    in_dispositif("Dan", ouvert_le=TOMORROW)
    still = in_dispositif("Eve")
    with writing():
        Suspension(suivi=still, du=day(3, 1), au=TODAY).save()
    a_suivi(a_personne(nom_naissance="Fay"))  # in no dispositif
    atelier = create_atelier(intitule="Jardin", dispositif=DISPOSITIF)
    seance = a_seance(atelier)
    assert names(seance) == ["AWA", "BOB"]
    assert names(a_seance(atelier, TOMORROW)) == ["AWA", "DAN", "EVE"]
    note_presences(seance, {gone.personne_id: Venue()})
    assert [(one.attendue, one.notee) for one in feuille_of(seance)] == [
        (True, False), (True, False), (False, True),
    ]  # fmt: skip


def test_an_atelier_of_a_session_expects_those_who_entered_by_it(opened: Any) -> None:
    autumn, winter = a_session(debut=day(10, 5, 2025)), a_session(debut=day(1, 5))
    said, early, late = in_dispositif("Awa"), in_dispositif("Bob"), in_dispositif("Cyr")
    with writing():
        early.ouvert_le = day(11, 3, 2025)
        early.save()
    fiche = create_prescription(
        personne=said.personne, dispositif=DISPOSITIF, session=autumn.id, suivi=said
    )
    assert fiche.suivi_id == said.id
    assert suivis_of_session(autumn.id) == {said.id, early.id}
    assert suivis_of_session(winter.id) == {late.id}
    assert suivis_of_session(None) == frozenset()
    seance = a_seance(create_atelier(intitule="Jardin", session=autumn.id))
    assert names(seance, suivis_of_session(autumn.id)) == ["AWA", "BOB"]


def test_an_atelier_of_the_house_expects_those_of_last_time(opened: Any) -> None:
    in_dispositif("Awa")
    atelier = create_atelier(intitule="Cuisine")
    zoe = a_personne(nom_naissance="Zoe")
    first = a_seance(atelier, day(2, 25))
    assert attendus_of(first) == set()
    note_presences(first, {zoe.id: Venue()})
    assert names(a_seance(atelier, day(3, 4))) == ["ZOE"]


def test_the_next_seance_is_the_last_one_a_week_later(opened: Any) -> None:
    atelier = create_atelier(intitule="Cuisine")
    assert proposed_seance(atelier.id) == {"atelier": atelier.id, "date": TODAY}
    a_seance(atelier, day(3, 5), debut=dt.time(9), fin=dt.time(11), lieu=the_lieu().id)
    found = proposed_seance(atelier.id)
    assert (found["date"], found["debut"], found["lieu"]) == (
        day(3, 12), dt.time(9), the_lieu().id,
    )  # fmt: skip
    archive_seance(a_seance(atelier, TODAY))
    assert proposed_seance(atelier.id)["date"] == day(3, 12)


def test_the_list_says_who_came_and_what_is_still_to_note(opened: Any) -> None:
    atelier, other = create_atelier(intitule="Jardin d’été"), create_atelier(intitule="Théâtre")
    people = [a_personne().id for _ in range(3)]
    whole = a_seance(atelier, day(3, 2), debut=dt.time(14), fin=dt.time(16), lieu=the_lieu().id)
    note_presences(whole, dict(zip(people, (Venue(), Venue(), Venue(ABSENT)), strict=True)))
    half = a_seance(atelier, day(3, 9), intervenant="Éloïse Roy")
    note_presences(half, {people[0]: Venue(EXCUSE), people[1]: Venue(ATTENDU)})
    a_seance(other, day(3, 10))
    a_seance(other, TOMORROW)
    listing = seances_listing()
    read = [listing.texts(row) for row in listing.first()]
    assert [(one[0], *one[5:]) for one in read] == [
        ("jeu. 12/03/2026", "", A_VENIR),
        ("mar. 10/03/2026", "", A_NOTER),
        ("lun. 09/03/2026", "0 sur 2", A_COMPLETER),
        ("lun. 02/03/2026", "2 sur 3", NOTEE),
    ]
    assert read[3][1:4] == ("14:00 – 16:00", "Jardin d’été", "Siège")
    assert to_note(listing).count() == 2
    assert of_atelier(listing, atelier.id).count() == 2
    assert in_repere(listing, Repere.SEMAINE_DERNIERE).count() == 1
    for words, count in (("eloise", 1), ("ete jardin", 2), ("siege", 1), ("x", 0)):
        assert listing.searched(words).count() == count, words
    assert [label for _, label in with_seances()] == ["Jardin d’été", "Théâtre"]
    kept = ateliers_listing()
    assert [kept.texts(row)[3:] for row in kept.first()] == [
        ("2", "09/03/2026"), ("2", "12/03/2026"),
    ]  # fmt: skip


def test_one_signs_before_and_after_noon(opened: Any) -> None:
    twice = ("Matin", "Après-midi")
    assert moments_of(dt.time(9), dt.time(16)) == moments_of(None, None) == twice
    assert len(moments_of(dt.time(9), dt.time(12))) == len(moments_of(dt.time(14), None)) == 1


def test_the_paper_says_what_is_known_and_is_traced(opened: Any) -> None:
    session = a_session(debut=day(1, 5))
    suivi = in_dispositif("Awa")
    atelier = create_atelier(intitule="Jardin", session=session.id)
    seance = a_seance(atelier, intervenant="Léa Roy", lieu=the_lieu().id)
    note_presences(seance, {suivi.personne_id: Venue(EXCUSE)})
    found = emargement_of(seance, feuille_of(seance))
    assert found.cadre == "Les Ateliers citoyens, Session 01/2026"
    assert (found.lieu, found.intervenant, found.operation) == ("Siège", "Léa Roy", "")
    create_operation(numero="2026-1", intitule="Lien", dispositif=atelier.dispositif_id,
                     du=seance.date, au=day(12, 31))  # fmt: skip
    assert "n°\u00a02026-1, Lien" in operation_on(atelier, seance.date)
    assert operation_on(atelier, seance.date - dt.timedelta(days=1)) == ""
    assert [(one.nom, one.excuse) for one in found.signataires] == [("AWA Mamadou", True)]
    trace_emargement(seance.id)
    assert Journal.select().where(Journal.action == "print_emargement").count() == 1
    archive_seance(seance)
    with pytest.raises(Refused, match="supprimée"):
        emargement_of(seance, [])
    opened.actor = actor_with(Role.ACCUEIL)
    for read in (lambda: attendus_of(seance), lambda: trace_emargement(seance.id)):
        with pytest.raises(Refused):
            read()
