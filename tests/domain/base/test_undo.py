"""Undo at its edges: rows written twice, links, what was done again, rights, a clock set back."""

import datetime as dt
import subprocess
import sys

import pytest

from models.accueil.demande import Demande, DemandeInput
from models.accueil.passage import Passage
from models.accueil.saisie import Visiteur, record_visit
from models.base.command import command, undo_acte, undo_last
from models.base.database import Handle
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.ids import new_id
from models.base.undo import Acte, last_undoable
from models.comptes.role import Role
from models.nomenclatures.lieu import Lieu
from models.personnes.mots import PersonneMot
from models.personnes.personne import Personne, PersonneCritere, create_personne, save_personne
from models.personnes.recherche import search_personnes
from tests.architecture.sources import ROOT
from tests.conftest import FrozenClock
from tests.factories import a_personne, actor_with, the_lieu

FIRST, SECOND = "critere_public.frr", "critere_public.rsa"


@command(right=Droit.REGLAGES, label="Lieu ajouté")
def add_lieu(nom: str) -> Lieu:
    return Lieu(nom=nom).save()


@command(right=Droit.REGLAGES, label="Lieu renommé")
def rename(lieu: Lieu, nom: str, *, fail: bool = False) -> Lieu:
    lieu.nom = nom
    lieu.save()
    lieu.commune = "Limoges"
    lieu.save()
    if fail:
        raise Invalid("nom", "non")
    return lieu


@command(right=Droit.REGLAGES, label="Lieu recréé")
def swap(lieu: Lieu) -> None:
    lieu.remove()
    Lieu(id=lieu.id, nom=lieu.nom, commune="ailleurs").save()


def test_a_passage_written_twice_in_its_act_is_undone_with_its_demandes(base: Handle) -> None:
    """Its hour was taken out after its demandes were written: they go first."""
    record_visit(
        Visiteur(nouvelle={"prenom": "Awa"}),
        [DemandeInput("thematique.pap.carte_identite", reponses=("reponse.information",))],
        lieu=the_lieu().id,
        jour=dt.date(2026, 3, 11),
    )
    assert (Passage.select().count(), Personne.select().count()) == (1, 1)
    undo_last()
    assert [t.select().count() for t in (Passage, Demande, Personne, PersonneMot)] == [0] * 4


def test_a_row_saved_twice_in_one_act_goes_back_to_before_it(base: Handle) -> None:
    lieu = add_lieu("Annexe")
    rename(lieu, "Caravane")
    undo_last()
    found = Lieu.get_by_id(lieu.id)
    assert (found.nom, found.commune) == ("Annexe", "")
    undo_last()
    assert Lieu.get_or_none(Lieu.id == lieu.id) is None


def test_a_row_erased_and_made_again_in_one_act_goes_back(base: Handle) -> None:
    lieu = add_lieu("Annexe")
    swap(lieu)
    undo_last()
    assert Lieu.get_by_id(lieu.id).commune == ""


def test_links_come_back_and_go(base: Handle) -> None:
    personne = create_personne(prenom="Awa", criteres=[FIRST])
    save_personne(personne, criteres=[SECOND])
    undo_last()
    assert [c.critere_id for c in PersonneCritere.select()] == [FIRST]
    undo_last()
    assert PersonneCritere.select().count() == Personne.select().count() == 0


def test_what_was_undone_then_done_again_is_the_last_act(base: Handle) -> None:
    lieu = add_lieu("0")
    rename(lieu, "1")
    undo_last()
    undone = Acte.select().where(Acte.undoes_id.is_null(False)).get()
    for _ in range(3):
        undo_acte(undone)
        assert Lieu.get_by_id(lieu.id).nom == "1"
        assert undo_last() == "Lieu renommé"
        assert Lieu.get_by_id(lieu.id).nom == "0"
        undone = Acte.select().order_by(Acte.id.desc()).first()
    assert undo_last() == "Lieu ajouté"
    assert Lieu.get_or_none(Lieu.id == lieu.id) is None


def test_undoing_asks_for_the_right_of_the_act(base: Handle) -> None:
    """A workstation that opens by itself has fewer rights than the account that sat there."""
    lieu = add_lieu("Annexe")
    base.actor = actor_with(Role.ACCUEIL)
    with pytest.raises(Refused, match="modifier les réglages"):
        undo_last()
    assert Lieu.get_by_id(lieu.id).nom == "Annexe"


def test_the_words_of_a_person_follow_an_undo(base: Handle) -> None:
    personne = a_personne()
    save_personne(personne, nom_naissance="Traoré")
    undo_last()
    assert search_personnes("traore") == []
    assert [one.id for one in search_personnes("diallo")] == [personne.id]


def test_a_clock_set_back_does_not_change_which_act_is_last(
    base: Handle, frozen_clock: FrozenClock
) -> None:
    add_lieu("Avant")
    frozen_clock.advance(hours=-2)
    add_lieu("Après")
    acte = last_undoable()
    assert acte is not None
    undo_last()
    assert {lieu.nom for lieu in Lieu.select()} == {"Siège", "Avant"}


def test_a_row_of_an_act_that_failed_can_be_saved_again(base: Handle) -> None:
    """What was typed is corrected and sent again: nobody else had changed the row."""
    lieu = add_lieu("Annexe")
    with pytest.raises(Invalid):
        rename(lieu, "Caravane", fail=True)
    assert Lieu.get_by_id(lieu.id).nom == "Annexe"
    rename(lieu, "Caravane")
    assert Lieu.get_by_id(lieu.id).nom == "Caravane"


def test_a_row_whose_creation_failed_can_be_created_again(base: Handle) -> None:
    fresh = Lieu(nom="Kiosque")
    with pytest.raises(Invalid):
        rename(fresh, "Kiosque", fail=True)
    rename(fresh, "Kiosque")
    assert Lieu.get_by_id(fresh.id).commune == "Limoges"


def test_keys_are_in_the_order_in_which_they_were_made(frozen_clock: FrozenClock) -> None:
    keys = [new_id() for _ in range(2000)]
    frozen_clock.advance(hours=-1)
    keys += [new_id() for _ in range(10)]
    assert keys == sorted(set(keys))
    assert {(len(key), key[12]) for key in keys} == {(32, "7")}
    assert all(key[16] in "89ab" for key in keys)


def test_a_program_that_showed_nothing_yet_knows_every_table() -> None:
    """After a restart, Ctrl+Z may meet a row of an area that no screen has called for."""
    program = "from models.base.table import table_named as t; print(t('foyer_membre').__name__)"
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert said.stdout.strip() == "FoyerMembre"
