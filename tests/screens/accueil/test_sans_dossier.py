"""Visitors without a file at the desk: told by their public, known by a nickname, in a group."""

from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from models.accueil.anonyme import AnonymeConnu, same_anonyme
from models.accueil.demande import NON_PRECISEE, REPARTIE, DemandeInput, demandes_of
from models.accueil.effectif import Groupe, criteres_of_passage, groupe_of
from models.accueil.passage import REFUSEE, Passage
from models.accueil.saisie import Visiteur, record_visit
from models.base.drafts import draft
from models.personnes.personne import Personne
from tests.conftest import FrozenClock
from tests.factories import a_passage, a_personne, the_lieu
from tests.screens.accueil.bureau import Bureau
from ui.screens.accueil.public import touches

CARTE = DemandeInput("thematique.pap.carte_identite")


def of(visiteur: Visiteur, **facts: Any) -> Passage:
    return record_visit(visiteur, [CARTE], lieu=the_lieu().id, **facts)


def kept(bureau: Bureau) -> None:
    bureau.qtbot.waitUntil(lambda: draft("accueil.ligne") is not None)


# Sexe, âge, critères


def test_sexe_age_and_a_criterion_are_one_key_each(bureau: Bureau) -> None:
    before = bureau.press("F12").keys
    bureau.type("f4i")
    assert bureau.keys - before == 3
    told = bureau.text("accueil.qui.etat")
    assert told == "Anonyme · Femme · 18-20 ans · Difficulté en français"
    bureau.press("Entrée")
    assert not bureau.is_shown("accueil.public.sexe.femme")
    assert bureau.focused == "accueil.demandes"
    bureau.type("1").press("Ctrl+Entrée")
    assert bureau.keys <= 8
    assert (bureau.last.sexe_id, bureau.last.tranche_age_id) == ("sexe.femme", "tranche_age.18_20")
    assert criteres_of_passage(bureau.last.id) == ("critere_public.difficulte_francais",)
    bureau.press("Entrée").type("1").press("Ctrl+Entrée")
    assert (bureau.last.sexe_id, criteres_of_passage(bureau.last.id)) == (None, ())


def test_another_key_of_the_same_list_takes_the_place_and_the_same_key_takes_back(
    bureau: Bureau,
) -> None:
    bureau.press("F12").type("fh47").press("Entrée").type("1").press("Ctrl+Entrée")
    assert (bureau.last.sexe_id, bureau.last.tranche_age_id) == ("sexe.homme", "tranche_age.30_39")
    bureau.press("F12").type("ff").press("Entrée").type("1").press("Ctrl+Entrée")
    assert bureau.last.sexe_id is None


def test_who_does_not_wish_to_be_named_is_told_by_one_key(bureau: Bureau) -> None:
    bureau.press("F12").type("n").press("Entrée").type("1").press("Ctrl+Entrée")
    assert bureau.last.identification_id == REFUSEE


def test_what_is_told_takes_the_lines_it_needs_and_gives_them_back(bureau: Bureau) -> None:
    def tall() -> int:
        return bureau.find("accueil.qui.etat").minimumHeight()

    one = tall()
    bureau.press("F12").type("f4idrp").press("Entrée")
    assert tall() > one
    assert bureau.find("accueil.qui").height() >= bureau.find("accueil.demandes").height()
    bureau.press("Échap", "Échap")
    assert tall() == one


def test_a_file_has_no_such_strip(bureau: Bureau) -> None:
    a_personne()
    bureau.press("F12").type("f").press("F12")
    bureau.focus("accueil.qui").type("dia").press("Entrée", "F12")
    assert not bureau.is_shown("accueil.public.sexe.femme")
    assert not bureau.is_shown("accueil.voir_public")
    bureau.type("1").press("Ctrl+Entrée")
    assert bureau.last.sexe_id is None, "son dossier ne le dit pas"


def test_arrows_and_space_choose_too_and_each_chip_tells_its_key(bureau: Bureau) -> None:
    bureau.press("F12", "Bas")
    assert bureau.focused == "accueil.public.sexe.homme"
    bureau.type(" ")
    chip = bureau.find("accueil.public.sexe.homme")
    assert isinstance(chip, QPushButton)
    assert (chip.isChecked(), chip.accessibleDescription()) == (True, "Touche H")
    assert chip.text() == "H\u2002✓\u2002Homme"


def test_what_is_told_of_her_hides_when_the_screen_is_turned(bureau: Bureau) -> None:
    bureau.press("F12").type("f4").press("F9")
    assert bureau.text("accueil.qui.etat") == "Anonyme"
    assert not bureau.is_shown("accueil.public.sexe.femme")
    assert bureau.focused == "accueil.demandes"


