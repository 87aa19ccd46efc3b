"""One window for each base; the words of Qt in French."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from ui import app as start


def test_one_window_for_each_base(qtbot: QtBot, tmp_path: Path) -> None:
    first, second, elsewhere = (start._Place(tmp_path / n) for n in ("a", "a", "b"))
    assert first.take()
    assert not second.take()
    assert elsewhere.take()
    first.leave()
    assert second.take()
    second.leave()
    elsewhere.leave()


def test_a_second_start_raises_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first, second = start._Place(tmp_path), start._Place(tmp_path)
    assert first.take()
    first.answer_calls(window)
    assert not window.isVisible()
    second.call_the_other()
    qtbot.waitUntil(window.isVisible)
    first.leave()


def test_nobody_answers_and_nothing_breaks(qtbot: QtBot, tmp_path: Path) -> None:
    start._Place(tmp_path).call_the_other()


def test_standard_buttons_are_french(qapp: QApplication, qtbot: QtBot) -> None:
    start._speak_french(qapp)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    text = box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "")
    assert text == "Annuler"


@pytest.mark.parametrize("heavy", ["reportlab", "keyring", "PIL", "PySide6.QtNetwork", "asyncio"])
def test_nothing_heavy_on_the_way_to_the_window(heavy: str) -> None:
    import subprocess
    import sys

    code = f"import sys; import ui.app; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
