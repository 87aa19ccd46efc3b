"""The waiting room beside the register: arrived, received, gone, written, with its keys."""

import datetime as dt

import pytest

from models.accueil.attente import Attente, note_arrival
from models.accueil.demande import demandes_of
from models.accueil.passage import Passage
from models.base import clock
from models.base.database import Handle
from tests.conftest import FrozenClock
from tests.factories import AGENT, a_personne, all_rights, an_agent, the_lieu
from tests.screens.accueil.bureau import Bureau
from tests.screens.accueil.coulisses import Coulisses

ATTENTE = "accueil.attente"
OTHER = "b" * 32


@pytest.fixture
def coulisses(bureau: Bureau) -> Coulisses:
    return Coulisses(bureau)


def test_a_quiet_day_has_no_empty_box(bureau: Bureau) -> None:
    bureau._settle()
    assert not bureau.is_shown("accueil.colonne")
    assert not bureau.is_shown("accueil.salle")


def test_f8_and_entree_sit_down_whoever_is_in_the_line(
    bureau: Bureau, coulisses: Coulisses, frozen_clock: FrozenClock
) -> None:
    a_personne()
    bureau.type("dia").press("Entrée").type("cv").press("Entrée")
    bureau.press("F8").type("cla").press("Entrée")
    assert coulisses.waiting == [("DIALLO Mamadou", "0 min", "En attente")]
    stored = Attente.get()
    assert (stored.objet, stored.pour_id) == ("CV", AGENT)
    assert (bureau.text("accueil.qui"), bureau.chips) == ("", [])
    assert bureau.focused == "accueil.qui"
    bureau.press("F8", "F8")
    assert [who for who, _, _ in coulisses.waiting] == ["DIALLO Mamadou", "anonyme"]
    bureau.press("Ctrl+Z")
    assert len(coulisses.waiting) == 1


def test_ctrl_entree_notes_the_arrival_and_writes_no_passage(
    bureau: Bureau, coulisses: Coulisses
) -> None:
    a_personne()
    bureau.type("dia").press("Entrée").type("cv").press("Entrée", "F8", "Ctrl+Entrée")
    assert [who for who, _, _ in coulisses.waiting] == ["DIALLO Mamadou"]
    assert Passage.select().count() == 0


def test_echap_leaves_the_line_as_it_was(bureau: Bureau, coulisses: Coulisses) -> None:
    bureau.type("awa").press("F8", "Échap")
    assert not bureau.is_shown("accueil.arrivee")
    assert bureau.text("accueil.qui") == "awa"
    assert Attente.select().count() == 0


def test_ages_are_told_again_without_building_the_list_again(
    bureau: Bureau, coulisses: Coulisses, frozen_clock: FrozenClock
) -> None:
    note_arrival(lieu=the_lieu().id, nom="Awa")
    bureau._settle()
    before = coulisses.rows(ATTENTE)
    coulisses.focus(ATTENTE)
    frozen_clock.advance(minutes=21)
    bureau.window.current.beside.look_at_waits()  # type: ignore[union-attr]  # as each half minute
    assert coulisses.rows(ATTENTE) == before
    assert coulisses.waiting == [("Awa", "21 min", "En attente")]
    assert bureau.focused.endswith(".acte")
    assert coulisses.kind(before[0]) == "attention"


def test_received_then_written_the_passage_is_tied_to_the_wait(
    bureau: Bureau, coulisses: Coulisses, frozen_clock: FrozenClock
) -> None:
    personne = a_personne()
    note_arrival(lieu=the_lieu().id, personne=personne.id, objet="CV · un courrier")
    bureau._settle()
    frozen_clock.advance(minutes=5)
    coulisses.focus(ATTENTE).strike("e")
    assert coulisses.waiting == [("DIALLO Mamadou", "0 min", "En entretien")]
    frozen_clock.advance(minutes=12)
    coulisses.strike("a")
    assert coulisses.waiting == [("DIALLO Mamadou", "", "Passage à écrire")]
    coulisses.strike("p")
    assert bureau.text("accueil.qui") == "DIALLO Mamadou"
    assert bureau.text("accueil.demandes") == "un courrier"
    assert [chip.split(" · ")[0] for chip in bureau.chips] == ["CV"]
    assert bureau.text("accueil.heure") == "14:32"
    assert bureau.text("accueil.duree_minutes") == "12"
    bureau.put("accueil.demandes", "")
    bureau.press("Ctrl+Entrée")
    stored = Attente.get()
    assert stored.passage_id == bureau.last.id
    assert bureau.last.moment == stored.arrive_le
    assert coulisses.waiting == []
    bureau.press("Ctrl+Z")
    assert (bureau.passages, Attente.get().passage_id) == ([], None)
    assert len(coulisses.waiting) == 1


def test_the_line_keeps_its_wait_through_a_sudden_death_and_aside(
    bureau: Bureau, coulisses: Coulisses, frozen_clock: FrozenClock
) -> None:
    note_arrival(lieu=the_lieu().id, nom="Awa", objet="CV")
    bureau._settle()
    bureau.type("zoe")
    coulisses.focus(ATTENTE).strike("p")
    assert coulisses.aside[0].startswith("zoe")
    bureau.press("F5", "F5")
    bureau.start_again()
    bureau._settle()
    frozen_clock.advance(minutes=8)
    bureau.press("Ctrl+Entrée")
    assert Attente.get().passage_id == bureau.last.id
    assert bureau.last.duree_minutes == 8


