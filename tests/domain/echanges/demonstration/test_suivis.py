"""What happened in the suivis: months of entretiens, sealed notes, freins, goals, missions."""

import datetime as dt
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from models.base.errors import Refused
from models.comptes.acces import lock
from models.comptes.agent import Agent
from models.nomenclatures.valeur import Valeur
from models.suivis.action import actions_en_retard
from models.suivis.contrat import read_mission
from models.suivis.dossier_fse import dossiers_of
from models.suivis.entretien import Entretien
from models.suivis.evolution import evolutions
from models.suivis.frein import LEVE, Frein, FreinNiveau, freins_of
from models.suivis.mission import Mission, MissionAbsence, MissionBilan
from models.suivis.note import Niveau, Note, may_read_note, read_note
from models.suivis.nouvelle import Nouvelle
from models.suivis.objectif import Action, Objectif
from models.suivis.operation import Operation
from models.suivis.partage import Partage, said_contenu
from models.suivis.participant import Participant
from models.suivis.questions import missing
from models.suivis.rendez_vous import HONORE, REPORTE, RendezVous, next_dates, unsettled
from models.suivis.service_civique import Gravite
from models.suivis.signaux import signaux
from models.suivis.situation import Moment, Situation, situations_of
from models.suivis.suivi import Referent, Suivi, Suspension
from models.suivis.temps import Temps
from tests.domain.echanges.demonstration.maison import DAY, create, enter, rows


def begun() -> list[Suivi]:
    return [one for one in rows(Suivi) if one.ouvert_le < DAY]


def test_each_suivi_has_a_life_and_nothing_is_out_of_its_time(demo: Any) -> None:
    entretiens = Counter(one.suivi_id for one in rows(Entretien))
    assert set(entretiens) == {one.id for one in begun()}
    assert max(entretiens.values()) >= 15
    assert len({one.nature_id for one in rows(Entretien)}) >= 6
    opened = {one.id: one.ouvert_le for one in rows(Suivi)}
    for row in [*rows(Entretien), *rows(Note), *rows(Situation)]:
        assert opened[row.suivi_id] <= row.date < DAY
    for niveau in rows(FreinNiveau):
        assert opened[niveau.frein.suivi_id] <= niveau.date < DAY
    for action in rows(Action):
        assert opened[action.suivi_id] <= action.etat_le < DAY


def test_a_suivi_that_ended_is_told_no_further_than_its_end(demo: Any) -> None:
    """Save the call of the sixth month."""
    closed = {one.id: one.clos_le for one in rows(Suivi) if one.clos_le}
    late = [one for one in rows(Entretien) if one.date > closed.get(one.suivi_id, dt.date.max)]
    assert len(late) <= len(closed)
    assert all((one.date - closed[one.suivi_id]).days > 150 for one in late)
    assert not {action.etat for action in rows(Action) if action.suivi_id in closed} & {
        "prevue", "en_cours",
    }  # fmt: skip


def test_an_entretien_is_held_by_who_followed_then(demo: Any) -> None:
    for one in [*rows(Entretien), *rows(RendezVous)]:
        followed = [
            r.agent_id
            for r in rows(Referent)
            if r.suivi_id == one.suivi_id and r.du <= one.date and (not r.au or one.date < r.au)
        ]
        assert one.agent_id in followed


def test_notes_are_sealed_for_their_readers(folder: Path) -> None:
    enter(folder)
    levels = Counter(note.niveau for note in rows(Note))
    assert levels["equipe"] > levels["referent"] > levels["personnelle"] >= 2
    read = [read_note(note) for note in rows(Note) if may_read_note(note)]
    assert len(read) > levels["equipe"]
    for texte in read:
        assert not re.search(r"[{}|]", texte), texte
    authors = {agent.identifiant: agent.id for agent in rows(Agent)}
    lock()
    closed = {"demo": 0, "demo-referent": 0}
    for account in closed:
        enter(folder, account)
        for note in rows(Note):
            own = note.auteur_id == authors[account]
            if note.niveau == Niveau.PERSONNELLE:
                assert may_read_note(note) == own
            assert may_read_note(note) or note.niveau != Niveau.EQUIPE
            closed[account] += not may_read_note(note)
        lock()
    assert all(closed.values()), "each has something that is not for the other"


def test_no_note_opens_to_the_accueil(folder: Path) -> None:
    enter(folder)
    words = [read_note(note) for note in rows(Note) if may_read_note(note)]
    lock()
    enter(folder, "demo-accueil")
    assert not any(may_read_note(note) for note in rows(Note))
    note = rows(Note)[0]
    with pytest.raises(Refused):
        read_note(note)
    stored = b"".join(bytes(note.contenu) for note in rows(Note))
    assert not [one for one in words if one.encode() in stored]
    lock()


