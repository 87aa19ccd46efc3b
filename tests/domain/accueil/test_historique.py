"""A passage taken out and put back; who corrected what and when; two desks on its demandes."""

from typing import Any

import pytest

from models.accueil.demande import DemandeInput, demandes_of
from models.accueil.historique import historique
from models.accueil.nombres import Nombres, counts_of_day
from models.accueil.passage import (
    Passage,
    archive_passage,
    correct_passage,
    open_passage,
    restore_passage,
)
from models.accueil.registre import deleted_of_day, passages_of_day
from models.base import clock
from models.base.command import undo_last
from models.base.errors import Conflict, Refused
from models.comptes.role import Role
from tests.conftest import FrozenClock
from tests.factories import a_passage, actor_with, an_agent

OTHER = "b" * 32
CV = DemandeInput("thematique.emp.cv")


def acts(passage_id: str) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (f"{clock.local(t.at):%H:%M}", t.agent, t.acte, t.champs) for t in historique(passage_id)
    ]


def test_deleted_it_is_seen_apart_and_comes_back(base: Any) -> None:
    passage = a_passage()
    archive_passage(passage)
    today = clock.today()
    assert passages_of_day(today).count() == 0
    assert [row[0] for row in passages_of_day(today, supprimes=True).first()] == [passage.id]
    assert (deleted_of_day(today), counts_of_day(today)) == (1, Nombres(0, 0, 0))
    restore_passage(passage.id)
    assert (deleted_of_day(today), counts_of_day(today)) == (0, Nombres(1, 0, 1))
    with pytest.raises(Refused, match="rétabli sur un autre poste"):
        restore_passage(passage.id)
    undo_last()
    assert deleted_of_day(today) == 1


def test_who_did_what_and_when(base: Any, frozen_clock: FrozenClock) -> None:
    passage = a_passage()
    an_agent(OTHER, prenom="Rémi", nom="Petit")
    base.actor = base.actor._replace(agent_id=OTHER)
    frozen_clock.advance(minutes=1)
    correct_passage(passage, duree_minutes=20, commentaire="oublié")
    frozen_clock.advance(minutes=1)
    correct_passage(passage, demandes=[CV])
    frozen_clock.advance(minutes=1)
    undo_last()
    frozen_clock.advance(minutes=1)
    archive_passage(Passage.get_by_id(passage.id))
    restore_passage(passage.id)
    me, other = "Claire SOW", "Rémi PETIT"
    assert acts(passage.id) == [
        ("14:32", me, "Enregistré", ()),
        ("14:33", other, "Corrigé", ("Commentaire", "Durée (minutes)")),
        ("14:34", other, "Corrigé", ("Demandes", "Demande")),
        ("14:35", other, "Acte annulé", ("Demande",)),
        ("14:36", other, "Supprimé", ()),
        ("14:36", other, "Rétabli", ()),
    ]


def test_who_may_not_read_the_register_reads_no_history(base: Any) -> None:
    passage = a_passage()
    base.actor = actor_with(Role.ADMINISTRATEUR)
    with pytest.raises(Refused):
        historique(passage.id)
    base.actor = actor_with(Role.ACCUEIL)
    with pytest.raises(Refused, match="n’existe plus"):
        historique("0" * 32)


def test_two_desks_do_not_correct_the_demandes_one_over_the_other(base: Any) -> None:
    written = a_passage()
    here, there = open_passage(written.id), open_passage(written.id)
    assert here is not None
    assert there is not None
    correct_passage(here, demandes=[CV])
    with pytest.raises(Conflict):
        correct_passage(there, demandes=[DemandeInput("thematique.log")])
    assert [d.thematique_id for d in demandes_of(written.id)] == ["thematique.emp.cv"]


def test_the_same_demandes_change_nothing(base: Any) -> None:
    passage = a_passage()
    correct_passage(passage, demandes=[DemandeInput("thematique.pap.carte_identite")])
    assert Passage.get_by_id(passage.id).version == 1
    assert len(historique(passage.id)) == 1
