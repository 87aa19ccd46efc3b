"""The weekly ateliers of the demonstration, and who came to them."""

from collections import Counter
from typing import Any

from models.ateliers.heures import heures_of
from models.ateliers.liste import seances_listing, to_note
from models.ateliers.seance import ABSENT, EXCUSE, PRESENT, Atelier, Presence, Seance
from models.suivis.suivi import phases_of_suivi
from tests.domain.echanges.demonstration.maison import DAY, rows


def test_each_session_meets_weekly_during_its_mobilisation(demo: Any) -> None:
    assert len(rows(Atelier)) == 4
    assert {one.session.dispositif_id for one in rows(Atelier)} == {"ateliers_citoyens"}
    assert 30 <= len(rows(Seance)) <= 60
    for one in rows(Seance):
        assert one.date > one.atelier.session.debut
        assert one.minutes >= 120
    assert sum(one.date >= DAY for one in rows(Seance)) == 1
    assert to_note(seances_listing()).count() == 1


def test_most_came_some_did_not_and_each_was_there_to_come(demo: Any) -> None:
    found = rows(Presence)
    assert 150 <= len(found) <= 400
    etats = Counter(one.etat for one in found)
    assert etats[PRESENT] > 4 * (etats[ABSENT] + etats[EXCUSE]) * 0.7
    assert etats[ABSENT] >= 5
    assert etats[EXCUSE] >= 5
    assert any(one.minutes for one in found)
    for one in found:
        assert one.seance.date < DAY
        assert bool(one.justifiee) == (one.etat == EXCUSE)
        mobilisation = phases_of_suivi(one.suivi_id)[0]
        assert mobilisation.debut <= one.seance.date <= (mobilisation.fin or mobilisation.prevue_au)
        assert one.suivi.clos_le is None or one.seance.date <= one.suivi.clos_le
    assert heures_of(found[0].suivi_id, DAY).part.seances > 0
