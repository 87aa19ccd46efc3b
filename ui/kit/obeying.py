"""What a hand does to a widget, done through accessibility: Qt tells of it otherwise, or never.

A box that is turned there is not clicked; a button that carries a menu does not open it; a line
of a list is selected, which for a hand is only to look at it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSignalBlocker,
    Qt,
    QTimer,
)
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QListView,
    QMenu,
    QToolButton,
)

_DOWN = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier


def obeys(button: QAbstractButton, run: Callable[[], object]) -> None:
    """`run` at each click, and when the button is turned without one; see `show_checked`."""
    pressed: list[bool] = []  # between a press and its click, turning is part of the click
    button.pressed.connect(lambda: pressed.append(True))
    button.released.connect(pressed.clear)
    button.toggled.connect(lambda on: None if pressed or _gives_way(button, on=on) else run())
    button.clicked.connect(lambda: run())


def _gives_way(button: QAbstractButton, *, on: bool) -> bool:
    """Whether it is turned off because another one of its group was chosen."""
    group = button.group()
    return not on and (button.autoExclusive() if group is None else group.exclusive())


def show_checked(button: QAbstractButton, *, on: bool) -> None:
    """Show that it is so: that is no act."""
    with QSignalBlocker(button):
        button.setChecked(on)


def drops(button: QToolButton, menu: QMenu, *, lasts: bool = False) -> None:
    """The button shows its menu under it, for the mouse, the keys and whatever presses it.

    As a split button, whose menu is then among what can be read and done; but drawn in one piece,
    and never waited for: who asks for the menu from outside must be answered at once. `lasts`: it
    stays until it is left, several entries being chosen in a row.
    """
    ours: list[bool] = []
    shut: list[bool] = []  # just now, by the press of a mouse on the button itself
    spent: list[bool] = []  # by that press, whose click is to come

    def show() -> None:
        if not spent:
            ours.append(True)
            menu.setWindowTitle(button.accessibleName() or button.text())  # its name, read
            menu.popup(button.mapToGlobal(QPoint(0, button.height())))
            ours.clear()
        spent.clear()

    def note_shown() -> None:
        if not ours:  # Qt waits for it to go: it goes, and comes back
            QTimer.singleShot(0, menu, show_again)

    def show_again() -> None:
        menu.hide()
        show()

    def note_hidden() -> None:
        here = button.rect().contains(button.mapFromGlobal(QCursor.pos()))
        if here and QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            shut.append(True)
            QTimer.singleShot(0, menu, shut.clear)  # not every system presses the button too

    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
    menu.aboutToShow.connect(note_shown)
    menu.aboutToHide.connect(note_hidden)
    if not lasts:
        menu.triggered.connect(lambda _: menu.hide())  # an entry done from outside leaves it open
    button.pressed.connect(lambda: spent.extend(shut))
    button.clicked.connect(show)
    button.installEventFilter(_Down(button, show))


class _Down(QObject):
    """The down arrow shows a button's menu, as it shows the list of a field."""

    def __init__(self, button: QToolButton, show: Callable[[], object]) -> None:
        super().__init__(button)
        self._show = show

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() != Qt.Key.Key_Down or event.modifiers() & ~_DOWN:
            return False
        self._show()
        return True


def follows(view: QAbstractItemView, go: Callable[[int], object]) -> None:
    """A row that is selected from outside becomes the current one: it is what Entrée opens."""

    def take(row: int) -> None:
        selected = view.selectionModel().isRowSelected(row, view.rootIndex())
        if selected and row != view.currentIndex().row():
            go(row)
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    def look(selected: QItemSelection) -> None:
        rows = [index.row() for index in selected.indexes()[:1]]
        if rows and not QApplication.mouseButtons():  # once what the program does is done
            QTimer.singleShot(0, view, lambda: take(rows[0]))

    view.selectionModel().selectionChanged.connect(lambda selected, _: look(selected))


class Picking:
    """`run` is given the line of a list that something else than the program selects."""

    def __init__(self, view: QListView, run: Callable[[QModelIndex], object]) -> None:
        self._view, self._run, self._ours = view, run, 0
        self._meant = QPersistentModelIndex()
        # Of one line only, what is selected already could not be told.
        view.setSelectionMode(QListView.SelectionMode.MultiSelection)
        view.selectionModel().selectionChanged.connect(self._answer)

    def show(self, index: QModelIndex) -> None:
        """Show a line as the one that would be chosen."""
        with self.ours():
            self._view.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    @contextmanager
    def ours(self) -> Iterator[None]:
        """What the program selects, or empties, is no choice."""
        self._ours += 1
        try:
            yield
        finally:
            self._ours -= 1

    def _answer(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        if self._ours or QApplication.mouseButtons():
            return  # the click of a mouse is told as such
        changed = (selected.indexes() or deselected.indexes())[:1]
        if changed:  # the one before is left first: what is told last is meant
            self._meant = QPersistentModelIndex(changed[0])
            QTimer.singleShot(0, self._view, self._take)

    def _take(self) -> None:
        meant, self._meant = self._meant, QPersistentModelIndex()
        if meant.isValid():
            self._run(self._view.model().index(meant.row(), meant.column()))
