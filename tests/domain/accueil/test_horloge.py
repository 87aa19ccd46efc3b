"""Nights when the clock changes, and a computer whose clock was wrong: nothing is lost."""

import datetime as dt
from typing import Any

import pytest

from models.accueil.attente import (
    Attente,
    leave_unreceived,
    note_arrival,
    presence,
    receive,
    say_goodbye,
    settle,
    talk_of,
    waits_of_day,
)
from models.accueil.demande import DemandeInput, demandes_of
from models.accueil.feuille import Feuille, LigneFeuille, record_ligne
from models.accueil.habitudes import usual
from models.accueil.passage import Passage
from models.accueil.saisie import Visiteur, correct_visit, record_visit
from models.base import clock
from models.base.command import undo_last
from models.base.drafts import draft, keep_draft
from models.base.errors import Invalid
from tests.conftest import FrozenClock
from tests.factories import a_passage, a_personne, the_lieu

CNI, CAF = "thematique.pap.carte_identite", "thematique.soc.dossier_caf"
SPRING, HALF_PAST_TWO = dt.date(2026, 3, 29), dt.time(2, 30)
ASKED = (DemandeInput(CNI),)


def stored(passage: Passage) -> Passage:
    found: Passage = Passage.get_by_id(passage.id)
    return found


def test_half_past_two_comes_twice_and_a_correction_moves_neither(
    base: Any, frozen_clock: FrozenClock
) -> None:
    both = []
    for hour in (0, 1):
        frozen_clock.instant = dt.datetime(2026, 10, 25, hour, 30, tzinfo=dt.UTC)
        both.append(record_visit(Visiteur(), ASKED, lieu=the_lieu().id))
    assert [stored(one).heure for one in both] == [HALF_PAST_TWO] * 2
    for one in map(stored, both):
        correct_visit(one, Visiteur(), demandes=ASKED, lieu=the_lieu().id, duree_minutes=5)
    first, second = map(stored, both)
    assert second.moment - first.moment == dt.timedelta(hours=1)


@pytest.mark.parametrize("from_paper", [False, True])
def test_the_hour_that_does_not_exist_is_the_one_after(
    base: Any, frozen_clock: FrozenClock, from_paper: bool
) -> None:
    frozen_clock.instant = dt.datetime(2026, 3, 30, 8, tzinfo=dt.UTC)
    lieu = the_lieu().id
    if from_paper:
        line = LigneFeuille(visiteur=Visiteur(), demandes=ASKED, heure=HALF_PAST_TWO)
        passage = record_ligne(Feuille(lieu=lieu, jour=SPRING), line)
    else:
        passage = record_visit(Visiteur(), ASKED, lieu=lieu, jour=SPRING, heure=HALF_PAST_TWO)
    passage = stored(passage)
    assert (passage.jour, passage.heure) == (SPRING, dt.time(3, 30))
    assert passage.moment == dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)


def test_a_passage_of_a_clock_that_was_ahead_is_still_corrected(
    base: Any, frozen_clock: FrozenClock
) -> None:
    """It is not moved by that, and none can be put in the future anew."""
    frozen_clock.advance(days=2)
    ahead = stored(a_passage())
    frozen_clock.advance(days=-2)
    correct_visit(ahead, Visiteur(), demandes=[*ASKED, DemandeInput(CAF)], lieu=the_lieu().id)
    kept = stored(ahead)
    assert len(demandes_of(kept.id)) == 2
    assert kept.jour == dt.date(2026, 3, 13)
    with pytest.raises(Invalid, match="dans l’avenir"):
        correct_visit(
            kept, Visiteur(), demandes=ASKED, lieu=the_lieu().id,
            jour=dt.date(2026, 3, 12), heure=HALF_PAST_TWO,
        )  # fmt: skip
    correct_visit(
        kept, Visiteur(), demandes=ASKED, lieu=the_lieu().id,
        jour=dt.date(2026, 3, 11), heure=dt.time(9),
    )  # fmt: skip
    assert stored(kept).jour == dt.date(2026, 3, 11)


def test_set_back_drafts_waits_habits_and_undo_follow_what_was_done_last(
    base: Any, frozen_clock: FrozenClock
) -> None:
    a_passage()
    frozen_clock.advance(days=-3)
    last = a_passage(a_personne())
    keep_draft("accueil.cote.x", {"qui": "avant"})
    frozen_clock.advance(hours=-1)
    keep_draft("accueil.cote.x", {"qui": "après"})
    assert draft("accueil.cote.x") == {"qui": "après"}
    waiting = note_arrival(lieu=the_lieu().id, nom="Awa")
    frozen_clock.advance(hours=-2)
    receive(waiting.id)
    frozen_clock.advance(hours=-1)
    say_goodbye(waiting.id)
    row = Attente.get_by_id(waiting.id)
    assert all(minutes >= 0 for minutes in waits_of_day(row.jour))
    assert (talk_of(row.recu_le, row.parti_le) or 0) >= 0
    assert usual(CNI, the_lieu().id) is not None
    labels = [undo_last() for _ in range(4)]
    assert labels[-1] == "Passage enregistré"
    assert Passage.get_or_none(Passage.id == last.id) is None


def test_a_wait_of_a_clock_that_was_ahead_is_written_where_it_stands(
    base: Any, frozen_clock: FrozenClock
) -> None:
    """Noted at 15:32, written when the clock says 14:32: she came, and her passage is kept."""
    frozen_clock.advance(hours=1)
    waiting = note_arrival(lieu=the_lieu().id, nom="Awa")
    frozen_clock.advance(hours=-1)
    one = presence(waiting.id)
    assert one is not None
    assert (one.en_avance, one.minutes) == (True, 0)
    came = clock.local(waiting.arrive_le)
    when = {"jour": came.date(), "heure": came.time()}
    lieu = the_lieu().id
    passage = settle(
        waiting.id,
        lambda: record_visit(Visiteur(), ASKED, lieu=lieu, deja_notee=waiting.arrive_le, **when),
    )
    assert stored(passage).moment == waiting.arrive_le
    later = {**when, "heure": (came + dt.timedelta(minutes=1)).time()}
    with pytest.raises(Invalid, match="dans l’avenir"):
        record_visit(Visiteur(), ASKED, lieu=lieu, deja_notee=waiting.arrive_le, **later)
    with pytest.raises(Invalid, match="dans l’avenir"):
        record_visit(Visiteur(), ASKED, lieu=lieu, **when)


def test_a_wait_of_this_minute_is_not_said_to_be_ahead(
    base: Any, frozen_clock: FrozenClock
) -> None:
    waiting = note_arrival(lieu=the_lieu().id, nom="Awa")
    frozen_clock.advance(minutes=-2)
    one = presence(waiting.id)
    assert one is not None
    assert not one.en_avance


def test_who_left_unreceived_has_the_minutes_she_waited(
    base: Any, frozen_clock: FrozenClock
) -> None:
    left, received, direct = (note_arrival(lieu=the_lieu().id, nom=n) for n in "abc")
    frozen_clock.advance(minutes=10)
    leave_unreceived(left.id)
    receive(received.id)
    frozen_clock.advance(minutes=5)
    told = [
        settle(one.id, lambda: record_visit(Visiteur(), ASKED, lieu=the_lieu().id)).duree_minutes
        for one in (left, received, direct)
    ]
    assert told == [10, 5, None]
