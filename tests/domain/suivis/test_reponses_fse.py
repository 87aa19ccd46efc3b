"""FSE+: what is answered, read in the file, signed; an empty place is never a « non »."""

import datetime as dt
from typing import Any

import pytest

from models.base.errors import Invalid, Refused
from models.nomenclatures.quartier import Quartier
from models.nomenclatures.service import save_service
from models.personnes.personne import Personne, save_personne
from models.suivis.dossier_fse import dossier_of
from models.suivis.operation import (
    save_operation,
)
from models.suivis.participant import (
    correct_participant,
)
from models.suivis.questionnaire import (
    note_attempt,
    questionnaires_of,
    record_reponses,
    reponses_of,
    sign_questionnaire,
)
from tests.conftest import FrozenClock
from tests.domain.suivis.parcours import (
    DAY,
    ENTREE,
    SORTIE,
    a_participant,
    an_operation,
    answered,
    days,
    lacking,
)
from tests.factories import writing


@pytest.fixture(autouse=True)
def later(frozen_clock: FrozenClock) -> None:
    """Long after the days of these tests, so that none is in the future."""
    frozen_clock.set(dt.datetime(2027, 6, 1, 10, tzinfo=dt.UTC))


def test_empty_stays_empty_and_a_refusal_is_an_answer(base: Any) -> None:
    participant = a_participant(an_operation())
    sheet = record_reponses(
        participant, "entree", {"handicap": "nsp", "ne_etranger": "", "diplome": None}
    )
    assert reponses_of(sheet) == {"handicap": "nsp"}
    record_reponses(participant, "entree", {"minima": ["aah", "rsa"]})
    assert reponses_of(sheet) == {"handicap": "nsp", "minima": "rsa aah"}
    record_reponses(participant, "entree", {"handicap": ""})
    assert reponses_of(sheet) == {"minima": "rsa aah"}
    assert {"handicap", "ne_etranger", "diplome"} <= set(lacking(participant))


@pytest.mark.parametrize(
    "answers",
    [
        {"handicap": "peut_etre"},
        {"statut": "nsp"},  # cannot be refused: it makes the first indicators
        {"sexe": "femme homme"},
        {"minima": ["rsa", "aucun"]},
        {"minima": ["rsa", "nsp"]},
    ],
)
def test_an_answer_is_one_of_those_proposed(base: Any, answers: dict[str, Any]) -> None:
    participant = a_participant(an_operation())
    with pytest.raises(Invalid) as refusal:
        record_reponses(participant, "entree", answers)
    assert refusal.value.field == next(iter(answers))
    assert questionnaires_of(participant.id) == {}


def test_what_is_read_in_the_file_is_not_answered(base: Any) -> None:
    participant = a_participant(an_operation())
    for answers in ({"nom_naissance": "Autre"}, {"inconnue": "oui"}):
        with pytest.raises(ValueError, match=r"question|read from"):
            record_reponses(participant, "entree", answers)


def test_a_question_that_is_no_more_asked_loses_its_answer(base: Any) -> None:
    participant = a_participant(an_operation())
    sheet = record_reponses(
        participant, "entree", {"statut": "demandeur_inscrit", "duree_sans_emploi": "plus_24"}
    )
    record_reponses(participant, "entree", {"statut": "salarie"})
    assert reponses_of(sheet) == {"statut": "salarie"}
    assert "duree_sans_emploi" not in lacking(participant)
    end = record_reponses(
        participant, "sortie",
        {**SORTIE, "qualification": "oui", "qualification_intitule": "CAP",
         "qualification_date": dt.date(2026, 6, 1)},
    )  # fmt: skip
    assert reponses_of(end)["qualification_date"] == "2026-06-01"
    record_reponses(participant, "sortie", {"motif_sortie": "deces"})
    assert reponses_of(end) == {"motif_sortie": "deces"}


def test_a_signature_stands_for_the_answers_that_were_signed(base: Any) -> None:
    dossier = answered(an_operation())
    sheet = dossier.questionnaires["entree"]
    sign_questionnaire(sheet, signe_le=DAY + days(1))
    record_reponses(dossier.participant, "entree", {"diplome": "brevet"})
    assert questionnaires_of(dossier.participant.id)["entree"].signe_le == DAY + days(1)
    record_reponses(dossier.participant, "entree", {"diplome": "niveau_3"})
    assert questionnaires_of(dossier.participant.id)["entree"].signe_le is None


