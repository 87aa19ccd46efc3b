"""Missions: noted, signed within the rules of the service civique, broken off, lived."""

import datetime as dt
from typing import Any

import pytest

from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.comptes.role import Role
from models.nomenclatures.structure import structure_named
from models.suivis.contrat import read_mission
from models.suivis.mission import (
    Genre,
    Mission,
    MissionAbsence,
    MissionBilan,
    absences_of,
    bilans_of,
    missions_of,
)
from models.suivis.service_civique import Gravite
from models.suivis.suivi import Suivi, phases_of_suivi
from models.suivis.vie_mission import (
    archive_mission,
    break_off,
    correct_mission,
    create_mission,
    remove_evenement,
    resume_mission,
    save_evenement,
)
from tests.conftest import FrozenClock
from tests.domain.suivis.maison import OPENED, TODAY, TOMORROW, a_suivi, day
from tests.factories import a_personne, actor_with, writing

ADULT = dt.date(2006, 5, 1)  # 19
SIGNED, BEGUN, ENDED = day(1, 14), day(1, 19), day(11, 18)  # ten months to the day
PLANNED = {"du": BEGUN, "au": ENDED, "heures_semaine": 25, "tuteur": "Mme Roux"}


@pytest.fixture
def suivi(base: Any, frozen_clock: FrozenClock) -> Suivi:
    return a_suivi(a_personne(date_naissance=ADULT))


def a_mission(suivi: Suivi, **values: Any) -> Mission:
    return create_mission(suivi.id, **{**PLANNED, **values})


def codes(mission: Mission, when: dt.date = TODAY) -> list[str]:
    return [one.code for one in read_mission(mission, when).remarques]


def blocking(mission: Mission, when: dt.date = TODAY) -> list[str]:
    found = read_mission(mission, when).remarques
    return [one.code for one in found if one.gravite is Gravite.BLOQUANT]


def phrase(mission: Mission, code: str, when: dt.date = TODAY) -> str:
    return next(one.phrase for one in read_mission(mission, when).remarques if one.code == code)


def whole(suivi: Suivi) -> Mission:
    """A mission with nothing to remark on the day of the tests."""
    with writing():
        organisme = structure_named("Les Jardins de Beaubreuil")
    mission = a_mission(
        suivi, signee_le=SIGNED, organisme=organisme, agrement="LI-087-26-001", fcc1_le=day(2, 2),
        fcc2_le=day(2, 3), psc1_le=day(2, 10), psc1_obtenu=True,
    )  # fmt: skip
    save_evenement(MissionBilan(mission=mission), prevu_le=day(4, 20), avec="Mme Roux")
    return mission


@pytest.mark.parametrize(
    ("values", "field", "why"),
    [
        ({"genre": "bénévolat"}, "genre", "choisissez-en une"),
        ({"au": day(1, 18)}, "au", "précède le 19/01/2026"),
        ({"au": day(1, 20, 2029)}, "au", "plus de trois ans"),
        ({"du": dt.date(2016, 1, 19)}, "du", "plus d’un an avant"),
        ({"heures_semaine": 0}, "heures_semaine", "de 1 à 60"),
        ({"heures_semaine": 61}, "heures_semaine", "de 1 à 60"),
        ({"rompue_le": day(1, 18)}, "rompue_le", "un jour de la mission"),
        ({"signee_le": TOMORROW, "du": day(3, 16)}, "signee_le", "dans l’avenir"),
        ({"signee_le": day(1, 20)}, "signee_le", "ne commence pas avant la signature"),
        ({"attestation_le": TOMORROW}, "attestation_le", "dans l’avenir"),
        ({"fcc1_le": day(2, 2), "fcc2_le": day(2, 2)}, "fcc2_le", "le même que le premier"),
        ({"psc1_obtenu": True}, "psc1_le", "le jour de la formation"),
    ],
)
@pytest.mark.parametrize("genre", [Genre.SERVICE_CIVIQUE, Genre.IMMERSION])
def test_a_mission_that_makes_no_sense_is_refused(
    suivi: Suivi, genre: Genre, values: dict[str, Any], field: str, why: str
) -> None:
    with pytest.raises(Invalid, match=why) as refusal:
        a_mission(suivi, **{"genre": genre.value, **values})
    assert refusal.value.field == field
    assert missions_of(suivi.id) == []


def test_a_mission_is_of_a_phase_of_its_suivi(suivi: Suivi) -> None:
    other = phases_of_suivi(a_suivi(dispositif="ateliers_citoyens").id)[0]
    with pytest.raises(Invalid, match="pas de ce suivi") as refusal:
        a_mission(suivi, phase=other)
    assert refusal.value.field == "phase"


