"""What is asked through accessibility, as a screen reader or a script does, is done."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QButtonGroup, QListView, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from models.base.errors import Invalid
from tests.screens.kit.objets import add, objets
from ui.kit.actions import UiAction, fill_menu
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.obeying import drops, obeys, show_checked
from ui.kit.rows import Row, RowList
from ui.kit.side_bar import Entry, SideBar
from ui.kit.table import TablePane

_NAME = QAccessible.Text.Name
_SUJETS = [("l", "Logement"), ("s", "Santé, soins"), ("t", "Transport"), ("tl", "Travail")]


def reached(widget: QWidget) -> Any:
    return QAccessible.queryAccessibleInterface(widget)


def act(widget: QWidget, name: str = "") -> None:
    """Its first action, unless it is named."""
    actions = reached(widget).actionInterface()
    actions.doAction(name or actions.actionNames()[0])


def dictate(widget: QWidget, words: str) -> None:
    reached(widget).setText(QAccessible.Text.Value, words)


def test_a_screen_is_gone_to_by_the_first_action_of_its_entry(qtbot: QtBot) -> None:
    went: list[str] = []
    bar = SideBar([Entry("accueil", "Accueil", ""), Entry("suivis", "Suivis", "")], went.append)
    qtbot.addWidget(bar)
    bar.mark("accueil")
    buttons = {b.objectName(): b for b in bar.findChildren(QToolButton)}
    act(buttons["side.suivis"])
    assert went == ["suivis"]
    assert not buttons["side.suivis"].isChecked()  # not before the screen is there
    bar.mark("suivis")
    act(buttons["side.suivis"])  # from a page under it, back to the list
    assert went == ["suivis", "suivis"]
    bar.show()
    bar.activateWindow()
    qtbot.waitUntil(bar.isActiveWindow)
    buttons["side.suivis"].setFocus()
    qtbot.keyClick(buttons["side.suivis"], Qt.Key.Key_Down)
    assert bar.focusWidget() is buttons["side.accueil"]
    assert buttons["side.suivis"].isChecked()


def test_a_box_that_is_turned_acts_once_and_never_for_its_neighbour(qtbot: QtBot) -> None:
    one, two, group = QPushButton("Un"), QPushButton("Deux"), QButtonGroup()
    told: list[str] = []
    for button in (one, two):
        qtbot.addWidget(button)
        button.setCheckable(True)
        group.addButton(button)
        obeys(button, lambda b=button: told.append(b.text()))
    act(one)
    one.click()
    qtbot.mouseClick(two, Qt.MouseButton.LeftButton)
    assert told == ["Un", "Un", "Deux"]
    show_checked(one, on=True)
    assert told == ["Un", "Un", "Deux"]
    assert one.isChecked()


def test_a_menu_is_answered_at_once_read_and_done(qtbot: QtBot) -> None:
    done: list[str] = []
    button = QToolButton()
    button.setAccessibleName("Plus d’actions")
    qtbot.addWidget(button)
    menu = QMenu(button)
    menu.aboutToShow.connect(menu.clear)
    menu.aboutToShow.connect(lambda: menu.addAction("Archiver", lambda: done.append("archiver")))
    drops(button, menu)
    button.show()
    act(button)  # comes back: nobody waits for the menu to be left
    qtbot.waitUntil(menu.isVisible)
    qtbot.wait(20)
    assert menu.isVisible()
    told = reached(button).child(0)
    assert told.text(QAccessible.Text.Name) == "Plus d’actions"
    entry = told.child(0)
    assert entry.text(QAccessible.Text.Name) == "Archiver"
    entry.actionInterface().doAction("Press")
    assert done == ["archiver"]
    assert not menu.isVisible()
    button.click()
    assert menu.isVisible()
    menu.hide()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Down)
    assert menu.isVisible()
    menu.hide()


def test_the_keys_of_an_entry_are_shown_beside_its_name(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    edit = UiAction("corriger", "Corriger", "edit", "F2", None, lambda: None)
    fill_menu(menu, [edit], lambda _: True)
    menu.popup(QPoint())
    entry = reached(menu).child(0)
    assert entry.text(_NAME) == "Corriger"
    assert entry.text(QAccessible.Text.Accelerator) == "F2"
    menu.hide()
    assert menu.actions()[0].shortcut().isEmpty()  # the keys are the window's


def test_what_is_written_at_once_counts_as_typed(qtbot: QtBot) -> None:
    asked = [
        Input(name="jour", label="Jour", kind=Kind.DAY),
        Input(name="sujet", label="Sujet", kind=Kind.CHOICE, options=_SUJETS),
        Input(name="sujets", label="Sujets", kind=Kind.SEVERAL, options=_SUJETS),
    ]
    form = Form([Group("", asked)])
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    lines: dict[str, Any] = {one.name: form.editor(one.name).control for one in asked}
    form.set_values({"sujets": ["t"]})
    dictate(lines["jour"], "3/9/2026")
    dictate(lines["sujet"], "loge")
    assert lines["jour"].text() == "03/09/2026"  # it was left
    assert form.editor("sujet").completer.is_open  # type: ignore[attr-defined]  # a choice
    dictate(lines["sujets"], "santé, soins, logement")
    assert lines["sujet"].text() == "Logement"
    assert form.values()["sujets"] == ["s", "l"]
    dictate(lines["sujets"], "tra")
    with pytest.raises(Invalid, match="«\u00a0tra\u00a0» peut désigner 2\u00a0valeurs"):
        form.values()
    form.read_only = True
    dictate(lines["jour"], "12/12/2026")
    assert lines["jour"].text() == "03/09/2026"


def test_a_proposition_is_chosen_by_its_own_action(qtbot: QtBot) -> None:
    form = Form(
        [Group("", [Input(name="sujet", label="Sujet", kind=Kind.CHOICE, options=_SUJETS)])]
    )
    qtbot.addWidget(form)
    form.show()
    line: Any = form.editor("sujet").control
    for row, value in ((1, "tl"), (0, "t")):  # the second, then the one shown as chosen
        dictate(line, "tra")
        view = form.window().findChild(QListView)
        reached(view).child(row).actionInterface().doAction("Toggle")
        qtbot.waitUntil(lambda: line.text() != "tra")
        assert form.values() == {"sujet": value}
        assert not view.isVisible()


def test_a_row_selected_from_outside_is_the_one_that_opens(context: Context, qtbot: QtBot) -> None:
    add(*range(5))
    opened: list[str] = []
    pane = TablePane(context, objets(), name="objets", activate=opened.append)
    qtbot.addWidget(pane)
    pane.show()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 5)
    pane.view.go_to(0)
    table, words = reached(pane.view), str(pane.model.index(3, 1).data())
    cells = [table.child(at) for at in range(table.childCount())]
    cell = next(one for one in cells if one.text(QAccessible.Text.Name) == words)
    cell.actionInterface().doAction("Toggle")
    qtbot.waitUntil(lambda: pane.view.currentIndex().row() == 3)
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert opened == [pane.model.key_at(3)]


def test_what_the_program_selects_is_followed_by_nobody(qtbot: QtBot) -> None:
    rows = RowList("liste", "Liste")
    qtbot.addWidget(rows)
    rows.show_rows([Row(str(at), f"Ligne {at}") for at in range(4)])
    rows.setCurrentRow(1)
    rows.setCurrentRow(2)
    qtbot.wait(10)
    assert rows.current_key == "2"
    cell = next(c for c in (reached(rows).child(at) for at in range(4)) if "3" in c.text(_NAME))
    cell.actionInterface().doAction("Toggle")
    qtbot.waitUntil(lambda: rows.current_key == "3")
