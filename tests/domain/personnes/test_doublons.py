"""The review list: which pairs are met in a whole base, how they are weighed and explained."""

import datetime as dt
from typing import Any

import pytest

from models.base.command import undo_last
from models.base.database import Handle
from models.base.errors import Refused
from models.base.progress import Cancelled, Progress
from models.comptes.role import Role
from models.personnes import doublons as module
from models.personnes.doublons import (
    count_doublons,
    doublons,
    known_doublons,
    pair_key,
    standing_doublons,
)
from models.personnes.fusion import tell_apart
from models.personnes.paires import paires_listing, said
from models.personnes.personne import Personne, archive_personne
from tests.factories import a_personne, actor_with

BORN = dt.date(1990, 5, 4)


def a(nom: str, prenom: str, **values: Any) -> Personne:
    return a_personne(nom_naissance=nom, prenom=prenom, **values)


def found() -> list[tuple[str, str, tuple[str, ...]]]:
    return [(p.premier.nom, p.second.nom, p.raisons) for p in doublons().paires]


def test_an_empty_base_has_none(base: Handle) -> None:
    assert doublons().paires == ()


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (
            {"date_naissance": BORN},
            {"date_naissance": BORN},
            ("même nom", "même naissance"),
        ),
        ({}, {}, ("même nom",)),
        ({"date_naissance": BORN}, {}, ("même nom",)),
        (
            {"date_naissance": BORN},
            {"date_naissance": dt.date(1990, 1, 1), "precision_naissance": "annee"},
            ("même nom", "même année"),
        ),
        (
            {"date_naissance": BORN},
            {"date_naissance": dt.date(1990, 4, 5)},
            ("même nom", "jour et mois inversés"),
        ),
    ],
)
def test_the_same_names_with_births_that_agree(
    base: Handle, one: dict[str, Any], other: dict[str, Any], reasons: tuple[str, ...]
) -> None:
    a("N’Diaye", "Awa", **one)
    a("ndiaye", "awa", **other)
    assert found() == [("N’DIAYE Awa", "NDIAYE awa", reasons)]


def test_names_the_other_way_round_and_as_they_sound(base: Handle) -> None:
    a("Philippe", "Catherine", date_naissance=BORN)
    a("Katherine", "Filip", date_naissance=BORN)
    assert found() == [
        (
            "PHILIPPE Catherine",
            "KATHERINE Filip",
            ("se prononce pareil", "même naissance"),
        )
    ]


def test_near_names_of_one_day_or_of_one_telephone(base: Handle) -> None:
    a("Konaté", "Aminata", date_naissance=BORN)
    a("Konate", "Animata", date_naissance=BORN)
    a("Traoré", "Fanta", telephone="0612345678")
    a("Traorey", "Fantah", telephone_autre="0612345678")
    assert [(one, other, reasons[-1]) for one, other, reasons in found()] == [
        ("TRAORÉ Fanta", "TRAOREY Fantah", "même téléphone"),
        ("KONATÉ Aminata", "KONATE Animata", "même naissance"),
    ]


def test_a_married_name_with_the_same_day_and_telephone(base: Handle) -> None:
    same = {"date_naissance": BORN, "telephone": "0612345678"}
    a("Sow", "Awa", **same)
    a("Diallo", "Awa", **same)
    assert [reasons for _, _, reasons in found()] == [
        ("un nom en commun", "même naissance", "même téléphone")
    ]


def test_people_who_only_look_alike_are_not_shown(base: Handle) -> None:
    a("Sow", "Awa", date_naissance=BORN, telephone="0612345678")
    a("Sow", "Moussa", date_naissance=dt.date(2015, 1, 2), telephone="0612345678")  # her son
    a("Sow", "Awa", date_naissance=dt.date(1961, 8, 30))  # a namesake
    a("Barry", "Ousmane", date_naissance=BORN)  # born the same day
    archive_personne(a("Sow", "Awa", date_naissance=BORN))
    assert found() == []