def test_rendez_vous_were_kept_missed_put_off_and_some_are_to_come(demo: Any) -> None:
    states = Counter(one.etat for one in rows(RendezVous))
    assert {HONORE, REPORTE, "absence", "excuse", None} <= set(states)
    assert states[HONORE] > sum(n for etat, n in states.items() if etat not in (HONORE, None))
    assert 1 <= len(unsettled(DAY)) <= 4
    assert len(next_dates(DAY)) >= 6
    for one in rows(RendezVous):
        assert one.date >= one.suivi.ouvert_le
        assert (one.etat == HONORE) == (one.entretien is not None)
        assert (one.etat == REPORTE) == (one.reporte_a is not None)
        if one.reporte_a is not None:
            assert one.date < one.reporte_a.date


def test_freins_go_down_and_some_are_lifted(demo: Any) -> None:
    found = [frein for one in begun() for frein in freins_of(one.id)]
    assert len(found) == len(rows(Frein)) > 30
    lifted = [one for one in found if one.present.etat == LEVE]
    assert 5 < len(lifted) < len(found) - 5
    for one in found:
        levels = [niveau.intensite for niveau in one.niveaux]
        assert levels == sorted(levels, reverse=True)
        assert (levels[-1] == 0) == (one in lifted)
        assert not Valeur.get_by_id(one.frein.valeur_id).precision


def test_goals_have_steps_and_some_are_late(demo: Any) -> None:
    late = [one for many in actions_en_retard(DAY).values() for one in many]
    assert 2 <= len(late) <= 12
    assert {one.etat for one in rows(Action)} >= {"realisee", "prevue", "en_cours", "abandonnee"}
    for objectif in rows(Objectif):
        assert objectif.frein.suivi_id == objectif.suivi_id
        assert objectif.fixe_le < objectif.echeance
        assert not (objectif.atteint_le and objectif.abandonne_le)
        steps = [one for one in rows(Action) if one.objectif_id == objectif.id]
        assert len({one.intitule for one in steps}) == len(steps) >= 2
    assert any(one.intitule for one in rows(Objectif))


def test_missions_break_no_rule(demo: Any) -> None:
    missions = rows(Mission)
    assert len(missions) >= 10
    assert any(one.fin < DAY for one in missions)
    assert any(one.du <= DAY <= one.fin for one in missions)
    for mission in missions:
        found = read_mission(mission, DAY).remarques
        assert not [one.phrase for one in found if one.gravite is Gravite.BLOQUANT]
        assert mission.phase.mission
        assert mission.du == mission.phase.debut
    assert all(one.mission.du <= one.du <= one.au < DAY for one in rows(MissionAbsence))
    assert all(one.fait_le is None or one.fait_le < DAY for one in rows(MissionBilan))
    assert any(one.fait_le is None for one in rows(MissionBilan))


def test_one_sees_where_each_began_and_what_changed(demo: Any) -> None:
    told = {one.id: situations_of(one.id) for one in begun()}
    assert all(pictures[0].moment is Moment.ENTREE for pictures in told.values())
    ended = [many for many in told.values() if many[-1].moment is Moment.SORTIE]
    assert ended
    assert all(any(one.has_changed for one in evolutions(many)) for many in ended)


def test_the_caseload_is_not_all_signals(demo: Any) -> None:
    found = signaux(DAY)
    assert {"sans_contact", "rendez_vous", "action"} <= {one.code for one in found}
    touched = {one.suivi_id for one in found if one.code in ("sans_contact", "action")}
    running = [one for one in begun() if one.clos_le is None]
    assert len(touched) < len(running) * 2 / 3


@pytest.mark.parametrize("day", [dt.date(2025, 1, 1), dt.date(2025, 8, 15), dt.date(2026, 2, 28)])
def test_other_days_are_lived_as_well(frozen_clock: Any, tmp_path: Path, day: dt.date) -> None:
    """A day of closing, one in the holidays, the end of a short month."""
    create(tmp_path / "autre", day)
    enter(tmp_path / "autre")
    assert len(rows(Entretien)) > 150
    assert all(one.suivi.ouvert_le <= one.date < day for one in rows(Entretien))
    assert all(one.suivi.ouvert_le <= one.date < day for one in rows(Note))
    for mission in rows(Mission):
        found = read_mission(mission, day).remarques
        assert not [one.phrase for one in found if one.gravite is Gravite.BLOQUANT]
    lock()


def test_what_was_shared_was_agreed_to_before(demo: Any) -> None:
    told = rows(Partage)
    assert len({one.intervenant_id for one in told}) == len(told) >= 6
    for one in told:
        assert one.suivi.ouvert_le <= one.intervenant.du <= one.date < DAY
        assert one.accord_le is None or one.accord_le <= one.date
        assert one.motif
        assert said_contenu(one)
    assert any(one.retire_le for one in told)
    assert {one.accord for one in told} >= {"", "oral"}


def test_what_came_after_and_what_the_fund_asks_are_told_too(demo: Any) -> None:
    away = {one.au for one in rows(Suspension)}
    assert None in away
    assert len(away) == 2
    assert {one.jointe for one in rows(Nouvelle)} == {True, False}
    assert all(one.date < DAY for one in [*rows(Nouvelle), *rows(Temps)])
    [operation] = rows(Operation)
    lacking = [missing("entree", one.given("entree")) for one in dossiers_of(operation)]
    assert len(lacking) == len({one.personne_id for one in rows(Participant)}) >= 15
    assert 0 < sum(map(bool, lacking)) < 5
