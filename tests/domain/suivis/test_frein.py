"""A frein from the day it is noted to the day it is lifted, and what is refused on the way."""

import datetime as dt
from typing import Any

import pytest

from models.base.command import undo_last
from models.base.errors import Conflict, Invalid, Refused
from models.comptes.role import Role
from models.nomenclatures.fusion import merge_valeurs
from models.nomenclatures.listes import add_valeur
from models.suivis.frein import (
    LEVE,
    SENSIBLE,
    Frein,
    FreinNiveau,
    archive_frein,
    correct_frein,
    correct_niveau,
    freins_of,
    lift_frein,
    niveaux_of,
    note_frein,
    note_niveau,
    remove_niveau,
    resume_frein,
)
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.domain.suivis.maison import TODAY, TOMORROW, a_suivi, day
from tests.factories import actor_with, writing

LOYER, DOIT_QUITTER = "frein.logement.loyer", "frein.logement.doit_quitter"
AUTRE = "frein.logement.autre"
JAN, FEB, MARCH = day(1, 12), day(2, 9), day(3, 9)


@pytest.fixture
def suivi(base: Any, frozen_clock: FrozenClock) -> Suivi:
    return a_suivi()


def a_frein(suivi: Suivi, valeur: str = LOYER, **values: Any) -> Frein:
    return note_frein(suivi.id, valeur, **{"date": JAN, "intensite": 2, **values})


def read(suivi: Suivi) -> list[tuple[str, int, str]]:
    return [(f.libelle, f.present.intensite, f.present.etat) for f in freins_of(suivi.id)]


def test_a_frein_tells_its_levels_and_since_when(suivi: Suivi) -> None:
    frein = a_frein(suivi, precision="paie la moitié")
    note_niveau(frein, date=MARCH, intensite=1, etat="en_travail")
    note_niveau(frein, date=FEB, intensite=1, etat="en_travail")
    (told,) = freins_of(suivi.id)
    assert [(n.date, n.intensite, n.etat) for n in told.niveaux] == [
        (JAN, 2, "repere"),
        (FEB, 1, "en_travail"),
        (MARCH, 1, "en_travail"),
    ]
    assert (told.theme, told.libelle) == ("Logement", "Difficulté à payer le loyer")
    assert (told.depuis, told.leve_le) == (FEB, None)
    assert told.present.id == niveaux_of(frein.id)[-1].id
    assert told.frein.precision == "paie la moitié"


def test_a_frein_is_lifted_on_a_day(suivi: Suivi) -> None:
    frein = a_frein(suivi)
    lift_frein(frein, date=FEB)
    note_niveau(frein, date=MARCH, intensite=1, etat=LEVE)
    (told,) = freins_of(suivi.id)
    assert told.leve_le == FEB
    assert told.depuis == MARCH  # the intensity changed, not the state


def test_a_frein_that_was_not_lifted_stands_where_it_stood(suivi: Suivi) -> None:
    frein = a_frein(suivi)
    note_niveau(frein, date=day(2, 2), intensite=1, etat="en_travail")
    lift_frein(frein, date=FEB)
    lift_frein(frein, date=MARCH)
    resume_frein(frein)
    assert read(suivi) == [("Difficulté à payer le loyer", 1, "en_travail")]
    undo_last()
    assert freins_of(suivi.id)[0].leve_le == FEB
    at_once = note_frein(suivi.id, DOIT_QUITTER, date=JAN, intensite=0, etat=LEVE)
    with pytest.raises(Refused, match="pas d’autre constat"):
        resume_frein(at_once)


def test_two_findings_of_a_day_are_one(suivi: Suivi) -> None:
    frein = a_frein(suivi)
    note_niveau(frein, date=FEB, intensite=3)
    note_niveau(frein, date=FEB, intensite=1, etat="stabilise")
    assert [(n.date, n.intensite) for n in niveaux_of(frein.id)] == [(JAN, 2), (FEB, 1)]
    undo_last()
    assert [(n.date, n.intensite) for n in niveaux_of(frein.id)] == [(JAN, 2), (FEB, 3)]


