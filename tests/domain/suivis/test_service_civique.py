"""The rules of the service civique: what blocks a signature, what is told, what is still to do."""

import datetime as dt
from typing import Any

import pytest

from models.base.errors import Invalid
from models.personnes.personne import save_personne
from models.suivis.contrat import read_mission
from models.suivis.mission import Genre, Mission, MissionAbsence, missions_of
from models.suivis.parametre import add_parametre
from models.suivis.suivi import Suivi
from models.suivis.vie_mission import (
    archive_mission,
    break_off,
    correct_mission,
    create_mission,
    save_evenement,
)
from tests.conftest import FrozenClock
from tests.domain.suivis.maison import TODAY, a_suivi, day
from tests.domain.suivis.test_mission import (
    BEGUN,
    ENDED,
    PLANNED,
    SIGNED,
    a_mission,
    blocking,
    codes,
    phrase,
    whole,
)
from tests.factories import a_personne

ADULT = dt.date(2006, 5, 1)  # 19


@pytest.fixture
def suivi(base: Any, frozen_clock: FrozenClock) -> Suivi:
    return a_suivi(a_personne(date_naissance=ADULT))


def test_a_mission_that_meets_every_rule_has_nothing_to_say(suivi: Suivi) -> None:
    mission = whole(suivi)
    assert read_mission(mission, TODAY).remarques == []
    assert [one.id for one in missions_of(suivi.id)] == [mission.id]
    assert mission.fin == ENDED


@pytest.mark.parametrize(
    ("born", "handicap", "found"),
    [
        (dt.date(2010, 1, 14), False, []),  # 16 the very day
        (dt.date(2010, 1, 15), False, ["age"]),
        (dt.date(2000, 1, 15), False, []),  # 26 the day after
        (dt.date(2000, 1, 14), False, ["age"]),
        (dt.date(2000, 1, 14), True, []),
        (dt.date(1995, 1, 15), True, []),
        (dt.date(1995, 1, 14), True, ["age"]),
    ],
)
def test_the_age_is_that_of_the_day_of_signature(
    suivi: Suivi, born: dt.date, handicap: bool, found: list[str]
) -> None:
    save_personne(suivi.personne, date_naissance=born)
    values = {"handicap": handicap, "autorisation_le": SIGNED}
    if found:
        with pytest.raises(Invalid, match="à la signature") as refusal:
            a_mission(suivi, signee_le=SIGNED, **values)
        assert refusal.value.field == "signee_le"
        return
    assert blocking(a_mission(suivi, signee_le=SIGNED, **values)) == []


def test_before_the_signature_the_rules_are_told_and_block_nothing(suivi: Suivi) -> None:
    save_personne(suivi.personne, date_naissance=dt.date(1990, 1, 1))
    mission = a_mission(suivi, tuteur="", heures_semaine=20)
    assert blocking(mission) == ["age", "heures_min", "tuteur"]
    assert codes(mission)[:3] == blocking(mission)  # what blocks comes first
    with pytest.raises(Invalid, match="36 ans à la signature"):
        correct_mission(mission, signee_le=SIGNED)


def test_an_imprecise_birth_is_doubted_only_near_a_bound(suivi: Suivi) -> None:
    for year, found in ((2006, []), (2000, ["age"]), (2010, ["age"])):
        save_personne(
            suivi.personne, date_naissance=dt.date(year, 1, 1), precision_naissance="annee"
        )
        mission = create_mission(suivi.id, **PLANNED, autorisation_le=SIGNED, signee_le=SIGNED)
        assert [code for code in codes(mission) if code == "age"] == found
        assert blocking(mission) == []
        archive_mission(mission)
    save_personne(suivi.personne, date_naissance=None, precision_naissance="inconnue")
    assert "date de naissance manque" in phrase(a_mission(suivi), "age")


