"""Quartiers in the settings: written by keys, brought in from a file, and the files that follow."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from models.nomenclatures.quartier import (
    Quartier,
    quartier_of,
    quartiers,
    save_quartier,
    save_voie,
    voies_of,
)
from models.personnes.personne import Personne
from tests.factories import a_personne
from tests.screens.reglages.bureau import Responsable
from ui.kit import files
from ui.kit.table import TablePane

LISTE, VOIES = "reglages.quartiers.liste", "reglages.quartiers.voies"
CSV = (
    "code;quartier;commune;voie;du numéro;au numéro;côté\n"
    "QN08701M;Les Quatre-Chemins;Limoges;rue de la Paix;2;40;pair\n"
    "QN08701M;Les Quatre-Chemins;Limoges;allée des Lilas;;;\n"
    "QN08702M;Bellevue;Limoges;;;;\n"
    "QZ1;Ailleurs;Limoges;;;;\n"
    "QN08702M;Bellevue;Limoges;rue du Port;deux;;\n"
)


@pytest.fixture
def paix(bureau: Responsable) -> Quartier:
    quartier = save_quartier(nom="Les Quatre-Chemins", code="QN08701M", commune="Limoges")
    save_voie(quartier, voie="rue de la Paix", numero_min=2, numero_max=40, parite="pairs")
    save_voie(quartier, voie="allée des Lilas")
    return quartier


def rows(bureau: Responsable, name: str) -> list[tuple[str, ...]]:
    pane = next(p for p in bureau.window.findChildren(TablePane) if p.view.objectName() == name)
    listing = pane.listing
    return [tuple(listing.texts(row)) for row in listing.first()]


def table_text(bureau: Responsable, name: str) -> str:
    return "".join(" | ".join(row) + "\n" for row in rows(bureau, name))


def focus_row(bureau: Responsable, name: str, key: str) -> None:
    pane = next(p for p in bureau.window.findChildren(TablePane) if p.view.objectName() == name)
    assert pane.select(key)
    pane.setFocus()
    bureau.settle()


def lives(where: str, **values: Any) -> Personne:
    return a_personne(adresse=where, commune="Limoges", **values)


def qpv_of(personne: Personne) -> str | None:
    found: Personne = Personne.get_by_id(personne.id)
    return found.qpv_id


def import_text(
    bureau: Responsable, monkeypatch: pytest.MonkeyPatch, path: Path, text: str
) -> Responsable:
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(files, "file_to_open", lambda *_: path)
    bureau.act("quartier.import")
    bureau.settle()
    return bureau


def test_it_reads_as_it_did(bureau: Responsable, paix: Quartier) -> None:
    bureau.go("quartiers")
    focus_row(bureau, LISTE, paix.id)
    first = bureau.section_text("quartiers") + table_text(bureau, LISTE)
    bureau.press("F2")
    card = bureau.section_text("quartiers")
    bureau.press("Échap", "Entrée")
    focus_row(bureau, VOIES, voies_of(paix.id)[1].id)
    streets = bureau.section_text("quartiers") + table_text(bureau, VOIES)
    bureau.press("F2")
    parts = (first, card, streets, bureau.section_text("quartiers"))
    bureau.check_golden("quartiers", "\n----\n".join(parts))


def test_a_quartier_and_its_street_by_keys_alone(bureau: Responsable) -> None:
    bureau.go("quartiers").press("Ctrl+Maj+N").type("Bellevue")
    bureau.type_in("quartier.commune", "Limoges")
    bureau.type_in("quartier.code", "qn08702m")
    bureau.press("Ctrl+S")
    (made,) = quartiers()
    assert (made.nom, made.code, made.code_insee, made.qpv) == (
        "Bellevue", "QN08702M", "87085", True,
    )  # fmt: skip
    bureau.press("Entrée")
    assert bureau.said("heading.subtitle") == "Quartiers › Bellevue"
    bureau.press("Ctrl+Maj+N").type("rue du Port")
    bureau.type_in("voie.numero_min", "1")
    bureau.type_in("voie.numero_max", "19")
    bureau.choose("voie.parite", "côté impair")
    bureau.press("Ctrl+S")
    assert rows(bureau, VOIES) == [("rue du Port", "du 1 au 19", "côté impair")]
    assert quartier_of("7 rue du Port", commune="Limoges") is not None
    assert quartier_of("8 rue du Port", commune="Limoges") is None
    bureau.press("F2")
    bureau.type_in("voie.numero_max", "99")
    bureau.press("Ctrl+S")
    assert quartier_of("51 rue du Port", commune="Limoges") is not None
    bureau.press("Suppr")
    assert rows(bureau, VOIES) == []
    bureau.press("Ctrl+Z")
    assert len(rows(bureau, VOIES)) == 1
    bureau.press("Échap")
    assert bureau.said("heading.subtitle") == "Quartiers"
    assert rows(bureau, LISTE)[0][4] == "1"


def test_what_is_wrong_is_said_beside_its_field(bureau: Responsable, paix: Quartier) -> None:
    bureau.go("quartiers").press("Ctrl+Maj+N").type("Autre")
    bureau.type_in("quartier.code", "QN1")
    bureau.press("Ctrl+S")
    assert "QN08701M" in bureau.said("quartier.code.erreur")
    bureau.type_in("quartier.code", "QN08701M")
    bureau.press("Ctrl+S")
    assert "déjà celui de" in bureau.message
    bureau.press("Échap")
    focus_row(bureau, LISTE, paix.id)
    bureau.press("Entrée", "Ctrl+Maj+N").type("rue Haute")
    bureau.type_in("voie.numero_min", "40")
    bureau.type_in("voie.numero_max", "2")
    bureau.press("Ctrl+S")
    assert "plus petit" in bureau.said("voie.numero_max.erreur")


def test_one_is_retired_from_a_day_on_and_put_back(bureau: Responsable, paix: Quartier) -> None:
    bureau.go("quartiers")
    focus_row(bureau, LISTE, paix.id)
    bureau.press("Suppr", "Ctrl+S")
    assert quartiers() == []
    assert rows(bureau, LISTE)[0][5].startswith("jusqu’au 10/03/2026")
    assert not bureau.can("quartier.retire")
    bureau.act("quartier.keep")
    assert [one.id for one in quartiers()] == [paix.id]


def test_a_new_street_offers_to_move_the_files(bureau: Responsable, paix: Quartier) -> None:
    moved = [lives("3 rue du Port"), lives("5, r. du Port")]
    said = lives("7 rue du Port", source_qpv="source_qpv.simulateur")
    bureau.go("quartiers")
    focus_row(bureau, LISTE, paix.id)
    bureau.press("Entrée", "Ctrl+Maj+N").type("rue du Port").press("Ctrl+S")
    assert bureau.said("rattachement.dit").startswith("2\u00a0dossiers seront rattachés")
    assert bureau.message == "Voie enregistrée"
    assert [qpv_of(one) for one in moved] == [None, None]
    bureau.part(QPushButton, "rattachement.agir").click()
    bureau.settle()
    assert [qpv_of(one) for one in [*moved, said]] == [paix.id, paix.id, None]
    assert bureau.message == "2\u00a0dossiers mis à jour"
    assert not bureau.has("rattachement")
    bureau.part(QWidget, "banner.answer").click()
    assert [qpv_of(one) for one in moved] == [None, None]


def test_nothing_is_offered_when_nobody_moves(bureau: Responsable, paix: Quartier) -> None:
    lives("3 rue du Port")
    bureau.go("quartiers")
    focus_row(bureau, LISTE, paix.id)
    bureau.press("Entrée", "Ctrl+Maj+N").type("rue Haute").press("Ctrl+S")
    assert not bureau.has("rattachement")
    bureau.press("Échap")
    bureau.act("quartier.recompute")
    assert "suivent déjà" in bureau.message


def test_a_file_is_shown_before_it_is_written(
    bureau: Responsable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lives("12 rue de la Paix")
    bureau.go("quartiers")
    import_text(bureau, monkeypatch, tmp_path / "quartiers.csv", CSV)
    assert bureau.said("quartiers.lecture").startswith("2\u00a0quartiers, 2\u00a0voies dans ce")
    left = bureau.lines("quartiers.refus")
    assert [line.split(",")[0] for line in left] == ["Ligne 5", "Ligne 6"]
    assert "n’est pas un code" in left[0]
    assert "n’est pas un numéro" in left[1]
    assert quartiers() == []
    bureau.press("Ctrl+S")
    assert [one.nom for one in quartiers()] == ["Bellevue", "Les Quatre-Chemins"]
    assert "2\u00a0quartiers et 2\u00a0voies en plus" in bureau.message
    assert bureau.said("rattachement.dit").startswith("1\u00a0dossier sera rattaché")
    import_text(bureau, monkeypatch, tmp_path / "quartiers.csv", CSV).press("Ctrl+S")
    assert bureau.message.startswith("0\u00a0quartier et 0\u00a0voie en plus")
    assert len(quartiers()) == 2


def test_an_import_is_undone_at_once(
    bureau: Responsable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bureau.go("quartiers")
    import_text(bureau, monkeypatch, tmp_path / "quartiers.csv", CSV).press("Ctrl+S")
    bureau.part(QWidget, "banner.answer").click()
    bureau.settle()
    assert quartiers() == []


@pytest.mark.parametrize("text", ["", "a;b;c\n1;2;3\n", "\x00\x00\x00"])
def test_a_file_of_something_else_is_refused_in_words(
    bureau: Responsable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    bureau.go("quartiers")
    import_text(bureau, monkeypatch, tmp_path / "autre.csv", text)
    assert bureau.message
    assert not bureau.has("quartiers.lecture")
    assert bureau.said("heading.subtitle") == "Quartiers"


def test_what_is_typed_survives_the_lock(bureau: Responsable, paix: Quartier) -> None:
    bureau.go("quartiers")
    focus_row(bureau, LISTE, paix.id)
    bureau.press("Entrée", "Ctrl+Maj+N").type("rue Ha")
    bureau.come_back()
    bureau.go("quartiers")
    assert bureau.value("voie.voie") == "rue Ha"
    assert bureau.said("heading.subtitle") == "Quartiers › Les Quatre-Chemins › Nouvelle voie"


@pytest.mark.parametrize("typed", ["qpv", "voie", "rue", "quartier"])
def test_it_is_found_from_anywhere(bureau: Responsable, typed: str) -> None:
    bureau.press("Ctrl+K").type(typed)
    found = [one for one in bureau.answers if one.group == "Réglages"]
    assert "Quartiers" in [one.label for one in found]
    next(one for one in found if one.label == "Quartiers").run()
    QApplication.processEvents()
    assert bureau.said("heading.subtitle") == "Quartiers"
