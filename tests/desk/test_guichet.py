"""Interruptions from outside: real keys, a sudden death, nobody there, what is read aloud."""

import json
from pathlib import Path

from tests.desk.desk import Desk
from tests.desk.test_accueil import (
    DEMANDE,
    OUVERT,
    PASSWORD,
    QUI,
    create,
    focused,
    open_accueil,
    saved,
    wait_for_a_pause,
)

WAIT = "Recevoir\u00a0: "


def put_aside(desk: Desk, name: str, demande: str) -> None:
    """Somebody without a file is noted, asks something, and is put aside."""
    focused(desk, QUI)
    desk.type_text(name)
    desk.keys("Down", "Return")  # « Noter … », under « Créer … »
    focused(desk, DEMANDE)
    desk.type_text(demande)
    desk.keys("Return", "F5")
    desk.wait_for("push button", part=f"Reprendre {name}", timeout=10)


def told(desk: Desk) -> str:
    """All that a screen reader can find in the window."""
    return desk.outline()


def test_two_aside_and_one_waiting_survive_a_sudden_death(desk: Desk, tmp_path: Path) -> None:
    create(desk, tmp_path / "base")
    open_accueil(desk, tmp_path / "base")
    put_aside(desk, "Awa", "cv")
    put_aside(desk, "Zora", "cni")
    focused(desk, QUI)
    desk.type_text("Ali")
    desk.keys("F8", "Return")
    desk.wait_for("push button", f"{WAIT}Ali", timeout=10)
    focused(desk, QUI)
    desk.type_text("Lia")
    wait_for_a_pause()
    desk.kill9()

    open_accueil(desk, tmp_path / "base")
    assert desk.text_of(focused(desk, QUI)) == "Lia"
    desk.wait_for("push button", part="Reprendre Awa", timeout=10)
    desk.wait_for("push button", part="Reprendre Zora")
    waiting = desk.wait_for("push button", f"{WAIT}Ali")
    assert waiting.description.startswith("En attente, depuis ")
    desk.keys("F9")
    desk.wait_gone("push button", f"{WAIT}Ali")
    hidden = told(desk)
    assert not [name for name in ("Awa", "Zora", "Ali") if name in hidden]
    desk.keys("F9", "shift+F8")
    desk.wait_for("push button", f"{WAIT}Ali", states=["focused"], timeout=10)
    desk.keys("p")  # Lia goes aside, Ali is in the line
    desk.wait_for("push button", part="Reprendre Lia", timeout=10)
    focused(desk, DEMANDE)
    desk.type_text("cv")
    desk.keys("ctrl+Return")
    saved(desk)
    desk.wait_for("label", part="1 passage · ", timeout=10)
    desk.wait_gone("push button", f"{WAIT}Ali")
    desk.keys("F5")
    assert desk.text_of(desk.wait_for("text", QUI)) == "Lia"
    desk.keys("shift+F5")
    desk.wait_gone("push button", part="Reprendre Awa")
    desk.keys("ctrl+Return")
    desk.wait_for("label", part="2 passages · ", timeout=10)


def test_nobody_there_the_session_locks_and_comes_back_as_it_was(
    desk: Desk, tmp_path: Path
) -> None:
    create(desk, tmp_path / "base")
    open_accueil(desk, tmp_path / "base")
    put_aside(desk, "Awa", "cv")
    desk.type_text("Zora")
    wait_for_a_pause()
    desk.kill9()
    set_delay(desk, minutes=0.1)

    open_accueil(desk, tmp_path / "base")
    warning = desk.wait_for("label", part="Verrouillage dans", timeout=10)
    assert "s. Une touche" in warning.name
    desk.keys("Right")
    desk.wait_gone("label", part="Verrouillage dans")
    desk.wait_window("Côte à Côte", timeout=15)
    desk.wait_for("password text", states=["focused"], timeout=10)
    locked = told(desk)
    assert not [name for name in ("Awa", "Zora", "Registre") if name in locked]
    desk.type_text(PASSWORD)
    desk.keys("Return")
    desk.wait_window(OUVERT)
    assert desk.text_of(focused(desk, QUI)) == "Zora"
    desk.wait_for("push button", part="Reprendre Awa", timeout=10)


def set_delay(desk: Desk, *, minutes: float) -> None:
    """Change the settings file of this workstation."""
    file = next(Path(desk.session.environment["XDG_CONFIG_HOME"]).rglob("poste.json"))
    kept = json.loads(file.read_text())
    file.write_text(json.dumps({**kept, "verrouillage": minutes}))
