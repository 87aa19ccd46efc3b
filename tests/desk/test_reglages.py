"""The settings and Ctrl+K from outside: real keys, and what a screen reader is told."""

from pathlib import Path

from tests.desk.desk import Desk
from tests.desk.test_accueil import QUI, create, focused, open_accueil, saved

PERTE, CNI = "Perte ou vol de papiers", "Carte d’identité, passeport"


def test_a_person_is_found_from_anywhere_and_hides_with_the_screen(
    desk: Desk, tmp_path: Path
) -> None:
    create(desk, tmp_path / "base")
    open_accueil(desk, tmp_path / "base")
    focused(desk, QUI)
    desk.type_text("awa n'diaye")
    desk.keys("Return")
    focused(desk, "Que demande\u00a0?")
    desk.type_text("perte")
    desk.keys("Return", "ctrl+Return")
    saved(desk)

    desk.keys("ctrl+k")
    focused(desk, "Rechercher partout")
    desk.type_text("ndi")
    desk.wait_for("list item", part="N’DIAYE Awa", timeout=10)
    desk.keys("Escape")
    focused(desk, QUI)
    desk.keys("F9", "ctrl+k")
    focused(desk, "Rechercher partout")
    desk.type_text("ndi")
    desk.wait_for("list item", part="N. A.", timeout=10)
    assert not [w for w in desk.find_all("list item") if "DIAYE" in w.name]
    desk.keys("Escape", "F9")
    desk.keys("ctrl+k")
    focused(desk, "Rechercher partout")
    desk.type_text("ndi")
    desk.keys("Return")  # before the answers are there
    desk.wait_window("N’DIAYE Awa — Côte à Côte", timeout=10)


def test_a_list_is_found_and_a_value_merged_without_the_mouse(desk: Desk, tmp_path: Path) -> None:
    create(desk, tmp_path / "base")
    open_accueil(desk, tmp_path / "base")
    focused(desk, QUI)
    desk.keys("Return")
    focused(desk, "Que demande\u00a0?")
    desk.type_text("perte")
    desk.keys("Return", "ctrl+Return")
    saved(desk)

    desk.keys("ctrl+k")
    focused(desk, "Rechercher partout")
    desk.type_text("thematique de")
    desk.keys("Return")
    desk.wait_window("Réglages — Côte à Côte", timeout=10)
    desk.wait_for("list item", part=CNI, timeout=10)
    desk.keys("Down", "Down", "ctrl+shift+m")
    focused(desk, "Fusionner avec")
    desk.wait_for("label", part="1\u00a0demande suivra", timeout=10)
    desk.type_text("carte d'id")
    desk.keys("Return", "ctrl+s", "ctrl+s")
    desk.wait_for(
        "label", f"«\u00a0{PERTE}\u00a0» est fusionnée avec «\u00a0{CNI}\u00a0»", timeout=15
    )
    desk.wait_for("list item", part=f"Fusionnée avec {CNI}", timeout=10)

    desk.keys("ctrl+1")
    table = desk.wait_for("table", part="Registre", timeout=10)
    cells = [cell.name for cell in desk.find_all("table cell", within=table)]
    assert CNI in cells
    assert PERTE not in cells
    desk.keys("ctrl+z")
    desk.wait_for("table cell", PERTE, timeout=10)
