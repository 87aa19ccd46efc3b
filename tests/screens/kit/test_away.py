"""What is hidden from a visitor: out of the window, then back in its place, gone with its page."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.kit.away import set_away


def read(widget: QWidget) -> list[str]:
    """Every name of the accessibility tree under a widget."""
    found: list[str] = []

    def visit(interface: Any) -> None:
        found.append(interface.text(QAccessible.Text.Name))
        for at in range(interface.childCount()):
            visit(interface.child(at))

    visit(QAccessible.queryAccessibleInterface(widget))
    return found


def settle() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_part_of_a_layout_goes_and_comes_back_in_its_place(window: QWidget) -> None:
    grid = QGridLayout()
    column = window.layout()
    assert isinstance(column, QVBoxLayout)
    column.addLayout(grid)
    holder, line = QWidget(), QLineEdit("Sow")
    QVBoxLayout(holder).addWidget(QLabel("Awa"))
    holder.layout().addWidget(line)  # type: ignore[union-attr]
    grid.addWidget(holder, 1, 2)
    for _ in range(2):
        set_away(holder, away=True)
        set_away(holder, away=True)
        assert "Awa" not in read(window)
        assert holder.window() is not window
        set_away(holder, away=False)
        set_away(holder, away=False)
        assert "Awa" in read(window)
    assert line.isVisible()
    assert line.text() == "Sow"
    assert grid.getItemPosition(grid.indexOf(holder)) == (1, 2, 1, 1)
    assert grid.count() == 1


def test_a_page_of_a_stack_leaves_it_and_is_shown_by_it_again(window: QWidget) -> None:
    stack, page, other = QStackedWidget(), QLabel("Awa"), QLabel("Masqué")
    window.layout().addWidget(stack)  # type: ignore[union-attr]
    stack.addWidget(page)
    stack.addWidget(other)
    set_away(page, away=True)
    stack.setCurrentWidget(other)
    assert "Awa" not in read(window)
    set_away(page, away=False)
    settle()
    stack.setCurrentWidget(page)
    assert page.isVisible()
    assert (stack.count(), stack.indexOf(page)) == (2, 0)


def test_what_is_away_when_its_page_goes_is_gone_too(window: QWidget) -> None:
    """Nothing private is left in memory behind the window."""
    stack, page = QStackedWidget(), QLabel("Awa")
    window.layout().addWidget(stack)  # type: ignore[union-attr]
    stack.addWidget(page)
    set_away(page, away=True)
    gone: list[int] = []
    page.destroyed.connect(lambda: gone.append(1))
    stack.deleteLater()
    settle()
    settle()
    assert gone == [1]
