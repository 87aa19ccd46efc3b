"""FSE+: how complete the records are, against the line; what waits, and for when."""

import datetime as dt
from typing import Any

import pytest

from models.suivis import signaux_fse
from models.suivis.completude import (
    CompletudeOperation,
    Feu,
    completude_of,
    completude_operation,
    feu_of,
)
from models.suivis.dossier_fse import dossiers_of
from models.suivis.echeance_fse import Niveau, echeances_fse
from models.suivis.participant import (
    add_participant,
    correct_participant,
)
from models.suivis.questionnaire import (
    record_reponses,
)
from models.suivis.questions import NSP
from models.suivis.signaux import signaux
from models.suivis.sortie import close_suivi
from tests.conftest import FrozenClock
from tests.domain.suivis.parcours import (
    DAY,
    ENTREE,
    SORTIE,
    a_participant,
    a_suivi,
    an_operation,
    answered,
    days,
    lacking,
    somebody,
)


@pytest.fixture(autouse=True)
def later(frozen_clock: FrozenClock) -> None:
    """Long after the days of these tests, so that none is in the future."""
    frozen_clock.set(dt.datetime(2027, 6, 1, 10, tzinfo=dt.UTC))


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
    record_reponses(left, "sortie", {"situation_sortie": NSP, "qualification": NSP})
    assert lacking(left, DAY + days(30)) == []  # she may refuse at the exit too
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


def test_who_is_followed_and_who_left_are_read_at_once(
    base: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    operation, read = an_operation(), list[int]()
    suivis = [a_suivi(somebody(nom_naissance=nom), ouvert_le=DAY) for nom in ("Reste", "Part")]
    for suivi in suivis:
        add_participant(operation, suivi.personne, entree_le=DAY, suivi=suivi)
    close_suivi(suivis[1], clos_le=DAY + days(30), motif_sortie="motif_sortie.cdi")

    def counted(*told: Any) -> Any:
        read.append(1)
        return echeances_fse(*told)

    monkeypatch.setattr(signaux_fse, "echeances_fse", counted)
    told = [one.suivi_id for one in signaux(DAY + days(40)) if one.code == "fse"]
    assert sorted(told) == sorted([suivis[0].id, suivis[1].id, suivis[1].id])
    assert read == [1]
