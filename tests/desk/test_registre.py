"""The register from outside: looked up, corrected and put in a file with the keyboard alone."""

import time
from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.desk.desk import Desk
from tests.desk.test_accueil import create, focused, open_accueil

SEARCH = "Rechercher dans la liste"


def test_looked_up_corrected_and_put_in_a_file_by_keys(desk: Desk, tmp_path: Path) -> None:
    create(desk, tmp_path / "base")
    open_accueil(desk, tmp_path / "base")
    desk.type_text("awa n'diaye")
    desk.keys("Return")
    desk.type_text("cni")
    desk.keys("Return", "ctrl+Return")
    desk.wait_for("label", "1 passage · 1 personne · 1 demande", timeout=10)
    desk.keys("Return")
    desk.type_text("cv")
    desk.keys("ctrl+Return")
    desk.wait_for("label", "2 passages · 1 personne · 2 demandes", timeout=10)

    desk.keys("ctrl+2")
    desk.wait_window("Registre")
    focused(desk, SEARCH)
    desk.wait_for("label", "2 passages · 1 personne · 2 demandes", timeout=10)
    desk.type_text("ndi")
    desk.wait_for("label", "1 passage · 1 personne · 1 demande", timeout=10)
    table = desk.wait_for("table", part="Registre")
    assert "N’DIAYE Awa" in [cell.name for cell in desk.find_all("table cell", within=table)]

    desk.keys("ctrl+e")
    desk.wait_window("Exporter la liste")
    desk.keys("Return")
    desk.wait_for("label", part="Exporté dans", timeout=20)
    (path,) = _files(Path(desk.session.environment["HOME"]), ".xlsx")
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Liste").to_python()
    assert [row[2] for row in rows] == ["Personne", "N’DIAYE Awa"]

    desk.keys("Down", "F2")
    desk.wait_window("Accueil — Côte à Côte")
    desk.wait_for("push button", part="Demande 1")


def _files(home: Path, suffix: str) -> list[Path]:
    end = time.monotonic() + 10
    found: list[Path] = []
    while not found and time.monotonic() < end:
        found = [path for path in home.rglob(f"*{suffix}") if path.is_file()]
        time.sleep(0.1)
    return found
