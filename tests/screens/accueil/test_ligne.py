"""The accueil line: few keys, nothing lost, nobody written under another's name."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.accueil.demande import demandes_of
from models.accueil.passage import Passage
from models.base.drafts import draft
from models.nomenclatures.fusion import merge_valeurs
from models.nomenclatures.valeur import Valeur
from models.personnes.personne import Personne
from tests.conftest import FrozenClock
from tests.factories import AGENT, a_passage, a_personne
from tests.screens.accueil.bureau import Bureau

CARTE = "pap.carte_identite"
PHOTOCOPIE = "thematique.ren.photocopie"


def test_the_line_has_the_focus_at_opening(bureau: Bureau) -> None:
    assert bureau.heading == "Accueil"
    assert bureau.focused == "accueil.qui"


def test_a_known_visitor_with_one_demande_in_ten_keys(bureau: Bureau) -> None:
    personne = a_personne()
    bureau.press("Ctrl+N").type("dia").press("Entrée").type("cni").press("Entrée", "Ctrl+Entrée")
    assert bureau.keys <= 10
    assert bureau.last.personne_id == personne.id
    assert bureau.demandes(bureau.last) == [(CARTE, ("reponse.demarche_avec",))]
    assert bureau.focused == "accueil.qui"
    assert bureau.text("accueil.qui") == ""
    assert bureau.banner == "Enregistré"
    assert bureau.chips == []


def test_an_anonymous_visitor_with_one_demande_in_six_keys(bureau: Bureau) -> None:
    bureau.press("Ctrl+N", "Entrée").type("cni").press("Ctrl+Entrée")
    assert bureau.keys <= 6
    assert bureau.last.personne_id is None
    assert bureau.last.identification_id == "identification.non_identifiee"
    assert [code for code, _ in bureau.demandes(bureau.last)] == [CARTE]


def test_a_digit_takes_one_of_the_commonest(bureau: Bureau) -> None:
    for _ in range(3):
        a_passage(None, PHOTOCOPIE)
    bureau.press("Ctrl+N", "Entrée").type("1").press("Ctrl+Entrée")
    assert bureau.keys == 4
    assert [code for code, _ in bureau.demandes(bureau.last)] == ["ren.photocopie"]


def test_the_upper_row_of_a_french_keyboard_takes_the_commonest_too(bureau: Bureau) -> None:
    a_passage(None, PHOTOCOPIE)
    bureau.press("Entrée")
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(bureau.find("accueil.demandes"), Qt.Key.Key_1, shift)
    bureau.press("Ctrl+Entrée")
    assert [code for code, _ in bureau.demandes(bureau.last)] == ["ren.photocopie"]


def test_a_call_is_one_key_more(bureau: Bureau) -> None:
    bureau.press("F3", "Entrée").type("1").press("Ctrl+Entrée")
    assert bureau.last.mode_contact_id == "mode_contact.telephone"
    bureau.press("Entrée").type("1").press("Ctrl+Entrée")
    assert bureau.last.mode_contact_id == "mode_contact.passage_spontane"


def test_each_further_demande_in_four_keys(bureau: Bureau) -> None:
    bureau.press("Entrée").type("cni").press("Entrée")
    before = bureau.keys
    bureau.type("cv").press("Entrée")
    assert bureau.keys - before <= 4
    assert len(bureau.chips) == 2
    bureau.press("Ctrl+Entrée")
    assert len(bureau.demandes(bureau.last)) == 2


def test_a_new_person_adds_only_the_letters_of_the_name(bureau: Bureau) -> None:
    name = "awa n'diaye"
    bureau.press("Ctrl+N").type(name).press("Entrée").type("cni").press("Ctrl+Entrée")
    assert bureau.keys - len(name) <= 10 - len("dia")
    personne = Personne.get_by_id(bureau.last.personne_id)
    assert (personne.prenom, personne.nom_naissance) == ("Awa", "N’Diaye")


def test_a_new_person_and_her_passage_are_undone_as_one(bureau: Bureau) -> None:
    bureau.type("awa n'diaye").press("Entrée").type("1").press("Ctrl+Entrée")
    assert Personne.select().count() == 1
    bureau.press("Ctrl+Z")
    assert bureau.passages == []
    assert Personne.select().count() == 0


def test_a_typed_name_never_becomes_anonymous_in_silence(bureau: Bureau) -> None:
    bureau.type("awa").press("Tab").focus("accueil.demandes").type("1").press("Ctrl+Entrée")
    assert bureau.passages == []
    assert "sans dossier" in bureau.error("accueil.qui")
    assert bureau.focused == "accueil.qui"
    assert bureau.proposed("accueil.qui") == [
        "Créer le dossier «\u00a0Awa\u00a0»",
        "Noter «\u00a0Awa\u00a0», sans dossier, surnom ou carte",
    ]
    assert len(bureau.chips) == 1


def test_a_prenom_may_be_noted_without_a_file(bureau: Bureau) -> None:
    bureau.type("awa").press("Bas", "Entrée").type("1").press("Ctrl+Entrée")
    assert bureau.last.personne_id is None
    assert bureau.last.identification_id == "identification.anonyme_connu"
    assert bureau.last.anonyme.repere == "Awa"
    assert Personne.select().count() == 0
    assert bureau.rows()[0][1] == "Awa, sans dossier"


def test_echap_goes_back_to_the_name_as_it_was_typed(bureau: Bureau) -> None:
    bureau.type("awa n'diaye").press("Entrée")
    bureau.focus("accueil.qui").press("Échap")
    assert bureau.text("accueil.qui") == "awa n'diaye"
    assert not bureau.is_shown("accueil.nouveau.prenom")
    assert bureau.proposed("accueil.qui")


def test_a_name_changed_after_the_choice_is_no_longer_that_person(bureau: Bureau) -> None:
    a_personne()
    bureau.type("dia").press("Entrée").focus("accueil.qui").type("x")
    bureau.focus("accueil.demandes").type("1").press("Ctrl+Entrée")
    assert bureau.passages == []
    assert bureau.error("accueil.qui")


def test_no_demande_is_told_by_the_field(bureau: Bureau) -> None:
    a_personne()
    bureau.type("dia").press("Entrée", "Échap", "Ctrl+Entrée")
    assert bureau.passages == []
    assert "au moins une demande" in bureau.error("accueil.demandes")
    assert bureau.text("accueil.qui") == "DIALLO Mamadou"


def test_letters_that_mean_no_demande_are_told(bureau: Bureau) -> None:
    bureau.press("Entrée").type("zzz").press("Ctrl+Entrée")
    assert "zzz" in bureau.error("accueil.demandes")
    assert bureau.passages == []


def test_backspace_in_the_empty_field_takes_the_last_demande_back(bureau: Bureau) -> None:
    bureau.press("Entrée").type("12")
    assert len(bureau.chips) == 2
    bureau.press("Retour")
    assert len(bureau.chips) == 1


def test_a_chip_is_dropped_with_suppr(bureau: Bureau) -> None:
    bureau.press("Entrée").type("12").focus("accueil.demande.0").press("Suppr")
    assert len(bureau.chips) == 1


def test_ctrl_z_is_the_line_s_while_it_holds_something(bureau: Bureau) -> None:
    kept = a_passage()
    bureau.press("Entrée").type("12").press("Ctrl+Z")
    assert len(bureau.chips) == 1
    bureau.press("Ctrl+Z")
    assert bureau.chips == []
    assert [p.id for p in bureau.passages] == [kept.id]
    bureau.press("Ctrl+Z")
    assert bureau.passages == []


def test_a_typed_text_is_undone_before_any_act(bureau: Bureau) -> None:
    kept = a_passage()
    bureau.type("dia").press("Échap", "Ctrl+Z")
    assert bureau.text("accueil.qui") == ""
    assert [p.id for p in bureau.passages] == [kept.id]


def test_the_visit_is_timed_from_its_first_key(bureau: Bureau, frozen_clock: FrozenClock) -> None:
    bureau.press("Entrée").type("1")
    frozen_clock.advance(minutes=6, seconds=5)
    bureau.press("Ctrl+Entrée")
    assert bureau.last.duree_minutes == 7
    assert bureau.last.accueilli_par_id == AGENT
    bureau.press("Entrée").type("1").set("accueil.duree_minutes", "25").press("Ctrl+Entrée")
    assert bureau.last.duree_minutes == 25


def test_a_line_left_open_measures_nothing(bureau: Bureau, frozen_clock: FrozenClock) -> None:
    bureau.press("Entrée").type("1")
    frozen_clock.advance(hours=5)
    bureau.press("Ctrl+Entrée")
    assert bureau.last.duree_minutes is None


def test_what_is_typed_is_kept_at_a_pause_and_comes_back(bureau: Bureau) -> None:
    a_personne()
    bureau.type("dia").press("Entrée").type("cni").press("Entrée").type("im")
    bureau.qtbot.waitUntil(lambda: draft("accueil.ligne") is not None)
    bureau.start_again()
    assert bureau.text("accueil.qui") == "DIALLO Mamadou"
    assert bureau.text("accueil.demandes") == "im"
    assert len(bureau.chips) == 1
    assert bureau.focused == "accueil.demandes", "d’autres lettres effaceraient le nom"
    bureau.set("accueil.demandes", "").press("Ctrl+Entrée")
    assert bureau.last.personne_id is not None
    assert draft("accueil.ligne") is None


def test_ctrl_z_after_echap_brings_the_line_back_and_undoes_no_passage(bureau: Bureau) -> None:
    bureau.press("Entrée").type("1").press("Ctrl+Entrée")
    bureau.type("awa n'diaye").press("Entrée").type("2").press("Échap", "Ctrl+Z")
    assert len(bureau.passages) == 1
    assert bureau.text("accueil.nouveau.nom_naissance") == "N’Diaye"
    assert len(bureau.chips) == 1
    bureau.press("Ctrl+Entrée", "Ctrl+Z")
    assert len(bureau.passages) == 1, "rien n’était vidé : Ctrl+Z défait le dernier acte"


def test_a_name_set_by_a_screen_reader_is_a_name_that_was_typed(bureau: Bureau) -> None:
    bureau.put("accueil.qui", "Awa N’Diaye")
    bureau.focus("accueil.demandes").type("1").press("Ctrl+Entrée")
    assert bureau.passages == [], "pas d’anonyme à la place d’un nom"
    assert "choisissez" in bureau.error("accueil.qui")


def test_echap_empties_the_line_and_annuler_brings_it_back(bureau: Bureau) -> None:
    bureau.press("Entrée").type("1").press("Échap")
    assert bureau.chips == []
    bureau.click("banner.answer")
    assert len(bureau.chips) == 1


def test_every_control_has_a_name_for_screen_readers(bureau: Bureau) -> None:
    from PySide6.QtWidgets import QAbstractButton, QLineEdit

    bureau.type("awa n'diaye").press("Entrée").type("1").press("F4")
    for kind in (QLineEdit, QAbstractButton):
        for control in bureau.window.findChildren(kind):
            if control.isVisible() and not isinstance(control.parent(), QLineEdit):
                said = control.accessibleName() or getattr(control, "text", str)()
                assert said, f"{control.objectName()} in {control.parent()}"


def test_a_passage_that_nobody_can_write_is_refused_in_words(bureau: Bureau, base: Any) -> None:
    from tests.factories import actor_with

    base.actor = actor_with()
    bureau.press("Entrée").type("1").click("accueil.enregistrer")
    assert Passage.select().count() == 0
    assert "ne permet pas" in bureau.banner
    assert len(bureau.chips) == 1


def test_a_value_merged_while_it_stands_in_the_line_is_followed(bureau: Bureau) -> None:
    """Somebody merges « CV » into « Lettre de motivation » at another desk: the line says so."""
    a_personne()
    bureau.type("dia").press("Entrée").type("cv").press("Entrée")
    before = bureau.chips
    chosen = bureau.window.current.line.champs.demandes.demandes[0].thematique  # type: ignore[union-attr]
    target = next(
        v.id for v in Valeur.select().where(Valeur.parent == Valeur.get_by_id(chosen).parent_id)
        if v.id != chosen and v.actif
    )  # fmt: skip
    merge_valeurs(chosen, target)
    bureau._settle()
    assert bureau.chips != before
    assert Valeur.get_by_id(target).libelle in bureau.chips[0]
    assert "la ligne suit" in bureau.banner
    bureau.press("Ctrl+Entrée")
    assert [d.thematique_id for d in demandes_of(bureau.last.id)] == [target]
