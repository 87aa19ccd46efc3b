"""A list and the page over it: which is in sight, what is masked, where the focus goes."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.context import Turned
from ui.kit.stack import Stack

MASKED = "La page est masquée."


class Page(QWidget):
    """Two fields; work begins in the second."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = QLineEdit(), QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.first)
        column.addWidget(self.second)

    def focus_first(self) -> None:
        self.second.setFocus()


@pytest.fixture
def turned() -> Turned:
    return Turned()


@pytest.fixture
def under() -> QLineEdit:
    return QLineEdit()


@pytest.fixture
def stack(qtbot: QtBot, turned: Turned, under: QLineEdit) -> Stack:
    made = Stack(turned, under, masked=MASKED)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def said(stack: Stack) -> list[str]:
    return [one.text() for one in stack.findChildren(QLabel) if one.isVisible()]


def test_a_page_takes_the_place_of_the_list_and_gives_it_back(
    stack: Stack, under: QLineEdit
) -> None:
    page = Page()
    stack.show_page(page)
    assert page.isVisible()
    assert not under.isVisible()
    assert stack.page is page
    stack.show_under()
    assert under.isVisible()
    assert stack.page is None


def test_one_page_at_a_time_is_kept(qtbot: QtBot, stack: Stack) -> None:
    first, second = Page(), Page()
    stack.show_page(first, scrolls=True)
    with qtbot.waitSignal(first.destroyed):
        stack.show_page(second)
    assert second.isVisible()
    assert not stack.findChildren(QScrollArea)


def test_what_is_under_is_not_shown_between_two_pages(
    qtbot: QtBot, stack: Stack, under: QLineEdit
) -> None:
    shown: list[QWidget | None] = []
    stack.show_page(Page())
    stack.currentChanged.connect(lambda _: shown.append(stack.currentWidget()))
    stack.show_page(Page())
    assert under not in shown


def test_a_page_hides_while_the_screen_is_turned(stack: Stack, turned: Turned) -> None:
    page = Page()
    stack.show_page(page, scrolls=True)
    turned.toggle()
    assert not page.isVisible()
    assert said(stack) == [MASKED]
    turned.toggle()
    assert page.isVisible()
    assert said(stack) == []


def test_a_page_that_hides_what_it_must_itself_stays(stack: Stack, turned: Turned) -> None:
    turned.toggle()
    page = Page()
    stack.show_page(page, hides=False)
    assert page.isVisible()


def test_a_list_is_never_masked(stack: Stack, turned: Turned, under: QLineEdit) -> None:
    turned.toggle()
    assert under.isVisible()
    stack.show_page(Page())
    assert said(stack) == [MASKED]
    stack.show_under()
    assert under.isVisible()


def test_a_page_without_a_mask_stays(qtbot: QtBot, turned: Turned) -> None:
    stack = Stack(turned, QLineEdit())
    qtbot.addWidget(stack)
    stack.show()
    page = Page()
    stack.show_page(page)
    turned.toggle()
    assert page.isVisible()


def test_another_list_may_come_under(stack: Stack, under: QLineEdit) -> None:
    other = QLineEdit()
    stack.show_page(Page())
    stack.show_under(other)
    assert other.isVisible()
    stack.show_page(Page())
    stack.show_under()
    assert other.isVisible()
    stack.show_under(under)
    assert under.isVisible()


def test_the_focus_goes_where_work_begins(qtbot: QtBot, stack: Stack, under: QLineEdit) -> None:
    qtbot.waitExposed(stack)
    page = Page()
    stack.show_page(page)
    stack.focus_first()
    assert stack.focusWidget() is page.second
    stack.show_under()
    stack.focus_first()
    assert stack.focusWidget() is under