def test_the_heaviest_come_first_then_what_was_lifted(suivi: Suivi) -> None:
    lifted, sooner = a_frein(suivi), a_frein(suivi, DOIT_QUITTER)
    a_frein(suivi, "frein.mobilite.aucun_moyen", intensite=1)
    a_frein(suivi, "frein.mobilite.peur_sortir", intensite=3)
    lift_frein(lifted, date=FEB)
    lift_frein(sooner, date=MARCH)
    assert [(f.libelle, f.leve_le) for f in freins_of(suivi.id)] == [
        ("N’ose pas sortir du quartier ou prendre les transports", None),
        ("Aucun moyen de se déplacer", None),
        ("Doit quitter son logement", MARCH),
        ("Difficulté à payer le loyer", FEB),
    ]


def test_the_same_frein_is_not_noted_twice(suivi: Suivi) -> None:
    a_frein(suivi)
    with pytest.raises(Invalid, match="déjà noté dans ce suivi") as refusal:
        a_frein(suivi, date=MARCH)
    assert refusal.value.field == "valeur"
    assert len(freins_of(suivi.id)) == 1
    other = a_suivi()
    a_frein(other)
    assert len(freins_of(other.id)) == 1


def test_a_lifted_frein_that_comes_back_is_the_same_one(suivi: Suivi) -> None:
    frein = a_frein(suivi)
    lift_frein(frein, date=FEB)
    with pytest.raises(Invalid, match="levé le 09/02/2026") as refusal:
        a_frein(suivi, date=FEB)
    assert refusal.value.field == "date"
    assert a_frein(suivi, date=MARCH, precision="nouvelle dette").id == frein.id
    (told,) = freins_of(suivi.id)
    assert (told.leve_le, told.depuis, len(told.niveaux)) == (None, MARCH, 3)
    assert told.frein.precision == "nouvelle dette"


def test_autre_is_as_many_freins_as_it_has_words(suivi: Suivi) -> None:
    with pytest.raises(Invalid, match="Précision") as refusal:
        a_frein(suivi, AUTRE, precision="  ")
    assert refusal.value.field == "precision"
    a_frein(suivi, AUTRE, precision="Cave inondée")
    with pytest.raises(Invalid, match="déjà noté"):
        a_frein(suivi, AUTRE, precision="cave INONDEE")
    a_frein(suivi, AUTRE, precision="Chien refusé")
    assert len(freins_of(suivi.id)) == 2


@pytest.mark.parametrize(
    ("values", "field", "why"),
    [
        ({"date": TOMORROW}, "date", "dans l’avenir"),
        ({"date": dt.date(206, 3, 11)}, "date", "plus d’un an avant"),
        ({"intensite": 4}, "intensite", "de 0 .* à 3"),
        ({"intensite": -1}, "intensite", "de 0 .* à 3"),
        ({"etat": "guéri"}, "etat", "choisissez une valeur"),
        ({"etat": LEVE, "intensite": 2}, "intensite", "levé ne gêne plus"),
    ],
)
def test_a_finding_that_makes_no_sense_writes_nothing(
    suivi: Suivi, values: dict[str, Any], field: str, why: str
) -> None:
    with pytest.raises(Invalid, match=why) as refusal:
        a_frein(suivi, **values)
    assert refusal.value.field == field
    assert Frein.select().count() == FreinNiveau.select().count() == 0


def test_a_value_of_another_list_is_no_frein(suivi: Suivi) -> None:
    for valeur in ("objectif.logement", "frein.nulle_part", ""):
        with pytest.raises(Invalid, match="valeur de la liste"):
            a_frein(suivi, valeur)


def test_a_finding_is_corrected_and_takes_no_others_day(suivi: Suivi) -> None:
    frein = a_frein(suivi)
    niveau = note_niveau(frein, date=MARCH, intensite=1)
    with pytest.raises(Invalid, match="autre constat") as refusal:
        correct_niveau(niveau, date=JAN, intensite=1, etat="repere")
    assert refusal.value.field == "date"
    correct_niveau(niveaux_of(frein.id)[1], date=FEB, intensite=3, etat="repere")
    assert [(n.date, n.intensite) for n in niveaux_of(frein.id)] == [(JAN, 2), (FEB, 3)]


