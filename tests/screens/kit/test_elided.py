"""Words of any length in the room that there is."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.elided import Elided, ElidedButton

LONG = "Mbaye-Rakotondrazafy de La Tour du Pin " * 8


def test_a_button_that_says_a_long_name_widens_nothing(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    button = ElidedButton(LONG)
    QHBoxLayout(holder).addWidget(button)
    assert holder.minimumSizeHint().width() < 200
    holder.resize(300, 60)
    holder.show()
    holder.grab()
    assert button.width() <= 300
    assert button.text() == button.toolTip() == LONG


def test_a_button_with_room_for_its_words_repeats_them_nowhere(qtbot: QtBot) -> None:
    button = ElidedButton("Sow")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    button.grab()
    assert not button.toolTip()
    assert button.minimumSizeHint().width() <= button.sizeHint().width()


def test_dots_do_not_stand_alone(qtbot: QtBot) -> None:
    def drawn(words: str, width: int) -> QImage:
        label = Elided(words)
        qtbot.addWidget(label)
        label.resize(width, 20)
        return label.grab().toImage()

    room = Elided("").fontMetrics().horizontalAdvance("…") + 1
    assert drawn(LONG, room) == drawn("", room)
    assert drawn(LONG, room * 6) != drawn("", room * 6)
