"""What a demande is filled with: what this desk answered most lately, or what the list suggests."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.accueil import habitudes
from models.accueil.demande import DemandeInput, as_input, demandes_of, repartie
from models.accueil.habitudes import usual
from models.accueil.passage import Passage, archive_passage, record_passage
from models.base.table import tuples_of
from models.nomenclatures.lieu import Lieu, save_lieu
from tests.depth import depth, longer
from tests.factories import the_lieu

CARTE, CV = "thematique.pap.carte_identite", "thematique.emp.cv"
IMPRESSION, INFORMATION = "reponse.impression", "reponse.information"
REGLEE, EN_COURS = "resultat.reglee", "resultat.en_cours"
MAIRIE = "operateur.mairie_ccas"


def record(thematique: str = CARTE, lieu: Lieu | None = None, **answers: Any) -> Passage:
    wanted = [DemandeInput(thematique, **answers)]
    return record_passage(lieu=(lieu or the_lieu()).id, demandes=wanted)


def test_a_demande_that_nobody_asked_yet_is_filled_as_the_list_suggests(base: Any) -> None:
    assert usual(CARTE).operateur is not None
    assert usual(CARTE).reponses


def test_the_last_answer_stands_until_another_is_commoner(base: Any) -> None:
    record()
    record(objet="secret", reponses=(IMPRESSION,))
    assert usual(CARTE) == DemandeInput(CARTE, reponses=(IMPRESSION,)), "à égalité, la dernière"
    record()
    record()
    record(reponses=(IMPRESSION,))
    assert usual(CARTE) == DemandeInput(CARTE), "trois contre deux"


def test_each_field_has_a_habit_of_its_own(base: Any) -> None:
    for _ in range(2):
        record(resultat=REGLEE, operateur=MAIRIE, reponses=(INFORMATION, IMPRESSION))
    record(resultat=EN_COURS, operateur=MAIRIE, autonomie="autonomie.autonome")
    found = usual(CARTE)
    assert (found.resultat, found.operateur, found.autonomie) == (
        REGLEE,
        "operateur.mairie_ccas",
        None,
    )
    assert set(found.reponses) == {INFORMATION, IMPRESSION}


def test_what_is_older_than_the_last_twenty_is_forgotten(base: Any) -> None:
    for _ in range(30):
        record(resultat=REGLEE)
    for _ in range(11):
        record(resultat=EN_COURS)
    assert usual(CARTE).resultat == EN_COURS


def test_each_site_has_its_habit_and_a_new_one_that_of_the_others(base: Any) -> None:
    caravane = save_lieu(nom="Caravane")
    for _ in range(3):
        record(resultat=REGLEE)
    assert usual(CARTE, caravane.id).resultat == REGLEE
    record(lieu=caravane, resultat=EN_COURS)
    assert usual(CARTE, caravane.id).resultat == EN_COURS
    assert usual(CARTE, the_lieu().id).resultat == REGLEE


def test_a_passage_that_was_deleted_teaches_no_habit(base: Any) -> None:
    archive_passage(record(reponses=(IMPRESSION,)))
    assert usual(CARTE).reponses != (IMPRESSION,)


def test_who_left_without_being_received_teaches_nothing(base: Any) -> None:
    record(resultat=REGLEE)
    for _ in range(3):
        record_passage(lieu=the_lieu().id, demandes=repartie([DemandeInput(CARTE)]))
    assert usual(CARTE).resultat == REGLEE


ANSWERS = st.lists(
    st.tuples(
        st.sampled_from([None, REGLEE, EN_COURS, "resultat.attente_pieces"]),
        st.sampled_from([(), (IMPRESSION,), (INFORMATION, IMPRESSION)]),
    ),
    min_size=1,
    max_size=30,
)


@longer
@given(ANSWERS)
@settings(
    max_examples=depth(6, soak=60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_habit_is_one_of_the_commonest_and_the_latest_of_them(
    base: Any, answers: list[tuple[str | None, tuple[str, ...]]]
) -> None:
    for passage in Passage.select().where(Passage.archived_at.is_null()):
        archive_passage(passage)
    for resultat, reponses in answers:
        record(resultat=resultat, reponses=reponses)
    last = answers[-habitudes.LAST :]
    found = usual(CARTE)
    kept = [resultat for resultat, _ in last]
    most = max(kept.count(one) for one in kept)
    latest = next(one for one in reversed(kept) if kept.count(one) == most)
    assert found.resultat == latest
    given_ = [frozenset(reponses) for _, reponses in last]
    assert given_.count(frozenset(found.reponses)) == max(map(given_.count, given_))


def test_a_written_demande_reads_back_as_it_was_filled(base: Any) -> None:
    record(resultat=REGLEE, operateur="operateur.caf", reponses=(IMPRESSION,))
    passage = record_passage(lieu=the_lieu().id, demandes=[usual(CARTE)])
    assert [as_input(one) for one in demandes_of(passage.id)] == [usual(CARTE)]
    assert len(tuples_of(Passage.select(Passage.id))) == 2
