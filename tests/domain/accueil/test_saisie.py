"""What the accueil line writes in one act, on both engines."""

import datetime as dt
from typing import Any

import pytest

from models.accueil.demande import DemandeInput
from models.accueil.passage import Passage
from models.accueil.registre import passages_of_day, passages_of_personne
from models.accueil.saisie import Visiteur, correct_visit, record_visit
from models.base import clock
from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.personnes.personne import Personne, archive_personne
from tests.factories import a_passage, a_personne, actor_with, the_lieu

CARTE = (DemandeInput("thematique.pap.carte_identite"),)


def record(visiteur: Visiteur, **facts: Any) -> Passage:
    return record_visit(visiteur, CARTE, lieu=the_lieu().id, **facts)


def texts(listing: Any) -> list[dict[str, str]]:
    names = [column.name for column in listing.columns]
    return [dict(zip(names, listing.texts(row), strict=True)) for row in listing.first()]


def test_a_newcomer_and_her_passage_are_one_act(base: Any) -> None:
    announced: list[Any] = []
    base.changes.subscribe(announced.append)
    passage = record(Visiteur(nouvelle={"prenom": "Awa"}))
    assert passage.personne.prenom == "Awa"
    assert len(announced) == 1
    assert undo_last() == "Passage enregistré"
    assert (Passage.select().count(), Personne.select().count()) == (0, 0)


def test_no_file_is_opened_when_the_passage_is_refused(base: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        record_visit(Visiteur(nouvelle={"prenom": "Awa"}), (), lieu=the_lieu().id)
    assert refusal.value.field == "demandes"
    with pytest.raises(Invalid):
        record(Visiteur(nouvelle={"prenom": "Awa"}), duree_minutes=9999)
    assert Personne.select().count() == 0


def test_the_hour_may_be_unknown_but_not_the_day(base: Any) -> None:
    yesterday = clock.today() - dt.timedelta(days=1)
    passage = record(Visiteur(), jour=yesterday)
    stored = Passage.get_by_id(passage.id)
    assert (stored.jour, stored.heure) == (yesterday, None)
    assert clock.local(stored.moment).hour == 12
    timed = record(Visiteur(), jour=yesterday, heure=dt.time(9, 30))
    assert Passage.get_by_id(timed.id).heure == dt.time(9, 30)
    with pytest.raises(Invalid) as refusal:
        record(Visiteur(), heure=dt.time(9, 30))
    assert refusal.value.field == "jour"


def test_a_file_gone_meanwhile_is_told_by_the_field(base: Any) -> None:
    personne = a_personne()
    archive_personne(personne)
    for gone in (personne.id, "f" * 32):
        with pytest.raises(Invalid) as refusal:
            record(Visiteur(personne_id=gone))
        assert refusal.value.field == "qui"


def test_a_correction_may_change_who_came(base: Any) -> None:
    passage = record(Visiteur(repere="Awa"))
    personne = a_personne(date_naissance=dt.date(2000, 1, 1))
    correct_visit(passage, Visiteur(personne_id=personne.id), demandes=CARTE, commentaire="")
    stored = Passage.get_by_id(passage.id)
    assert stored.personne_id == personne.id
    assert stored.identification_id == "identification.identifiee"
    assert stored.age is not None
    correct_visit(stored, Visiteur(), demandes=CARTE)
    stored = Passage.get_by_id(passage.id)
    assert (stored.personne_id, stored.age) == (None, None)
    assert stored.identification_id == "identification.non_identifiee"


def test_who_did_not_wish_to_be_named_stays_so_when_corrected(base: Any) -> None:
    passage = record(Visiteur(), identification="identification.anonyme")
    correct_visit(passage, Visiteur(), demandes=CARTE, commentaire="revient mardi")
    stored = Passage.get_by_id(passage.id)
    assert stored.identification_id == "identification.anonyme"
    correct_visit(stored, Visiteur(refuse=False), demandes=CARTE)
    assert Passage.get_by_id(passage.id).identification_id == "identification.non_identifiee"


def test_a_correction_that_says_no_time_keeps_the_time(base: Any) -> None:
    passage = record(Visiteur(), jour=clock.today() - dt.timedelta(days=3))
    before = Passage.get_by_id(passage.id)
    correct_visit(before, Visiteur(), demandes=CARTE, commentaire="x")
    after = Passage.get_by_id(passage.id)
    assert (after.moment, after.heure) == (before.moment, None)


def test_an_account_without_the_right_writes_nothing(base: Any) -> None:
    base.actor = actor_with()
    with pytest.raises(Refused):
        record(Visiteur(nouvelle={"prenom": "Awa"}))
    assert Personne.select().count() == 0


def test_the_demandes_of_a_passage_are_read_whole_and_in_their_order(base: Any) -> None:
    a_passage(None, "thematique.pap.perte_papiers", "thematique.pap.carte_identite")
    (row,) = texts(passages_of_day(clock.today()))
    assert row["demandes"] == "Perte ou vol de papiers · Carte d’identité, passeport"


def test_the_passages_of_a_person_are_hers_only(base: Any) -> None:
    personne = a_personne()
    mine = a_passage(personne)
    a_passage()
    a_passage(a_personne(prenom="Awa"))
    listing = passages_of_personne(personne.id)
    assert [row[0] for row in listing.first()] == [mine.id]
    assert "personne" not in [column.name for column in listing.columns]
