"""Several visitors at once: put aside, brought back, swapped, kept through a sudden death."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.accueil.passage import correct_passage
from models.base.database import Handle
from models.base.drafts import drafts_under
from tests.conftest import FrozenClock
from tests.factories import a_passage, a_personne, all_rights, an_agent
from tests.screens.accueil.bureau import Bureau
from tests.screens.accueil.coulisses import Coulisses

OTHER = "b" * 32


@pytest.fixture
def coulisses(bureau: Bureau) -> Coulisses:
    return Coulisses(bureau)


def come(bureau: Bureau, letters: str, demande: str) -> None:
    """A visitor whose file is known, with one demande."""
    bureau.type(letters).press("Entrée").type(demande).press("Entrée")


def test_f5_puts_aside_and_brings_back_with_the_time_from_the_first_key(
    bureau: Bureau, coulisses: Coulisses, frozen_clock: FrozenClock
) -> None:
    a_personne()
    come(bureau, "dia", "cv")
    frozen_clock.advance(minutes=4)
    bureau.press("F5")
    assert (bureau.text("accueil.qui"), bureau.chips) == ("", [])
    assert coulisses.aside == ["DIALLO Mamadou · CV · depuis 14:36"]
    assert bureau.focused == "accueil.qui"
    frozen_clock.advance(minutes=3)
    bureau.press("F5")
    assert coulisses.aside == []
    assert bureau.text("accueil.qui") == "DIALLO Mamadou"
    bureau.press("Ctrl+Entrée")
    assert bureau.last.duree_minutes == 7
    assert drafts_under("accueil.") == []


def test_coming_back_swaps_with_whoever_is_in_the_line(
    bureau: Bureau, coulisses: Coulisses, frozen_clock: FrozenClock
) -> None:
    a_personne()
    come(bureau, "dia", "cv")
    bureau.press("F5", "Entrée").type("imp").press("Entrée", "F5")
    assert [chip.split(" · ")[0] for chip in coulisses.aside] == ["DIALLO Mamadou", "anonyme"]
    bureau.type("awa")
    coulisses.chip(0).click()
    bureau._settle()
    assert bureau.text("accueil.qui") == "DIALLO Mamadou"
    assert [chip.split(" · ")[0] for chip in coulisses.aside] == ["anonyme", "awa"]
    bureau.press("Maj+F5")
    assert bureau.text("accueil.qui") == ""
    assert [chip.split(" · ")[0] for chip in coulisses.aside] == ["awa", "DIALLO Mamadou"]


def test_those_aside_are_there_after_a_sudden_death(bureau: Bureau) -> None:
    a_personne()
    come(bureau, "dia", "cv")
    bureau.press("F5").type("awa").press("F5").type("zoe")
    bureau.window.current.line.keep()  # type: ignore[union-attr]  # the accueil
    bureau.start_again()
    bureau._settle()
    assert [c.split(" · ")[0] for c in Coulisses(bureau).aside] == ["DIALLO Mamadou", "awa"]
    assert bureau.text("accueil.qui") == "zoe"


def test_suppr_drops_one_and_annuler_brings_her_back(bureau: Bureau, coulisses: Coulisses) -> None:
    bureau.type("awa").press("F5")
    coulisses.chip(0).setFocus(Qt.FocusReason.TabFocusReason)
    bureau.press("Suppr")
    assert coulisses.aside == []
    assert bureau.banner == "Saisie écartée : awa"
    bureau.click("banner.answer")
    assert len(coulisses.aside) == 1
    coulisses.chip(0).setFocus(Qt.FocusReason.TabFocusReason)
    bureau.press("Entrée")
    assert bureau.text("accueil.qui") == "awa"


def test_with_nobody_aside_f5_says_so(bureau: Bureau, coulisses: Coulisses) -> None:
    bureau.press("F5")
    assert "personne n’est mis de côté" in bureau.banner
    bureau.press("Maj+F5")
    assert bureau.banner == "Personne n’est mis de côté."
    assert not bureau.is_shown("accueil.cotes")


def test_a_correction_put_aside_keeps_its_version_check(
    bureau: Bureau, coulisses: Coulisses, frozen_clock: FrozenClock
) -> None:
    passage = a_passage(a_personne(), duree_minutes=5)
    bureau._settle()
    bureau.focus("accueil.passages").press("Bas", "Entrée", "F5")
    assert coulisses.aside[0].startswith("correction, DIALLO Mamadou · ")
    bureau.press("F5")
    assert bureau.is_shown("accueil.correction")
    assert bureau.banner == ""
    bureau.press("F5")
    correct_passage(passage, duree_minutes=50)
    bureau._settle()
    bureau.press("F5")
    assert "a changé depuis" in bureau.banner


def test_names_and_demandes_hide_while_the_screen_is_turned(
    bureau: Bureau, coulisses: Coulisses
) -> None:
    a_personne()
    come(bureau, "dia", "cv")
    bureau.press("F5", "F9")
    assert coulisses.aside[0].startswith("D. M. · depuis ")
    assert not [told for told in coulisses.read_names() if "DIALLO" in told or "CV" in told]
    bureau.press("F9")
    assert "DIALLO Mamadou" in coulisses.aside[0]


def test_the_drafts_of_two_accounts_never_mix(bureau: Bureau, base: Handle) -> None:
    bureau.type("awa").press("F5")
    an_agent(OTHER, prenom="Rémi")
    base.actor = all_rights(OTHER)
    bureau.start_again()
    bureau._settle()
    assert Coulisses(bureau).aside == []
    bureau.type("zoe").press("F5")
    base.actor = all_rights()
    bureau.start_again()
    bureau._settle()
    assert [chip.split(" · ")[0] for chip in Coulisses(bureau).aside] == ["awa"]


def test_a_visit_asked_from_a_file_puts_the_line_aside(
    bureau: Bureau, coulisses: Coulisses
) -> None:
    personne = a_personne()
    bureau.type("awa")
    bureau.window.navigate("accueil", personne=personne.id)
    bureau._settle()
    assert bureau.text("accueil.qui") == "DIALLO Mamadou"
    assert coulisses.aside[0].startswith("awa")


def test_a_chip_is_reached_by_tab_from_the_line(bureau: Bureau, coulisses: Coulisses) -> None:
    bureau.type("awa").press("F5")
    reached = set()
    for _ in range(12):
        QTest.keyClick(bureau._target(), Qt.Key.Key_Tab)
        bureau._settle()
        reached.add(bureau.focused)
        if "accueil.cote" in reached:
            break
    assert "accueil.cote" in reached
    assert "accueil.passages" not in reached


def test_a_death_right_after_doubles_nobody(bureau: Bureau) -> None:
    bureau.type("awa")
    bureau.window.current.line.keep()  # type: ignore[union-attr]  # the accueil
    bureau.press("F5")
    bureau.start_again()
    bureau._settle()
    assert bureau.text("accueil.qui") == ""
    assert len(Coulisses(bureau).aside) == 1
    bureau.press("F5")
    bureau.start_again()
    bureau._settle()
    assert bureau.text("accueil.qui") == "awa"
    assert Coulisses(bureau).aside == []


def test_whoever_was_left_overnight_is_written_on_her_own_day(
    bureau: Bureau, coulisses: Coulisses, frozen_clock: FrozenClock
) -> None:
    a_personne()
    come(bureau, "dia", "cv")
    bureau.press("F5")
    frozen_clock.advance(hours=18)
    bureau.start_again()
    bureau._settle()
    assert Coulisses(bureau).aside == ["DIALLO Mamadou · CV · depuis le 11/03, 14:32"]
    bureau.press("F5")
    assert bureau.text("accueil.jour") == "11/03/2026", "le jour qui sera écrit est en vue"
    bureau.press("Ctrl+Entrée")
    written = bureau.last
    assert (str(written.jour), written.duree_minutes) == ("2026-03-11", None)
    assert f"{written.heure:%H:%M}" == "14:32"


def test_coming_back_to_an_anonymous_visitor_goes_on_with_what_she_asks(bureau: Bureau) -> None:
    bureau.press("Entrée").type("cv").press("Entrée", "F5")
    assert bureau.focused == "accueil.qui"
    bureau.press("F5")
    assert bureau.focused == "accueil.demandes"
