"""Households and agreements: who lives with whom, what was agreed to and taken back."""

import datetime as dt
from typing import Any

import pytest

from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.personnes.accord import accords_of, history_of, note_accord
from models.personnes.foyer import (
    Foyer,
    FoyerMembre,
    change_lien,
    join_foyer,
    leave_foyer,
    membres_of,
    representants_of,
)
from models.personnes.personne import Personne
from tests.conftest import FrozenClock
from tests.factories import a_personne

IMAGE = "accord_personne.image"


@pytest.fixture
def awa(base: Any, frozen_clock: FrozenClock) -> Personne:
    return a_personne(prenom="Awa", date_naissance=dt.date(1984, 5, 1))


@pytest.fixture
def moussa(awa: Personne) -> Personne:
    born = {"date_naissance": dt.date(2014, 1, 1), "precision_naissance": "annee"}
    return a_personne(prenom="Moussa", **born)


def shown(personne: Personne) -> list[tuple[str, str]]:
    return [(one.nom, one.precisions) for one in membres_of(personne.id)]


def test_a_household_is_the_same_seen_from_each_of_its_members(
    awa: Personne, moussa: Personne
) -> None:
    join_foyer(awa, moussa, lien="lien_foyer.enfant", own_lien="lien_foyer.parent")
    told = [
        ("DIALLO Awa", "Parent · 41\u00a0ans"),
        ("DIALLO Moussa", "Enfant · ≈\u00a012\u00a0ans"),
    ]
    assert shown(awa) == shown(moussa) == told
    assert membres_of(a_personne().id) == []


def test_whoever_has_a_household_brings_the_other_into_it(awa: Personne, moussa: Personne) -> None:
    other = a_personne(prenom="Fatou")
    join_foyer(awa, moussa, lien="lien_foyer.enfant")
    join_foyer(other, awa, lien=None, own_lien="lien_foyer.grand_parent")
    assert len(membres_of(moussa.id)) == 3
    assert Foyer.select().count() == 1
    stranger, neighbour = a_personne(prenom="Zoé"), a_personne(prenom="Léa")
    join_foyer(stranger, neighbour, lien=None)
    with pytest.raises(Refused, match="autre foyer"):
        join_foyer(awa, neighbour, lien=None)
    with pytest.raises(Invalid):
        join_foyer(awa, awa, lien=None)


def test_who_leaves_leaves_no_household_of_one(awa: Personne, moussa: Personne) -> None:
    join_foyer(awa, moussa, lien="lien_foyer.enfant")
    change_lien(moussa.id, lien="lien_foyer.fratrie")
    assert shown(moussa)[1][1].startswith("Frère ou sœur")
    leave_foyer(moussa.id)
    assert (Foyer.select().count(), FoyerMembre.select().count()) == (0, 0)
    undo_last()
    assert len(membres_of(awa.id)) == 2
    leave_foyer(a_personne().id)


def test_a_minor_shows_who_may_sign_for_her(awa: Personne, moussa: Personne) -> None:
    tutor = a_personne(prenom="Tuteur", date_naissance=dt.date(1970, 1, 1))
    join_foyer(awa, moussa, lien="lien_foyer.enfant", own_lien="lien_foyer.parent")
    assert [one.nom for one in representants_of(moussa)] == ["DIALLO Awa"]
    join_foyer(moussa, tutor, lien="lien_foyer.representant")
    assert [one.nom for one in representants_of(moussa)] == ["DIALLO Tuteur"]
    assert representants_of(a_personne()) == []


def test_an_agreement_is_given_refused_and_taken_back_and_the_past_is_told(
    awa: Personne, frozen_clock: FrozenClock
) -> None:
    note_accord(awa, accord=IMAGE, reponse="refuse", date=dt.date(2026, 1, 5))
    note_accord(awa, accord=IMAGE, reponse="donne", date=dt.date(2026, 2, 5))
    (answer,) = accords_of(awa.id)
    assert (answer.texte, answer.kind) == ("donné le 05/02/2026", "good")
    note_accord(awa, accord=IMAGE, reponse="retire")
    assert [one.texte for one in accords_of(awa.id)] == ["retiré le 11/03/2026"]
    assert [(row.donne, row.date) for row in history_of(awa.id)] == [
        (True, dt.date(2026, 2, 5)), (False, dt.date(2026, 1, 5)),
    ]  # fmt: skip
    undo_last()
    assert [one.etat for one in accords_of(awa.id)] == ["donne"]


def test_an_answer_that_cannot_be_is_refused(awa: Personne) -> None:
    with pytest.raises(Refused, match="rien à retirer"):
        note_accord(awa, accord=IMAGE, reponse="retire")
    note_accord(awa, accord=IMAGE, reponse="donne", date=dt.date(2026, 2, 5))
    for day in (dt.date(2026, 1, 1), dt.date(2026, 12, 1)):
        with pytest.raises(Invalid) as refusal:
            note_accord(awa, accord=IMAGE, reponse="refuse", date=day)
        assert refusal.value.field == "date"
    assert len(history_of(awa.id)) == 1
