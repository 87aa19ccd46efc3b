"""Jobs: aside, with progress and cancel; what they raise; what they leave behind."""

import gc
import threading
import time

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from models.base import database
from models.base.database import Handle
from models.base.errors import Refused
from models.base.progress import Progress
from tests.screens.kit.objets import Objet, add
from ui.kit.jobs import PUT_OFF, Collector, Jobs, JobStrip


@pytest.fixture
def failures() -> list[BaseException]:
    return []


@pytest.fixture
def jobs(qtbot: QtBot, failures: list[BaseException]) -> Jobs:
    return Jobs(failures.append)


def endless(progress: Progress) -> None:
    while True:
        progress.step(3, 10)
        time.sleep(0.005)


def test_a_job_runs_aside_and_ends_on_our_thread(jobs: Jobs, qtbot: QtBot) -> None:
    threads: list[object] = []
    jobs.run(lambda _: threading.current_thread(), done=lambda t: threads.extend(_both(t)))
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threads[1]
    assert threads[1] is threading.main_thread()
    assert not jobs.running


def _both(thread: threading.Thread) -> list[threading.Thread]:
    return [thread, threading.current_thread()]


@pytest.mark.usefixtures("base")
def test_a_job_has_a_connection_of_its_own_and_closes_it(jobs: Jobs, qtbot: QtBot) -> None:
    add(1, 2)
    engine = database.handle().engine
    here = engine.connection()  # type: ignore[no-untyped-call]  # partial stubs
    found: list[tuple[int, bool]] = []

    def count(_: Progress) -> tuple[int, bool]:
        own = engine.connection()  # type: ignore[no-untyped-call]
        return Objet.select().count(), own is not here

    jobs.run(count, done=found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [(2, True)]
    assert not engine.is_closed()  # type: ignore[no-untyped-call]


def test_a_refusal_is_told_on_our_thread(
    jobs: Jobs, qtbot: QtBot, failures: list[BaseException]
) -> None:
    def refuse(_: Progress) -> None:
        raise Refused("Non.")

    jobs.run(refuse, done=lambda _: pytest.fail("nothing was done"))
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], Refused)


def test_annuler_stops_the_job_and_tells_nobody(
    jobs: Jobs, qtbot: QtBot, failures: list[BaseException]
) -> None:
    strip = JobStrip(jobs)
    qtbot.addWidget(strip)
    jobs.run(endless, done=lambda _: pytest.fail("it was cancelled"), title="Comptage")
    assert strip.isHidden(), "a short job must not blink"
    qtbot.waitUntil(lambda: not strip.isHidden())
    bar = strip.findChild(QProgressBar)
    button = strip.findChild(QPushButton, "jobs.cancel")
    assert bar is not None
    assert button is not None
    assert (bar.value(), bar.maximum(), bar.accessibleName()) == (3, 10, "Comptage")
    button.click()
    qtbot.waitUntil(lambda: strip.isHidden() and not jobs.running)
    assert failures == []


def test_nothing_comes_back_to_what_is_gone(jobs: Jobs, qtbot: QtBot) -> None:
    owner = QObject()
    release = threading.Event()
    done: list[object] = []
    jobs.run(lambda _: release.wait(60), done=done.append, owner=owner)
    owner.deleteLater()
    qtbot.waitSignal(owner.destroyed).wait()
    release.set()
    qtbot.waitUntil(lambda: not jobs.running)
    assert done == []


def test_stop_leaves_no_thread(jobs: Jobs, qtbot: QtBot) -> None:
    jobs.run(endless, done=lambda _: None, title="Sans fin")
    jobs.stop()
    assert not any(t.is_alive() for t in jobs._threads)


def test_immediate_jobs_end_before_they_return(qtbot: QtBot, base: Handle) -> None:
    jobs = Jobs(lambda error: None, immediate=True)
    done: list[int] = []
    jobs.run(lambda progress: 3, done=done.append)
    assert done == [3]


def test_what_is_quick_is_done_when_run_returns_and_only_once(jobs: Jobs, qtbot: QtBot) -> None:
    done: list[object] = []
    jobs.run(lambda _: 3, done=done.append, patience=5)
    assert done == [3]
    qtbot.wait(20)
    assert done == [3]
    assert not jobs.running


def test_what_lasts_longer_than_patience_comes_later(jobs: Jobs, qtbot: QtBot) -> None:
    release, done = threading.Event(), list[object]()
    jobs.run(lambda _: release.wait(60), done=done.append, patience=0.01)
    assert done == []
    release.set()
    qtbot.waitUntil(lambda: done == [True])


@pytest.mark.parametrize(
    ("counts", "calm", "collected"),
    [
        ((0, 0, 20), True, [2]),
        ((0, 20, 20), False, [1]),
        ((9_999, 0, 20), False, [0]),
        ((0, 0, PUT_OFF + 1), False, [2]),
        ((0, 0, 0), True, []),
    ],
)
def test_all_of_the_garbage_waits_for_a_calm_but_not_for_ever(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    counts: tuple[int, int, int],
    calm: bool,
    collected: list[int],
) -> None:
    done: list[int] = []
    monkeypatch.setattr(gc, "disable", lambda: None)
    parent = QObject()
    collector = Collector(parent)
    collector.calm = lambda: calm
    with monkeypatch.context() as faked:
        faked.setattr(gc, "get_count", lambda: counts)
        faked.setattr(gc, "collect", done.append)
        collector._collect()
    assert done == collected
