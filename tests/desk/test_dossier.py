"""A file from outside: an address tells its quartier, a paper is put away and read, by keys."""

import sys
from pathlib import Path

import pytest

from models.echanges.demonstration.dossiers import tiny_pdf
from models.nomenclatures.quartier import save_quartier, save_voie
from tests.desk.desk import Desk
from tests.engines import Engine
from tests.factories import PASSWORD, a_personne, created

ROOT = Path(__file__).parents[2]


@pytest.fixture
def base(short_folder: Path) -> Path:
    """A base with one person and one quartier."""
    folder = short_folder / "donnees"
    with created(Engine("sqlcipher", folder), folder):
        quartier = save_quartier(nom="Les Quatre-Chemins", code="QN08798N", commune="Limoges")
        save_voie(quartier, voie="rue de la Paix")
        a_personne(prenom="Awa", nom_naissance="Sow")
    return folder


def test_an_address_a_paper_and_their_reading_with_the_keyboard(
    desk: Desk, base: Path, short_folder: Path
) -> None:
    paper = short_folder / "attestation.pdf"
    paper.write_bytes(tiny_pdf(["Attestation"]))
    desk.start((sys.executable, str(ROOT / "main.py"), "--donnees", str(base)))
    desk.wait_window("Côte à Côte")
    desk.wait_for("password text", "Mot de passe", states=["focused"], timeout=20)
    desk.type_text(PASSWORD)
    desk.keys("Return")
    desk.wait_window("Accueil — Côte à Côte")
    desk.keys("ctrl+3")
    desk.wait_window("Personnes — Côte à Côte")
    desk.wait_for("table cell", "SOW Awa")
    desk.keys("Down", "Return")
    desk.wait_window("SOW Awa — Côte à Côte")

    desk.keys("ctrl+e")
    field = desk.wait_for("text", "Adresse")
    desk.grab_focus(field)
    desk.type_text("12 rue de la Paix")
    desk.keys("Tab", "Tab")
    desk.wait_for("text", "Commune", states=["focused"])
    desk.type_text("limog")
    desk.wait_for("list item", part="Limoges, 87000")
    desk.keys("Return", "ctrl+s")
    desk.wait_for("label", "Les Quatre-Chemins (QPV)")
    desk.wait_for("label", part="D’après la voie et le numéro")
    desk.wait_for(name="Réside en quartier prioritaire (QPV)")

    desk.keys("ctrl+shift+d")
    desk.wait_window("Ajouter un document")
    desk.type_text(str(paper))
    desk.keys("Return")
    desk.wait_for("text", "Intitulé", states=["focused"])
    desk.keys("ctrl+Return")
    desk.wait_for("label", "Document ajouté", timeout=20)
    desk.wait_for("table cell", "attestation")
    sealed = list((base / "pieces").iterdir())
    assert len(sealed) == 1
    assert b"PDF" not in sealed[0].read_bytes()

    desk.keys("Home", "Return")
    desk.wait_for("label", part="attestation, page 1 sur 1", timeout=20)
    desk.keys("F9")
    desk.wait_gone("label", part="attestation, page 1")
    desk.keys("F9", "Escape")
    desk.wait_for("table cell", "attestation")
