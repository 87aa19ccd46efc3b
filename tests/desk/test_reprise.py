"""A register brought in and taken back from outside: real keys, what a screen reader is told."""

from pathlib import Path

from tests.desk.desk import Desk
from tests.desk.test_accueil import create, open_accueil

HEADING = "Date;Heure;NOM Prénom;né(e) le;Objet"
ROWS = (
    "06/01/2025;9h05;DUFOUR Rachid;12/02/1980;CAF",
    "06/01/2025;9h20;anonyme;;photocopies",
    "07/01/2025;10h00;SARR Awa;;CV",
)


def test_a_register_is_brought_in_and_taken_back_without_the_mouse(
    desk: Desk, tmp_path: Path
) -> None:
    register = tmp_path / "registre.csv"
    register.write_text("\n".join((HEADING, *ROWS)), encoding="utf-8")
    create(desk, tmp_path / "base")
    open_accueil(desk, tmp_path / "base")
    desk.keys("ctrl+3")
    desk.wait_window("Personnes — Côte à Côte")
    desk.keys("ctrl+shift+i")
    desk.wait_window("Reprendre un fichier — Côte à Côte")
    desk.keys("ctrl+o")
    desk.wait_for("text", "Nom\u00a0:", states=["focused"], timeout=10)
    desk.type_text(str(register))
    desk.keys("Return")
    desk.wait_for("table", "Colonnes du fichier", states=["focused"], timeout=20)
    desk.keys("ctrl+Return")
    desk.wait_for("table", "Textes du fichier", timeout=10)
    desk.keys("ctrl+Return")
    desk.wait_for("label", "Personne dans ce fichier ne ressemble à quelqu’un d’autre.", timeout=10)
    desk.keys("ctrl+Return")
    desk.wait_for("label", "3 passages · 2 dossiers nouveaux", timeout=10)
    desk.keys("ctrl+Return")
    desk.wait_for("label", "Le fichier est repris. Le rapport reste dans la liste.", timeout=20)

    desk.keys("ctrl+o")
    table = desk.wait_for("table", "Fichiers repris", timeout=10)
    desk.wait_for("table cell", "registre.csv", timeout=10)
    desk.grab_focus(table)
    desk.keys("Home", "Return")
    desk.wait_for("text", "Rapport de la reprise", timeout=10)
    desk.keys("ctrl+shift+Delete")
    desk.wait_for("push button", "Annuler la reprise", timeout=10)
    desk.keys("Tab", "space")
    told = "Reprise annulée\u00a0: 3 passages retirés, 2 dossiers archivés"
    desk.wait_for("label", told, timeout=20)
