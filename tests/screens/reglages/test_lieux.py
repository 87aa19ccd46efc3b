"""The sites and their week: added, moved, closed, opened again, found again after the lock."""

from PySide6.QtWidgets import QApplication

from models.base import drafts
from models.nomenclatures.lieu import every_lieu, lieux, save_lieu
from tests.screens.reglages.bureau import Responsable


def test_a_site_is_added_with_its_week(bureau: Responsable) -> None:
    bureau.go("lieux").press("Ctrl+Maj+N")
    bureau.type("Annexe du quai")
    bureau.type_in("lieu.horaires.lundi", "9-12 14-17:30")
    bureau.type_in("lieu.horaires.mardi", "=")
    assert bureau.said("lieu.horaires.mardi.duree") == "6\u00a0h\u00a030"
    assert bureau.said("lieu.horaires.total") == "13\u00a0h par semaine"
    bureau.act("reglages.save")
    (annexe,) = [one for one in lieux() if one.nom == "Annexe du quai"]
    assert annexe.semaine["lundi"] == annexe.semaine["mardi"]
    assert len(annexe.semaine["lundi"]) == 2
    assert any("13\u00a0h par semaine" in line for line in bureau.lines("reglages.lieux.liste"))


def test_a_day_that_cannot_be_read_is_said_under_it(bureau: Responsable) -> None:
    bureau.go("lieux").press("F2")
    bureau.type_in("lieu.horaires.mercredi", "le matin")
    bureau.act("reglages.save")
    assert "ne se lit pas" in bureau.said("lieu.horaires.mercredi.erreur")
    assert QApplication.focusWidget() is bureau.field("lieu.horaires.mercredi")
    bureau.type_in("lieu.horaires.mercredi", "9h-12h")
    assert not bureau.has("lieu.horaires.mercredi.erreur")
    bureau.act("reglages.save")
    assert bureau.message == "Lieu enregistré"


def test_a_site_is_closed_from_a_day_and_opened_again(bureau: Responsable) -> None:
    save_lieu(nom="Annexe")
    bureau.go("lieux").choose_row("reglages.lieux.liste", "Annexe")
    bureau.act("lieu.close")
    assert bureau.value("fermeture_lieu.ferme_le") == "11/03/2026"
    bureau.act("reglages.save")
    assert [one.nom for one in lieux()] != [one.nom for one in every_lieu()]
    assert "Annexe, Fermé depuis le 11/03/2026" in bureau.lines("reglages.lieux.liste")
    bureau.choose_row("reglages.lieux.liste", "Annexe")
    assert not bureau.can("lieu.close")
    bureau.act("lieu.reopen")
    assert len(lieux()) == len(every_lieu())


def test_the_only_site_is_not_closed(bureau: Responsable) -> None:
    bureau.go("lieux")
    bureau.act("lieu.close")
    bureau.act("reglages.save")
    assert "seul lieu ouvert" in bureau.message
    assert lieux()


def test_the_page_of_a_new_site_is_found_again_after_the_lock(bureau: Responsable) -> None:
    bureau.go("lieux").press("Ctrl+Maj+N")
    bureau.type("Caravane")
    bureau.type_in("lieu.horaires.jeudi", "14h-16")
    bureau.come_back()
    bureau.go("lieux")
    assert bureau.value("lieu.nom") == "Caravane"
    assert bureau.value("lieu.horaires.jeudi") == "14h-16"
    bureau.act("reglages.give_up")
    assert drafts.draft("reglages.lieux") is None


def test_sites_are_moved_by_keys(bureau: Responsable) -> None:
    first = lieux()[0].nom
    save_lieu(nom="Annexe")
    bureau.go("lieux").choose_row("reglages.lieux.liste", "Annexe").press("Alt+Haut")
    assert [one.nom for one in lieux()] == ["Annexe", first]
    assert bureau.row_list("reglages.lieux.liste").current_key == lieux()[0].id
    bureau.press("Alt+Haut")
    assert [one.nom for one in lieux()] == ["Annexe", first]
