"""The waiting room: states from instants, who stands first, one act for a wait and its passage."""

from typing import Any

import pytest

from models.accueil.attente import (
    LONG,
    Attente,
    Etat,
    leave_unreceived,
    note_arrival,
    receive,
    remove_wait,
    salle,
    say_goodbye,
    send_to,
    settle,
    waits_of_day,
)
from models.accueil.passage import Passage, archive_passage
from models.base import clock
from models.base.command import undo_last
from models.base.errors import Conflict, Refused
from models.comptes.role import Role
from tests.conftest import FrozenClock
from tests.factories import AGENT, a_passage, a_personne, actor_with, the_lieu


def an_arrival(**values: Any) -> Attente:
    return note_arrival(lieu=the_lieu().id, **values)


def here(agent: str | None = None) -> list[tuple[str, Etat]]:
    return [(one.nom, one.etat) for one in salle(lieu=the_lieu().id, agent=agent)]


def test_she_waits_is_received_and_leaves(base: Any, frozen_clock: FrozenClock) -> None:
    personne = a_personne()
    attente = an_arrival(personne=personne.id, objet="CAF", pour=AGENT)
    frozen_clock.advance(minutes=6)
    (waiting,) = salle(lieu=the_lieu().id, agent=None)
    assert (waiting.nom, waiting.objet, waiting.pour_nom) == (
        "DIALLO Mamadou", "CAF", "Claire SOW",
    )  # fmt: skip
    assert (waiting.etat, waiting.minutes, waiting.is_long) == (Etat.EN_ATTENTE, 6, False)
    receive(attente.id)
    frozen_clock.advance(minutes=10)
    (received,) = salle(lieu=the_lieu().id, agent=None)
    assert (received.etat, received.minutes) == (Etat.EN_ENTRETIEN, 10)
    say_goodbye(attente.id)
    (gone,) = salle(lieu=the_lieu().id, agent=None)
    assert (gone.etat, gone.minutes, gone.talked) == (Etat.RECUE, None, 10)
    assert waits_of_day(clock.today()) == [6]


def test_who_waits_longest_stands_first_and_a_long_wait_is_told(
    base: Any, frozen_clock: FrozenClock
) -> None:
    in_talk = an_arrival(nom="Awa")
    receive(in_talk.id)
    an_arrival(nom="Zoé")
    frozen_clock.advance(minutes=LONG)
    an_arrival(nom="Ali")
    found = salle(lieu=the_lieu().id, agent=None)
    assert [(one.nom, one.is_long) for one in found] == [
        ("Zoé", True), ("Ali", False), ("Awa", False),
    ]  # fmt: skip


def test_each_step_is_undone_by_itself(base: Any, frozen_clock: FrozenClock) -> None:
    attente = an_arrival(nom="Awa")
    receive(attente.id)
    say_goodbye(attente.id)
    undo_last()
    assert here() == [("Awa", Etat.EN_ENTRETIEN)]
    undo_last()
    assert here() == [("Awa", Etat.EN_ATTENTE)]
    undo_last()
    assert here() == []


def test_what_another_desk_did_meanwhile_is_refused(base: Any, frozen_clock: FrozenClock) -> None:
    attente = an_arrival(nom="Awa")
    with pytest.raises(Refused, match="n’a pas été reçue"):
        say_goodbye(attente.id)
    receive(attente.id)
    with pytest.raises(Refused, match="déjà en entretien depuis 14:32"):
        receive(attente.id)
    with pytest.raises(Refused, match="Au revoir"):
        leave_unreceived(attente.id)
    say_goodbye(attente.id)
    with pytest.raises(Refused, match="repartie à 14:32"):
        send_to(attente.id, AGENT)
    remove_wait(attente.id)
    with pytest.raises(Refused, match="retirée"):
        remove_wait(attente.id)


def test_the_same_person_does_not_sit_twice(base: Any, frozen_clock: FrozenClock) -> None:
    personne = a_personne()
    attente = an_arrival(personne=personne.id)
    with pytest.raises(Refused, match="déjà notée dans la salle d’attente, à 14:32"):
        an_arrival(personne=personne.id)
    leave_unreceived(attente.id)
    assert an_arrival(personne=personne.id).id != attente.id


def test_only_this_site_and_those_who_are_there_for_me(
    base: Any, frozen_clock: FrozenClock
) -> None:
    from models.nomenclatures.lieu import save_lieu

    annexe = save_lieu(nom="Annexe")
    note_arrival(lieu=annexe.id, nom="Loin")
    note_arrival(lieu=annexe.id, nom="Pour Claire", pour=AGENT)
    an_arrival(nom="Ici")
    assert [name for name, _ in here()] == ["Ici"]
    assert [name for name, _ in here(AGENT)] == ["Pour Claire", "Ici"]


