"""FSE+: participants, answers, completeness, deadlines; an empty place is never a « non »."""

import datetime as dt
from typing import Any

import pytest

from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.comptes.role import Role
from models.nomenclatures.quartier import Quartier
from models.nomenclatures.service import save_service
from models.personnes.defaire import defaire_fusion
from models.personnes.fusionner import fusionner
from models.personnes.personne import Personne, save_personne
from models.suivis.completude import (
    CompletudeOperation,
    Feu,
    completude_of,
    completude_operation,
    feu_of,
)
from models.suivis.dossier_fse import dossier_of, dossiers_of
from models.suivis.echeance_fse import Niveau, echeances_fse
from models.suivis.operation import (
    archive_operation,
    create_operation,
    operations,
    reuse_operation,
    save_operation,
)
from models.suivis.participant import (
    Participant,
    add_participant,
    correct_participant,
    participations_of,
    propositions_of,
)
from models.suivis.questionnaire import (
    note_attempt,
    questionnaires_of,
    record_reponses,
    remove_participant,
    reponses_of,
    sign_questionnaire,
)
from models.suivis.signaux import signaux
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.domain.suivis.parcours import (
    DAY,
    ENTREE,
    a_participant,
    a_suivi,
    an_operation,
    answered,
    days,
    somebody,
)
from tests.factories import AGENT, actor_with, an_agent, participants_of, writing

SORTIE = {"motif_sortie": "fin_prevue", "situation_sortie": "emploi_court", "qualification": "non"}


@pytest.fixture(autouse=True)
def later(frozen_clock: FrozenClock) -> None:
    """Long after the days of these tests, so that none is in the future."""
    frozen_clock.set(dt.datetime(2027, 6, 1, 10, tzinfo=dt.UTC))


def lacking(participant: Participant, day: dt.date = DAY) -> list[str]:
    return [one.code for one in completude_of(dossier_of(participant), day).manquantes]


# Operations.


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"numero": " "}, "numero"),
        ({"intitule": ""}, "intitule"),
        ({"du": None}, "du"),
        ({"au": dt.date(2025, 12, 31)}, "au"),
        ({"numero": "2026 00123"}, "numero"),
        ({"numero": "202600124"}, None),
        ({"numero": "202600123"}, "numero"),
    ],
)
def test_an_operation_has_a_number_of_its_own(
    base: Any, values: dict[str, Any], field: str | None
) -> None:
    an_operation()
    if field is None:
        an_operation(**values)
        return
    with pytest.raises(Invalid) as refusal:
        an_operation(**values)
    assert refusal.value.field == field


def test_operations_are_corrected_and_put_away(base: Any) -> None:
    operation = an_operation()
    save_operation(operation, intitule="Autrement", au=dt.date(2026, 6, 30))
    assert [one.intitule for one in operations()] == ["Autrement"]
    assert operations(closed=False, day=dt.date(2026, 7, 1)) == []
    archive_operation(operation)
    assert operations() == []
    reuse_operation(operation)
    assert len(operations()) == 1


def test_operations_are_for_who_sets_the_house(base: Any) -> None:
    base.actor = actor_with(Role.REFERENT)
    with pytest.raises(Refused):
        create_operation(numero="1", intitule="La mienne", du=DAY)


# Participants.


def test_the_suivis_of_the_dispositif_are_proposed_once_for_each_person(base: Any) -> None:
    operation = an_operation(du=DAY + days(10))
    first = a_suivi()
    close_suivi(first, clos_le=DAY + days(20), motif_sortie="motif_sortie.cdi")
    a_suivi(first.personne, ouvert_le=DAY + days(30))
    before = a_suivi()
    close_suivi(before, clos_le=DAY + days(9), motif_sortie="motif_sortie.cdi")
    a_suivi(dispositif="acces_droits")
    (found,) = propositions_of(operation)
    assert (found.personne.id, found.suivi.id) == (first.personne_id, first.id)
    assert found.entree_le == DAY + days(10)  # never before the operation
    add_participant(operation, found.personne, entree_le=found.entree_le, suivi=found.suivi)
    assert propositions_of(operation) == []
    assert propositions_of(an_operation(numero="2", dispositif=None)) == []


