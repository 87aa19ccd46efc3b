"""The lists of the structure: values added, moved, retired, merged; what follows is told."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from models.accueil.demande import demandes_of
from models.nomenclatures import fusion
from models.nomenclatures.listes import add_valeur, retire_valeur, save_valeur, valeur_of
from models.nomenclatures.valeur import choices, resolved
from models.personnes.personne import Personne
from tests.factories import a_passage
from tests.screens.reglages.bureau import Responsable
from ui.screens.reglages import valeur as valeur_module

CNI = "thematique.pap.carte_identite"
PERTE = "thematique.pap.perte_papiers"
OPERATEURS = "reglages.listes.valeurs"


def open_list(bureau: Responsable, liste: str = "operateur") -> None:
    bureau.go("listes", liste=liste)


def test_a_list_is_found_by_its_name_and_opened_by_key(bureau: Responsable) -> None:
    bureau.go("listes")
    bureau.type_in("reglages.listes.chercher", "operat")
    assert [line.split(",")[0] for line in bureau.lines("reglages.listes.noms")] == [
        "Opérateur concerné"
    ]
    bureau.row_list("reglages.listes.noms").setFocus()
    bureau.press("Entrée")
    assert bureau.said("heading.subtitle") == "Listes › Opérateur concerné"
    bureau.press("Échap")
    assert bureau.said("heading.subtitle") == "Listes"


def test_a_value_is_added_by_keys_and_undone(bureau: Responsable) -> None:
    open_list(bureau)
    bureau.press("Ctrl+Maj+N").type("Régie de quartier").press("Ctrl+S")
    assert "Régie de quartier" in dict(choices("operateur")).values()
    assert bureau.row_list(OPERATEURS).current_key == "operateur.regie_de_quartier"
    assert bureau.message == "Valeur ajoutée"
    bureau.press("Ctrl+Z")
    assert "Régie de quartier" not in dict(choices("operateur")).values()
    assert not any("Régie" in line for line in bureau.lines(OPERATEURS))


def test_a_label_that_is_taken_or_endless_is_refused_beside_its_field(bureau: Responsable) -> None:
    open_list(bureau)
    bureau.act("valeur.create")
    for words, why in (("c.a.f", "existe déjà"), ("x" * 5000, "5000 caractères")):
        bureau.type_in("valeur.libelle", words.replace(".", "") if len(words) < 9 else words)
        bureau.act("reglages.save")
        assert why in bureau.said("valeur.libelle.erreur")
    assert len(choices("operateur")) == 22


def test_a_value_is_retired_and_proposed_again_by_keys(bureau: Responsable) -> None:
    open_list(bureau)
    bureau.choose_row(OPERATEURS, "MSA").press("Suppr")
    assert "operateur.msa" not in dict(choices("operateur"))
    assert "MSA, agricole, Retirée" in bureau.lines(OPERATEURS)
    assert bureau.row_list(OPERATEURS).current_key == "operateur.msa"
    assert not bureau.can("valeur.retire")
    bureau.act("valeur.reuse")
    assert "operateur.msa" in dict(choices("operateur"))


def test_a_value_is_moved_by_keys_and_by_the_mouse(bureau: Responsable) -> None:
    open_list(bureau)
    before = [key for key, _ in choices("operateur")]
    bureau.choose_row(OPERATEURS, "CAF").press("Alt+Bas", "Alt+Bas")
    assert [key for key, _ in choices("operateur")].index("operateur.caf") == before.index(
        "operateur.caf"
    ) + 2
    rows = bureau.row_list(OPERATEURS)
    top = rows.visualItemRect(rows.item(0))
    drop = QDropEvent(
        QPointF(top.center().x(), top.top() + 1), Qt.DropAction.MoveAction, QMimeData(),
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    rows.dropEvent(drop)
    bureau.settle()
    assert choices("operateur")[0][0] == "operateur.caf"
    assert rows.current_key == "operateur.caf"


def test_what_the_program_uses_is_neither_retired_nor_merged(bureau: Responsable) -> None:
    open_list(bureau, "mode_contact")
    bureau.choose_row(OPERATEURS, "Appel téléphonique")
    assert bureau.can("valeur.edit")
    assert not bureau.can("valeur.merge")
    assert not bureau.can("valeur.retire")


def test_a_list_of_rules_says_why_it_takes_nothing(bureau: Responsable) -> None:
    open_list(bureau, "tranche_age")
    assert not bureau.can("valeur.create")
    assert "bornes" in bureau.said("reglages.listes.aide")


def test_a_value_is_merged_with_what_follows_told_before(bureau: Responsable) -> None:
    passages = [a_passage(None, PERTE) for _ in range(3)]
    open_list(bureau, "thematique")
    bureau.choose_row(OPERATEURS, "Perte ou vol de papiers")
    bureau.act("valeur.merge")
    assert bureau.said("fusion.suite").startswith("3\u00a0demandes suivront")
    bureau.choose("fusion.cible", "Carte d’identité, passeport")
    bureau.act("reglages.save")
    assert {demandes_of(p.id)[0].thematique_id for p in passages} == {CNI}
    assert "est fusionnée avec" in bureau.message
    assert bureau.row_list(OPERATEURS).current_key == CNI
    merged = [line for line in bureau.lines(OPERATEURS) if "Perte ou vol" in line]
    assert merged[-1].endswith("Fusionnée avec Carte d’identité, passeport")
    bureau.press("Ctrl+Z")
    assert resolved(PERTE) == PERTE
    assert {demandes_of(p.id)[0].thematique_id for p in passages} == {PERTE}


def test_a_merge_that_cannot_be_undone_is_asked_first(
    bureau: Responsable, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = [False, True]

    def confirm(_parent: object, **words: str) -> bool:
        asked.append(words["text"])
        return answers.pop(0)

    monkeypatch.setattr(valeur_module, "confirm", confirm)
    monkeypatch.setattr(valeur_module, "UNDOABLE", 0)
    monkeypatch.setattr(fusion, "UNDOABLE", 0)
    passage = a_passage(None, PERTE)
    open_list(bureau, "thematique")
    bureau.choose_row(OPERATEURS, "Perte ou vol de papiers")
    bureau.act("valeur.merge")
    assert "une confirmation sera demandée" in bureau.said("fusion.suite")
    bureau.choose("fusion.cible", "Carte d’identité, passeport")
    bureau.act("reglages.save")
    assert resolved(PERTE) == PERTE
    bureau.act("reglages.save")
    assert asked[0].startswith("1\u00a0demande suivra")
    assert demandes_of(passage.id)[0].thematique_id == CNI


def test_a_heading_is_only_offered_headings(bureau: Responsable) -> None:
    open_list(bureau, "thematique")
    bureau.choose_row(OPERATEURS, "Transports, mobilité")
    bureau.act("valeur.merge")
    line = bureau.field("fusion.cible")
    assert isinstance(line, QLineEdit)
    line.setText("Carte d’identité, passeport")
    bureau.act("reglages.save")
    assert "n’est pas dans la liste" in bureau.said("fusion.cible.erreur")
    assert valeur_of("thematique.mob").actif


def test_a_value_merged_on_another_desk_while_its_page_is_open(bureau: Responsable) -> None:
    open_list(bureau, "thematique")
    bureau.choose_row(OPERATEURS, "Perte ou vol de papiers").press("F2")
    fusion.merge_valeurs(PERTE, CNI)
    bureau.type_in("valeur.libelle", "Papiers perdus")
    bureau.act("reglages.save")
    assert "modifié sur un autre poste" in bureau.message
    assert bureau.value("valeur.libelle") == "Papiers perdus"


def test_a_list_follows_what_another_desk_does(bureau: Responsable) -> None:
    open_list(bureau)
    bureau.choose_row(OPERATEURS, "CAF")
    add_valeur("operateur", "Régie de quartier")
    retire_valeur(valeur_of("operateur.msa"))
    save_valeur(valeur_of("operateur.caf"), libelle="Caf 87")
    bureau.settle()
    lines = bureau.lines(OPERATEURS)
    assert "Régie de quartier" in lines
    assert any(line.startswith("MSA") and line.endswith("Retirée") for line in lines)
    assert bureau.row_list(OPERATEURS).current_key == "operateur.caf"


def test_a_retired_value_stays_on_the_file_that_holds_it(
    bureau: Responsable, mamadou: Personne
) -> None:
    """A form that proposes it no more must not empty it."""
    from models.personnes.personne import save_personne

    key = choices("situation")[0][0]
    label = dict(choices("situation"))[key]
    save_personne(mamadou, situation=key)
    retire_valeur(valeur_of(key))
    bureau.window.navigate("personnes", personne=mamadou.id)
    bureau.act("personne.edit")
    assert label in [
        w.text() for w in bureau.window.findChildren(QLineEdit) if w.isVisibleTo(bureau.window)
    ] or not bureau.has("personne.situation")
    bureau.act("personne.save")
    assert Personne.get_by_id(mamadou.id).situation_id == key


def test_what_is_sensitive_among_criteria_is_told(bureau: Responsable) -> None:
    bureau.go("criteres")
    assert "Sensible" in bureau.said("reglages.criteres.aide")
    assert sum(line.endswith("Sensible") for line in bureau.lines("reglages.criteres.valeurs")) == 2
    bureau.press("Ctrl+Maj+N")
    bureau.type_in("valeur.libelle", "Suivi médical en cours")
    bureau.part(QWidget, "valeur.sensible").setChecked(True)
    bureau.act("reglages.save")
    assert valeur_of("critere_public.suivi_medical_en_cours").sensible
