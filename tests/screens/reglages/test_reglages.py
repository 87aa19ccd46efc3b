"""The settings on the screen: who sees what, what is written, undone, refused, kept at the lock."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from models.accueil.demande import demandes_of
from models.base import drafts, settings
from models.base.command import undo_last
from models.comptes.agent import active_agents
from models.comptes.role import Role
from models.nomenclatures import fusion
from models.nomenclatures.lieu import close_lieu, every_lieu, lieux, save_lieu
from models.nomenclatures.listes import add_valeur, retire_valeur, save_valeur, valeur_of
from models.nomenclatures.service import own_service, save_service
from models.nomenclatures.valeur import choices, resolved
from models.personnes.personne import Personne
from tests.conftest import FrozenClock
from tests.factories import a_passage
from tests.screens.reglages.bureau import Responsable
from ui.screens.reglages import valeur as valeur_module

CNI = "thematique.pap.carte_identite"
PERTE = "thematique.pap.perte_papiers"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
OPERATEURS = "reglages.listes.valeurs"


@pytest.mark.parametrize(
    "section",
    [
        "structure", "lieux", "listes", "criteres", "equipe", "donnees", "poste", "dispositifs",
        "financeurs", "parametres",
    ],
)  # fmt: skip
def test_each_section_reads_as_it_did(bureau: Responsable, section: str) -> None:
    bureau.go(section)
    text = bureau.section_text(section).replace(str(settings.load().folder()), "(dossier)")
    bureau.check_golden(section, text)


def test_who_may_not_change_settings_sees_this_workstation_and_the_password(
    bureau: Responsable, as_role: Callable[[Role], None]
) -> None:
    as_role(Role.ACCUEIL)
    bureau.window.navigate("reglages")
    assert bureau.lines("reglages.sections") == ["Ce poste", "Mon mot de passe"]
    bureau.go("listes")  # named by a hand that may not
    assert bureau.said("heading.subtitle") == "Ce poste"


def test_the_sections_stand_under_the_names_of_their_groups(bureau: Responsable) -> None:
    bureau.show("reglages")
    lines = bureau.lines("reglages.sections")
    at = lines.index("Parcours")
    assert lines[at - 1 : at + 3] == [
        "Quartiers",
        "Parcours",
        "Dispositifs",
        "Financeurs et sorties",
    ]
    nav = bureau.row_list("reglages.sections")
    assert nav.current_key == "structure"
    bureau.choose_row("reglages.sections", "Quartiers").press("Bas")
    assert (nav.current_key, bureau.said("heading.subtitle")) == ("dispositifs", "Dispositifs")
    bureau.press("Haut")
    assert nav.current_key == "quartiers"


def test_every_control_has_a_name(bureau: Responsable) -> None:
    bureau.go("lieux").press("F2")
    for section in ("structure", "listes", "criteres", "quartiers", "equipe", "donnees", "poste",
                    "mot_de_passe", "fse", "dispositifs", "financeurs", "parametres"):  # fmt: skip
        bureau.go(section)
    screen = bureau.part(QWidget, "reglages")
    nameless = [
        w.objectName() or type(w).__name__
        for w in screen.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and w.focusProxy() is None
        and not (w.accessibleName() or getattr(w, "text", str)())
    ]
    assert nameless == []


# La structure


def test_the_card_is_written_and_undone(bureau: Responsable) -> None:
    bureau.go("structure")
    assert not bureau.can("reglages.save")
    bureau.type_in("structure.commune", "Panazol")
    bureau.act("reglages.save")
    assert own_service().commune == "Panazol"
    assert bureau.message == "Structure enregistrée"
    assert not bureau.can("reglages.save")
    bureau.window.context.undo_last()
    bureau.settle()
    assert bureau.value("structure.commune") == own_service().commune == "Limoges"


def test_what_another_desk_changed_meanwhile_is_kept(bureau: Responsable) -> None:
    bureau.go("structure")
    bureau.type_in("structure.commune", "Panazol")
    save_service(telephone="05 36 49 01 00")
    bureau.settle()
    assert bureau.value("structure.commune") == "Panazol"
    bureau.act("reglages.save")
    held = own_service()
    assert (held.commune, held.telephone) == ("Panazol", "+33536490100")


def test_a_wrong_siret_is_said_beside_it(bureau: Responsable) -> None:
    bureau.go("structure")
    bureau.type_in("structure.siret", "123")
    bureau.act("reglages.save")
    assert "14 chiffres" in bureau.said("structure.siret.erreur")
    assert own_service().siret == ""


def test_a_logo_is_added_shown_and_removed(bureau: Responsable, tmp_path: Path) -> None:
    bureau.go("structure")
    image = tmp_path / "logo.png"
    image.write_bytes(PNG)
    section = bureau.window.current.current  # type: ignore[union-attr]  # the settings
    section.logo.take(image)
    bureau.act("reglages.save")
    assert bytes(own_service().logo) == PNG
    bureau.part(QWidget, "logo.retirer").click()
    assert bureau.can("reglages.save")
    bureau.act("reglages.save")
    assert own_service().logo is None
    false = tmp_path / "faux.png"
    false.write_bytes(b"GIF89a")
    section.logo.take(false)
    assert "n’est pas une image" in bureau.message


def test_what_is_typed_survives_the_lock(bureau: Responsable) -> None:
    bureau.go("structure")
    bureau.type_in("structure.adresse", "4, place des Quatre-Chemins")
    bureau.come_back()
    bureau.go("structure")
    assert bureau.value("structure.adresse") == "4, place des Quatre-Chemins"
    assert "a été gardé" in bureau.message
    bureau.act("reglages.save")
    assert drafts.draft("reglages.structure") is None


# Lieux et horaires


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


# Listes


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


# Équipe, Données, Ce poste


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("Reprendre un fichier", "Reprendre un fichier"),
        ("Carnets de tournée", "Carnets de tournée"),
        ("Doublons possibles", "Doublons possibles"),
    ],
)
def test_what_brings_data_in_is_one_key_away(bureau: Responsable, label: str, title: str) -> None:
    bureau.go("donnees").choose_row("reglages.donnees.liste", label).press("Entrée")
    assert bureau.said("heading.title") == title


def test_a_volunteer_joins_and_leaves(bureau: Responsable) -> None:
    bureau.go("equipe").press("Ctrl+Maj+N").type("Léa")
    bureau.choose("membre.statut", "Bénévole")
    bureau.act("reglages.save")
    assert "Léa" in [agent.nom_affiche for agent in active_agents()]
    bureau.act("equipe.retire")
    assert "Léa" not in [agent.nom_affiche for agent in active_agents()]
    undo_last()
    assert "Léa" in [agent.nom_affiche for agent in active_agents()]


def test_the_site_of_this_workstation_is_kept_and_taken_back(
    bureau: Responsable, frozen_clock: FrozenClock, settings_file: Path
) -> None:
    annexe = save_lieu(nom="Annexe")
    bureau.go("poste")
    bureau.choose("poste.lieu", "Annexe")
    bureau.act("reglages.save")
    assert settings.load().lieu == annexe.id == bureau.window.context.settings.lieu
    bureau.part(QWidget, "banner.answer").click()
    assert settings.load().lieu == ""
    bureau.choose("poste.lieu", "Annexe")
    bureau.act("reglages.save")
    close_lieu(annexe, dt.date(2026, 3, 1))
    bureau.settle()
    assert bureau.value("poste.lieu") == ""