def test_who_comes_back_keeps_one_record(base: Any) -> None:
    operation = an_operation()
    participant = a_participant(operation)
    correct_participant(participant, entree_le=DAY, sortie_le=DAY + days(30))
    assert dossier_of(participant).sortie == DAY + days(30)
    again = add_participant(operation, participant.personne, entree_le=DAY + days(60))
    assert again.id == participant.id
    assert (again.entree_le, again.sortie_le) == (DAY, None)
    assert len(participants_of(operation.id)) == 1
    assert [one.id for one in participations_of(participant.personne_id)] == [participant.id]
    earlier = add_participant(operation, participant.personne, entree_le=DAY - days(5))
    assert earlier.entree_le == DAY - days(5)


def test_the_exit_is_that_of_the_last_suivi_of_the_dispositif(base: Any) -> None:
    operation = an_operation()
    suivi = a_suivi()
    participant = add_participant(operation, suivi.personne, entree_le=DAY, suivi=suivi)
    assert dossier_of(participant).sortie is None
    close_suivi(suivi, clos_le=DAY + days(50), motif_sortie="motif_sortie.cdi")
    assert dossier_of(participant).sortie == DAY + days(50)
    second = a_suivi(suivi.personne, ouvert_le=DAY + days(70))
    assert dossier_of(participant).sortie is None
    close_suivi(second, clos_le=DAY + days(90), motif_sortie="motif_sortie.cdi")
    assert dossier_of(participant).sortie == DAY + days(90)
    correct_participant(participant, entree_le=DAY, sortie_le=DAY + days(95))
    assert dossier_of(participant).sortie == DAY + days(95)
    a_suivi(suivi.personne, ouvert_le=DAY + days(120))
    assert dossier_of(participant).sortie is None


@pytest.mark.parametrize(
    ("entree", "sortie", "field"),
    [
        (dt.date(2025, 12, 31), None, "entree_le"),
        (dt.date(2028, 1, 1), None, "entree_le"),
        (DAY, DAY - days(1), "sortie_le"),
    ],
)
def test_days_that_do_not_hold_are_refused(
    base: Any, entree: dt.date, sortie: dt.date | None, field: str
) -> None:
    participant = a_participant(an_operation())
    with pytest.raises(Invalid) as refusal:
        correct_participant(participant, entree_le=entree, sortie_le=sortie)
    assert refusal.value.field == field


def test_an_operation_of_one_day_has_no_participant(base: Any) -> None:
    operation = an_operation(au=dt.date(2026, 1, 1))
    with pytest.raises(Refused, match="un jour ou moins"):
        add_participant(operation, somebody(), entree_le=operation.du)
    assert propositions_of(operation) == []


def test_who_answered_is_not_taken_out(base: Any) -> None:
    operation = an_operation()
    mistaken = a_participant(operation)
    note_attempt(mistaken, "sortie", joint_le=None)
    remove_participant(mistaken)
    assert participants_of(operation.id) == []
    dossier = answered(operation)
    with pytest.raises(Refused, match="a déjà répondu"):
        remove_participant(dossier.participant)


def test_another_referent_answers_nothing(base: Any) -> None:
    operation, suivi = an_operation(), a_suivi()
    participant = add_participant(operation, suivi.personne, entree_le=DAY, suivi=suivi)
    an_agent("b" * 32, identifiant="other", prenom="Léa", nom="Roy")
    base.actor = actor_with(Role.REFERENT, agent_id="b" * 32)
    with pytest.raises(Refused, match="Claire"):
        record_reponses(participant, "entree", {"statut": "inactif"})
    base.actor = actor_with(Role.ACCUEIL)
    with pytest.raises(Refused):
        dossiers_of(operation)


# Answers.


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


@pytest.mark.parametrize(
    ("lack", "whole", "feu"),
    [
        (0, 0, Feu.VERT),
        (30, 100, Feu.VERT),
        (31, 100, Feu.ROUGE),
        (35, 100, Feu.ROUGE),
        (351, 1000, Feu.BLOQUANT),
        (36, 100, Feu.BLOQUANT),
    ],
)
def test_the_line_is_at_thirty_five_per_cent(lack: int, whole: int, feu: Feu) -> None:
    assert feu_of(lack, whole) is feu


