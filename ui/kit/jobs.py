"""The one way to do something slow: a thread with its own connection, progress, cancel."""

import contextlib
import gc
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from models.base import database
from models.base.progress import Cancelled, Progress
from ui.kit.names import named
from ui.kit.tokens import L, M

R = TypeVar("R")
PATIENCE = 0.3  # seconds before a job is shown
# Seconds before a job gives way to the window. A picture takes hundreds of turns between Qt and
# Python, and the interpreter lets each wait for this long when a job is busy.
YIELD = 0.0005
PUT_OFF = 60  # lesser collections, about ten minutes of work, after which no calm is awaited
TICK = 100  # milliseconds between two looks at the running jobs


class Job:
    """One running function, as its strip shows it."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.begun = time.monotonic()
        self.done = 0
        self.total = 0
        self.progress = Progress(self._step)
        self.over = False

    def cancel(self) -> None:
        self.progress.cancel()

    def _step(self, done: int, total: int) -> None:
        self.done, self.total = done, total


class Jobs(QObject):
    """Runs functions; `failed` is told of what they raise unless a run says otherwise."""

    _woken = Signal()  # outcomes wait in the queue: see `ui.kit.changes`

    def __init__(
        self, failed: Callable[[BaseException], object], *, immediate: bool = False
    ) -> None:
        super().__init__()
        sys.setswitchinterval(YIELD)
        self.running: list[Job] = []
        self._failed = failed
        self._immediate = immediate
        self._outcomes: deque[Callable[[], object]] = deque()
        self._threads: list[threading.Thread] = []
        self._woken.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        function: Callable[[Progress], R],
        *,
        done: Callable[[R], object],
        failed: Callable[[BaseException], object] | None = None,
        title: str = "",
        owner: QObject | None = None,
        awaited: bool = True,
        patience: float = 0,
    ) -> Job:
        """Run `function(progress)` aside, then `done(result)` here; nothing once `owner` is gone.

        A job without title works unseen; one that is not `awaited` never delays `stop`. What takes
        less than `patience` (seconds, a few hundredths) is done when this returns.
        """
        job = Job(title)
        self.running.append(job)
        ended = threading.Event()
        ends: list[Callable[[], object]] = []

        def work() -> None:
            outcome = _outcome(function, job, done=done, failed=failed or self._failed)
            ends.append(lambda: self._end(job, outcome, owner=owner))
            self._outcomes.append(ends[0])
            with contextlib.suppress(RuntimeError):  # the program goes: nobody waits any more
                self._woken.emit()
            ended.set()

        if self._immediate:
            self._end(
                job, _outcome(function, job, done=done, failed=failed or self._failed), owner=owner
            )
            return job
        thread = threading.Thread(target=_connected, args=(work,), daemon=True)
        self._threads = [t for t in self._threads if t.is_alive()]
        if awaited:
            self._threads.append(thread)
        thread.start()
        if patience and ended.wait(patience):
            self._outcomes.remove(ends[0])
            ends[0]()
        return job

    def stop(self, wait: float = 2.0) -> None:
        """Cancel everything, and leave each thread a moment to close its connection."""
        for job in self.running:
            job.cancel()
        for thread in self._threads:
            thread.join(wait)
        self.running.clear()
        self._outcomes.clear()

    def _deliver(self) -> None:
        # One at a time: what an outcome raises must not lose the next one.
        if self._outcomes:
            self._outcomes.popleft()()

    def _end(
        self, job: Job, outcome: Callable[[], object] | None, *, owner: QObject | None
    ) -> None:
        job.over = True
        if job in self.running:
            self.running.remove(job)
        if outcome is not None and (owner is None or shiboken6.isValid(owner)):
            outcome()


def _connected(work: Callable[[], None]) -> None:
    before = database.connection() if database.is_open() else contextlib.nullcontext()
    with before:
        work()
    if database.is_open():  # the job itself may have opened the base
        database.handle().engine.close()


def _outcome(
    function: Callable[[Progress], R],
    job: Job,
    *,
    done: Callable[[R], object],
    failed: Callable[[BaseException], object],
) -> Callable[[], object] | None:
    began_open = database.is_open()
    try:
        result = function(job.progress)
    except Cancelled:
        return None
    except Exception as error:
        if began_open and not database.is_open():
            return None  # locked meanwhile: nobody waits for it any more
        caught = error
        return lambda: failed(caught)
    return lambda: done(result)


class JobStrip(QFrame):
    """Shows the oldest job that lasts, with its progress and « Annuler »."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("jobs")
        self._jobs = jobs
        self._shown: Job | None = None
        self._title = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = named(QPushButton("Annuler"), "jobs.cancel")
        self._cancel.clicked.connect(self._cancel_shown)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        row.addWidget(self._title)
        row.addWidget(self._bar, 1)
        row.addSpacing(L)
        row.addWidget(self._cancel)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.hide()

    def look(self) -> None:
        """Show what has been running for longer than patience lasts."""
        now = time.monotonic()
        lasting = [j for j in self._jobs.running if j.title and now - j.begun >= PATIENCE]
        if not lasting:
            self._shown = None
            self.hide()
            return
        if lasting[0] is not self._shown:
            self._begin(lasting[0])
        self._bar.setRange(0, lasting[0].total)
        self._bar.setValue(lasting[0].done)

    def _begin(self, job: Job) -> None:
        self._shown = job
        self._title.setText(f"{job.title}…")
        self._bar.setAccessibleName(job.title)
        self._cancel.setAccessibleName(f"Annuler : {job.title}")
        self._cancel.setEnabled(True)
        self.show()

    def _cancel_shown(self) -> None:
        if self._shown is not None:
            self._shown.cancel()
            self._cancel.setEnabled(False)
            self._title.setText("Arrêt en cours…")


class Collector(QObject):
    """Collects Python's garbage on Qt's thread only: a widget that dies in a job's kills us.

    Going through everything takes a tenth of a second on a large base: it waits for a calm
    (`calm` says so), but not for ever.
    """

    calm: Callable[[], bool] = staticmethod(lambda: True)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        timer = QTimer(self)
        timer.setInterval(1000)
        timer.timeout.connect(self._collect)
        timer.start()

    def _collect(self) -> None:
        young, middle, old = gc.get_count()
        if old > self._thresholds[2] and (old > PUT_OFF or self.calm()):
            gc.collect(2)
        elif middle > self._thresholds[1]:
            gc.collect(1)
        elif young > self._thresholds[0]:
            gc.collect(0)