def test_a_wait_that_nobody_closed_is_no_wait(base: Any, frozen_clock: FrozenClock) -> None:
    forgotten = an_arrival(nom="Awa")
    received = an_arrival(nom="Ali")
    receive(received.id)
    left = an_arrival(nom="Zoé")
    leave_unreceived(left.id)
    yesterday = clock.today()
    frozen_clock.advance(days=1)
    assert here() == [("Awa", Etat.NON_CLOSE), ("Ali", Etat.NON_CLOSE)]
    assert all(one.minutes is None for one in salle(lieu=the_lieu().id, agent=None))
    assert waits_of_day(yesterday) == []
    with pytest.raises(Refused, match="pas été close"):
        receive(forgotten.id)
    frozen_clock.advance(days=7)
    assert here() == []


def test_the_passage_of_a_wait_begins_when_she_came_and_is_tied_to_it(
    base: Any, frozen_clock: FrozenClock
) -> None:
    attente = an_arrival(nom="Awa")
    came = attente.arrive_le
    frozen_clock.advance(minutes=5, seconds=20)
    receive(attente.id)
    frozen_clock.advance(minutes=12, seconds=30)
    wall = clock.local(came).replace(second=0, microsecond=0)
    passage = settle(attente.id, lambda: a_passage(moment=wall.astimezone()))
    stored, tied = Passage.get_by_id(passage.id), Attente.get_by_id(attente.id)
    assert (stored.moment, stored.duree_minutes) == (came, 13)
    assert (tied.passage_id, tied.parti_le) == (passage.id, clock.now())
    assert here() == []
    undo_last()
    assert Passage.select().count() == 0
    assert here() == [("Awa", Etat.EN_ENTRETIEN)]


def test_a_passage_is_written_once_for_a_wait(base: Any, frozen_clock: FrozenClock) -> None:
    attente = an_arrival(nom="Awa")
    settle(attente.id, a_passage)
    with pytest.raises(Refused, match="vient d’être enregistré sur un autre poste"):
        settle(attente.id, a_passage)
    assert Passage.select().count() == 1


def test_a_wait_that_was_taken_away_prevents_no_passage(base: Any) -> None:
    attente = an_arrival(nom="Awa")
    remove_wait(attente.id)
    passage = settle(attente.id, a_passage)
    assert Passage.get_by_id(passage.id).id == passage.id
    assert Attente.get_by_id(attente.id).passage_id is None


def test_what_is_typed_of_the_duration_wins_and_a_forgotten_end_measures_nothing(
    base: Any, frozen_clock: FrozenClock
) -> None:
    attente = an_arrival(nom="Awa")
    receive(attente.id)
    frozen_clock.advance(hours=5)
    assert settle(attente.id, a_passage).duree_minutes is None
    other = an_arrival(nom="Ali")
    receive(other.id)
    frozen_clock.advance(minutes=10)
    assert settle(other.id, lambda: a_passage(duree_minutes=3)).duree_minutes == 3


def test_a_forgotten_wait_takes_a_passage_and_stays_unclosed(
    base: Any, frozen_clock: FrozenClock
) -> None:
    attente = an_arrival(nom="Awa")
    frozen_clock.advance(days=1)
    settle(attente.id, a_passage)
    assert Attente.get_by_id(attente.id).parti_le is None
    assert here() == []


def test_the_clock_set_back_turns_no_wait_around(base: Any, frozen_clock: FrozenClock) -> None:
    attente = an_arrival(nom="Awa")
    frozen_clock.advance(minutes=-30)
    assert salle(lieu=the_lieu().id, agent=None)[0].minutes == 0
    receive(attente.id)
    say_goodbye(attente.id)
    stored = Attente.get_by_id(attente.id)
    assert stored.arrive_le == stored.recu_le == stored.parti_le


def test_two_desks_do_not_receive_the_same_person_at_once(base: Any) -> None:
    attente = an_arrival(nom="Awa")
    stale = Attente.get_by_id(attente.id)
    receive(attente.id)
    stale.parti_le = clock.now()
    with pytest.raises(Conflict):
        _save(stale)


def test_the_register_is_what_it_asks_for(base: Any) -> None:
    base.actor = actor_with(Role.ADMINISTRATEUR)
    with pytest.raises(Refused, match="registre"):
        an_arrival(nom="Awa")


def test_a_warning_pinned_on_her_file_shows_in_the_room(base: Any) -> None:
    personne = a_personne(alerte="Chien guide")
    attente = an_arrival(personne=personne.id)
    (found,) = salle(lieu=the_lieu().id, agent=None)
    assert found.id == attente.id
    assert found.avertie


def test_a_passage_that_is_deleted_leaves_its_wait_alone(
    base: Any, frozen_clock: FrozenClock
) -> None:
    attente = an_arrival(nom="Awa")
    passage = settle(attente.id, a_passage)
    archive_passage(passage)
    assert here() == []
    assert Attente.get_by_id(attente.id).passage_id == passage.id


def _save(attente: Attente) -> None:
    from models.base.command import command
    from models.base.droit import Droit

    command(right=Droit.REGISTRE, label="Essai")(attente.save)()