def test_an_operation_says_where_it_stands() -> None:
    assert CompletudeOperation(0, 0).phrase == "Aucun participant pour l’instant."
    assert CompletudeOperation(0, 4).phrase == "Tous les dossiers sont complets."
    assert CompletudeOperation(1, 10).phrase == "1 dossier sur 10 incomplet (10\u00a0%)."
    assert "approche" in CompletudeOperation(32, 100).phrase
    assert CompletudeOperation(351, 1000).phrase.startswith(
        "351 dossiers sur 1000 incomplets (36\u00a0%)\u00a0: au-delà de 35\u00a0%"
    )


def test_a_record_is_complete_for_the_moments_that_are_due(base: Any) -> None:
    operation = an_operation()
    dossier = answered(operation)
    assert completude_of(dossier, DAY).phrase == "Tout est répondu."
    left = correct_participant(dossier.participant, entree_le=DAY, sortie_le=DAY + days(30))
    assert lacking(left, DAY + days(29)) == []
    assert lacking(left, DAY + days(30)) == ["motif_sortie"]
    record_reponses(left, "sortie", {"motif_sortie": "abandon"})
    assert lacking(left, DAY + days(30)) == ["situation_sortie", "qualification"]
    record_reponses(left, "sortie", SORTIE)
    assert lacking(left, DAY + days(120)) == []
    sixth = dt.date(2026, 10, 8)
    assert lacking(left, sixth - days(1)) == []
    assert lacking(left, sixth) == ["situation_six_mois"]
    record_reponses(left, "sortie", {"motif_sortie": "deces"})
    assert lacking(left, sixth) == []


def test_a_person_and_an_operation_are_told_in_a_sentence(base: Any) -> None:
    operation = an_operation()
    answered(operation)
    answered(operation, {"entree": {"diplome": "", "handicap": ""}})
    dossiers = dossiers_of(operation)
    (short,) = [one for one in dossiers if not completude_of(one, DAY).is_complete]
    found = completude_of(short, DAY)
    assert found.phrase == (
        f"Il manque 2 réponses sur {found.demandees}\u00a0: Quel est le plus haut diplôme que vous "
        "avez obtenu\u00a0; Avez-vous une reconnaissance de handicap (RQTH, AAH, autre)."
    )
    assert (found.feu, 85 < found.pourcentage < 100) == (Feu.VERT, True)
    whole = completude_operation(dossiers, DAY)
    assert (whole.incompletes, whole.participants, whole.feu) == (1, 2, Feu.BLOQUANT)


# Deadlines.


def levels(day: dt.date) -> list[tuple[str, Niveau]]:
    return [(one.moment, one.niveau) for one in echeances_fse(day)]


def test_questionnaires_wait_from_their_day_and_press_as_time_goes(base: Any) -> None:
    operation, suivi = an_operation(), a_suivi()
    participant = add_participant(operation, suivi.personne, entree_le=DAY, suivi=suivi)
    assert levels(DAY - days(1)) == []
    assert levels(DAY) == [("entree", Niveau.A_FAIRE)]
    assert levels(DAY + days(1)) == [("entree", Niveau.EN_RETARD)]
    record_reponses(participant, "entree", {"statut": "inactif"}, rempli_le=DAY)
    (only,) = echeances_fse(DAY)
    assert only.niveau is Niveau.INCOMPLET
    assert (
        only.phrase == f"Questionnaire FSE+ d’entrée\u00a0: {only.manquantes} réponses manquantes"
    )
    record_reponses(participant, "entree", ENTREE, rempli_le=DAY)
    assert levels(DAY + days(1)) == []
    end = DAY + days(40)
    close_suivi(suivi, clos_le=end, motif_sortie="motif_sortie.cdi")
    assert levels(end - days(1)) == []
    assert [levels(end + days(n))[0][1] for n in (0, 14, 15, 24, 25, 28, 29)] == [
        Niveau.A_FAIRE, Niveau.A_FAIRE, Niveau.RAPPEL, Niveau.RAPPEL, Niveau.DERNIER_RAPPEL,
        Niveau.DERNIER_RAPPEL, Niveau.EN_RETARD,
    ]  # fmt: skip
    (waiting,) = echeances_fse(end)
    assert (waiting.suivi_id, waiting.pour_le) == (suivi.id, end + days(28))
    assert waiting.phrase == "Questionnaire FSE+ de sortie à remplir au plus tard le 16/05/2026"
    record_reponses(participant, "sortie", SORTIE, rempli_le=end)
    sixth = dt.date(2026, 10, 18)
    assert levels(sixth - days(16)) == []
    assert levels(sixth - days(15)) == [("six_mois", Niveau.A_FAIRE)]
    assert levels(sixth + days(1)) == [("six_mois", Niveau.EN_RETARD)]
    record_reponses(participant, "sortie", {"motif_sortie": "deces"})
    assert levels(sixth) == []


