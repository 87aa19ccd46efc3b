"""The freins and the goals of a suivi: written where one reads, over once they are."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from models.base.command import undo_last
from models.suivis.action import actions_of, add_action, change_etat
from models.suivis.frein import Frein, freins_of, note_frein, note_niveau
from models.suivis.objectif import Action, Objectif, fix_objectif, reach_objectif
from models.suivis.regles import said
from models.suivis.suivi import Suivi
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.test_page import click, suivi
from ui.screens.suivis.ecrire_frein import themed

__all__ = ["suivi"]

LOYER = "frein.logement.loyer"
TODAY = dt.date(2026, 3, 11)
FEB = dt.date(2026, 2, 9)


def a_frein(bureau: Bureau, suivi: Suivi, valeur: str = LOYER, intensite: int = 2) -> Frein:
    made = note_frein(suivi.id, valeur, date=FEB, intensite=intensite)
    bureau.wait_until(lambda: bureau.has(f"suivi.frein.{made.id}"))
    return made


def an_objectif(bureau: Bureau, suivi: Suivi, intitule: str = "Avoir le permis") -> Objectif:
    made = fix_objectif(suivi.id, fixe_le=FEB, intitule=intitule)
    bureau.wait_until(lambda: bureau.has(f"suivi.objectif.{made.id}"))
    return made


def an_action(bureau: Bureau, suivi: Suivi, **values: Any) -> Action:
    made = add_action(suivi.id, intitule="S’inscrire au code", **values)
    bureau.wait_until(lambda: bureau.has(f"suivi.action.{made.id}"))
    return made


def late(bureau: Bureau, suivi: Suivi) -> Action:
    return an_action(bureau, suivi, echeance=dt.date(2026, 3, 2))


# Freins


def test_a_frein_is_noted_and_read(bureau: Bureau, suivi: Suivi) -> None:
    assert bureau.said("suivi.freins.rien") == "Aucun frein noté."
    click(bureau, "suivi.freins.noter")
    bureau.wait_until(lambda: bureau.has("ecrire.frein.valeur"))
    assert QApplication.focusWidget() is bureau.field("ecrire.frein.valeur")
    bureau.choose("ecrire.frein.valeur", "logement loyer")
    assert bureau.value("ecrire.frein.valeur") == "Logement — Difficulté à payer le loyer"
    bureau.choose("ecrire.frein.intensite", "3")
    click(bureau, "ecrire.frein.save")
    assert bureau.message == "Frein noté"
    (told,) = freins_of(suivi.id)
    name = f"suivi.frein.{told.frein.id}"
    bureau.wait_until(lambda: bureau.has(name))
    assert bureau.said(f"{name}.titre") == "Difficulté à payer le loyer"
    assert bureau.said(f"{name}.intensite") == "Bloque le projet (3 sur 3)"
    assert bureau.said(f"{name}.statut") == "Repéré"
    assert bureau.said(f"{name}.details") == "Logement · depuis le 11/03/2026"
    assert not bureau.has("suivi.freins.rien")
    undo_last()
    bureau.wait_until(lambda: bureau.has("suivi.freins.rien"))


def test_what_is_refused_is_told_beside_its_field(bureau: Bureau, suivi: Suivi) -> None:
    click(bureau, "suivi.freins.noter")
    bureau.wait_until(lambda: bureau.has("ecrire.frein.valeur"))
    bureau.choose("ecrire.frein.valeur", "Logement — Autre")
    bureau.choose("ecrire.frein.intensite", "1")
    click(bureau, "ecrire.frein.save")
    assert "par son effet" in bureau.said("ecrire.frein.precision.erreur")
    assert freins_of(suivi.id) == []


def test_the_level_changes_with_time(bureau: Bureau, suivi: Suivi) -> None:
    frein = a_frein(bureau, suivi)
    name = f"suivi.frein.{frein.id}"
    click(bureau, f"{name}.niveau")
    bureau.wait_until(lambda: bureau.has("ecrire.niveau.intensite"))
    assert QApplication.focusWidget() is bureau.field("ecrire.niveau.intensite")
    assert bureau.value("ecrire.niveau.etat") == "En travail"
    bureau.choose("ecrire.niveau.intensite", "1")
    click(bureau, "ecrire.niveau.save")
    bureau.wait_until(lambda: bureau.said(f"{name}.intensite") == "Gêne légère (1 sur 3)")
    assert bureau.said(f"{name}.statut") == "En travail"
    assert bureau.said(f"{name}.avant") == "Avant\u00a0: gêne forte le 09/02/2026"


def test_a_frein_that_is_lifted_is_folded_with_its_day(bureau: Bureau, suivi: Suivi) -> None:
    frein = a_frein(bureau, suivi)
    name = f"suivi.frein.{frein.id}"
    click(bureau, f"{name}.leve")
    bureau.wait_until(lambda: bureau.has("ecrire.levee.date"))
    bureau.type_in("ecrire.levee.date", "10/03/2026")
    click(bureau, "ecrire.levee.save")
    bureau.wait_until(lambda: bureau.has("suivi.freins.plus"))
    assert bureau.said("suivi.freins.plus") == "1\u00a0frein levé"
    assert not bureau.has(name)
    click(bureau, "suivi.freins.plus")
    bureau.wait_until(lambda: bureau.has(name))
    assert bureau.said(f"{name}.details") == "Logement · levé le 10/03/2026"
    assert not bureau.has(f"{name}.leve")
    assert freins_of(suivi.id)[0].leve_le == dt.date(2026, 3, 10)


def test_a_frein_that_came_back_is_under_way_again(bureau: Bureau, suivi: Suivi) -> None:
    frein = a_frein(bureau, suivi)
    note_niveau(frein, date=dt.date(2026, 3, 1), intensite=0, etat="leve")
    bureau.wait_until(lambda: bureau.has("suivi.freins.plus"))
    click(bureau, "suivi.freins.plus")
    bureau.wait_until(lambda: bureau.has(f"suivi.frein.{frein.id}.niveau"))
    click(bureau, f"suivi.frein.{frein.id}.niveau")
    bureau.wait_until(lambda: bureau.has("ecrire.niveau.intensite"))
    bureau.choose("ecrire.niveau.intensite", "2")
    click(bureau, "ecrire.niveau.save")
    bureau.wait_until(lambda: not bureau.has("suivi.freins.plus"))
    assert bureau.has(f"suivi.frein.{frein.id}.leve")


def test_a_sensitive_subject_asks_for_care(bureau: Bureau, suivi: Suivi) -> None:
    sensible, plain = _one_of_each()
    click(bureau, "suivi.freins.noter")
    bureau.wait_until(lambda: bureau.has("ecrire.frein.valeur"))
    bureau.choose("ecrire.frein.valeur", plain)
    assert not bureau.has("suivi.frein.soin")
    bureau.choose("ecrire.frein.valeur", sensible)
    assert bureau.has("suivi.frein.soin")
    bureau.choose("ecrire.frein.intensite", "1")
    click(bureau, "ecrire.frein.save")
    (told,) = freins_of(suivi.id)
    bureau.wait_until(lambda: bureau.has(f"suivi.frein.{told.frein.id}.sensible"))


def test_what_one_reads_aloud_says_as_much_as_the_dots(bureau: Bureau, suivi: Suivi) -> None:
    frein = a_frein(bureau, suivi)
    told = bureau.part(QWidget, f"suivi.frein.{frein.id}").accessibleName()
    assert told == (
        "Difficulté à payer le loyer, Gêne forte (2 sur 3), Repéré, Logement, depuis le 09/02/2026"
    )
    for act in ("niveau", "leve"):
        button = bureau.part(QAbstractButton, f"suivi.frein.{frein.id}.{act}")
        assert "loyer" in QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)


# Objectifs and actions


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
    bureau.wait_until(lambda: not bureau.has(f"{name}.statut"))
    assert bureau.said(f"{name}.details") == "La personne · pour le 25/03/2026"


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


# Whatever is written


def test_ctrl_enter_in_the_last_field_saves_once(bureau: Bureau, suivi: Suivi) -> None:
    click(bureau, "suivi.objectifs.ajouter")
    bureau.wait_until(lambda: bureau.has("ecrire.action.echeance"))
    bureau.type_in("ecrire.action.intitule", "S’inscrire au code")
    last = bureau.field("ecrire.action.echeance")
    last.setFocus()
    bureau.qtbot.keyClick(last, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [one.intitule for one in actions_of(suivi.id)] == ["S’inscrire au code"]


def test_the_focus_stays_by_what_was_done(bureau: Bureau, suivi: Suivi) -> None:
    one, other = an_action(bureau, suivi), an_action(bureau, suivi, echeance=TODAY)
    bureau.field(f"suivi.action.{one.id}.reporter").setFocus()
    change_etat(Action.get_by_id(other.id), "realisee")
    bureau.wait_until(lambda: not bureau.has(f"suivi.action.{other.id}"))
    bureau.wait_until(lambda: _focused() == f"suivi.action.{one.id}.reporter")
    bureau.field(f"suivi.action.{one.id}.fait").setFocus()
    click(bureau, f"suivi.action.{one.id}.fait")
    bureau.wait_until(lambda: _focused().startswith("suivi.objectifs."))


def test_one_is_back_where_one_was_once_it_is_written(bureau: Bureau, suivi: Suivi) -> None:
    frein = a_frein(bureau, suivi)
    name = f"suivi.frein.{frein.id}.niveau"
    bureau.field(name).setFocus()
    click(bureau, name)
    bureau.wait_until(lambda: bureau.has("ecrire.niveau.intensite"))
    bureau.choose("ecrire.niveau.intensite", "1")
    click(bureau, "ecrire.niveau.save")
    bureau.wait_until(lambda: "légère" in bureau.said(f"suivi.frein.{frein.id}.intensite"))
    bureau.wait_until(lambda: _focused() == name)


def test_one_tabs_from_above_to_below(bureau: Bureau, suivi: Suivi) -> None:
    first, action = a_frein(bureau, suivi), late(bureau, suivi)
    bureau.wait_until(lambda: bureau.has("suivi.signal.0.agir"))
    bureau.field("suivi.signal.0.agir").setFocus()
    passed = []
    for _ in range(11):
        passed.append(_focused())
        bureau.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert passed == [
        "suivi.signal.0.agir",
        "suivi.signal.0.agir.1",
        "suivi.signal.0.plus_tard",
        f"suivi.frein.{first.id}.niveau",
        f"suivi.frein.{first.id}.leve",
        "suivi.freins.noter",
        f"suivi.action.{action.id}.fait",
        f"suivi.action.{action.id}.reporter",
        "suivi.objectifs.fixer",
        "suivi.objectifs.ajouter",
        "suivi.phases.debut_0",
    ]


def test_who_only_reads_has_no_act(
    bureau: Bureau, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    frein, objectif = a_frein(bureau, suivi), an_objectif(bureau, suivi)
    action = late(bureau, suivi)
    monkeypatch.setattr("ui.screens.suivis.page.may_write", lambda _: False)
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)
    for name in ("frein", "objectif", "action"):
        key = {"frein": frein, "objectif": objectif, "action": action}[name].id
        assert bureau.has(f"suivi.{name}.{key}")
    card = bureau.part(QWidget, "suivi.freins"), bureau.part(QWidget, "suivi.objectifs")
    buttons = [b for one in card for b in one.findChildren(QAbstractButton)]
    assert [b.text() for b in buttons if b.isVisibleTo(bureau.window)] == []
    assert not bureau.has("suivi.signal.0.agir")


def test_who_may_not_read_sees_neither(
    bureau: Bureau, suivi: Suivi, as_accueil: Callable[[], None]
) -> None:
    a_frein(bureau, suivi)
    an_objectif(bureau, suivi)
    as_accueil()
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)
    assert not bureau.has("suivi.freins")
    assert not bureau.has("suivi.objectifs")
    assert "loyer" not in bureau.text_of("suivi")
    assert "permis" not in bureau.text_of("suivi")


def test_a_turned_screen_hides_them(bureau: Bureau, suivi: Suivi) -> None:
    frein = a_frein(bureau, suivi)
    bureau.window.context.turned.toggle()
    assert not bureau.has(f"suivi.frein.{frein.id}")


def test_a_frein_half_noted_comes_back(bureau: Bureau, suivi: Suivi) -> None:
    click(bureau, "suivi.freins.noter")
    bureau.wait_until(lambda: bureau.has("ecrire.frein.valeur"))
    bureau.choose("ecrire.frein.valeur", "loyer")
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)
    click(bureau, "suivi.freins.noter")
    bureau.wait_until(lambda: bureau.has("ecrire.frein.valeur"))
    assert bureau.value("ecrire.frein.valeur") == "Logement — Difficulté à payer le loyer"


def test_what_another_desk_writes_shows(bureau: Bureau, suivi: Suivi) -> None:
    objectif = an_objectif(bureau, suivi)
    reach_objectif(Objectif.get_by_id(objectif.id), le=TODAY)
    bureau.wait_until(lambda: not bureau.has(f"suivi.objectif.{objectif.id}"))
    assert bureau.has("suivi.objectifs.rien")


def _one_of_each() -> tuple[str, str]:
    """How one value that asks for care reads in the list, and one that does not."""
    options = themed("frein")
    words = said(key for key, _ in options)
    of_care = next(label for key, label in options if words[key].sensible and "Autre" not in label)
    plain = next(label for key, label in options if not words[key].sensible)
    return of_care, plain


def _focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""