def test_what_was_told_is_corrected_and_kept_in_a_draft(bureau: Bureau) -> None:
    bureau.press("F12").type("f4d")
    kept(bureau)
    bureau.start_again()
    bureau.focus("accueil.demandes").type("1").press("Ctrl+Entrée")
    assert bureau.last.sexe_id == "sexe.femme"
    bureau.focus("accueil.passages").press("Bas", "Entrée", "F12").type("h").press("Ctrl+Entrée")
    (passage,) = bureau.passages
    assert (passage.sexe_id, passage.tranche_age_id) == ("sexe.homme", "tranche_age.18_20")
    assert len(criteres_of_passage(passage.id)) == 1


def test_ctrl_z_takes_back_what_was_told_before_any_act(bureau: Bureau) -> None:
    a_passage()
    bureau.press("F12").type("f4").press("Entrée", "Échap", "Ctrl+Z")
    assert bureau.text("accueil.qui.etat") == "Vide\u00a0: passage anonyme"
    assert len(bureau.passages) == 1


def test_every_value_has_a_key_of_its_own(base: Any) -> None:
    values = [("sexe.a", "Femme"), ("sexe.b", "Fille"), ("critere_public.c", "Fi"), ("x.d", "F")]
    given = touches([*values, *((f"tranche_age.{n}", f"{n} ans") for n in range(12))])
    assert (given["sexe.a"], given["sexe.b"]) == ("F", "I")
    assert len(set(given.values())) == len(given) == 16
    assert [given[f"tranche_age.{n}"] for n in range(10)] == list("1234567890")


# Known by a nickname


def test_a_nickname_comes_back_among_the_answers(bureau: Bureau) -> None:
    of(Visiteur(repere="Momo du marché", criteres=("critere_public.qpv",)), sexe="sexe.homme")
    a_personne(prenom="Momo", nom_naissance="Petit")
    bureau.type("momo")
    assert bureau.proposed("accueil.qui") == [
        "PETIT Momo",
        "Momo du marché, sans dossier",
        "Créer le dossier «\u00a0Momo\u00a0»",
        "Noter «\u00a0Momo\u00a0», sans dossier, surnom ou carte",
    ]
    bureau.press("Bas", "Entrée")
    assert bureau.text("accueil.qui") == "Momo du marché"
    told = bureau.text("accueil.qui.etat")
    assert told.startswith("Sans dossier · 2e passage, le dernier aujourd’hui · Homme")
    bureau.type("1").press("Ctrl+Entrée")
    assert AnonymeConnu.select().count() == 1
    assert bureau.last.sexe_id == "sexe.homme", "le même public que la dernière fois"
    assert bureau.text("accueil.jour.nombres") == "2 passages · 1 personne · 2 demandes"


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("carte 114", ["carte 114"]),
        ("awa", ["Awa"]),
        ("awa n'diaye", ["Awa", "Awa N’Diaye"]),
        ("momo marche", ["Momo", "Momo Marche"]),
    ],
)
def test_what_is_noted_is_what_is_shown(bureau: Bureau, typed: str, proposed: list[str]) -> None:
    bureau.type(typed)
    shown = [one for one in bureau.proposed("accueil.qui") if one.startswith("Noter")]
    assert shown == [
        f"Noter «\u00a0{one}\u00a0», sans dossier, surnom ou carte" for one in proposed
    ]
    bureau.press("Haut", "Entrée").type("1").press("Ctrl+Entrée")
    assert bureau.last.anonyme.repere == proposed[-1]


def test_a_known_nickname_is_not_proposed_twice(bureau: Bureau) -> None:
    of(Visiteur(repere="Momo"))
    bureau.type("MOMO")
    assert [one for one in bureau.proposed("accueil.qui") if one.startswith("Noter")] == []


def test_a_nickname_is_attached_from_the_line_and_the_line_follows(bureau: Bureau) -> None:
    personne = a_personne()
    of(Visiteur(repere="Momo"))
    bureau.type("momo").press("Entrée", "Échap").click("accueil.rattacher")
    assert bureau.focused == "accueil.rattachement.dossier"
    bureau.type("dia").press("Entrée")
    assert bureau.banner == "Visiteur rattaché à son dossier"
    assert bureau.text("accueil.qui") == "DIALLO Mamadou"
    assert bureau.focused == "accueil.demandes"
    bureau.type("1").press("Ctrl+Entrée")
    assert bureau.last.personne_id == personne.id
    shown = sorted(row[1] for row in bureau.rows())
    assert shown == ["DIALLO Mamadou", "DIALLO Mamadou (Momo)"]
    bureau.type("momo")
    assert bureau.proposed("accueil.qui")[0] == "Momo, dossier DIALLO Mamadou"


