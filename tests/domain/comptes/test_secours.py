"""The recovery key: what it gives back, and how another takes its place."""

import pytest

from models.base import database
from models.base.errors import Invalid
from models.comptes import acces, compte, enveloppe
from models.comptes.acces import Where
from models.comptes.enveloppe import EQUIPE, Lecteurs, NoKey
from tests.domain.comptes.maison import OTHER, THIRD, enter, settings
from tests.domain.comptes.test_compte import TEXT, billets, opened, staffed, stored, written

__all__ = ["billets", "staffed"]


def test_the_recovery_key_gives_everything_back(where: Where, staffed: dict[str, str]) -> None:
    enter(where, "rosa", password=OTHER)
    own = written(Lecteurs.only(staffed["rosa"]))
    in_ = compte.reset_with_recovery(
        where, staffed["key"], identifiant="rosa", password=THIRD, settings=settings()
    )
    assert in_.identifiant == "rosa"
    assert opened(own) == TEXT
    assert opened_by_team(written(EQUIPE)) == TEXT


def opened_by_team(row_id: str) -> bytes:
    assert enveloppe.readers_of(stored(row_id)) == EQUIPE
    return opened(row_id)


def test_recovery_refuses_and_stays_shut(where: Where, staffed: dict[str, str]) -> None:
    for identifiant, password, field in (
        ("personne", THIRD, "identifiant"),
        ("rosa", "court", "password"),
    ):
        with pytest.raises(Invalid) as refusal:
            compte.reset_with_recovery(
                where,
                staffed["key"],
                identifiant=identifiant,
                password=password,
                settings=settings(),
            )
        assert refusal.value.field == field
        assert not database.is_open()


def test_a_new_recovery_key_replaces_the_old_one(where: Where, staffed: dict[str, str]) -> None:
    enter(where, "rosa", password=OTHER)
    own = written(Lecteurs.only(staffed["rosa"]))
    enter(where)
    team = written(EQUIPE)
    text, suite = compte.new_recovery_key(staffed["key"])
    assert not any("prochaine ouverture" in said for said in suite.phrases)
    with pytest.raises(Invalid, match="remplacée"):
        acces.open_with_recovery(where, staffed["key"], settings=settings())
    acces.open_with_recovery(where, text, settings=settings())
    assert opened(own) == opened(team) == TEXT


def test_without_the_old_recovery_key_authors_bring_their_contents(
    where: Where, staffed: dict[str, str]
) -> None:
    enter(where, "rosa", password=OTHER)
    own = written(Lecteurs.only(staffed["rosa"]))
    enter(where)
    text, suite = compte.new_recovery_key()
    assert any("1\u00a0contenu" in said for said in suite.phrases)
    acces.open_with_recovery(where, text, settings=settings())
    with pytest.raises(NoKey):
        opened(own)
    enter(where, "rosa", password=OTHER)
    acces.open_with_recovery(where, text, settings=settings())
    assert opened(own) == TEXT


def test_a_wrong_old_recovery_key_is_told_beside_its_field(
    where: Where, staffed: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refusal:
        compte.new_recovery_key("AAAAAA")
    assert refusal.value.field == "ancienne"