def test_two_desks_do_not_correct_one_finding_over_the_other(suivi: Suivi) -> None:
    frein = a_frein(suivi)
    (mine,), (yours,) = niveaux_of(frein.id), niveaux_of(frein.id)
    correct_niveau(mine, date=JAN, intensite=3, etat="repere")
    with pytest.raises(Conflict):
        correct_niveau(yours, date=JAN, intensite=1, etat="repere")
    assert read(suivi) == [("Difficulté à payer le loyer", 3, "repere")]


def test_what_the_clock_set_back_left_in_the_future_is_corrected_where_it_stands(
    suivi: Suivi, frozen_clock: FrozenClock
) -> None:
    frein = a_frein(suivi, date=TODAY)
    frozen_clock.advance(days=-3)
    (niveau,) = niveaux_of(frein.id)
    correct_niveau(niveau, date=TODAY, intensite=1, etat="repere")
    with pytest.raises(Invalid, match="dans l’avenir"):
        correct_niveau(niveaux_of(frein.id)[0], date=TOMORROW, intensite=1, etat="repere")


def test_the_only_finding_stays_with_its_frein(suivi: Suivi) -> None:
    frein = a_frein(suivi)
    with pytest.raises(Refused, match="seul constat"):
        remove_niveau(niveaux_of(frein.id)[0])
    remove_niveau(note_niveau(frein, date=FEB, intensite=0))
    assert read(suivi) == [("Difficulté à payer le loyer", 2, "repere")]


def test_a_frein_noted_by_mistake_is_taken_out_whole_and_put_back(suivi: Suivi) -> None:
    frein = a_frein(suivi)
    archive_frein(frein)
    assert freins_of(suivi.id) == []
    with pytest.raises(Refused, match="retiré"):
        note_niveau(Frein.get_by_id(frein.id), date=FEB, intensite=1)
    assert a_frein(suivi).id != frein.id
    undo_last()
    undo_last()
    assert read(suivi) == [("Difficulté à payer le loyer", 2, "repere")]


def test_a_frein_is_said_otherwise_and_keeps_its_levels(suivi: Suivi) -> None:
    frein = a_frein(suivi)
    a_frein(suivi, DOIT_QUITTER)
    with pytest.raises(Invalid, match="déjà noté"):
        correct_frein(frein, valeur=DOIT_QUITTER)
    frein = Frein.get_by_id(frein.id)
    correct_frein(frein, valeur="frein.logement.insalubre", precision="moisissures")
    assert {f.libelle for f in freins_of(suivi.id)} == {
        "Logement insalubre ou suroccupé",
        "Doit quitter son logement",
    }


def test_justice_asks_for_care_and_says_so(suivi: Suivi) -> None:
    a_frein(suivi)
    a_frein(suivi, "frein.justice.procedure")
    assert {f.theme: f.sensible for f in freins_of(suivi.id)} == {
        "Logement": False,
        "Justice": True,
    }
    assert SENSIBLE.startswith("Sujet sensible")


def test_what_a_structure_adds_under_justice_asks_for_care_too(suivi: Suivi) -> None:
    added = add_valeur("frein", "Convocations", parent="frein.justice")
    a_frein(suivi, added.id)
    assert [f.sensible for f in freins_of(suivi.id)] == [True]


def test_a_value_merged_into_another_is_still_the_same_frein(suivi: Suivi) -> None:
    a_frein(suivi, DOIT_QUITTER)
    merge_valeurs(LOYER, DOIT_QUITTER)
    with pytest.raises(Invalid, match="déjà noté"):
        a_frein(suivi, LOYER)


def test_nothing_is_noted_in_a_suivi_that_is_gone(suivi: Suivi) -> None:
    frein = a_frein(suivi)
    with writing():
        suivi.archive()
    for write in (
        lambda: a_frein(suivi, DOIT_QUITTER),
        lambda: note_niveau(frein, date=FEB, intensite=1),
    ):
        with pytest.raises(Refused, match="n’existe plus"):
            write()


def test_the_accueil_reads_and_writes_no_frein(suivi: Suivi, base: Any) -> None:
    frein = a_frein(suivi)
    base.actor = actor_with(Role.ACCUEIL)
    with pytest.raises(Refused, match="lire la situation"):
        freins_of(suivi.id)
    with pytest.raises(Refused, match="lire la situation"):
        niveaux_of(frein.id)
    with pytest.raises(Refused, match="écrire dans un suivi"):
        lift_frein(frein, date=FEB)