def test_a_nickname_is_attached_from_its_passage_and_a_file_opened_for_it(bureau: Bureau) -> None:
    of(Visiteur(repere="Momo"))
    bureau._settle()
    bureau.focus("accueil.passages").press("Bas")
    screen = bureau.window.current
    actions = {a.id: a for a in screen.actions()}  # type: ignore[union-attr]  # the accueil
    actions["passage.rattacher"].run()
    bureau._settle()
    bureau.type("mohamed sow")
    assert bureau.proposed("accueil.rattachement") == ["Créer le dossier «\u00a0Mohamed Sow\u00a0»"]
    bureau.press("Entrée")
    anonyme = same_anonyme("momo")
    assert anonyme is not None
    assert anonyme.dossier is not None
    assert anonyme.dossier.nom_affiche == "SOW Mohamed"
    assert bureau.focused == "accueil.qui"
    bureau.click("banner.answer")
    assert Personne.select().count() == 0
    bureau.press("Échap")


def test_a_passage_of_nobody_known_is_attached_to_nothing(bureau: Bureau) -> None:
    a_passage()
    bureau._settle()
    bureau.focus("accueil.passages").press("Bas")
    screen = bureau.window.current
    {a.id: a for a in screen.actions()}["passage.rattacher"].run()  # type: ignore[union-attr]  # the accueil
    assert "surnom" in bureau.banner
    assert not bureau.is_shown("accueil.rattachement.dossier")


def test_the_nickname_hides_when_the_screen_is_turned(bureau: Bureau) -> None:
    of(Visiteur(repere="Momo"))
    bureau.press("F9").type("momo")
    assert bureau.proposed("accueil.qui")[0] == "M., sans dossier"
    bureau.press("Entrée")
    assert bureau.text("accueil.qui") == "M."
    bureau.type("1").press("Ctrl+Entrée")
    assert AnonymeConnu.select().count() == 1


# First visit or known


def test_first_visit_or_known_is_told_once_she_is_chosen(
    bureau: Bureau, frozen_clock: FrozenClock
) -> None:
    personne = a_personne()
    bureau.type("dia").press("Entrée")
    assert bureau.text("accueil.qui.etat") == "Dossier · 1re visite"
    bureau.press("Échap", "Échap")
    for _ in range(6):
        a_passage(personne)
    frozen_clock.advance(days=1)
    bureau.type("dia").press("Entrée")
    assert bureau.text("accueil.qui.etat") == "Dossier · 7e passage, le dernier le 11/03"


# Repartie sans être reçue


def test_who_left_without_being_received_is_written_in_two_keys(bureau: Bureau) -> None:
    bureau.press("Ctrl+R", "Ctrl+Entrée")
    assert bureau.keys == 2
    (demande,) = demandes_of(bureau.last.id)
    assert (demande.thematique_id, demande.resultat_id) == (NON_PRECISEE, REPARTIE)


def test_what_she_wanted_may_be_told_before_or_after(bureau: Bureau) -> None:
    bureau.press("Entrée").type("cni").press("Entrée", "Ctrl+R")
    assert bureau.chips == ["Carte d’identité, passeport · Repartie sans être reçue"]
    bureau.type("cv").press("Entrée", "Ctrl+Entrée")
    assert [d.resultat_id for d in demandes_of(bureau.last.id)] == [REPARTIE] * 2
    assert bureau.demandes(bureau.last) == [("pap.carte_identite", ()), ("emp.cv", ())]
    bureau.press("Ctrl+R").type("cv").press("Ctrl+Entrée")
    assert bureau.demandes(bureau.last) == [("emp.cv", ())]


def test_the_same_key_says_that_she_was_received_after_all(bureau: Bureau) -> None:
    bureau.press("Entrée").type("cni").press("Entrée", "Ctrl+R", "Ctrl+R", "Ctrl+Entrée")
    assert bureau.demandes(bureau.last) == [("pap.carte_identite", ("reponse.demarche_avec",))]
    bureau.press("Ctrl+R", "Ctrl+R")
    assert bureau.chips == []


# Groups