def test_a_birth_date_corrected_after_the_signature_is_told_and_keeps_the_contract(
    suivi: Suivi,
) -> None:
    mission = whole(suivi)
    save_personne(suivi.personne, date_naissance=dt.date(1990, 1, 1))
    mission = Mission.get_by_id(mission.id)
    assert codes(mission) == ["age"]
    correct_mission(mission, agrement="LI-087-26-002")  # the fault is not new: it can be written
    with pytest.raises(Invalid, match="au moins 24"):
        correct_mission(mission, heures_semaine=20)


@pytest.mark.parametrize(
    ("hours", "minor", "found"),
    [
        (23, False, "heures_min"),
        (24, False, ""),
        (35, True, ""),
        (36, False, "heures_usuel"),
        (36, True, "heures_mineur"),
        (48, False, "heures_usuel"),
        (49, False, "heures_max"),
        (49, True, "heures_max"),
    ],
)
def test_the_hours_of_a_week_have_their_bounds(
    suivi: Suivi, hours: int, minor: bool, found: str
) -> None:
    if minor:
        save_personne(suivi.personne, date_naissance=dt.date(2008, 2, 1))  # 18 after the beginning
    told = codes(a_mission(suivi, heures_semaine=hours, autorisation_le=SIGNED))
    assert [code for code in told if code.startswith("heures")] == ([found] if found else [])


@pytest.mark.parametrize(
    ("au", "found"),
    [
        (day(7, 17), ["duree"]),  # a day less than six months
        (day(7, 18), []),
        (day(1, 18, 2027), []),  # twelve months
        (day(1, 19, 2027), ["duree"]),
    ],
)
def test_a_service_civique_lasts_from_six_to_twelve_months(
    suivi: Suivi, au: dt.date, found: list[str]
) -> None:
    mission = a_mission(suivi, au=au)
    assert [code for code in codes(mission) if code == "duree"] == found
    assert blocking(mission) == []


def test_a_minor_signs_with_the_authorisation_and_is_told_what_protects_him(suivi: Suivi) -> None:
    save_personne(suivi.personne, date_naissance=dt.date(2008, 4, 20))
    with pytest.raises(Invalid, match="personne est mineure") as refusal:
        a_mission(suivi, signee_le=SIGNED)
    assert refusal.value.field == "autorisation_le"
    mission = a_mission(suivi, signee_le=SIGNED, autorisation_le=SIGNED)
    assert "7 h par jour" in phrase(mission, "mineur")
    assert "mineur" in codes(mission, day(4, 19))
    assert "mineur" not in codes(mission, day(4, 20))  # grown up


def test_one_service_civique_in_a_life(suivi: Suivi) -> None:
    thought_of = a_mission(suivi, signee_le=None)
    first = a_mission(suivi, signee_le=SIGNED)
    second = a_suivi(suivi.personne, dispositif="ateliers_citoyens")
    with pytest.raises(Invalid, match="en a déjà fait un, commencé le 19/01/2026") as refusal:
        a_mission(second, du=day(3, 2), au=ENDED, signee_le=day(3, 2))
    assert refusal.value.field == "genre"
    assert "unique" in codes(thought_of)
    a_mission(second, genre=Genre.CHANTIER.value, signee_le=SIGNED)
    archive_mission(thought_of)
    archive_mission(first)
    a_mission(second, du=day(3, 2), au=ENDED, signee_le=day(3, 2))


def test_what_is_still_to_do_is_told_in_its_time(suivi: Suivi) -> None:
    mission = a_mission(suivi, signee_le=SIGNED)
    assert codes(mission, day(1, 18)) == ["organisme", "agrement"]
    assert codes(mission) == ["organisme", "agrement", "fcc", "psc1", "bilan"]
    assert "2 jours restent à prévoir avant la fin, le 18/11/2026" in phrase(mission, "fcc")
    correct_mission(mission, fcc1_le=day(2, 2), fcc2_le=day(5, 4), psc1_le=day(5, 5))
    assert [c for c in codes(mission) if c in ("fcc", "psc1")] == []  # planned
    correct_mission(mission, fcc2_le=None)
    assert "1 jour reste à prévoir" in phrase(mission, "fcc")
    assert "n’a pas été faite en entier" in phrase(mission, "fcc", day(12, 1))
    assert "le résultat reste à noter" in phrase(mission, "psc1", day(5, 6))
    correct_mission(mission, psc1_obtenu=False)
    assert "il est à repasser" in phrase(mission, "psc1", day(5, 6))
    assert "attestation" not in codes(mission, ENDED)
    assert "reste à remettre" in phrase(mission, "attestation", day(11, 19))


