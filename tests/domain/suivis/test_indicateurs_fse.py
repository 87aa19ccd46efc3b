"""The indicators of the fund, person by person: who is counted, who refused, who did not answer."""

import datetime as dt
from typing import Any

import pytest

from models.suivis.dossier_fse import dossiers_of
from models.suivis.indicateur_fse import Effectif, indicateurs_of
from models.suivis.operation import Operation
from models.suivis.participant import correct_participant
from models.suivis.questionnaire import record_reponses
from tests.conftest import FrozenClock
from tests.domain.suivis.parcours import DAY, a_participant, an_operation, answered, days

Figures = dict[str, tuple[int, int, int]]


@pytest.fixture
def operation(base: Any, frozen_clock: FrozenClock) -> Operation:
    frozen_clock.set(dt.datetime(2027, 6, 1, 10, tzinfo=dt.UTC))
    return an_operation()


def figures(operation: Operation) -> Figures:
    """(counted, refused, missing) by indicator."""
    found = indicateurs_of(dossiers_of(operation))
    return {one.code: (one.effectif.total, one.nsp, one.manquants) for one in found}


def born(age: int) -> dt.date:
    return dt.date(DAY.year - age, DAY.month, DAY.day)


def test_every_indicator_of_the_regulation_is_there(operation: Operation) -> None:
    codes = [one.code for one in indicateurs_of([])]
    assert [code for code in codes if code.startswith("EECO") and code[4:].isdigit()] == [
        f"EECO{number:02}" for number in range(1, 18)
    ]
    assert [code for code in codes if code.startswith("EECR")] == [
        f"EECR{number:02}" for number in range(1, 7)
    ]
    assert figures(operation)["EECO01"] == (0, 0, 0)


def test_each_count_is_told_by_sex(operation: Operation) -> None:
    for sexe in ("femme", "femme", "homme", "non_binaire", "nsp", ""):
        answered(operation, {"entree": {"sexe": sexe}})
    found = {one.code: one for one in indicateurs_of(dossiers_of(operation))}
    assert found["EECO01"].effectif == Effectif(femmes=2, hommes=1, non_binaires=1, non_dit=2)
    assert found["EECO01"].effectif.total == 6


def test_the_bands_of_age_add_up(operation: Operation) -> None:
    for age in (17, 18, 29, 30, 54, 55):
        answered(operation, date_naissance=born(age))
    answered(operation, date_naissance=None)
    found = figures(operation)
    bands = {code: found[code] for code in ("EECO06", "EECO07", "AGE_30_54", "EECO08")}
    assert bands == {
        "EECO06": (1, 0, 1), "EECO07": (2, 0, 1), "AGE_30_54": (2, 0, 1), "EECO08": (1, 0, 1),
    }  # fmt: skip


def test_the_age_is_that_of_the_entry(operation: Operation) -> None:
    dossier = answered(operation, date_naissance=born(18) + days(1))
    assert dossier.age == 17
    assert figures(operation)["EECO06"] == (1, 0, 0)


@pytest.mark.parametrize(
    ("age", "duree", "usual", "young"),
    [
        (24, "6_12", 0, 1),
        (25, "6_12", 0, 0),
        (24, "moins_6", 0, 0),
        (24, "12_24", 1, 1),
        (40, "plus_24", 1, 1),
        (40, "sans_objet", 0, 0),
    ],
)
def test_long_unemployment_is_counted_both_ways(
    operation: Operation, age: int, duree: str, usual: int, young: int
) -> None:
    answered(operation, {"entree": {"duree_sans_emploi": duree}}, date_naissance=born(age))
    found = figures(operation)
    assert found["EECO03"] == (usual, 0, 0)
    assert found["EECO03_25"] == (young, 0, 0)


def test_who_is_inactive_is_not_long_unemployed(operation: Operation) -> None:
    answered(operation, {"entree": {"statut": "inactif", "duree_sans_emploi": "plus_24"}})
    found = figures(operation)
    assert (found["EECO02"], found["EECO03"], found["EECO04"]) == ((0, 0, 0), (0, 0, 0), (1, 0, 0))


@pytest.mark.parametrize(
    ("diplome", "code"),
    [
        ("aucun", "EECO09"), ("brevet", "EECO09"), ("niveau_3", "EECO10"), ("niveau_4", "EECO10"),
        ("niveau_5", "EECO11"), ("niveau_8", "EECO11"), ("etranger", ""),
    ],
)  # fmt: skip
def test_diplomas_fall_in_their_band(operation: Operation, diplome: str, code: str) -> None:
    answered(operation, {"entree": {"diplome": diplome}})
    found = figures(operation)
    counted = [one for one in ("EECO09", "EECO10", "EECO11") if found[one][0]]
    assert counted == ([code] if code else [])


def test_a_refusal_and_a_missing_answer_are_told_apart(operation: Operation) -> None:
    for answer in ("oui", "non", "nsp", ""):
        answered(operation, {"entree": {"handicap": answer, "sans_logement": answer}})
    found = figures(operation)
    assert found["EECO12"] == found["EECO16"] == (1, 1, 1)


@pytest.mark.parametrize(
    ("self_", "parent", "expected"),
    [
        ("oui", "", (1, 0, 0)),
        ("", "oui", (1, 0, 0)),
        ("non", "non", (0, 0, 0)),
        ("non", "nsp", (0, 1, 0)),
        ("nsp", "", (0, 0, 1)),
    ],
)
def test_a_foreign_origin_is_one_yes_of_two(
    operation: Operation, self_: str, parent: str, expected: tuple[int, int, int]
) -> None:
    answered(operation, {"entree": {"ne_etranger": self_, "parent_etranger": parent}})
    assert figures(operation)["EECO14"] == expected


def test_only_who_left_is_asked_what_she_became(operation: Operation) -> None:
    answered(operation)
    silent = a_participant(operation)
    correct_participant(silent, entree_le=DAY, sortie_le=DAY + days(9))
    trained = answered(
        operation,
        {
            "entree": {"statut": "inactif"},
            "sortie": {
                "motif_sortie": "fin_prevue", "situation_sortie": "alternance",
                "qualification": "oui", "qualification_intitule": "CAP",
            },
        },
    )  # fmt: skip
    correct_participant(trained.participant, entree_le=DAY, sortie_le=DAY + days(9))
    found = figures(operation)
    assert found["EECR02"] == found["EECR03"] == found["EECR04"] == (1, 0, 1)
    assert found["EECR01"] == (0, 0, 1)
    assert found["EECR05"] == found["EECR06"] == (0, 0, 0)
    record_reponses(
        trained.participant, "six_mois",
        {"situation_six_mois": "emploi_durable", "amelioration": "nsp"},
    )  # fmt: skip
    found = figures(operation)
    assert (found["EECR05"], found["EECR06"]) == ((1, 0, 0), (0, 1, 0))


def test_who_starts_looking_for_a_job_was_inactive(operation: Operation) -> None:
    for statut in ("inactif", "demandeur_inscrit"):
        dossier = answered(
            operation,
            {
                "entree": {"statut": statut},
                "sortie": {"motif_sortie": "abandon", "situation_sortie": "recherche_emploi"},
            },
        )
        correct_participant(dossier.participant, entree_le=DAY, sortie_le=DAY + days(9))
    assert figures(operation)["EECR01"] == (1, 0, 0)
