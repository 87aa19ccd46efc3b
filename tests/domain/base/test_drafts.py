"""What is typed and not saved: per account and workstation, in no journal, never in the way."""

import pytest

from models.base.actor import Actor
from models.base.database import Handle
from models.base.drafts import (
    Draft,
    draft,
    draft_bytes,
    drafts_under,
    exchange_drafts,
    forget_draft,
    keep_draft,
)
from models.base.journal import Journal
from tests.factories import AGENT, POSTE, all_rights

TYPED = {"nom": "Œuvrard-N’Diaye", "jour": "12/03", "n": 3, "liste": ["a", "é"]}


def test_it_comes_back_as_typed(base: Handle) -> None:
    assert draft("accueil") is None
    keep_draft("accueil", TYPED)
    assert draft("accueil") == TYPED
    keep_draft("accueil", {"nom": ""})
    assert draft("accueil") == {"nom": ""}
    assert Draft.select().count() == 1


def test_it_belongs_to_one_account_at_one_workstation(base: Handle) -> None:
    keep_draft("accueil", TYPED)
    base.actor = all_rights("b" * 32)
    assert draft("accueil") is None
    keep_draft("accueil", {"nom": "autre"})
    base.actor = Actor(AGENT, all_rights().droits, "q" * 32)
    assert draft("accueil") is None
    base.actor = Actor(AGENT, all_rights().droits, POSTE)
    assert draft("accueil") == TYPED


def test_it_is_forgotten_once_saved(base: Handle) -> None:
    keep_draft("accueil", TYPED)
    keep_draft("suivi:1", TYPED)
    forget_draft("accueil")
    forget_draft("jamais")
    assert draft("accueil") is None
    assert draft("suivi:1") == TYPED


def test_bytes_that_their_owner_sealed_are_kept_as_they_are(base: Handle) -> None:
    sealed = bytes(range(256))
    keep_draft("note:1", sealed)
    assert draft_bytes("note:1") == sealed


def test_it_leaves_no_trace_in_the_journal_nor_in_undo(base: Handle) -> None:
    before = Journal.select().count()
    keep_draft("accueil", TYPED)
    forget_draft("accueil")
    assert Journal.select().count() == before


def test_those_of_one_place_are_read_together_the_oldest_first(base: Handle) -> None:
    keep_draft("cote.2", {"n": 2})
    keep_draft("cote.1", {"n": 1})
    keep_draft("ligne", {"n": 3})
    base.actor = all_rights("b" * 32)
    keep_draft("cote.3", {"n": 4})
    base.actor = all_rights()
    assert [(cle, values["n"]) for cle, values, _ in drafts_under("cote.")] == [
        ("cote.1", 1),
        ("cote.2", 2),
    ]


def test_an_exchange_is_made_whole_or_not_at_all(base: Handle) -> None:
    keep_draft("ligne", {"n": 1})
    with pytest.raises(TypeError):
        exchange_drafts(keep={"cote.1": {"n": 1}, "ligne": {"n": object()}}, forget=["ligne"])
    assert draft("ligne") == {"n": 1}
    assert draft("cote.1") is None
    exchange_drafts(keep={"cote.1": {"n": 1}}, forget=["ligne", "jamais"])
    assert draft("ligne") is None
    assert draft("cote.1") == {"n": 1}
