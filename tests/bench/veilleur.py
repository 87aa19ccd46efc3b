"""The longest time that the window's thread answers nothing: what a hand on the keyboard feels."""

import faulthandler
import re
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

BEAT = 0.002  # seconds between two beats of an idle window
TOLD = 0.060  # seconds of silence after which what the thread was doing is noted


class Veilleur:
    """A heart that beats in the event loop, and a thread that listens for it."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._longest = 0.0
        self._seen: list[str] = []
        self._over = threading.Event()
        self._main = threading.main_thread().ident or 0
        self._timer = QTimer()
        self._timer.setInterval(int(BEAT * 1000))
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._ear = threading.Thread(target=self._listen, daemon=True)
        self._ear.start()

    def silence_of(
        self, gesture: Callable[[], object], settled: Callable[[], bool]
    ) -> tuple[float, str]:
        """(longest silence in seconds, where the thread was) until all is settled."""
        _turn(0.02)
        self._beat()
        self._longest, self._seen = 0.0, []
        gesture()
        end = time.perf_counter() + 60
        while True:
            _turn(0.05)
            if settled() or time.perf_counter() > end:
                break
        _turn(0.05)
        self._beat()
        return self._longest, _commonest(self._seen)

    def stop(self) -> None:
        self._timer.stop()
        self._over.set()
        self._ear.join()

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last - BEAT)
        self._last = now

    def _listen(self) -> None:
        while not self._over.wait(BEAT):
            silence = time.perf_counter() - self._last
            if silence > TOLD:
                self._seen.append(_inner(self._main))


def _inner(thread: int) -> str:
    """The calls that a thread was in, the innermost last.

    Its frames are not taken hold of: one that ends meanwhile would die here, and with it what it
    was drawing with.
    """
    with tempfile.TemporaryFile("w+") as told:
        faulthandler.dump_traceback(told)
        told.seek(0)
        threads = told.read().split("\n\n")
    here = next((one for one in threads if f"0x{thread:016x}" in one), "")
    calls = re.findall(r'File "(.*)", line (\d+) in (.*)', here)[:7]
    return " > ".join(f"{Path(path).name}:{line} {name}" for path, line, name in reversed(calls))


def _commonest(seen: list[str]) -> str:
    return "\n".join(f"{n:4} × {where}" for where, n in Counter(seen).most_common(4))


def _turn(seconds: float) -> None:
    """Let the event loop run."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
