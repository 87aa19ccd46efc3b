"""A sheet typed by keys through a sudden death; a carnet taken, written in, brought back."""

import sys
import time
from pathlib import Path

from tests.desk.desk import Desk
from tests.desk.fixtures import MakeDesk
from tests.desk.test_accueil import (
    OUVERT,
    PASSWORD,
    ROOT,
    create,
    focused,
    open_accueil,
    wait_for_a_pause,
)

FEUILLE, CARNETS = "Saisir une feuille — Côte à Côte", "Carnets de tournée — Côte à Côte"


def test_five_lines_typed_through_a_sudden_death(desk: Desk, tmp_path: Path) -> None:
    create(desk, tmp_path / "base")
    open_accueil(desk, tmp_path / "base")
    desk.keys("ctrl+shift+f")
    desk.wait_window(FEUILLE)
    focused(desk, "Jour")
    desk.type_text("hier")
    desk.keys("Return", "Return")
    for hour in ("905", "15", "30"):
        one_line(desk, hour)
    focused(desk, "Heure")
    desk.type_text("45")
    desk.keys("Return")
    focused(desk, "Qui")
    desk.type_text("awa n'diaye")
    wait_for_a_pause()
    desk.kill9()

    open_accueil(desk, tmp_path / "base")
    desk.keys("ctrl+shift+f")
    desk.wait_window(FEUILLE)
    desk.wait_for("label", "3 lignes au registre · 1 à compléter", timeout=10)
    hour = focused(desk, "Heure")
    assert desk.text_of(hour) == "09:45"
    desk.keys("Return")
    who = focused(desk, "Qui")
    assert desk.text_of(who) == "awa n'diaye"
    desk.keys("Return", "Return")
    focused(desk, "Demandes")
    desk.keys("1", "Return")
    one_line(desk, "955")
    desk.wait_for("label", "5 lignes au registre", timeout=10)
    desk.wait_for("panel", part="Ligne 4\u00a0: 09:45, awa n'diaye")
    desk.keys("ctrl+shift+Return")
    desk.wait_for("label", part="Feuille terminée\u00a0: 5 passages", timeout=10)


def test_a_carnet_leaves_receives_and_comes_back(
    desk: Desk, make_desk: MakeDesk, tmp_path: Path
) -> None:
    create(desk, tmp_path / "base")
    stick = tmp_path / "cle"
    stick.mkdir()
    open_accueil(desk, tmp_path / "base")
    desk.keys("ctrl+shift+t")
    desk.wait_window(CARNETS)
    desk.keys("ctrl+shift+n")
    desk.wait_for("text", part="Tournée", states=["focused"], timeout=10)
    desk.type_text("Marche")
    desk.grab_focus(desk.wait_for("password text", part="Votre mot de passe"))
    desk.type_text(PASSWORD)
    desk.grab_focus(desk.wait_for("text", "Clé USB ou dossier"))
    desk.type_text(str(stick))
    desk.keys("ctrl+Return")
    desk.wait_for("label", "Le carnet est prêt", timeout=30)

    road = make_desk()
    (carnet,) = stick.iterdir()
    road.start((sys.executable, str(ROOT / "main.py"), "--donnees", str(carnet)))
    road.wait_for("password text", states=["focused"], timeout=20)
    road.type_text(PASSWORD)
    road.keys("Return")
    road.wait_window(OUVERT)
    road.wait_for("label", part="Carnet de tournée — Marche", timeout=10)
    focused(road, "Qui\u00a0?")
    road.keys("Return")
    focused(road, "Que demande\u00a0?")
    road.type_text("cni")
    road.keys("ctrl+Return")
    road.wait_for("label", part="1 passage", timeout=10)
    road.close_window()
    road.wait_exit()

    desk.keys("space", "ctrl+r")
    desk.wait_for("text", "Dossier du carnet", states=["focused"], timeout=10)
    desk.type_text(str(stick))
    desk.keys("ctrl+Return")
    desk.wait_for("label", "1 passage à rentrer", timeout=20)
    desk.keys("ctrl+Return")
    desk.wait_for("label", part="Au registre\u00a0: 1\u00a0passage", timeout=20)


def one_line(desk: Desk, hour: str) -> None:
    """An hour, nobody, the commonest demande."""
    focused(desk, "Heure")
    desk.type_text(hour)
    desk.keys("Return", "Return")
    focused(desk, "Demandes")
    time.sleep(0.05)
    desk.keys("1", "Return")
