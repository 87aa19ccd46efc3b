"""The rare acts on freins, objectifs and actions: corrected, taken back, given up, taken out."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolButton, QWidget

from models.suivis.action import actions_of, correct_action
from models.suivis.frein import freins_of, lift_frein, niveaux_of, note_niveau
from models.suivis.objectif import Action, Objectif, objectifs_of
from models.suivis.suivi import Suivi
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.cartes import TODAY, a_frein, an_action, an_objectif, focused
from tests.screens.suivis.menus import proposed, rare
from tests.screens.suivis.test_page import click, suivi

__all__ = ["suivi"]
MARCH = dt.date(2026, 3, 2)


def test_a_frein_and_its_findings_are_corrected(bureau: Bureau, suivi: Suivi) -> None:
    frein = a_frein(bureau, suivi)
    note_niveau(frein, date=MARCH, intensite=3)
    name = f"suivi.frein.{frein.id}"
    bureau.wait_until(lambda: bureau.has(f"{name}.niveaux"))
    assert bureau.part(QWidget, f"{name}.niveaux").accessibleName() == (
        "Niveaux\u00a0: gêne forte le 09/02/2026, puis bloque le projet le 02/03/2026"
    )
    rare(bureau, name, "corriger")
    bureau.wait_until(lambda: bureau.has("ecrire.frein.precision"))
    bureau.type_in("ecrire.frein.precision", "Deux mois de retard")
    click(bureau, "ecrire.frein.save")
    bureau.wait_until(lambda: "Deux mois de retard" in bureau.said(f"{name}.details"))
    bureau.wait_until(lambda: focused() == f"{name}.autres")  # back where one was
    rare(bureau, name, "constat")
    bureau.wait_until(lambda: bureau.has("ecrire.constat.constat"))
    assert bureau.value("ecrire.constat.constat") == "02/03/2026 — Bloque le projet"
    bureau.choose("ecrire.constat.constat", "09/02/2026")
    assert bureau.value("ecrire.constat.date") == "09/02/2026"
    assert bureau.value("ecrire.constat.intensite") == "2 — Gêne forte"
    bureau.choose("ecrire.constat.intensite", "1")
    bureau.type_in("ecrire.constat.date", "02/03/2026")
    click(bureau, "ecrire.constat.save")
    assert "un autre constat" in bureau.said("ecrire.constat.date.erreur")
    bureau.type_in("ecrire.constat.date", "10/02/2026")
    click(bureau, "ecrire.constat.save")
    bureau.wait_until(lambda: "légère le 10/02/2026" in bureau.said(f"{name}.avant"))
    rare(bureau, name, "constat")
    bureau.wait_until(lambda: bureau.has("ecrire.constat.retirer"))
    click(bureau, "ecrire.constat.retirer")
    bureau.wait_until(lambda: not bureau.has(f"{name}.avant"))
    assert [(one.date, one.intensite) for one in niveaux_of(frein.id)] == [
        (dt.date(2026, 2, 10), 1)
    ]


def test_a_lifting_is_taken_back_and_a_mistake_taken_out(bureau: Bureau, suivi: Suivi) -> None:
    frein = a_frein(bureau, suivi)
    lift_frein(frein, date=MARCH)
    name = f"suivi.frein.{frein.id}"
    bureau.wait_until(lambda: bureau.has("suivi.freins.plus"))
    click(bureau, "suivi.freins.plus")
    bureau.wait_until(lambda: bureau.has(f"{name}.autres"))
    rare(bureau, name, "reprendre")
    assert bureau.message == "Levée annulée"
    bureau.wait_until(lambda: bureau.has(f"{name}.leve"))
    assert freins_of(suivi.id)[0].leve_le is None
    assert "Annuler la levée" not in proposed(bureau, name)
    rare(bureau, name, "retirer")
    bureau.wait_until(lambda: bureau.has("suivi.freins.rien"))
    bureau.window.context.undo_last()
    bureau.wait_until(lambda: bureau.has(name))


def test_an_objectif_is_given_up_with_its_reason_and_worked_on_again(
    bureau: Bureau, suivi: Suivi
) -> None:
    objectif = an_objectif(bureau, suivi)
    an_action(bureau, suivi, objectif=objectif)
    name = f"suivi.objectif.{objectif.id}"
    rare(bureau, name, "abandonner")
    bureau.wait_until(lambda: bureau.has("ecrire.abandon.motif"))
    bureau.type_in("ecrire.abandon.motif", "Trop cher pour l’instant")
    click(bureau, "ecrire.abandon.save")
    bureau.wait_until(lambda: bureau.has("suivi.objectifs.plus"))
    click(bureau, "suivi.objectifs.plus")
    bureau.wait_until(lambda: bureau.has(f"{name}.details"))
    assert bureau.said(f"{name}.details") == ("abandonné le 11/03/2026 · Trop cher pour l’instant")
    assert [one.etat for one in actions_of(suivi.id)] == ["abandonnee"]
    rare(bureau, name, "reprendre")
    bureau.wait_until(lambda: bureau.has(f"{name}.atteint"))
    rare(bureau, name, "corriger")
    bureau.wait_until(lambda: bureau.has("ecrire.objectif.intitule"))
    assert not bureau.has("ecrire.objectif.motif")
    bureau.type_in("ecrire.objectif.intitule", "Avoir le code")
    click(bureau, "ecrire.objectif.save")
    bureau.wait_until(lambda: bureau.said(f"{name}.titre") == "Avoir le code")
    (told,) = objectifs_of(suivi.id, TODAY)
    assert (told.objectif.motif, told.etat.label) == ("", "En cours")
    rare(bureau, name, "retirer")
    bureau.wait_until(lambda: not bureau.has(name))
    assert Objectif.get_by_id(objectif.id).archived_at is not None


def test_an_action_says_where_it_stands_is_corrected_and_taken_out(
    bureau: Bureau, suivi: Suivi
) -> None:
    action = an_action(bureau, suivi)
    name = f"suivi.action.{action.id}"
    rare(bureau, name, "etat")
    bureau.wait_until(lambda: bureau.has("ecrire.etat.etat"))
    bureau.choose("ecrire.etat.etat", "En pause")
    click(bureau, "ecrire.etat.save")
    bureau.wait_until(lambda: bureau.has(f"{name}.statut"))
    assert bureau.said(f"{name}.statut") == "En pause"
    rare(bureau, name, "corriger")
    bureau.wait_until(lambda: bureau.has("ecrire.action.qui"))
    bureau.choose("ecrire.action.qui", "Un partenaire")
    bureau.type_in("ecrire.action.echeance", "20/03/2026")
    click(bureau, "ecrire.action.save")
    told = "Un partenaire · pour le 20/03/2026"
    bureau.wait_until(lambda: bureau.said(f"{name}.details") == told)
    rare(bureau, name, "etat")
    bureau.wait_until(lambda: bureau.has("ecrire.etat.etat"))
    bureau.choose("ecrire.etat.etat", "Abandonnée")
    click(bureau, "ecrire.etat.save")
    bureau.wait_until(lambda: bureau.has("suivi.objectifs.plus"))
    click(bureau, "suivi.objectifs.plus")
    bureau.wait_until(lambda: bureau.has(f"{name}.autres"))
    rare(bureau, name, "reprendre")
    bureau.wait_until(lambda: bureau.has(f"{name}.fait"))
    rare(bureau, name, "corriger")
    bureau.wait_until(lambda: bureau.has("ecrire.action.intitule"))
    correct_action(Action.get_by_id(action.id), intitule="Dit ailleurs")  # at another desk
    bureau.type_in("ecrire.action.intitule", "Dit ici")
    click(bureau, "ecrire.action.save")
    assert bureau.message != "Action corrigée"
    assert [one.intitule for one in actions_of(suivi.id)] == ["Dit ailleurs"]
    click(bureau, "ecrire.action.close")
    rare(bureau, name, "retirer")
    bureau.wait_until(lambda: not bureau.has(name))
    assert actions_of(suivi.id) == []


def test_the_menu_of_a_line_opens_with_the_keyboard_and_has_a_name(
    bureau: Bureau, suivi: Suivi
) -> None:
    frein = a_frein(bureau, suivi)
    button = bureau.part(QToolButton, f"suivi.frein.{frein.id}.autres")
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    told = QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
    assert told == "Autres actes\u00a0: Difficulté à payer le loyer"
    bureau.part(QAbstractButton, f"suivi.frein.{frein.id}.leve").setFocus()
    bureau.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button
