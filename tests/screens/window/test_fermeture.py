"""Leaving makes the day's backup once, says what it does, and is never in the way."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.base import clock, database
from models.base.errors import Unavailable
from models.coffre import sauvegarde
from models.coffre.sauvegarde import read_manifest, sauvegarder_du_jour
from models.personnes import oubli
from tests.conftest import FrozenClock
from tests.desk.fixtures import FullDisk
from tests.domain.comptes.maison import found
from tests.screens.window.conftest import OpenWindow, backups
from ui.main_window import MainWindow
from ui.main_window import sauvegarde as watching


def words(window: MainWindow) -> str:
    label = window.findChild(QLabel, "fermeture.phrase")
    return label.text() if label is not None and label.isVisible() else ""


def click(window: MainWindow, name: str) -> None:
    button = window.findChild(QPushButton, f"fermeture.{name}")
    shown = button is not None and button.isVisible()
    assert shown, f"« {name} » n’est pas montré"
    button.click()


class Held:
    """A backup that waits to be let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        self.begun = 0
        true = sauvegarde.sauvegarder_du_jour

        def slow() -> object:
            self.begun += 1
            assert self.go.wait(60)
            return true()

        monkeypatch.setattr(sauvegarde, "sauvegarder_du_jour", slow)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    return Held(monkeypatch)


def test_closing_makes_the_backup_and_then_closes(
    folder: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(folder)
    assert not window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not database.is_open()
    (name,) = backups(folder)
    assert name == f"cote-a-cote-{clock.today():%Y-%m-%d}.cac"
    assert read_manifest(folder / "sauvegardes" / name, whole=True).lignes["agent"] == 1


def test_a_second_closing_of_the_day_waits_for_nothing(
    folder: Path, open_window: OpenWindow
) -> None:
    sauvegarder_du_jour()
    window = open_window(folder)
    assert window.close()
    assert len(backups(folder)) == 1


def test_what_lasts_is_said_calmly_and_the_window_is_at_rest(
    folder: Path, open_window: OpenWindow, qtbot: QtBot, held: Held
) -> None:
    window = open_window(folder)
    window.close()
    assert words(window) == ""  # a quick one is not worth a page
    qtbot.waitUntil(lambda: words(window) == "Sauvegarde du jour…")
    assert [spec.id for spec in window.acts.all()] == ["window.quit"]
    held.go.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert len(backups(folder)) == 1


def test_one_may_leave_without_waiting(
    folder: Path, open_window: OpenWindow, qtbot: QtBot, held: Held
) -> None:
    window = open_window(folder)
    window.close()
    qtbot.waitUntil(lambda: bool(words(window)))
    click(window, "sans_attendre")
    assert not window.isVisible()
    assert not database.is_open()
    held.go.set()


def test_closing_twice_is_leaving_without_waiting(
    folder: Path, open_window: OpenWindow, held: Held
) -> None:
    window = open_window(folder)
    assert not window.close()
    assert window.close()
    held.go.set()


def test_closing_the_session_makes_it_too_and_asks_who_comes_next(
    folder: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(folder)
    window.close_session()
    qtbot.waitUntil(lambda: not database.is_open())
    assert window.isVisible()
    assert len(backups(folder)) == 1
    window.context.jobs.stop()


def test_locking_never_waits(folder: Path, open_window: OpenWindow, held: Held) -> None:
    window = open_window(folder)
    window.backup.make(lambda why: None)
    window.lock()
    assert not database.is_open()
    held.go.set()


@pytest.fixture
def refusing(folder: Path) -> Path:
    """A base beside which no folder of backups can be made."""
    (folder / "sauvegardes").write_text("un fichier, pas un dossier")
    return folder


def test_a_place_that_refuses_is_one_sentence_and_two_ways_on(
    refusing: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(refusing)
    window.close()
    qtbot.waitUntil(lambda: "ne peut pas être écrite" in words(window))
    (refusing / "sauvegardes").unlink()
    click(window, "reessayer")
    qtbot.waitUntil(lambda: not window.isVisible())
    assert len(backups(refusing)) == 1


def test_a_failure_does_not_keep_the_window_open(
    refusing: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(refusing)
    window.close()
    qtbot.waitUntil(lambda: bool(words(window)))
    QTest.keyClick(window.findChild(QPushButton, "fermeture.sans_attendre"), Qt.Key.Key_Return)
    assert not window.isVisible()
    assert backups(refusing) == []


def test_a_full_disk_is_said(small_disk: FullDisk, open_window: OpenWindow, qtbot: QtBot) -> None:
    disk = small_disk(kibibytes=6000)
    found(disk / "base")
    window = open_window(disk / "base")
    free = sauvegarde.shutil.disk_usage(disk).free
    (disk / "remplissage").write_bytes(b"0" * max(0, free - 200_000))
    window.close()
    qtbot.waitUntil(lambda: "place" in words(window))
    click(window, "sans_attendre")
    assert not window.isVisible()
    assert backups(disk / "base") == []


def test_a_bug_in_it_is_reported_and_one_may_leave(
    folder: Path, open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sauvegarde, "sauvegarder_du_jour", lambda: 1 / 0)
    window = open_window(folder)
    with qtbot.captureExceptions() as raised:
        window.close()
        qtbot.waitUntil(lambda: watching.FAILED in words(window))
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]
    click(window, "sans_attendre")
    assert not window.isVisible()


def test_an_idle_moment_makes_it_so_that_closing_need_not(
    folder: Path, open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(folder)
    window.backup._rest.setInterval(30)
    window.backup._look.setInterval(10)
    qtbot.waitUntil(lambda: len(backups(folder)) == 1)
    assert window.close()


def test_who_types_is_not_disturbed(
    folder: Path, open_window: OpenWindow, qtbot: QtBot, held: Held
) -> None:
    window = open_window(folder)
    rest = window.backup._rest
    rest.setTimerType(Qt.TimerType.PreciseTimer)  # else rounded to the second
    rest.setInterval(600_000)
    window.backup._wait_for_rest()
    qtbot.wait(500)
    waited = rest.remainingTime()
    QTest.keyClick(window, Qt.Key.Key_Shift)
    assert rest.remainingTime() > waited, "a key puts it off"
    assert held.begun == 0
    rest.start(0)
    qtbot.waitUntil(lambda: held.begun == 1)
    held.go.set()
    qtbot.waitUntil(lambda: len(backups(folder)) == 1)


def test_a_failure_in_an_idle_moment_is_told_once_a_day(
    folder: Path,
    open_window: OpenWindow,
    qtbot: QtBot,
    frozen_clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries: list[int] = []

    def full() -> None:
        tries.append(1)
        raise Unavailable("Il manque de la place.")

    monkeypatch.setattr(sauvegarde, "sauvegarder_du_jour", full)
    window = open_window(folder)
    window.backup._make_quietly()
    qtbot.waitUntil(lambda: "Il manque de la place." in window.context.banner.text)
    window.backup._wait_for_rest()
    assert not window.backup._rest.isActive()
    frozen_clock.advance(days=1)
    window.backup._wait_for_rest()
    assert window.backup._rest.isActive()
    assert len(tries) == 1


def test_an_open_session_forgets_what_can_no_longer_be_put_back(
    folder: Path, open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(watching, "SETTLED", 1)
    monkeypatch.setattr(oubli, "forget_old", lambda: asked.append(database.is_open()))
    open_window(folder)
    qtbot.waitUntil(lambda: asked == [True])
