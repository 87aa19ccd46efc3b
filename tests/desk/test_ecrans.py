"""Small and enlarged screens: the window fits in, and all that it holds is in sight."""

from pathlib import Path

import pytest

from tests.desk.desk import Desk
from tests.desk.fixtures import MakeDesk
from tests.desk.test_accueil import QUI, create, focused, open_accueil

BUTTONS = ("Enregistrer", "Date, lieu, commentaire", "Jour précédent")


@pytest.mark.parametrize(("size", "scale"), [((1920, 1080), 2.0), ((1280, 720), 1.25)])
def test_an_enlarged_window_stays_on_its_screen(
    make_desk: MakeDesk, tmp_path: Path, size: tuple[int, int], scale: float
) -> None:
    desk = make_desk(size=size, scale=scale)
    create(desk, tmp_path / "base")
    open_accueil(desk, tmp_path / "base")
    focused(desk, QUI)
    for name in BUTTONS:
        left, top, right, bottom = edges(desk, name)
        assert left >= 0, name
        assert top >= 0, name
        assert right <= size[0], name
        assert bottom <= size[1], name


def edges(desk: Desk, name: str) -> tuple[int, int, int, int]:
    """Where a button is, in pixels of the screen: left, top, right, bottom."""
    x, y, width, height = desk.place(desk.wait_for("push button", name))
    return x, y, x + width, y + height
