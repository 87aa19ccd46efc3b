"""A passage as it is recorded, corrected, undone, listed and counted."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest

from models.accueil.anonyme import open_anonyme, rattacher_anonyme
from models.accueil.demande import (
    NON_PRECISEE,
    REPARTIE,
    DemandeInput,
    DemandeReponse,
    as_input,
    demandes_of,
    repartie,
    reponses_of,
)
from models.accueil.habitudes import catalogue
from models.accueil.liste import nombres_of
from models.accueil.nombres import Nombres, counts_of_day
from models.accueil.passage import (
    Passage,
    archive_passage,
    correct_passage,
    record_passage,
)
from models.accueil.registre import passages_of_day, registre
from models.accueil.saisie import Visiteur, record_visit
from models.base import clock, journal
from models.base.command import undo_last
from models.base.database import OutsideCommand
from models.base.errors import Invalid, Refused
from models.base.table import add_all
from models.comptes.agent import Agent
from models.comptes.role import Role
from models.personnes import recherche
from tests.factories import (
    CHAIN_KEY,
    POSTE,
    a_passage,
    a_personne,
    actor_with,
    the_lieu,
    writing,
)

CARTE = "thematique.pap.carte_identite"
IMPRESSION = "reponse.impression"


def test_an_anonymous_passage_needs_one_demande_only(base: Any) -> None:
    passage = a_passage()
    stored = Passage.get_by_id(passage.id)
    assert stored.personne_id is None
    assert stored.identification_id == "identification.non_identifiee"
    assert stored.mode_contact_id == "mode_contact.passage_spontane"
    assert (stored.jour, stored.heure.minute) == (clock.today(), clock.local(stored.moment).minute)


def test_no_demande_is_refused_and_nothing_is_written(base: Any) -> None:
    announced: list[Any] = []
    base.changes.subscribe(announced.append)
    with pytest.raises(Invalid) as refusal:
        record_passage(lieu=the_lieu().id, demandes=[])
    assert refusal.value.field == "demandes"
    assert Passage.select().count() == 0
    assert announced == []


def test_each_demande_keeps_its_own_reponses_and_words(base: Any) -> None:
    wanted = [
        DemandeInput(CARTE, reponses=(IMPRESSION, "reponse.information")),
        DemandeInput("thematique.emp", objet="voir la ML"),
    ]
    passage = record_passage(lieu=the_lieu().id, demandes=wanted)
    found = [as_input(demande) for demande in demandes_of(passage.id)]
    assert [f.thematique for f in found] == [CARTE, "thematique.emp"]
    assert set(found[0].reponses) == {IMPRESSION, "reponse.information"}
    assert found[1].objet == "voir la ML"


def test_what_a_person_is_counted_by_is_that_of_the_day(base: Any) -> None:
    personne = a_personne(date_naissance=dt.date(2000, 6, 1), sexe="sexe.homme")
    old = dt.datetime(2020, 1, 15, 9, 30).astimezone(dt.UTC)
    passage = a_passage(personne, moment=old)
    assert (passage.age, passage.sexe_id, passage.jour) == (19, "sexe.homme", dt.date(2020, 1, 15))
    assert passage.created_at.date() == clock.now().date()


def test_the_status_of_who_received_is_that_of_the_day(base: Any) -> None:
    with writing():
        odile = Agent(prenom="Odile", statut="benevole").save()
        karim = Agent(prenom="Karim", statut="service_civique").save()
    passage = a_passage(accueilli_par=odile.id)
    assert passage.statut_accueillant == "benevole"
    with writing():
        odile.statut = "salarie"
        odile.save()
    correct_passage(Passage.get_by_id(passage.id), accueilli_par=odile.id, duree_minutes=5)
    stored = Passage.get_by_id(passage.id)
    assert stored.statut_accueillant == "benevole", "elle était bénévole ce jour-là"
    correct_passage(stored, accueilli_par=karim.id)
    assert Passage.get_by_id(passage.id).statut_accueillant == "service_civique"
    correct_passage(stored, accueilli_par=None)
    assert Passage.get_by_id(passage.id).statut_accueillant is None


def test_who_left_without_being_received_is_a_passage_with_that_resultat(base: Any) -> None:
    passage = record_passage(lieu=the_lieu().id, demandes=repartie([]))
    (demande,) = demandes_of(passage.id)
    assert demande.thematique_id == NON_PRECISEE
    assert (demande.resultat_id, reponses_of(demande.id)) == (REPARTIE, ())
    asked = DemandeInput(CARTE, reponses=(IMPRESSION,), orientation="orientation.sante")
    assert repartie([asked]) == [DemandeInput(CARTE, resultat=REPARTIE)]


def test_a_passage_in_the_future_is_refused(base: Any) -> None:
    with pytest.raises(Invalid, match="dans l’avenir"):
        a_passage(moment=clock.now() + dt.timedelta(hours=1))


def test_the_night_the_clock_is_set_back_keeps_instant_and_wall_apart(base: Any) -> None:
    first = a_passage(moment=dt.datetime(2025, 10, 26, 0, 30, tzinfo=dt.UTC))
    second = a_passage(moment=dt.datetime(2025, 10, 26, 1, 30, tzinfo=dt.UTC))
    assert first.heure == second.heure == dt.time(2, 30)
    assert first.moment < second.moment
    listed = [row[0] for row in registre().first()]
    assert listed == [second.id, first.id]


def test_correcting_changes_demandes_in_place_and_can_be_undone(base: Any) -> None:
    passage = a_passage(None, CARTE, "thematique.emp")
    entry = DemandeInput("thematique.log", reponses=(IMPRESSION,))
    correct_passage(passage, demandes=[entry], duree_minutes=20)
    assert [d.thematique_id for d in demandes_of(passage.id)] == ["thematique.log"]
    undo_last()
    assert [d.thematique_id for d in demandes_of(passage.id)] == [CARTE, "thematique.emp"]
    assert Passage.get_by_id(passage.id).duree_minutes is None
    assert DemandeReponse.select().count() == 0


def test_undo_takes_the_last_passage_back_and_only_that_one(base: Any) -> None:
    kept = a_passage()
    a_passage()
    assert undo_last() == "Passage enregistré"
    assert [p.id for p in Passage.select()] == [kept.id]


def test_undo_is_refused_once_somebody_changed_the_passage(base: Any) -> None:
    passage = a_passage()
    base.actor = actor_with(Role.ACCUEIL, agent_id="b" * 32)
    correct_passage(Passage.get_by_id(passage.id), duree_minutes=5)
    base.actor = actor_with(Role.ACCUEIL)
    with pytest.raises(Refused, match="modifié depuis"):
        undo_last()
    assert Passage.select().count() == 1


def test_an_archived_passage_leaves_lists_and_counts_and_comes_back(base: Any) -> None:
    archive_passage(a_passage())
    day = clock.today()
    assert counts_of_day(day) == Nombres(0, 0, 0)
    assert passages_of_day(day).count() == 0
    undo_last()
    assert counts_of_day(day) == Nombres(1, 0, 1)


def test_passages_personnes_and_demandes_are_three_counts(base: Any) -> None:
    personne = a_personne()
    a_passage(personne, CARTE, "thematique.emp")
    a_passage(personne)
    a_passage()
    assert counts_of_day(clock.today()) == Nombres(3, 1, 4)


def test_the_register_lists_the_newest_first_and_narrows_by_person(base: Any) -> None:
    a_passage(a_personne(nom_naissance="N’Diaye", prenom="Awa"))
    a_passage()
    listing = passages_of_day(clock.today())
    texts = [dict(zip([c.name for c in listing.columns], listing.texts(r), strict=True))
             for r in listing.first()]  # fmt: skip
    assert [t["personne"] for t in texts] == ["anonyme", "N’DIAYE Awa"]
    assert listing.searched("ndia").count() == 1
    assert listing.searched("zzz").count() == 0


def test_the_order_of_time_is_followed_both_ways(base: Any) -> None:
    expected = [a_passage().id for _ in range(8)]
    for descending in (True, False):
        listing = registre().sorted_by("heure", descending=descending)
        assert listing.keys().page(0) == (expected[::-1] if descending else expected)


def test_by_person_the_anonymous_come_first_and_each_one_s_passages_in_time(base: Any) -> None:
    zoe, awa = a_personne(prenom="Zoé"), a_personne(prenom="Awa")
    people = (zoe, None, awa, zoe, None, awa)
    made = [(personne, a_passage(personne).id) for personne in people]
    of = {key: [found for who, found in made if who is key] for key in (None, awa, zoe)}
    expected = [*of[None], *of[awa], *of[zoe]]
    listing = registre().sorted_by("personne")
    assert listing.keys().page(0) == [row[0] for row in listing.first()] == expected
    backwards = registre().sorted_by("personne", descending=True)
    assert backwards.keys().page(0) == [row[0] for row in backwards.rows()] == expected[::-1]


def test_the_commonest_demandes_of_this_desk_come_first(base: Any) -> None:
    for _ in range(3):
        a_passage(None, "thematique.log")
    a_passage(None, CARTE)
    assert [c.key for c in catalogue().search("")][:2] == ["thematique.log", CARTE]
    assert catalogue().search("cni")[0].key == CARTE
    assert catalogue().search("zzzz") == []


def test_every_act_is_journaled_without_any_value(base: Any) -> None:
    before = journal.Journal.select().count()
    passage = a_passage(a_personne(nom_naissance="Secretissime"))
    correct_passage(passage, commentaire="indicible")
    entries = list(journal.Journal.select().order_by(journal.Journal.n).dicts())[before:]
    assert [e["action"] for e in entries] == [
        "create_personne",
        "record_passage",
        "correct_passage",
    ]
    assert entries[-1]["champs"] == "commentaire"
    assert "indicible" not in repr(entries)
    assert "Secretissime" not in repr(entries)
    assert journal.verify_chain(POSTE, CHAIN_KEY) is None


def test_a_role_that_does_not_receive_people_records_nothing(base: Any) -> None:
    base.actor = actor_with(Role.ADMINISTRATEUR)
    with pytest.raises(Refused):
        a_passage()


def test_a_write_outside_a_command_is_refused(base: Any) -> None:
    passage = a_passage()
    passage.duree_minutes = 3
    with pytest.raises(OutsideCommand):
        passage.save()
    with pytest.raises(OutsideCommand):
        Passage.update(duree_minutes=3).execute()
    with pytest.raises(OutsideCommand):
        Passage.delete().execute()
    with pytest.raises(OutsideCommand):
        base.engine.execute_sql("UPDATE passage SET duree_minutes = 3")
    assert Passage.get_by_id(passage.id).duree_minutes is None


def test_reponses_of_a_demande_read_back(base: Any) -> None:
    passage = record_passage(
        lieu=the_lieu().id, demandes=[DemandeInput(CARTE, reponses=(IMPRESSION,))]
    )
    assert reponses_of(demandes_of(passage.id)[0].id) == (IMPRESSION,)


@pytest.mark.parametrize(
    "typed",
    ["Carte d’identité", "carte d'identite", "d'identité", "d identite", "didentite", "identité"],
)
def test_a_demande_is_found_by_its_label_as_it_is_typed(base: Any, typed: str) -> None:
    assert catalogue().search(typed)[0].key == CARTE


@pytest.mark.parametrize("few", [1, 1500])
def test_the_register_finds_who_is_known_without_a_file(
    base: Any, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Whether they are few, each found by its index, or a crowd met in the order of the list."""
    monkeypatch.setattr(recherche, "_FEW", few)
    she = a_personne(nom_naissance="Sarr", prenom="Awa")
    asked, here = [DemandeInput(CARTE)], the_lieu().id
    named = record_visit(Visiteur(repere="Le Grand-Bleu"), asked, lieu=here)
    card = record_visit(Visiteur(repere="carte 1204"), asked, lieu=here)
    hers = a_passage(she)
    a_passage()

    def found(typed: str) -> set[str]:
        return set(registre().searched(typed).keys().page(0))

    assert found("bleu gr") == {named.id}
    assert found("1204") == {card.id}
    assert found("sarr") == {hers.id}
    assert card.anonyme_id is not None
    known = open_anonyme(card.anonyme_id)
    assert known is not None
    rattacher_anonyme(known, she)
    assert found("awa sarr") == {hers.id, card.id}
    assert found("zzz") == found("bleu sarr") == set()
    record_visit(Visiteur(repere="Sarr, le cousin"), asked, lieu=here)
    listing = registre().searched("sarr")
    assert len(found("sarr")) == listing.count() == len(listing.first()) == 3
    assert nombres_of(listing).passages == 3