def test_two_people_of_one_name_but_not_of_one_sexe(base: Handle) -> None:
    a("Sow", "Dominique", sexe="sexe.femme")
    a("Sow", "Dominique", sexe="sexe.homme")
    assert found() == []


def test_those_said_to_be_two_people_are_left_out(base: Handle) -> None:
    one, other = a("Sow", "Awa"), a("Sow", "Awa")
    assert [p.cle for p in doublons().paires] == [pair_key(other.id, one.id)]
    tell_apart(other.id, one.id)
    assert found() == []


def test_the_likeliest_come_first_and_the_list_is_bounded(
    base: Handle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SHOWN", 3)
    monkeypatch.setattr(module, "_KEPT", 3)
    for _ in range(4):
        a("Sow", "Awa")
    a("Barry", "Kadiatou", date_naissance=BORN, commune="Isle")
    a("Barry", "Kadiatou", date_naissance=BORN, commune="ISLE")
    all_found = doublons()
    assert all_found.tronque
    assert [p.poids for p in all_found.paires] == [90, 60, 60]
    assert all_found.paires[0].raisons[-1] == "même commune"


def test_crowds_and_pages_miss_nobody(base: Handle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_READ", 7)
    monkeypatch.setattr(module, "_AT_ONCE", 3)
    monkeypatch.setattr(module, "_CROWD", 4)
    for at in range(12):
        a(f"Nom{chr(97 + at) * 3}", "Awa", date_naissance=BORN)
    a("Sow", "Binta", date_naissance=BORN)
    a("Sow", "Binta", date_naissance=BORN)
    assert ("SOW Binta", "SOW Binta") in [pair[:2] for pair in found()]


def test_it_is_kept_for_this_base_and_what_is_settled_leaves_it(base: Handle) -> None:
    one, other = a("Sow", "Awa"), a("Sow", "Awa")
    assert known_doublons() is None
    assert standing_doublons() is None
    doublons()
    assert standing_doublons() == known_doublons()
    for settle in (lambda: tell_apart(one.id, other.id), lambda: archive_personne(one)):
        settle()
        assert standing_doublons() == ((), False)
        assert count_doublons() == 0
        undo_last()
        assert len(standing_doublons().paires) == count_doublons() == 1  # type: ignore[union-attr]  # looked for


def test_the_list_shows_pairs_with_their_reasons_and_narrows(base: Handle) -> None:
    a("Sow", "Awa", date_naissance=BORN, commune="Isle")
    a("Sow", "Awa", date_naissance=BORN)
    a("Barry", "Kadiatou", telephone="0612345678")
    a("Barry", "Kadiatou", telephone="0612345678")
    listing = paires_listing(doublons().paires)
    assert [listing.texts(row) for row in listing.first()] == [
        ("SOW Awa", "1990 · Isle", "SOW Awa", "1990", "même nom, naissance"),
        ("BARRY Kadiatou", "", "BARRY Kadiatou", "", "même nom, téléphone"),
    ]
    assert said(("se prononce pareil", "même naissance", "même téléphone")) == (
        "se prononce pareil, même naissance, téléphone"
    )
    assert listing.count() == len(listing.keys()) == len(list(listing.rows())) == 2
    narrowed = listing.searched("kad bar")
    assert [row[1] for row in narrowed.first()] == ["BARRY Kadiatou"]
    assert narrowed.at([listing.keys().page(0)[0], "x"])[1] is None
    assert listing.searched("  ") is listing


def test_it_can_be_cancelled_and_tells_how_far_it_is(base: Handle) -> None:
    a("Sow", "Awa")
    told: list[tuple[int, int]] = []
    doublons(Progress(lambda done, total: told.append((done, total))))
    assert told
    assert all(0 <= done <= total for done, total in told)
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        doublons(progress)


def test_only_who_may_merge_may_look(base: Handle) -> None:
    base.actor = actor_with(Role.REFERENT)
    with pytest.raises(Refused):
        doublons()
