"""The goals of a suivi and their steps: fixed, done, late, carried over."""

import datetime as dt

from models.suivis.action import actions_of
from models.suivis.objectif import Objectif
from models.suivis.suivi import Suivi
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.cartes import (
    TODAY,
    a_frein,
    an_action,
    an_objectif,
    late,
)
from tests.screens.suivis.test_page import click, suivi

__all__ = ["suivi"]


def test_an_objectif_is_fixed_in_the_words_of_the_person(bureau: Bureau, suivi: Suivi) -> None:
    click(bureau, "suivi.objectifs.fixer")
    bureau.wait_until(lambda: bureau.has("ecrire.objectif.intitule"))
    bureau.type_in("ecrire.objectif.intitule", "Avoir mon permis")
    bureau.type_in("ecrire.objectif.echeance", "30/06/2026")
    click(bureau, "ecrire.objectif.save")
    assert bureau.message == "Objectif fixé"
    (objectif,) = Objectif.select()
    name = f"suivi.objectif.{objectif.id}"
    bureau.wait_until(lambda: bureau.has(name))
    assert bureau.said(f"{name}.titre") == "Avoir mon permis"
    assert bureau.said(f"{name}.statut") == "En cours"
    assert bureau.said(f"{name}.details") == "pour le 30/06/2026"


def test_an_objectif_works_on_a_frein(bureau: Bureau, suivi: Suivi) -> None:
    frein = a_frein(bureau, suivi)
    click(bureau, "suivi.objectifs.fixer")
    bureau.wait_until(lambda: bureau.has("ecrire.objectif.frein"))
    bureau.type_in("ecrire.objectif.intitule", "Payer à l’heure")
    bureau.choose("ecrire.objectif.frein", "loyer")
    click(bureau, "ecrire.objectif.save")
    (objectif,) = Objectif.select()
    assert objectif.frein_id == frein.id
    name = f"suivi.objectif.{objectif.id}.details"
    bureau.wait_until(lambda: bureau.has(name))
    assert bureau.said(name) == "frein\u00a0: Difficulté à payer le loyer"


def test_an_action_is_added_under_its_goal(bureau: Bureau, suivi: Suivi) -> None:
    objectif = an_objectif(bureau, suivi)
    click(bureau, f"suivi.objectif.{objectif.id}.ajouter")
    bureau.wait_until(lambda: bureau.has("ecrire.action.intitule"))
    assert bureau.value("ecrire.action.objectif") == "Avoir le permis"
    bureau.type_in("ecrire.action.intitule", "S’inscrire au code")
    bureau.type_in("ecrire.action.echeance", "20/03/2026")
    click(bureau, "ecrire.action.save")
    (action,) = actions_of(suivi.id, objectif_id=objectif.id)
    name = f"suivi.action.{action.id}"
    bureau.wait_until(lambda: bureau.has(name))
    assert bureau.said(f"{name}.details") == "La personne · pour le 20/03/2026"
    assert not bureau.has(f"{name}.statut")


def test_an_action_is_done_in_one_act_and_taken_back(bureau: Bureau, suivi: Suivi) -> None:
    objectif = an_objectif(bureau, suivi)
    action = an_action(bureau, suivi, objectif=objectif)
    click(bureau, f"suivi.action.{action.id}.fait")
    bureau.wait_until(lambda: bureau.has("suivi.objectifs.plus"))
    assert bureau.said("suivi.objectifs.plus") == "1\u00a0action terminée"
    assert not bureau.has(f"suivi.action.{action.id}")
    (done,) = actions_of(suivi.id)
    assert (done.etat, done.etat_le) == ("realisee", TODAY)
    bureau.window.context.undo_last()
    bureau.wait_until(lambda: bureau.has(f"suivi.action.{action.id}.fait"))


def test_what_is_late_is_told_and_carried_over(bureau: Bureau, suivi: Suivi) -> None:
    action = late(bureau, suivi)
    name = f"suivi.action.{action.id}"
    assert bureau.said(f"{name}.statut") == "Échéance passée"
    click(bureau, f"{name}.reporter")
    bureau.wait_until(lambda: bureau.has("ecrire.report.echeance"))
    assert bureau.value("ecrire.report.echeance") == "18/03/2026"
    bureau.type_in("ecrire.report.echeance", "01/03/2026")
    click(bureau, "ecrire.report.save")
    assert "à plus tard" in bureau.said("ecrire.report.echeance.erreur")
    bureau.type_in("ecrire.report.echeance", "25/03/2026")
    click(bureau, "ecrire.report.save")
    told = "La personne · pour le 25/03/2026"
    bureau.wait_until(lambda: bureau.said(f"{name}.details") == told)
    assert not bureau.has(f"{name}.statut")


def test_an_objectif_is_reached_and_what_is_left_to_do_is_not_forgotten(
    bureau: Bureau, suivi: Suivi
) -> None:
    objectif = an_objectif(bureau, suivi)
    action = an_action(bureau, suivi, objectif=objectif)
    click(bureau, f"suivi.objectif.{objectif.id}.atteint")
    bureau.wait_until(lambda: bureau.has("suivi.objectif.aucun"))
    assert bureau.said("suivi.objectif.aucun.titre") == "Autres actions"
    assert bureau.has(f"suivi.action.{action.id}.fait")
    assert not bureau.has(f"suivi.objectif.{objectif.id}")
    click(bureau, "suivi.objectifs.plus")
    bureau.wait_until(lambda: bureau.has(f"suivi.objectif.{objectif.id}"))
    assert bureau.said(f"suivi.objectif.{objectif.id}.details") == "atteint le 11/03/2026"


def test_a_late_action_waits_under_what_is_to_do(bureau: Bureau, suivi: Suivi) -> None:
    late(bureau, suivi)
    bureau.wait_until(lambda: bureau.has("suivi.signal.0.agir"))
    assert "S’inscrire au code" in bureau.said("suivi.signal.0.phrase")
    assert bureau.said("suivi.signal.0.agir") == "Fait"
    click(bureau, "suivi.signal.0.agir.1")
    bureau.wait_until(lambda: bureau.has("ecrire.report.echeance"))
    click(bureau, "ecrire.report.save")
    bureau.wait_until(lambda: bureau.has("suivi.a_faire.rien"))
    assert actions_of(suivi.id)[0].echeance == dt.date(2026, 3, 18)


def test_a_late_action_is_done_from_what_is_to_do(bureau: Bureau, suivi: Suivi) -> None:
    late(bureau, suivi)
    bureau.wait_until(lambda: bureau.has("suivi.signal.0.agir"))
    click(bureau, "suivi.signal.0.agir")
    bureau.wait_until(lambda: bureau.has("suivi.a_faire.rien"))
    assert actions_of(suivi.id)[0].etat == "realisee"