def test_a_mission_begun_without_a_signature_is_told(suivi: Suivi) -> None:
    assert "signature" in codes(a_mission(suivi), BEGUN)
    assert "signature" not in codes(missions_of(suivi.id)[0], BEGUN - dt.timedelta(days=1))


def test_none_of_these_rules_is_for_another_mission(suivi: Suivi) -> None:
    save_personne(suivi.personne, date_naissance=dt.date(1980, 1, 1))
    for genre in (Genre.IMMERSION, Genre.CHANTIER, Genre.AUTRE):
        mission = create_mission(
            suivi.id, genre=genre.value, du=BEGUN, au=BEGUN, heures_semaine=7, signee_le=SIGNED
        )
        assert read_mission(mission, day(12, 1)).remarques == []
        archive_mission(mission)
    assert missions_of(suivi.id) == []  # and a suivi lives without any


@pytest.mark.parametrize(
    ("born", "total", "acquis"),
    [
        (ADULT, 20, 2),  # ten months; the second one is not over on 11 March
        (dt.date(2008, 4, 20), 24, 3),  # months begun under 18, four of them: three days each
    ],
)
def test_leave_is_two_days_a_month_and_three_before_18(
    suivi: Suivi, born: dt.date, total: int, acquis: int
) -> None:
    save_personne(suivi.personne, date_naissance=born)
    mission = a_mission(suivi, autorisation_le=SIGNED)
    save_evenement(
        MissionAbsence(mission=mission), du=day(2, 20), au=day(2, 23), nature="conge"
    )  # Friday to Monday
    save_evenement(MissionAbsence(mission=mission), du=day(3, 2), au=day(3, 3), nature="maladie")
    found = read_mission(mission, TODAY).conges
    assert (found.total, found.acquis, found.pris) == (total, acquis, 2)


def test_a_month_begun_gives_no_leave_until_it_is_whole(suivi: Suivi) -> None:
    mission = a_mission(suivi, au=day(8, 17))  # seven months less a day
    assert read_mission(mission, day(12, 1)).conges == (12, 12, 0)
    break_off(mission, le=day(3, 18), motif="Emploi")
    assert read_mission(mission, day(12, 1)).conges == (4, 4, 0)


def test_leave_beyond_what_a_mission_gives_is_told(suivi: Suivi) -> None:
    mission = whole(suivi)
    save_evenement(MissionAbsence(mission=mission), du=day(8, 3), au=day(8, 28), nature="conge")
    assert codes(mission) == []  # twenty days: all there is
    save_evenement(MissionAbsence(mission=mission), du=day(9, 1), au=day(9, 1), nature="conge")
    assert "21 jours pris, la mission en donne 20" in phrase(mission, "conges")


def test_a_bound_that_changes_with_the_law_is_that_of_the_day_of_signature(suivi: Suivi) -> None:
    mission = a_mission(suivi, heures_semaine=22)
    assert blocking(mission) == ["heures_min"]
    add_parametre("sc_heures_min", du=day(1, 15), valeur=20, source="Décret d’essai")
    assert blocking(mission) == []
    assert blocking(Mission(**PLANNED | {"suivi": suivi, "signee_le": SIGNED})) == []
    with pytest.raises(Invalid, match="au moins 24"):
        correct_mission(mission, signee_le=SIGNED)  # the day before
    correct_mission(Mission.get_by_id(mission.id), signee_le=day(1, 15))