def test_a_group_is_counted_and_written_in_six_keys(bureau: Bureau) -> None:
    bureau.press("Ctrl+G").type("12").press("Entrée").type("1").press("Ctrl+Entrée")
    assert bureau.keys == 6
    assert (bureau.last.effectif, bureau.last.identification_id) == (12, "identification.groupe")
    assert bureau.last.type_contact_id == "type_contact.collectif"
    assert bureau.rows()[0][1] == "groupe de 12"
    told = "1 passage · 0 personne · 1 groupe de 12 · 1 demande"
    assert bureau.text("accueil.jour.nombres") == told
    assert not bureau.is_shown("accueil.groupe.effectif")
    bureau.press("Entrée").type("1").press("Ctrl+Entrée")
    assert (bureau.last.effectif, bureau.last.type_contact_id) == (None, None)


def test_the_grid_tells_the_rest_and_refuses_more_than_the_group(bureau: Bureau) -> None:
    bureau.press("Ctrl+G").type("12").press("Tab").type("5").press("Tab").type("7").press("Tab")
    assert bureau.focused == "accueil.groupe.sexe.homme"
    assert bureau.text("accueil.groupe.sexe.reste") == "Par sexe — 5 non communiqués"
    bureau.type("6")
    assert bureau.text("accueil.groupe.sexe.reste") == "Par sexe — 1 de trop"
    bureau.press("Entrée").type("1").press("Ctrl+Entrée")
    assert bureau.passages == []
    assert "13 personnes, c’est plus que le groupe de 12" in bureau.error(
        "accueil.groupe.sexe.homme"
    )
    assert bureau.focused == "accueil.groupe.sexe.homme"
    bureau.set("accueil.groupe.sexe.homme", "4").press("Ctrl+Entrée")
    assert groupe_of(bureau.last) == Groupe(12, 5, {"sexe.femme": 7, "sexe.homme": 4})


def test_a_group_of_unknown_size_is_refused_by_its_field(bureau: Bureau) -> None:
    bureau.press("Ctrl+G", "Entrée").type("1").press("Ctrl+Entrée")
    assert "combien" in bureau.error("accueil.groupe.effectif")
    assert bureau.focused == "accueil.groupe.effectif"
    bureau.type("douze").press("Ctrl+Entrée")
    assert "douze" in bureau.error("accueil.groupe.effectif")


def test_a_group_is_kept_in_a_draft_and_corrected_like_any_passage(bureau: Bureau) -> None:
    bureau.press("Ctrl+G").type("12").set("accueil.groupe.tranche_age.16_17", "9")
    bureau.click("accueil.groupe.criteres").set("accueil.groupe.critere_public.qpv", "10")
    kept(bureau)
    bureau.start_again()
    assert bureau.text("accueil.qui") == "Groupe de 12"
    assert bureau.text("accueil.groupe.critere_public.qpv") == "10"
    bureau.focus("accueil.demandes").type("1").press("Ctrl+Entrée")
    wanted = {"tranche_age.16_17": 9, "critere_public.qpv": 10}
    assert groupe_of(bureau.last).nombres == wanted
    bureau.focus("accueil.passages").press("Bas", "Entrée")
    assert bureau.text("accueil.groupe.tranche_age.16_17") == "9"
    bureau.set("accueil.groupe.effectif", "11").press("Ctrl+Entrée")
    (passage,) = bureau.passages
    assert groupe_of(passage) == Groupe(11, None, wanted)
    bureau.press("Ctrl+Z")
    assert bureau.passages[0].effectif == 12


def test_the_same_key_or_a_name_makes_it_one_visitor_again(bureau: Bureau) -> None:
    a_personne()
    bureau.press("Ctrl+G").type("12").press("Ctrl+G")
    assert bureau.focused == "accueil.qui"
    assert bureau.text("accueil.qui") == ""
    bureau.type("dia").press("Entrée", "Ctrl+G", "Ctrl+G")
    assert bureau.text("accueil.qui") == "DIALLO Mamadou", "son nom n’est pas perdu"
    bureau.press("Ctrl+G").type("3").put("accueil.qui", "dia")
    assert not bureau.is_shown("accueil.groupe.effectif")
    bureau.focus("accueil.qui").press("Entrée", "Entrée").type("1").press("Ctrl+Entrée")
    assert (bureau.last.effectif, bureau.last.personne_id is not None) == (None, True)


def test_nothing_of_it_is_made_before_it_is_needed(bureau: Bureau) -> None:
    bureau.press("Entrée").type("1").press("Ctrl+Entrée")
    made = {child.objectName() for child in bureau.window.findChildren(QPushButton)}
    assert not any(name.startswith("accueil.public.") for name in made)
