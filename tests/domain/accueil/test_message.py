"""Messages and calls to give back: whose they are, when they are due, done once."""

import datetime as dt
from typing import Any

import pytest

from models.accueil.message import (
    Message,
    archive_message,
    correct_message,
    finish_message,
    leave_message,
    messages_for,
    messages_listing,
    open_message,
    reopen_message,
)
from models.base import clock
from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.comptes.role import Role
from tests.conftest import FrozenClock
from tests.factories import AGENT, a_personne, actor_with

OTHER = "b" * 32


def texts(agent: str | None = AGENT) -> list[str]:
    return [one.texte for one in messages_for(agent)]


def test_mine_and_everybody_s_stand_there_until_they_are_done(base: Any) -> None:
    from tests.factories import an_agent

    an_agent(OTHER)
    leave_message(texte="pour moi", pour=AGENT)
    leave_message(texte="pour tous")
    leave_message(texte="pour l’autre", pour=OTHER)
    assert texts() == ["pour moi", "pour tous"]
    assert texts(OTHER) == ["pour tous", "pour l’autre"]
    finish_message(messages_for(AGENT)[0].id)
    assert texts() == ["pour tous"]
    undo_last()
    assert texts() == ["pour moi", "pour tous"]


def test_a_call_to_give_back_comes_on_its_day_and_stays_when_it_is_late(
    base: Any, frozen_clock: FrozenClock
) -> None:
    due = clock.today() + dt.timedelta(days=2)
    leave_message(texte="message")
    leave_message(nature="rappel", correspondant="Mme Sow", texte="rappel", rappeler_le=due)
    assert texts() == ["message"]
    frozen_clock.advance(days=2)
    first, second = messages_for(AGENT)
    assert (first.texte, first.is_late, second.texte) == ("rappel", False, "message")
    frozen_clock.advance(days=1)
    assert messages_for(AGENT)[0].is_late


def test_who_it_comes_from_and_her_number_are_read_the_french_way(base: Any) -> None:
    personne = a_personne(telephone="0555010203")
    leave_message(texte="a", personne=personne.id)
    leave_message(texte="b", personne=personne.id, correspondant="sa sœur", telephone="0612345678")
    leave_message(texte="c", nature="a_appele", correspondant="M. Petit")
    found = [(one.de, one.telephone, one.nature) for one in messages_for(AGENT)]
    assert found == [
        ("DIALLO Mamadou", "05 55 01 02 03", "Message"),
        ("DIALLO Mamadou (sa sœur)", "06 12 34 56 78", "Message"),
        ("M. Petit", "", "A appelé"),
    ]
    assert Message.select(Message.telephone).where(Message.texte == "b").scalar() == "+33612345678"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "texte"),
        ({"texte": "  "}, "texte"),
        ({"texte": "a", "telephone": "12"}, "telephone"),
        ({"texte": "a", "nature": "rappel"}, "correspondant"),
        ({"texte": "a", "rappeler_le": dt.date(2026, 3, 10)}, "rappeler_le"),
        ({"texte": "a" * 1001}, "texte"),
    ],
)
def test_what_cannot_be_left_says_which_field(
    base: Any, frozen_clock: FrozenClock, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        leave_message(**values)
    assert refusal.value.field == field
    assert Message.select().count() == 0


def test_it_is_done_once_corrected_reopened_and_deleted(base: Any) -> None:
    message = leave_message(texte="a")
    correct_message(message, texte="b", telephone="0612345678")
    assert texts() == ["b"]
    finish_message(message.id)
    with pytest.raises(Refused, match="traité sur un autre poste"):
        finish_message(message.id)
    stored = open_message(message.id)
    assert stored is not None
    assert (stored.fait_le is not None, stored.fait_par.id) == (True, AGENT)
    reopen_message(message.id)
    assert texts() == ["b"]
    archive_message(message.id)
    assert texts() == []
    with pytest.raises(Refused, match="supprimé"):
        finish_message(message.id)
    undo_last()
    assert texts() == ["b"]


def test_all_of_them_are_a_list_that_is_searched(base: Any, frozen_clock: FrozenClock) -> None:
    personne = a_personne()
    leave_message(
        texte="dossier CAF", personne=personne.id, nature="rappel", rappeler_le=dt.date(2026, 3, 13)
    )
    frozen_clock.advance(minutes=1)
    done = leave_message(
        texte="loyer", correspondant="Mme Sow", telephone="0612345678", nature="a_appele"
    )
    finish_message(done.id)
    listing = messages_listing()
    rows = [listing.texts(row) for row in listing.first()]
    assert rows == [
        ("11/03 14:33", "Mme Sow · 06 12 34 56 78", "A appelé · loyer", "L’équipe",
         "Fait le 11/03 par Claire"),
        ("11/03 14:32", "DIALLO Mamadou", "À rappeler · dossier CAF", "L’équipe",
         "Rappel le 13/03"),
    ]  # fmt: skip
    assert listing.searched("diallo").count() == 1
    assert listing.searched("sow").count() == 1
    assert len(listing.keys()) == 2


def test_the_register_is_what_it_asks_for(base: Any) -> None:
    base.actor = actor_with(Role.ADMINISTRATEUR)
    with pytest.raises(Refused):
        leave_message(texte="a")