def test_the_deadlines_of_all_cost_a_few_queries(
    base: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    operation = an_operation()
    for _ in range(2):
        a_participant(operation)
    asked: list[str] = []
    engine = type(base.engine)
    execute = engine.execute_sql

    def spy(self: Any, sql: str, *args: Any, **kwargs: Any) -> Any:
        asked.append(sql)
        return execute(self, sql, *args, **kwargs)

    monkeypatch.setattr(engine, "execute_sql", spy)
    assert len(echeances_fse(DAY)) == 2
    few = len(asked)
    for _ in range(6):
        a_participant(operation)
    asked.clear()
    assert len(echeances_fse(DAY)) == 8
    assert len(asked) == few < 10


def test_the_entry_that_waits_is_a_signal_of_the_suivi(base: Any) -> None:
    operation, suivi = an_operation(), a_suivi(ouvert_le=dt.date(2027, 5, 31))
    day = dt.date(2027, 6, 1)
    add_participant(operation, suivi.personne, entree_le=dt.date(2027, 5, 31), suivi=suivi)
    phrases = [one.phrase for one in signaux(day) if one.code == "fse"]
    assert phrases == ["Questionnaire FSE+ d’entrée en retard depuis le 31/05/2027"]


# Two files that were one person.


@pytest.mark.parametrize("way", ["undo", "defaire"])
def test_a_merge_makes_one_participant_of_two(base: Any, way: str) -> None:
    operation = an_operation()
    kept = a_participant(operation)
    gone = a_participant(operation)
    correct_participant(gone, entree_le=DAY - days(9), sortie_le=DAY + days(9))
    record_reponses(kept, "entree", {"statut": "inactif"}, rempli_le=DAY)
    record_reponses(gone, "entree", {"statut": "salarie", "diplome": "brevet"}, rempli_le=DAY)
    record_reponses(gone, "sortie", SORTIE)
    fusion = fusionner(
        Personne.get_by_id(kept.personne_id), Personne.get_by_id(gone.personne_id), choix={}
    )
    (only,) = participants_of(operation.id)
    assert (only.id, only.entree_le, only.sortie_le) == (kept.id, DAY - days(9), None)
    sheets = questionnaires_of(only.id)
    assert reponses_of(sheets["entree"]) == {"statut": "inactif", "diplome": "brevet"}
    assert reponses_of(sheets["sortie"]) == SORTIE
    if way == "undo":
        undo_last()
    else:
        assert defaire_fusion(fusion).phrases == ()
    assert len(participants_of(operation.id)) == 2
    assert reponses_of(questionnaires_of(kept.id)["entree"]) == {"statut": "inactif"}
    assert (Participant.get_by_id(kept.id).entree_le, gone.sortie_le) == (DAY, DAY + days(9))
    theirs = questionnaires_of(gone.id)
    assert reponses_of(theirs["entree"]) == {"statut": "salarie", "diplome": "brevet"}
    assert reponses_of(theirs["sortie"]) == SORTIE


def test_a_suivi_of_the_agent_is_not_needed(base: Any) -> None:
    """Somebody written by hand, whom nobody follows, is answered for by any référent."""
    participant = a_participant(an_operation())
    base.actor = actor_with(Role.REFERENT, agent_id=AGENT)
    record_reponses(participant, "entree", {"statut": "inactif"})
    assert Suivi.select().count() == 0
