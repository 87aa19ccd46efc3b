"""Who writes in a suivi: its référents and who answers for all; and two desks at one moment."""

from collections.abc import Callable
from typing import Any

import pytest

from models.ateliers.seance import Venue, create_atelier, create_seance, note_presences
from models.base.errors import Failure, Refused
from models.comptes.role import Role
from models.suivis import action, frein, objectif, situation, temps, vie_mission
from models.suivis.mission import MissionAbsence, MissionBilan
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.domain.personnes.test_fusion_deux_postes import at_once
from tests.domain.suivis.maison import OPENED, TODAY, a_suivi, day
from tests.factories import AGENT, actor_with, an_agent

OTHER = "b" * 32
LOYER = "frein.logement.loyer"
LOGEMENT = {"logement": ["logement.parents"]}


@pytest.fixture
def suivi(base: Any, frozen_clock: FrozenClock) -> Suivi:
    an_agent(OTHER, identifiant="paul", prenom="Paul")
    return a_suivi()


def writings(suivi: Suivi) -> dict[str, Callable[[], Any]]:
    """One act of each kind on what is in a suivi already, and one of each that adds to it."""
    noted = frein.note_frein(suivi.id, LOYER, date=TODAY, intensite=2)
    level = frein.note_niveau(noted, date=OPENED, intensite=3)
    goal = objectif.fix_objectif(suivi.id, fixe_le=OPENED, intitule="Permis")
    step = action.add_action(suivi.id, intitule="Code")
    seen = situation.take_situation(
        suivi.id, moment=situation.Moment.POINT, date=OPENED, valeurs=LOGEMENT
    )
    spent = temps.note_temps(suivi.id, date=OPENED, minutes=30)
    work = vie_mission.create_mission(
        suivi.id, du=OPENED, au=day(3, 31), heures_semaine=25, genre="chantier"
    )
    away = vie_mission.save_evenement(
        MissionAbsence(mission=work), du=day(2, 2), au=day(2, 2), nature="conge"
    )
    bilan = vie_mission.save_evenement(MissionBilan(mission=work), prevu_le=day(2, 3))
    return {
        "note_frein": lambda: frein.note_frein(suivi.id, LOYER, date=TODAY, intensite=1),
        "note_niveau": lambda: frein.note_niveau(noted, date=TODAY, intensite=1),
        "lift_frein": lambda: frein.lift_frein(noted, date=TODAY),
        "resume_frein": lambda: frein.resume_frein(noted),
        "correct_niveau": lambda: frein.correct_niveau(
            level, date=OPENED, intensite=1, etat="repere"
        ),
        "remove_niveau": lambda: frein.remove_niveau(level),
        "correct_frein": lambda: frein.correct_frein(noted, valeur=LOYER, precision="x"),
        "archive_frein": lambda: frein.archive_frein(noted),
        "fix_objectif": lambda: objectif.fix_objectif(suivi.id, fixe_le=TODAY, intitule="x"),
        "correct_objectif": lambda: objectif.correct_objectif(goal, intitule="x"),
        "reach_objectif": lambda: objectif.reach_objectif(goal, le=TODAY),
        "abandon_objectif": lambda: objectif.abandon_objectif(goal, le=TODAY),
        "resume_objectif": lambda: objectif.resume_objectif(goal),
        "archive_objectif": lambda: objectif.archive_objectif(goal),
        "add_action": lambda: action.add_action(suivi.id, intitule="x"),
        "correct_action": lambda: action.correct_action(step, intitule="x"),
        "change_etat": lambda: action.change_etat(step, "en_cours"),
        "carry_over": lambda: action.carry_over(step, echeance=day(4, 1)),
        "archive_action": lambda: action.archive_action(step),
        "take_situation": lambda: situation.take_situation(
            suivi.id, moment=situation.Moment.POINT, date=TODAY, valeurs=LOGEMENT
        ),
        "correct_situation": lambda: situation.correct_situation(
            seen, date=TODAY, valeurs=LOGEMENT
        ),
        "archive_situation": lambda: situation.archive_situation(seen),
        "note_temps": lambda: temps.note_temps(suivi.id, date=TODAY, minutes=1),
        "correct_temps": lambda: temps.correct_temps(spent, minutes=1),
        "archive_temps": lambda: temps.archive_temps(spent),
        "create_mission": lambda: vie_mission.create_mission(
            suivi.id, du=OPENED, au=OPENED, genre="autre"
        ),
        "correct_mission": lambda: vie_mission.correct_mission(work, intitule="x"),
        "break_off": lambda: vie_mission.break_off(work, le=TODAY, motif="x"),
        "resume_mission": lambda: vie_mission.resume_mission(work),
        "archive_mission": lambda: vie_mission.archive_mission(work),
        "save_evenement": lambda: vie_mission.save_evenement(away, justifiee=True),
        "remove_evenement": lambda: vie_mission.remove_evenement(bilan),
    }


def test_every_command_of_these_nouns_is_tried_below(suivi: Suivi) -> None:
    modules = (action, frein, objectif, situation, temps, vie_mission)
    commands = {
        name
        for module in modules
        for name, one in vars(module).items()
        if hasattr(one, "__wrapped__") and one.__module__ == module.__name__
    }
    assert set(writings(suivi)) == commands


def refused(act: Callable[[], Any]) -> bool:
    try:
        act()
    except Refused as refusal:
        return "vous pouvez le lire, pas y écrire" in refusal.message
    return False


def test_a_referent_of_others_reads_and_does_not_write(suivi: Suivi, base: Any) -> None:
    acts = writings(suivi)
    base.actor = actor_with(Role.REFERENT, agent_id=OTHER)
    assert {name for name, act in acts.items() if not refused(act)} == set()
    assert [one.present.intensite for one in frein.freins_of(suivi.id)] == [2]
    for role, agent in ((Role.REFERENT, AGENT), (Role.RESPONSABLE, OTHER)):
        base.actor = actor_with(role, agent_id=agent)
        temps.note_temps(suivi.id, date=TODAY, minutes=1)


def test_who_leads_a_workshop_notes_who_came_whoever_follows_them(suivi: Suivi, base: Any) -> None:
    base.actor = actor_with(Role.REFERENT, agent_id=OTHER)
    seance = create_seance(create_atelier(intitule="Jardin"), date=TODAY)
    (presence,) = note_presences(seance, {suivi.personne_id: Venue()})
    assert presence.suivi_id == suivi.id


def test_two_desks_note_the_same_frein_once(suivi: Suivi) -> None:
    told = at_once(*[lambda: frein.note_frein(suivi.id, LOYER, date=TODAY, intensite=2)] * 3)
    assert sorted(isinstance(one, Failure) for one in told) == [False, True, True], told
    assert len(frein.freins_of(suivi.id)) == 1


def test_two_desks_take_one_entry(suivi: Suivi) -> None:
    def take() -> Any:
        return situation.take_situation(
            suivi.id, moment=situation.Moment.ENTREE, date=OPENED, valeurs=LOGEMENT
        )

    told = at_once(take, take, take)
    assert sorted(isinstance(one, Failure) for one in told) == [False, True, True], told
    assert len(situation.situations_of(suivi.id)) == 1
