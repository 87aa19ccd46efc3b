"""What waits for the first image of a widget comes after it, once."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.kit.first_image import once_painted


class Noted(QWidget):
    def __init__(self, seen: list[str]) -> None:
        super().__init__()
        self._seen = seen

    def paintEvent(self, event: QPaintEvent) -> None:
        self._seen.append("painted")


def test_it_runs_after_the_image_and_once(qtbot: QtBot) -> None:
    seen: list[str] = []
    widget = Noted(seen)
    qtbot.addWidget(widget)
    once_painted(widget, lambda: seen.append("run"))
    qtbot.wait(20)
    assert not seen
    widget.show()
    qtbot.waitUntil(lambda: "run" in seen)
    assert seen[0] == "painted"
    widget.update()
    qtbot.waitUntil(lambda: seen.count("painted") > 1)
    qtbot.wait(20)
    assert seen.count("run") == 1


def test_nothing_runs_once_the_widget_is_gone(qtbot: QtBot) -> None:
    seen: list[str] = []
    widget = Noted(seen)
    once_painted(widget, lambda: seen.append("run"))
    widget.deleteLater()
    qtbot.wait(20)
    assert not seen
