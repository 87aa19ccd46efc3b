"""No gesture holds the window for more than 100 ms, on the base of a big town's ten years.

Real keys are sent to the real window, offscreen; the longest silence of the event loop during each
gesture is compared with those 100 ms. With COTE_A_COTE_VOIR set, what the thread was doing is told.
"""

import os
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models.comptes import acces
from tests.bench import grande_base
from tests.bench.pairs import Ratio
from tests.bench.veilleur import Veilleur
from ui.kit.context import make_context
from ui.kit.jobs import Collector
from ui.kit.table import TablePane
from ui.main_window import MainWindow

PERSONNES, PASSAGES = 500_000, 1_000_000
LIMIT = 0.100  # seconds
CTRL = Qt.KeyboardModifier.ControlModifier
Gesture = tuple[str, Callable[[], object]]


def main(personnes: int = PERSONNES, passages: int = PASSAGES) -> list[Ratio]:
    app = QApplication.instance() or QApplication(["bench", "-style", "Fusion"])
    folder = grande_base.big_base(personnes, passages)
    settings = grande_base.settings(folder)
    acces.open_with_password(
        folder, grande_base.ACCOUNT, password=grande_base.PASSWORD, settings=settings
    )
    collector = Collector(app)  # as the application does
    window = MainWindow(make_context(settings))
    collector.calm = window.is_calm
    window.resize(1280, 720)
    window.show()
    window.enter()
    watch = Veilleur()
    try:
        found = [_measured(watch, window, *gesture) for gesture in _gestures(window)]
    finally:
        watch.stop()
        window.close()
        acces.lock()
        app.processEvents()
    return found


def _measured(
    watch: Veilleur, window: MainWindow, name: str, gesture: Callable[[], object]
) -> Ratio:
    silence, where = watch.silence_of(gesture, lambda: not window.context.jobs.running)
    if where and os.environ.get("COTE_A_COTE_VOIR"):
        print(f"--- {name}: {silence * 1000:.0f} ms\n{where}")
    return Ratio(f"silence: {name}", silence, LIMIT, 1.0)


def _gestures(window: MainWindow) -> Iterator[Gesture]:
    yield "the window opens", lambda: None
    yield "its first seconds", lambda: _wait(4)
    for letters in ("m", "d", "diallo", "z"):
        yield f"« {letters} » in Qui", lambda typed=letters: _type(typed, erase=True)
    yield "a visitor is chosen", lambda: _keys(Qt.Key.Key_Return)
    yield "a demande is asked", lambda: _type("c")
    yield "a demande is taken", lambda: _keys(Qt.Key.Key_Return)
    yield "the passage is saved", lambda: _keys(Qt.Key.Key_Return, CTRL)
    yield "Ctrl+Z", lambda: _keys(Qt.Key.Key_Z, CTRL)
    yield "the day before", lambda: _keys(Qt.Key.Key_PageUp, CTRL)
    yield from _each_screen(window)


def _each_screen(window: MainWindow) -> Iterator[Gesture]:
    for entry in window.allowed():
        yield f"to {entry.id}", lambda at=entry.id: window.navigate(at)
        yield from _each_list(window, entry.id)


def _each_list(window: MainWindow, screen_id: str) -> Iterator[Gesture]:
    """Sort each column, search, walk to the end of what a screen lists."""
    screen = window.current
    for pane in screen.findChildren(TablePane) if screen is not None else []:
        if not pane.isVisible():
            continue
        header = pane.view.horizontalHeader()
        for at, column in enumerate(pane.model.listing.columns):
            if column.sort:
                yield (
                    f"{screen_id}: sort by {column.name}",
                    lambda c=at, h=header: h.sectionClicked.emit(c),
                )
        yield f"{screen_id}: to the end", lambda p=pane: _press(p.view, Qt.Key.Key_End, CTRL)


def _wait(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.001)


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing has the focus"
    return focused


def _type(text: str, *, erase: bool = False) -> None:
    field = _focused()
    if erase:
        QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    for letter in text:
        QTest.keyClicks(field, letter)
        QApplication.processEvents()


def _keys(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    _press(_focused(), key, modifier)


def _press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    QTest.keyClick(widget, key, modifier)


if __name__ == "__main__":
    for ratio in main():
        print(f"{ratio.name:<60} {ratio.ours * 1000:8.1f} ms")