def test_bilans_are_planned_held_and_due(suivi: Suivi) -> None:
    mission = whole(suivi)
    bilan = save_evenement(MissionBilan(mission=mission), prevu_le=day(3, 9))
    assert "Bilan du 09/03/2026" in phrase(mission, "bilan")
    for values, field in (
        ({"fait_le": TOMORROW}, "fait_le"),
        ({"fait_le": day(1, 18)}, "fait_le"),
        ({"prevu_le": day(1, 18)}, "prevu_le"),
    ):
        with pytest.raises(Invalid) as refusal:
            save_evenement(bilans_of(mission.id)[0], **values)
        assert refusal.value.field == field
    save_evenement(bilans_of(mission.id)[0], fait_le=day(3, 10))
    assert codes(mission) == []
    for one in bilans_of(mission.id):
        remove_evenement(one)
    assert codes(mission) == ["bilan"]
    assert bilan.mission_id == mission.id


def test_two_missions_at_a_time_are_told(suivi: Suivi) -> None:
    mission = whole(suivi)
    other = create_mission(
        suivi.id, genre="immersion", du=day(3, 2), au=day(3, 6), heures_semaine=30
    )
    assert "du 02/03/2026 au 06/03/2026" in phrase(mission, "chevauchement")
    assert codes(other) == ["chevauchement"]
    break_off(mission, le=day(3, 1), motif="Emploi")
    assert codes(other) == []


def test_a_mission_is_broken_off_with_a_motive_and_taken_up_again(suivi: Suivi) -> None:
    mission = whole(suivi)
    with pytest.raises(Invalid, match="dites pourquoi") as refusal:
        break_off(mission, le=TODAY, motif=" ")
    assert refusal.value.field == "motif_rupture"
    break_off(mission, le=day(4, 11), motif="CDI")  # a month's notice
    assert mission.fin == day(4, 11)
    assert codes(mission, day(4, 12)) == ["attestation"]
    resume_mission(mission)
    assert (mission.fin, mission.motif_rupture) == (ENDED, "")
    undo_last()
    assert missions_of(suivi.id)[0].fin == day(4, 11)


@pytest.mark.parametrize(
    ("values", "field", "why"),
    [
        ({"au": day(2, 1)}, "au", "précède"),
        ({"du": day(1, 18)}, "du", "la mission va du 19/01/2026"),
        ({"au": day(11, 19)}, "au", "au 18/11/2026"),
        ({"nature": "grève"}, "nature", "valeur de la liste"),
        ({"nature": None}, "nature", "valeur de la liste"),
        ({"nature": "autre"}, "precision", "dites pourquoi"),
        ({"du": day(2, 6), "au": day(2, 9)}, "du", "une autre est notée du 09/02/2026"),
    ],
)
def test_an_absence_that_makes_no_sense_is_refused(
    suivi: Suivi, values: dict[str, Any], field: str, why: str
) -> None:
    mission = a_mission(suivi)
    save_evenement(MissionAbsence(mission=mission), du=day(2, 9), au=day(2, 13), nature="conge")
    with pytest.raises(Invalid, match=why) as refusal:
        save_evenement(
            MissionAbsence(mission=mission),
            **{"du": day(2, 2), "au": day(2, 3), "nature": "maladie", **values},
        )
    assert refusal.value.field == field
    assert len(absences_of([mission.id])) == 1


def test_an_absence_is_corrected_and_taken_away(suivi: Suivi) -> None:
    mission = a_mission(suivi)
    absence = save_evenement(
        MissionAbsence(mission=mission), du=day(2, 9), au=day(2, 13), nature="conge"
    )
    save_evenement(absence, au=day(2, 10))
    assert [one.au for one in absences_of([mission.id])] == [day(2, 10)]
    remove_evenement(absence)
    assert absences_of([mission.id]) == []


def test_a_mission_taken_out_elsewhere_is_said_so(suivi: Suivi) -> None:
    mission = a_mission(suivi)
    archive_mission(Mission.get_by_id(mission.id))
    for write in (
        lambda: correct_mission(mission, agrement="x"),
        lambda: save_evenement(MissionBilan(mission=mission), prevu_le=day(4, 1)),
    ):
        with pytest.raises(Refused, match="retirée"):
            write()


def test_the_accueil_reads_and_writes_no_mission(suivi: Suivi, base: Any) -> None:
    mission = a_mission(suivi)
    base.actor = actor_with(Role.ACCUEIL)
    for read in (
        lambda: missions_of(suivi.id),
        lambda: read_mission(mission, TODAY).remarques,
        lambda: read_mission(mission, TODAY).conges,
    ):
        with pytest.raises(Refused, match="lire la situation"):
            read()
    with pytest.raises(Refused, match="écrire dans un suivi"):
        break_off(mission, le=OPENED, motif="x")
