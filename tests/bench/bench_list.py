"""A list of a million rows on the screen, against bare SQL and a table that holds one page.

The reference asks the same encrypted file for the rows in sight by their key, and paints as many
cells from a constant Python model: what Qt and the file cost, without the list.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QApplication, QTableView

from models.base import database
from models.base.actor import Actor
from models.base.database import create_cipher, holding_pen
from models.base.fields import DayField, IdField, IntegerField, TextField
from models.base.listing import Column, Listing
from models.base.settings import Settings
from models.base.table import PlainTable
from tests.bench.pairs import Ratio, paired
from ui.kit.context import Context, make_context
from ui.kit.table import TablePane
from ui.kit.theme import Theme

ROWS, ROUNDS, JUMPS = 1_000_000, 15, 60
LIMIT, FRAME = 3.0, 0.060  # times the bare side; seconds that no jump may pass
SIZE = (1200, 800)


class Ligne(PlainTable):
    """Ten columns, as wide as a register."""

    id = IdField(primary_key=True)
    rang = IntegerField(index=True)
    cle = TextField()
    nom = TextField()
    prenom = TextField()
    commune = TextField()
    motif = TextField()
    mode = TextField()
    jour = DayField()
    duree = IntegerField()
    lieu = TextField()

    class Meta:
        indexes = ((("rang", "id"), False), (("cle", "id"), False))


NAMES = ("rang", "nom", "prenom", "commune", "motif", "mode", "jour", "duree", "lieu", "cle")
_FILL = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {rows})
INSERT INTO ligne
SELECT printf('%032x', i), i, printf('n%06d', (i * 7919) % 1000003), 'N’Diaye-' || (i % 997),
  'Mamadou', 'Limoges', 'Carte d’identité · Impression', 'sur place',
  date('2016-01-01', '+' || (i / 280) || ' days'), i % 90, 'Siège' FROM n
"""
_RAW = "SELECT id, {names} FROM ligne WHERE {order} >= ? ORDER BY {order}, id LIMIT 40"


class Constant(QAbstractTableModel):
    """One page of the same words; answers anything else at once."""

    def __init__(self, rows: list[tuple[str, ...]]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: Any = None) -> int:
        return len(self.rows)

    def columnCount(self, parent: Any = None) -> int:
        return len(NAMES)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()][index.column()]
        return None


def listing() -> Listing:
    fields = [getattr(Ligne, name) for name in NAMES]
    columns = [Column(f.name, f.name.capitalize(), (f,), sort=(f,), width=14) for f in fields]
    return Listing(
        title="Lignes", query=Ligne.select(), key=Ligne.id, columns=tuple(columns),
        order=(Ligne.rang,),
    )  # fmt: skip


def build(folder: Path, rows: int) -> None:
    handle = create_cipher(folder / "base.db", os.urandom(32))
    handle.actor = Actor(None, frozenset(), "0" * 32)
    with holding_pen():
        handle.engine.create_tables([Ligne])
        handle.engine.execute_sql(_FILL.format(rows=rows))
    handle.engine.execute_sql("ANALYZE")


def bare_view(pane: TablePane) -> QTableView:
    """As many cells, of the same size."""
    shown = [pane.model.row_at(row) for row in range(60)]
    view = QTableView()
    view.setModel(Constant([row.texts for row in shown if row is not None]))
    view.verticalHeader().hide()
    view.setWordWrap(False)
    view.verticalHeader().setDefaultSectionSize(pane.view.verticalHeader().defaultSectionSize())
    view.resize(*SIZE)
    view.show()
    for at in range(len(NAMES)):
        view.setColumnWidth(at, pane.view.columnWidth(at))
    return view


def raw(order: str, value: object) -> list[Any]:
    sql = _RAW.format(names=", ".join(NAMES), order=order)
    return list(database.handle().engine.execute_sql(sql, (value,)).fetchall())


def longest_silence(app: QApplication, until: Callable[[], bool]) -> float:
    """The longest time during which the window would not have answered."""
    longest, last = 0.0, time.perf_counter()
    while not until():
        app.processEvents()
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return longest


def measure(app: QApplication, context: Context) -> list[Ratio]:
    pane = TablePane(context, listing(), name="lignes")
    pane.resize(*SIZE)
    pane.show()
    app.processEvents()
    silence = longest_silence(app, lambda: pane.model.is_whole)
    bare = bare_view(pane)
    bar = pane.view.verticalScrollBar()
    chance = random.Random(7)
    jumps: list[float] = []

    def jump() -> None:
        begin = time.perf_counter()
        bar.setValue(chance.randrange(ROWS))
        pane.view.viewport().grab()
        jumps.append(time.perf_counter() - begin)

    def first(order: str) -> None:
        pane.model.show(listing().sorted_by(order))
        pane.view.viewport().grab()

    def bare_page(order: str, value: Callable[[], object]) -> None:
        raw(order, value())
        bare.viewport().grab()

    anywhere = paired(jump, lambda: bare_page("rang", lambda: chance.randrange(ROWS)), rounds=JUMPS)
    screen = paired(lambda: first("rang"), lambda: bare_page("rang", lambda: 0), rounds=ROUNDS)
    by_name = paired(lambda: first("cle"), lambda: bare_page("cle", lambda: ""), rounds=ROUNDS)
    return [
        Ratio("list of 1 000 000: first screen", *screen, LIMIT),
        Ratio("list of 1 000 000: sorted by name, first screen", *by_name, LIMIT),
        Ratio("list of 1 000 000: jump anywhere", *anywhere, LIMIT),
        Ratio("list of 1 000 000: worst jump, in 60 ms", max(jumps), FRAME, 1.0),
        Ratio("list of 1 000 000: silence while counted, in 60 ms", silence, FRAME, 1.0),
    ]


def main(rows: int = ROWS) -> list[Ratio]:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme = Theme(app, "clair")
    context = make_context(Settings())
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder), rows)
        try:
            return measure(app, context)
        finally:
            context.jobs.stop()
            database.close()
            theme.deleteLater()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for ratio in main():
        print(ratio)
