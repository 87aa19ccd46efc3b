"""A window that goes leaves nothing behind that would ask the base, or answer, in its place."""

import threading
from pathlib import Path

import shiboken6
from pytestqt.qtbot import QtBot

from models.base.progress import Progress
from models.base.settings import Settings
from tests.domain.comptes.maison import POSTE
from ui.kit.context import make_context
from ui.main_window import MainWindow


def opened(folder: Path, qtbot: QtBot) -> MainWindow:
    window = MainWindow(make_context(Settings(poste_id=POSTE, donnees=str(folder))))
    window.enter()
    window.show()
    qtbot.waitExposed(window)
    return window


def test_deleted_it_listens_no_more_and_stops_its_jobs(folder: Path, qtbot: QtBot) -> None:
    window = opened(folder, qtbot)
    context, backup = window.context, window.backup
    assert context.changes._poll.isActive()
    stopped = threading.Event()

    def long(progress: Progress) -> None:
        try:
            while True:
                progress.step(0, 1)
        finally:
            stopped.set()

    context.jobs.run(long, done=lambda _: None, title="Export")
    shiboken6.delete(window)
    assert stopped.wait(60)
    assert not context.changes._poll.isActive()
    assert context.changes._handle is None
    assert not shiboken6.isValid(backup), "its minute would end in another session"


def test_closed_what_would_come_later_is_given_up(folder: Path, qtbot: QtBot) -> None:
    window = opened(folder, qtbot)
    assert window.backup._settled.isActive()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not window.backup._settled.isActive()
    assert not window.context.changes._poll.isActive()
    shiboken6.delete(window)


def test_the_other_screens_are_loaded_after_the_first_image_however_late(
    folder: Path, qtbot: QtBot
) -> None:
    """On the Accueil itself, which its own content covers whole."""
    window = MainWindow(make_context(Settings(poste_id=POSTE, donnees=str(folder))))
    qtbot.addWidget(window)
    ended: list[bool] = []
    window.avance.setInterval(0)
    window.avance.timeout.connect(lambda: ended.append(True))
    window.enter()
    qtbot.wait(30)
    assert not window.avance.isActive()
    assert not ended
    window.show()
    qtbot.waitUntil(lambda: bool(ended))