@pytest.mark.parametrize("day", [DAY - days(1), dt.date(2027, 6, 2)])
def test_a_paper_is_signed_once_it_is_filled_in(base: Any, day: dt.date) -> None:
    dossier = answered(an_operation())
    with pytest.raises(Invalid, match="Signé le"):
        sign_questionnaire(dossier.questionnaires["entree"], signe_le=day)
    begun = note_attempt(dossier.participant, "sortie", joint_le=None)
    with pytest.raises(Refused, match="pas rempli"):
        sign_questionnaire(begun, signe_le=DAY)


@pytest.mark.parametrize("day", [DAY - days(1), dt.date(2027, 6, 2)])
def test_it_is_filled_in_between_the_entry_and_today(base: Any, day: dt.date) -> None:
    participant = a_participant(an_operation())
    with pytest.raises(Invalid, match="Rempli le"):
        record_reponses(participant, "entree", ENTREE, rempli_le=day)


def test_out_of_reach_is_said_after_three_attempts(base: Any) -> None:
    participant = a_participant(an_operation())
    for left in (3, 2, 1):
        with pytest.raises(Invalid, match=f"il en manque {left}"):
            record_reponses(participant, "six_mois", {"situation_six_mois": "injoignable"})
        note_attempt(participant, "six_mois", joint_le=None)
    sheet = record_reponses(participant, "six_mois", {"situation_six_mois": "injoignable"})
    assert sheet.tentatives == 3
    correct_participant(participant, entree_le=DAY, sortie_le=DAY)
    assert "amelioration" not in lacking(participant, DAY + days(300))
    reached = note_attempt(participant, "six_mois", joint_le=DAY + days(190))
    assert (reached.tentatives, reached.joint_le) == (4, DAY + days(190))


# What the file says.


def test_the_file_proposes_nothing_without_a_source(base: Any) -> None:
    participant = a_participant(an_operation())
    assert dossier_of(participant).propositions() == {}
    with writing():
        place = Quartier(nom="Val de l’Aurence", qpv=True).save()
        plain = Quartier(nom="Centre", qpv=False).save()
    personne = participant.personne
    for values, expected in (
        ({"qpv": place.id, "source_qpv": "source_qpv.simulateur"}, "oui"),
        ({"qpv": plain.id, "source_qpv": "source_qpv.simulateur"}, "non"),
        ({"qpv": None, "source_qpv": "source_qpv.declaratif"}, "non"),
        ({"qpv": None, "source_qpv": "source_qpv.inconnu"}, None),
    ):
        save_personne(Personne.get_by_id(personne.id), **values)
        assert dossier_of(participant).propositions().get("qpv") == expected
    save_personne(
        Personne.get_by_id(personne.id), sexe="sexe.autre", lieu_naissance="Oran",
        criteres=["critere_public.frr"],
    )  # fmt: skip
    assert dossier_of(participant).propositions() == {
        "sexe": "non_binaire", "commune_naissance": "Oran", "rural": "oui",
    }  # fmt: skip
    assert {"sexe", "rural", "commune_naissance"} <= set(lacking(participant))  # to be confirmed


def test_a_contact_is_hers_or_that_of_the_designated_referent(base: Any) -> None:
    save_service(nom="Centre social", courriel="Accueil@centre.example")
    operation = an_operation()
    dossier = answered(operation, telephone="", courriel="accueil@centre.example")
    assert lacking(dossier.participant) == ["contact"]
    assert dossier.courriel == ""
    save_operation(operation, contact="Claire Sow, 05 36 49 01 00")
    assert lacking(dossier.participant) == []
    save_operation(operation, contact="")
    save_personne(dossier.personne, courriel="awa@boite.example")
    assert lacking(dossier.participant) == []


def test_a_birth_that_is_about_is_not_a_birth_date(base: Any) -> None:
    dossier = answered(
        an_operation(), date_naissance=dt.date(2005, 1, 1), precision_naissance="annee"
    )
    assert lacking(dossier.participant) == ["date_naissance"]


# Completeness.
