"""A list that is long to read: the old rows stay in sight, the last thing wanted is shown."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from pytestqt.qtbot import QtBot

from models.base.database import Handle
from models.base.listing import PAGE, Listing, Row
from models.base.settings import Settings
from tests.screens.kit.conftest import POSTE
from tests.screens.kit.objets import add, key_of, objets
from ui.kit.context import Context, make_context
from ui.kit.table_model import TableModel


@dataclass(frozen=True)
class Slow(Listing):
    """Reads nothing before it is let go."""

    gate: threading.Event = field(default_factory=threading.Event)
    read: list[str] = field(default_factory=list)

    def first(self, limit: int = PAGE) -> list[Row]:
        self.read.append("first")
        assert self.gate.wait(60)
        return super().first(limit)


def slow(listing: Listing) -> Slow:
    known = {name: getattr(listing, name) for name in Listing.__dataclass_fields__}
    return Slow(**known)


@pytest.fixture
def aside(base: Handle, qtbot: QtBot) -> Iterator[Context]:
    """Jobs in threads of their own."""
    made = make_context(Settings(poste_id=POSTE))
    qtbot.addWidget(made.banner)
    yield made
    made.jobs.stop()


def keys(model: TableModel) -> list[str | None]:
    return [model.key_at(row) for row in range(model.rowCount())]


def test_the_old_rows_stay_until_the_new_ones_are_there(aside: Context, qtbot: QtBot) -> None:
    add(1, 2, 3)
    model = TableModel(aside, objets())
    wanted = slow(objets().sorted_by("rang", descending=True))
    model.show_soon(wanted)
    assert keys(model) == [key_of(1), key_of(2), key_of(3)]
    wanted.gate.set()
    qtbot.waitUntil(lambda: keys(model) == [key_of(3), key_of(2), key_of(1)])


def test_of_many_lists_wanted_in_a_row_two_are_read(aside: Context, qtbot: QtBot) -> None:
    """The one being read cannot be called back; those between are never read."""
    add(*range(9))
    model = TableModel(aside, objets())
    asked = [slow(objets().searched(f"{n}")) for n in range(5)]
    for one in asked:
        model.show_soon(one)
    for one in asked:
        one.gate.set()
    qtbot.waitUntil(lambda: model.listing is asked[-1])
    assert [len(one.read) for one in asked] == [1, 0, 0, 0, 1]


def test_what_is_written_during_a_reading_is_read_after_it(aside: Context, qtbot: QtBot) -> None:
    add(1)
    model = TableModel(aside, objets())
    wanted = slow(objets().sorted_by("rang"))
    model.show_soon(wanted)
    add(2)
    model.refresh()
    wanted.gate.set()
    qtbot.waitUntil(lambda: keys(model) == [key_of(1), key_of(2)])


def test_a_list_read_again_lets_the_window_answer(aside: Context, qtbot: QtBot) -> None:
    add(1, 2)
    known = slow(objets())
    known.gate.set()
    model = TableModel(aside, known)
    known.gate.clear()
    add(3)
    model.refresh()
    assert keys(model) == [key_of(1), key_of(2)]
    known.gate.set()
    qtbot.waitUntil(lambda: keys(model) == [key_of(1), key_of(2), key_of(3)])
