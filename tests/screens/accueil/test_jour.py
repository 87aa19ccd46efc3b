"""The register of the day: live, corrected in the line, gone through day by day."""

import datetime as dt

import pytest
from PySide6.QtWidgets import QLineEdit

from models.accueil.passage import Passage
from models.base import clock
from tests.conftest import FrozenClock
from tests.factories import a_passage, a_personne
from tests.screens.accueil.bureau import Bureau
from ui.screens.accueil import jour


def test_today_s_list_and_counts_are_live(bureau: Bureau, frozen_clock: FrozenClock) -> None:
    personne = a_personne()
    a_passage(personne, "thematique.emp", "thematique.pap")
    frozen_clock.advance(minutes=1)
    a_passage()
    bureau._settle()
    assert [row[1] for row in bureau.rows()] == ["anonyme", "DIALLO Mamadou"]
    assert bureau.text("accueil.jour.nombres") == "2 passages · 1 personne · 3 demandes"
    assert bureau.text("accueil.jour.titre") == "Aujourd’hui, mercredi 11 mars"


def test_a_passage_is_corrected_in_the_same_fields(
    bureau: Bureau, frozen_clock: FrozenClock
) -> None:
    personne = a_personne()
    passage = a_passage(personne, duree_minutes=12)
    frozen_clock.advance(minutes=9)
    bureau._settle()
    bureau.focus("accueil.passages").press("Bas", "Entrée")
    assert bureau.text("accueil.qui") == "DIALLO Mamadou"
    assert bureau.text("accueil.duree_minutes") == "12"
    assert len(bureau.chips) == 1
    bureau.press("F3").type("cv").press("Entrée", "Ctrl+Entrée")
    corrected = Passage.get_by_id(passage.id)
    assert corrected.mode_contact_id == "mode_contact.telephone"
    assert corrected.moment == passage.moment
    assert corrected.duree_minutes == 12
    assert [code for code, _ in bureau.demandes(corrected)] == ["pap.carte_identite", "emp.cv"]
    assert bureau.banner == "Passage corrigé"
    bureau.press("Ctrl+Z")
    assert len(bureau.demandes(Passage.get_by_id(passage.id))) == 1


def test_a_correction_never_covers_what_is_being_typed(bureau: Bureau) -> None:
    a_passage()
    bureau._settle()
    bureau.press("Entrée").type("1").focus("accueil.passages").press("Bas", "Entrée")
    assert "en cours" in bureau.banner
    assert len(bureau.chips) == 1


def test_echap_leaves_a_passage_as_it_was(bureau: Bureau) -> None:
    passage = a_passage()
    bureau._settle()
    bureau.focus("accueil.passages").press("Bas", "Entrée")
    assert bureau.is_shown("accueil.correction")
    bureau.press("Retour", "Échap", "Échap")
    assert not bureau.is_shown("accueil.correction")
    assert len(bureau.demandes(Passage.get_by_id(passage.id))) == 1


def test_suppr_takes_a_passage_away_and_annuler_brings_it_back(
    bureau: Bureau, frozen_clock: FrozenClock
) -> None:
    a_passage()
    frozen_clock.advance(seconds=30)
    bureau._settle()
    bureau.focus("accueil.passages").press("Bas", "Suppr")
    assert bureau.passages == []
    bureau.click("banner.answer")
    assert len(bureau.passages) == 1


def test_suppr_in_the_line_takes_no_passage_away(bureau: Bureau) -> None:
    a_passage()
    bureau._settle()
    bureau.focus("accueil.passages").press("Bas")
    bureau.focus("accueil.qui").press("Suppr")
    assert len(bureau.passages) == 1


def test_days_are_gone_through_and_tomorrow_does_not_exist(bureau: Bureau) -> None:
    a_passage(moment=clock.now() - dt.timedelta(days=1))
    screen = bureau.window.current
    screen.day.step(-1)  # type: ignore[union-attr]  # the accueil
    bureau._settle()
    assert bureau.text("accueil.jour.titre") == "Hier, mardi 10 mars"
    assert len(bureau.rows()) == 1
    bureau.set("accueil.jour.date", "1/3").press("Entrée")
    assert bureau.text("accueil.jour.titre") == "Dimanche 1er mars 2026"
    bureau.set("accueil.jour.date", "demain").press("Entrée")
    assert bureau.text("accueil.jour.titre") == "Aujourd’hui, mercredi 11 mars"


def test_the_day_turns_by_itself_at_midnight(bureau: Bureau, frozen_clock: FrozenClock) -> None:
    frozen_clock.advance(hours=12)
    a_passage()
    bureau._settle()
    assert bureau.text("accueil.jour.titre") == "Aujourd’hui, jeudi 12 mars"
    assert len(bureau.rows()) == 1


def test_a_passage_leads_to_the_file(bureau: Bureau) -> None:
    a_passage(a_personne())
    bureau._settle()
    screen = bureau.window.current
    bureau.focus("accueil.passages").press("Bas")
    actions = {a.id: a for a in screen.actions()}  # type: ignore[union-attr]  # the accueil
    actions["passage.personne"].run()
    bureau._settle()
    assert bureau.heading == "DIALLO Mamadou"


def test_the_hint_of_the_day_is_read_whole(bureau: Bureau) -> None:
    line = bureau.find("accueil.jour.date")
    assert isinstance(line, QLineEdit)
    room = line.contentsRect().width() - 2 * 12
    assert line.fontMetrics().horizontalAdvance(line.placeholderText()) <= room


def test_a_start_counts_the_day_once(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    a_passage()
    bureau._settle()
    seen: list[dt.date] = []
    counts = jour.counts_of_day
    monkeypatch.setattr(jour, "counts_of_day", lambda day: seen.append(day) or counts(day))
    bureau.start_again()
    assert bureau.text("accueil.jour.nombres").startswith("1 passage")
    assert seen == [clock.today()]
