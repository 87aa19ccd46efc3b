"""Two files of one person, made at the desk: reviewed, merged by keys, taken back."""

from pathlib import Path

from tests.desk.desk import Desk
from tests.desk.test_accueil import DEMANDE, QUI, create, focused, open_accueil, saved


def visit(desk: Desk, name: str) -> None:
    """A newcomer with one demande."""
    focused(desk, QUI)
    desk.type_text(name)
    desk.keys("Return")
    focused(desk, DEMANDE)
    desk.type_text("1")
    desk.keys("ctrl+Return")
    saved(desk)


def pairs(desk: Desk) -> list[str]:
    table = desk.wait_for("table", "Doublons possibles", timeout=10)
    return [cell.name for cell in desk.find_all("table cell", within=table)]


def test_two_files_made_at_the_accueil_are_merged_and_taken_back(
    desk: Desk, tmp_path: Path
) -> None:
    create(desk, tmp_path / "base")
    open_accueil(desk, tmp_path / "base")
    visit(desk, "catherine philippe")
    visit(desk, "katherine filip")
    desk.wait_for("label", "2 passages · 2 personnes · 2 demandes", timeout=10)

    desk.keys("ctrl+3")
    desk.wait_for("push button", "Doublons possibles", timeout=10)
    desk.keys("ctrl+shift+b")
    assert pairs(desk)[::2] == ["PHILIPPE Catherine", "FILIP Katherine", "se prononce pareil"]
    desk.keys("Return")
    desk.wait_window("Deux dossiers — Côte à Côte")
    desk.wait_for("radio button", part="Nom de naissance", states=["focused"], timeout=10)
    desk.keys("ctrl+Return")
    desk.wait_for("label", "Dossiers fusionnés", timeout=10)
    desk.wait_for("label", "Aucun doublon possible.", timeout=10)
    desk.keys("ctrl+1")
    desk.wait_for("label", "2 passages · 1 personne · 2 demandes", timeout=10)

    desk.keys("ctrl+3", "ctrl+shift+b", "ctrl+h")
    desk.wait_window("Fusions récentes — Côte à Côte")
    desk.keys("Return")
    desk.wait_for("label", part="le dossier de FILIP Katherine est rétabli", timeout=10)
    desk.keys("ctrl+1")
    desk.wait_for("label", "2 passages · 2 personnes · 2 demandes", timeout=10)
