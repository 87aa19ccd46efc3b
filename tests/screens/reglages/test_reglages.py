"""The settings on the screen: who sees what, what is written, undone, kept at the lock."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from models.base import drafts, settings
from models.base.command import undo_last
from models.comptes.agent import active_agents
from models.comptes.role import Role
from models.nomenclatures.lieu import close_lieu, save_lieu
from models.nomenclatures.service import own_service, save_service
from tests.conftest import FrozenClock
from tests.screens.reglages.bureau import Responsable

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)


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
    bureau.press("Début")  # over the first row stands the name of its group
    assert nav.current_key == "structure"
    bureau.press("Fin")
    assert nav.current_key == "mot_de_passe"


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


def test_one_comes_back_to_where_one_was(bureau: Responsable) -> None:
    bureau.go("fse")
    rows = bureau.row_list("reglages.fse.colonnes")
    rows.setCurrentRow(4)
    bureau.window.navigate("registre")
    bureau.window.navigate("reglages")
    assert QApplication.focusWidget() is rows
    assert rows.currentRow() == 4
    bureau.act("colonne.edit")
    field = bureau.field("colonne.entete")
    bureau.window.navigate("registre")
    bureau.window.navigate("reglages")
    assert QApplication.focusWidget() is field
    bureau.go("structure")
    bureau.part(QWidget, "reglages.sections").setFocus()
    bureau.window.navigate("registre")
    bureau.window.navigate("reglages")
    assert QApplication.focusWidget() is bureau.part(QWidget, "reglages.sections")