def many_names() -> list[str]:
    stamps = ("version", "created_at", "created_by")
    return [f.name for f in Passage._meta.sorted_fields if f.name not in stamps]


def many_passages(names: list[str], count: int) -> Iterator[list[Any]]:
    """As many that nobody's name is known of, each like one that was recorded."""
    like = a_passage().__data__
    for n in range(count):
        moment = like["moment"] - dt.timedelta(minutes=n)
        told = {**like, "id": f"{n:032x}", "moment": moment}
        yield [told.get(name) for name in names]


def test_a_nickname_is_looked_for_without_trying_every_passage(base: Any) -> None:
    """On a server, an OR that holds a subquery is answered by reading the whole register."""
    she, asked = a_personne(nom_naissance="Sarr", prenom="Awa"), [DemandeInput(CARTE)]
    record_visit(Visiteur(repere="Sarr, le cousin"), asked, lieu=the_lieu().id)
    a_passage(she)
    listing, names = registre().searched("sarr"), many_names()
    with writing():
        add_all(Passage, names, list(many_passages(names, 5000)))
        if base.is_server:
            base.engine.execute_sql("ANALYZE")
    sql, params = listing.query.select(listing.key).sql()
    how = "EXPLAIN" if base.is_server else "EXPLAIN QUERY PLAN"
    rows = base.engine.execute_sql(f"{how} {sql}", params).fetchall()
    told = "\n".join(str(row[-1]) for row in rows)
    for index in ("passage_personne_id", "passage_anonyme_id"):
        assert index in told, told
    assert not re.search(r"SCAN t1\b|Seq Scan on passage", told), told