def test_gone_without_being_received_is_told_even_without_a_demande(
    bureau: Bureau, coulisses: Coulisses, frozen_clock: FrozenClock
) -> None:
    note_arrival(lieu=the_lieu().id, nom="Awa")
    bureau._settle()
    frozen_clock.advance(minutes=9)
    coulisses.focus(ATTENTE).strike("r")
    assert bureau.banner == "Repartie sans être reçue"
    assert coulisses.waiting == [("Awa", "", "Repartie")]
    coulisses.strike("p")
    bureau.press("Ctrl+Entrée")
    (demande,) = demandes_of(bureau.last.id)
    assert demande.resultat_id == "resultat.repartie"
    assert Passage.get().duree_minutes == 9, "ce qu’elle a attendu, comme depuis la ligne"
    assert coulisses.waiting == []


def test_a_wait_noted_by_a_clock_that_was_ahead_says_so_and_is_written(
    bureau: Bureau, coulisses: Coulisses, frozen_clock: FrozenClock
) -> None:
    frozen_clock.advance(hours=1)
    note_arrival(lieu=the_lieu().id, nom="Awa", objet="CV")
    frozen_clock.advance(hours=-1)
    bureau.window.current.beside.look_at_waits()  # type: ignore[union-attr]  # the accueil
    bureau._settle()
    assert coulisses.waiting == [("Awa", "0 min", "En attente, 15:32 à vérifier")]
    coulisses.focus(ATTENTE).strike("p")
    bureau.press("Ctrl+Entrée")
    assert Passage.get().heure == dt.time(15, 32)
    assert Attente.get().passage_id == bureau.last.id


def test_suppr_takes_one_out_and_ctrl_z_brings_her_back(
    bureau: Bureau, coulisses: Coulisses
) -> None:
    note_arrival(lieu=the_lieu().id, nom="Awa")
    bureau._settle()
    coulisses.focus(ATTENTE)
    bureau.press("Suppr")
    assert coulisses.waiting == []
    bureau.press("Ctrl+Z")
    assert [who for who, _, _ in coulisses.waiting] == ["Awa"]


def test_the_arrows_go_from_one_to_the_next_and_the_focus_stays_in_the_list(
    bureau: Bureau, coulisses: Coulisses, frozen_clock: FrozenClock
) -> None:
    for name in ("Awa", "Ali", "Zoé"):
        note_arrival(lieu=the_lieu().id, nom=name)
        frozen_clock.advance(minutes=1)
    bureau._settle()
    bureau.press("Maj+F8", "Bas")
    assert bureau.focused == f"{coulisses.rows(ATTENTE)[1].objectName()}.acte"
    bureau.press("Suppr")
    assert bureau.focused == f"{coulisses.rows(ATTENTE)[1].objectName()}.acte"
    assert [who for who, _, _ in coulisses.waiting] == ["Awa", "Zoé"]


def test_whoever_is_in_hears_of_an_arrival_noted_elsewhere(
    bureau: Bureau, coulisses: Coulisses, base: Handle
) -> None:
    note_arrival(lieu=the_lieu().id, nom="Awa", pour=AGENT)
    bureau._settle()
    assert bureau.banner == ""
    assert bureau.text("accueil.salle.nombre") == "1 · 1 pour vous"
    an_agent(OTHER)
    base.actor = all_rights(OTHER)
    note_arrival(lieu=the_lieu().id, nom="Zoé", pour=AGENT)
    note_arrival(lieu=the_lieu().id, nom="Ali")
    base.actor = all_rights()
    bureau._settle()
    assert bureau.banner == "Arrivée pour vous : Zoé"
    assert bureau.text("accueil.salle.nombre") == "3 · 2 pour vous"


def test_a_wait_of_yesterday_is_told_as_not_closed(
    bureau: Bureau, coulisses: Coulisses, frozen_clock: FrozenClock
) -> None:
    note_arrival(lieu=the_lieu().id, nom="Awa")
    frozen_clock.advance(days=1)
    bureau.window.current.beside.look()  # type: ignore[union-attr]  # the accueil
    bureau._settle()
    assert coulisses.waiting == [("Awa", "", "Non clos, 11/03")]
    assert bureau.text("accueil.salle.nombre") == ""
    assert clock.today().day == 12


def test_names_hide_while_the_screen_is_turned(bureau: Bureau, coulisses: Coulisses) -> None:
    personne = a_personne(alerte="Chien guide")
    note_arrival(lieu=the_lieu().id, personne=personne.id, objet="Violences")
    bureau._settle()
    assert [told for told in coulisses.read_names() if "DIALLO" in told]
    bureau.press("F9")
    told = coulisses.read_names()
    assert not [t for t in told if "DIALLO" in t or "Violences" in t or "Chien" in t]
    assert coulisses.waiting == [("D. M.", "0 min", "En attente")]


def test_the_warning_of_her_file_opens_with_her_and_hides(bureau: Bureau) -> None:
    a_personne(alerte="Chien guide : pas de porte fermée")
    bureau.type("dia").press("Entrée")
    assert bureau.text("accueil.alerte.texte") == "Chien guide : pas de porte fermée"
    assert bureau.focused == "accueil.demandes"
    bureau.press("F9")
    assert "F9 le montre" in bureau.text("accueil.alerte.texte")
    bureau.press("F9").type("cv").press("Entrée", "Ctrl+Entrée")
    assert not bureau.is_shown("accueil.alerte")
