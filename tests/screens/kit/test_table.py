"""The one table model, short and long, and the list around it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from models.base.database import handle
from models.base.listing import PAGE, Column, Listing
from tests.screens.kit.objets import Objet, add, key_of, objets, remove
from ui.kit import table_model
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.filters import Filter, SearchBox
from ui.kit.table import NO_RESULT, TablePane
from ui.kit.table_model import HIDDEN, PAGES_KEPT, TableModel
from ui.kit.table_widths import Measure, widths
from ui.kit.tokens import M

DISPLAY = Qt.ItemDataRole.DisplayRole
LONG = PAGE * 80 + 7  # more pages than are kept


@pytest.fixture
def long_list(context: Context) -> None:
    add(*range(LONG))


def model_of(context: Context, qtbot: QtBot) -> TableModel:
    model = TableModel(context, objets())
    if not model.is_whole:
        with qtbot.waitSignal(model.loaded):
            pass
    return model


def pane_of(context: Context, qtbot: QtBot, **how: object) -> TablePane:
    pane = TablePane(context, objets(), name="objets", **how)  # type: ignore[arg-type]  # as given
    qtbot.addWidget(pane)
    pane.resize(700, 400)
    pane.show()
    qtbot.waitUntil(lambda: pane.model.is_whole)
    return pane


def announced(qtbot: QtBot) -> None:
    handle().changes.announce(frozenset({Objet}))
    qtbot.wait(1)


def names(pane: TablePane) -> list[str]:
    return [str(pane.model.index(r, 1).data()) for r in range(pane.model.rowCount())]


@pytest.fixture
def tester() -> Iterator[list[QAbstractItemModelTester]]:
    held: list[QAbstractItemModelTester] = []
    yield held
    held.clear()


@pytest.mark.parametrize("count", [0, 1, PAGE - 1, PAGE, PAGE + 1, PAGE * 3])
def test_qt_finds_the_model_sound(
    context: Context, qtbot: QtBot, tester: list[QAbstractItemModelTester], count: int
) -> None:
    add(*range(count))
    model = TableModel(context, objets())
    tester.append(
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    )
    qtbot.waitUntil(lambda: model.is_whole)
    assert model.rowCount() == count
    assert [model.key_at(row) for row in range(count)] == [key_of(row) for row in range(count)]
    remove(0)
    add(10_000, 10_001)
    model.refresh()
    qtbot.waitUntil(lambda: model.rowCount() == count + 2 - bool(count))
    model.show(objets().sorted_by("nom", descending=True))
    model.show(objets().searched("1000"))
    assert model.rowCount() == 2


def test_the_first_page_is_there_at_once(context: Context, long_list: None) -> None:
    model = TableModel(context, objets())
    assert model.rowCount() == PAGE
    assert model.index(3, 1).data() == "Objet 3"
    assert not model.is_whole


@pytest.mark.usefixtures("long_list")
def test_any_place_of_a_long_list_is_read_by_key(context: Context, qtbot: QtBot) -> None:
    model = model_of(context, qtbot)
    assert model.rowCount() == LONG
    for row in (LONG - 1, 0, PAGE, PAGE - 1, LONG // 2, 5000):
        assert model.key_at(row) == key_of(row)
        assert model.index(row, 1).data() == f"Objet {row}"
    for row in range(0, LONG, PAGE):
        model.key_at(row)
    assert len(model._pages) <= PAGES_KEPT


@pytest.mark.usefixtures("long_list")
def test_no_page_is_read_by_counting_rows(context: Context, qtbot: QtBot) -> None:
    asked: list[str] = []
    engine = handle().engine
    execute = engine.execute_sql

    def note(sql: str, params: object = None) -> object:
        asked.append(sql)
        return execute(sql, params)

    engine.execute_sql = note  # type: ignore[method-assign]  # watched for this test's length
    try:
        model = model_of(context, qtbot)
        model.key_at(LONG - 1)
    finally:
        engine.execute_sql = execute  # type: ignore[method-assign]
    assert asked
    assert not [sql for sql in asked if "OFFSET" in sql.upper()]


@pytest.mark.usefixtures("long_list")
def test_a_refresh_keeps_what_was_current_and_on_top(context: Context, qtbot: QtBot) -> None:
    pane = pane_of(context, qtbot)
    pane.select(key_of(6000))
    pane.view.verticalScrollBar().setValue(5995)
    remove(10)
    remove(11)
    announced(qtbot)
    qtbot.waitUntil(lambda: pane.model.rowCount() == LONG - 2)
    assert pane.current_key == key_of(6000)
    assert pane.model.key_at(pane.view.rowAt(0)) == key_of(5995)


def test_a_short_list_that_did_not_change_is_left_alone(context: Context, qtbot: QtBot) -> None:
    add(1, 2, 3)
    pane = pane_of(context, qtbot)
    pane.select(key_of(2))
    resets: list[int] = []
    pane.model.modelReset.connect(lambda: resets.append(1))
    announced(qtbot)
    assert not resets
    add(0)
    announced(qtbot)
    assert resets
    assert pane.current_key == key_of(2)
    assert names(pane) == ["Objet 0", "Objet 1", "Objet 2", "Objet 3"]


def test_a_hidden_list_waits_until_it_is_seen(context: Context, qtbot: QtBot) -> None:
    pane = pane_of(context, qtbot)
    pane.hide()
    add(1)
    announced(qtbot)
    assert pane.model.rowCount() == 0
    pane.show()
    assert pane.model.rowCount() == 1


def test_headers_sort_and_sort_back(context: Context, qtbot: QtBot) -> None:
    add(1, 2, 10)
    pane = pane_of(context, qtbot)
    header = pane.view.horizontalHeader()

    def click(section: int) -> None:
        middle = QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    up, down = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder  # as this style draws
    click(1)
    assert names(pane) == ["Objet 1", "Objet 10", "Objet 2"]
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (1, up)
    click(1)
    assert names(pane) == ["Objet 2", "Objet 10", "Objet 1"]
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (1, down)
    click(3)  # not sortable
    assert names(pane) == ["Objet 2", "Objet 10", "Objet 1"]
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (1, down)
    click(1)
    assert names(pane) == ["Objet 1", "Objet 10", "Objet 2"]


def test_the_menu_of_a_row_holds_its_acts_and_the_orders(context: Context, qtbot: QtBot) -> None:
    add(1)
    done: list[str | None] = []
    act = UiAction("objet.voir", "Voir", "eye", "", None, lambda: done.append(pane.current_key))
    pane = pane_of(context, qtbot, row_actions=[act])
    pane.view.enter()
    qtbot.keyClick(pane.view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = pane.view.findChild(QMenu)
    assert menu is not None
    entries = {entry.text(): entry for entry in menu.actions()}
    assert list(entries) == ["Voir", "Trier par"]
    entries["Voir"].trigger()
    assert done == [key_of(1)]
    orders = entries["Trier par"].menu()
    assert isinstance(orders, QMenu)
    assert [entry.text() for entry in orders.actions()] == ["Rang", "Nom", "Jour"]
    menu.close()


def test_entree_opens_and_letters_search(context: Context, qtbot: QtBot) -> None:
    add(1, 2, 33)
    opened: list[str] = []
    pane = pane_of(context, qtbot, activate=opened.append)
    pane.view.enter()
    assert pane.view.selectionModel().isRowSelected(0)  # what Entrée would open is shown
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert opened == [key_of(2)]
    qtbot.keyClicks(pane.view, "3")
    assert pane.bar.search.text() == "3"
    assert names(pane) == ["Objet 33"]
    qtbot.keyClick(pane.bar.search, Qt.Key.Key_Escape)
    assert pane.model.rowCount() == 3


def test_an_empty_list_says_what_fills_it(context: Context, qtbot: QtBot) -> None:
    filled: list[int] = []
    act = UiAction("objet.creer", "Créer", "add", "", None, lambda: filled.append(1), primary=True)
    pane = pane_of(context, qtbot, empty_action=act)
    button = pane.findChild(QPushButton, "objet.creer.empty")
    assert button is not None
    assert button.isVisible()
    button.click()
    assert filled == [1]


def test_what_fills_an_empty_list_is_offered_once(context: Context, qtbot: QtBot) -> None:
    act = UiAction("objet.creer", "Créer", "add", "Ctrl+N", None, lambda: None, primary=True)
    pane = pane_of(context, qtbot, empty_action=act)
    held = pane.once(act)
    assert (held.on_page, held.in_menu, held.shortcut) == (False, False, "Ctrl+N")
    with qtbot.waitSignal(pane.emptied):
        add(1)
        announced(qtbot)
    assert pane.once(act) == act
    pane.bar.search.setText("zzz")
    assert pane.once(act) == act, "a search that finds nothing takes no act away"


def test_a_search_without_result_can_be_undone(context: Context, qtbot: QtBot) -> None:
    add(1)
    pane = pane_of(context, qtbot)
    pane.bar.search.setText("zzz")
    assert pane.model.rowCount() == 0
    shown = [label.text() for label in pane.findChildren(type(pane.bar._count))]
    assert NO_RESULT in shown
    button = pane.findChild(QPushButton, "objets.effacer.empty")
    assert button is not None
    button.click()
    assert names(pane) == ["Objet 1"]


def test_filters_narrow_with_the_search(context: Context, qtbot: QtBot) -> None:
    add(*range(20))
    kind = Filter(
        "parite",
        "Parité",
        [(0, "pairs"), (1, "impairs")],
        lambda listing, value: listing.where(Objet.rang.bin_and(1) == value, said="parité"),
    )
    pane = pane_of(context, qtbot, filters=[kind])
    button = pane.findChild(QToolButton, "objets.parite")
    assert button is not None
    button.menu().aboutToShow.emit()
    button.menu().actions()[2].trigger()
    assert button.text() == "Parité\u00a0: impairs"
    pane.bar.search.setText("Objet 1")
    assert names(pane) == [f"Objet {n}" for n in (1, 11, 13, 15, 17, 19)]
    assert pane.listing.filters == ("parité", "recherche «\u00a0Objet 1\u00a0»")


def test_a_turned_screen_hides_names_everywhere(context: Context, qtbot: QtBot) -> None:
    add(1)
    pane = pane_of(context, qtbot)
    context.turned.toggle()
    index = pane.model.index(0, 1)
    for role in (DISPLAY, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert index.data(role) == HIDDEN
    assert pane.model.index(0, 0).data() == "1"
    context.turned.toggle()
    assert index.data() == "Objet 1"


def test_rows_that_are_gone_show_as_waiting(context: Context, qtbot: QtBot) -> None:
    add(*range(PAGE * 2))
    model = model_of(context, qtbot)
    for rang in range(PAGE, PAGE * 2):
        remove(rang)
    assert model.index(PAGE + 3, 1).data() == "…"
    assert model.key_at(PAGE + 3) is None


def test_cells_are_painted_with_their_status(context: Context, qtbot: QtBot) -> None:
    add(1, 2)
    pane = pane_of(context, qtbot)
    row = pane.model.row_at(1)
    assert row is not None
    assert row.kinds == ("", "", "", "good")
    painted = pane.view.viewport().grab().toImage()
    cell = pane.view.visualRect(pane.model.index(1, 3))
    colours = {
        painted.pixelColor(QPoint(x, cell.center().y())).name()
        for x in range(cell.left(), cell.left() + 60)
    }
    assert len(colours) > 2


def test_the_button_that_empties_a_search_has_a_name(qapp: QApplication) -> None:
    box = SearchBox("essai.recherche")
    names = {button.accessibleName() for button in box.findChildren(QToolButton)}
    assert "Effacer la recherche" in names


def test_columns_are_wide_enough_for_what_they_hold_and_fill_the_list(
    context: Context, qtbot: QtBot
) -> None:
    add(7, 1_000_000)
    pane = pane_of(context, qtbot)
    view = pane.view
    for column in range(pane.model.columnCount()):
        texts = [str(pane.model.index(row, column).data()) for row in range(2)]
        wide = max(map(view.fontMetrics().horizontalAdvance, texts))
        assert view.columnWidth(column) >= wide
    taken = sum(view.columnWidth(n) for n in range(pane.model.columnCount()))
    assert taken == view.viewport().width()


def test_a_narrow_list_cuts_its_longest_texts_and_keeps_its_facts(
    context: Context, qtbot: QtBot
) -> None:
    add(1_000_000)
    pane = pane_of(context, qtbot)
    before = [pane.view.columnWidth(n) for n in range(4)]
    pane.resize(440, 400)
    after = [pane.view.columnWidth(n) for n in range(4)]
    assert after[1] < before[1]
    fact = str(pane.model.index(0, 2).data())
    assert after[2] >= pane.view.fontMetrics().horizontalAdvance(fact), fact
    assert not pane.view.horizontalScrollBar().isVisible()


def test_what_was_cut_takes_back_the_room_that_is_left() -> None:
    columns = [
        Column("nom", "Nom", (Objet.cle,), width=20),
        Column("role", "Rôle", (Objet.cle,), width=30),
        Column("fonction", "Fonction", (Objet.cle,), width=12, secondary=True),
        Column("compte", "Compte", (Objet.cle,), width=14),
    ]
    measures = [
        Measure(180, 60, 150),
        Measure(260, 60, 200),
        Measure(110, 80, 170),
        Measure(137, 60, 100),
    ]
    assert widths(columns, measures, 640)[2] >= 170


def test_a_late_list_is_read_once_it_is_in_sight(
    context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(1, 2, 3)
    reads: list[Listing] = []
    real = table_model.begin
    monkeypatch.setattr(
        table_model, "begin", lambda wanted: reads.append(wanted.listing) or real(wanted)
    )
    pane = TablePane(context, objets(), name="objets", late=True)
    qtbot.addWidget(pane)
    announced(qtbot)
    wanted = replace(objets(), columns=objets().columns[:2])
    pane.show_listing(wanted)
    assert not reads
    pane.show()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 3)
    assert [listing.columns for listing in reads] == [wanted.columns]
    add(4)
    announced(qtbot)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 4)


def test_a_name_is_cut_after_what_is_said_of_it(context: Context, qtbot: QtBot) -> None:
    add(1_000_000)
    kept = objets()
    said = Column("suite", "Suite", (Objet.cle,), width=40)
    listing = replace(kept, columns=(*kept.columns[1:3], said, said._replace(name="encore")))
    pane = TablePane(context, listing, name="objets")
    qtbot.addWidget(pane)
    pane.resize(330, 400)
    pane.show()
    qtbot.waitUntil(lambda: pane.model.is_whole)
    name = str(pane.model.index(0, 0).data())
    whole = pane.view.fontMetrics().horizontalAdvance(name) + 2 * M
    assert pane.view.columnWidth(0) >= whole


def test_what_may_be_left_out_is_shown_where_it_can_be_read(context: Context, qtbot: QtBot) -> None:
    add(1_000_000)
    name, *others = objets().columns[1:]
    where = Column(
        "lieu", "Lieu", (Objet.cle,), text=lambda cle: 4 * cle, width=40, secondary=True, spare=True
    )
    listing = replace(objets(), columns=(name, where, *others))
    pane = TablePane(context, listing, name="objets")
    qtbot.addWidget(pane)
    pane.resize(900, 400)
    pane.show()
    qtbot.waitUntil(lambda: pane.model.is_whole)
    assert not pane.view.isColumnHidden(1)
    pane.resize(330, 400)
    assert pane.view.isColumnHidden(1)
    pane.resize(900, 400)
    assert not pane.view.isColumnHidden(1)
