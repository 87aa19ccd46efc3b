"""FSE+: the operations, who takes part in them, when she came and left."""

import datetime as dt
from typing import Any

import pytest

from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.comptes.role import Role
from models.personnes.defaire import defaire_fusion
from models.personnes.fusionner import fusionner
from models.personnes.personne import Personne
from models.suivis.dossier_fse import dossier_of, dossiers_of
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
)
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.domain.suivis.parcours import (
    DAY,
    SORTIE,
    a_participant,
    a_suivi,
    an_operation,
    answered,
    days,
    somebody,
)
from tests.factories import AGENT, actor_with, an_agent, participants_of


@pytest.fixture(autouse=True)
def later(frozen_clock: FrozenClock) -> None:
    """Long after the days of these tests, so that none is in the future."""
    frozen_clock.set(dt.datetime(2027, 6, 1, 10, tzinfo=dt.UTC))


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
