"""The one table model: pages of a `Listing` found by key, whatever the number of rows."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from models.base import database
from models.base.listing import PAGE, Keys, Listing, Row
from ui.kit.context import Context
from ui.kit.table_reading import Begun, Shown, Walk, Wanted, Watched, begin, shown_of, walk_through

PAGES_KEPT = 64
SOON = 0.04  # seconds that rows are awaited before the old ones are left in sight
CALM = 150  # milliseconds after the last key before the whole list is walked
HIDDEN = "•••"
WAITING = "…"
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class TableModel(QAbstractTableModel):
    """The first page at once; the length and far pages when a walk has found the keys."""

    loaded = Signal()  # the number of rows is known
    relocated = Signal()  # rows may have moved: `kept` are to be found again at `places`

    def __init__(
        self,
        context: Context,
        listing: Listing,
        parent: QObject | None = None,
        *,
        soon: bool = False,
        late: bool = False,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.listing = listing
        self.watched: Callable[[], Watched] = lambda: (None, None)
        self.kept: Watched = (None, None)
        self.moving = False
        self.places: dict[str, int] = {}
        self._pages: OrderedDict[int, list[Shown | None]] = OrderedDict()
        self._asked: set[int] = set()
        self._keys = Keys()
        self._count = 0
        self._generation = 0
        self._walking = False
        self._wanted: Wanted | None = None
        self._reading = False
        # Nothing was read so far: no rows does not mean that there are none.
        self.is_awaited = soon or late
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM)
        self._calm.timeout.connect(self._walk)
        if not late:
            self.show_soon(listing) if soon else self.show(listing)

    @property
    def is_whole(self) -> bool:
        """Whether the number of rows is known."""
        return not self.is_awaited and (self._count < PAGE or bool(self._keys))

    def show(self, listing: Listing) -> None:
        """Another list, or the same narrowed: its first page now."""
        self._wanted = None
        self._take(listing, begin(Wanted(listing, again=False)))

    def show_soon(self, listing: Listing) -> None:
        """The same, read aside: at once if it takes a moment, else the old rows stay meanwhile."""
        self._want(Wanted(listing, again=False))

    def refresh(self) -> None:
        """Read again; rows keep their place in sight, and nothing moves if nothing changed."""
        if self._wanted is not None and not self._wanted.again:
            self._want(Wanted(self._wanted.listing, again=False))
            return
        self.kept = self.watched()
        self._want(Wanted(self.listing, again=True, watched=self.kept))

    def repaint_all(self) -> None:
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, self._last_column))

    def row_at(self, row: int) -> Shown | None:
        """The row as painted; None while it is on its way."""
        page = self._page(row // PAGE)
        at = row % PAGE
        return page[at] if page is not None and at < len(page) else None

    def key_at(self, row: int) -> str | None:
        shown = self.row_at(row) if 0 <= row < self._count else None
        return None if shown is None else shown.key

    def row_of(self, key: str) -> int | None:
        """Where a row is: among the pages at hand, else among all keys."""
        for number, page in self._pages.items():
            for at, row in enumerate(page):
                if row is not None and row.key == key:
                    return number * PAGE + at
        place = self._keys.place(key)
        return place if place is not None and place < self._count else None

    def text_of(self, shown: Shown, column: int) -> str:
        if self._context.turned.on and self.listing.columns[column].nominative:
            return HIDDEN if shown.texts[column] else ""
        return shown.texts[column]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # idem
        return 0 if parent.isValid() else len(self.listing.columns)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole):
            shown = self.row_at(index.row())
            return WAITING if shown is None else self.text_of(shown, index.column())
        if role == _Role.TextAlignmentRole:
            return self._alignment(index.column())
        return self.key_at(index.row()) if role == _Role.UserRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or section >= len(self.listing.columns):
            return None
        if role == _Role.DisplayRole:
            return self.listing.columns[section].label
        return self._alignment(section) if role == _Role.TextAlignmentRole else None

    @property
    def _last_column(self) -> int:
        return len(self.listing.columns) - 1

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        right = self.listing.columns[column].right
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _want(self, wanted: Wanted) -> None:
        """One reading at a time: what is wanted during one is read after it."""
        self._wanted = wanted
        if not self._reading:
            self._read(wanted)

    def _read(self, wanted: Wanted) -> None:
        self._reading = True
        self._context.jobs.run(
            lambda _: begin(wanted),
            done=lambda begun: self._receive(wanted, begun),
            failed=self._fail,
            title="Lecture de la liste",
            owner=self,
            patience=SOON,
        )

    def _receive(self, wanted: Wanted, begun: Begun) -> None:
        self._reading = False
        latest = self._wanted
        if latest is wanted:
            self._wanted = None
        if wanted.again and wanted.listing is self.listing:
            self._follow(begun)
        elif latest is wanted:
            self._take(wanted.listing, begun)
        if self._wanted is not None:
            self._read(self._wanted)

    def _fail(self, error: BaseException) -> None:
        self._reading, self._wanted = False, None
        raise error

    def _take(self, listing: Listing, begun: Begun) -> None:
        self.listing = listing
        self.is_awaited = False
        self.kept = (None, None)
        self._reset(begun.rows, begun.walk)
        if self.is_whole:
            self.loaded.emit()
        else:
            self._calm.start()

    def _follow(self, begun: Begun) -> None:
        """The same list as it is now, without moving what is in sight."""
        rows = begun.rows
        if rows == self._pages.get(0, []) and len(rows) < PAGE:
            return
        self.moving = True
        if self._count < PAGE and len(rows) < PAGE:
            self._reset(rows)
            self._relocate({row.key: at for at, row in enumerate(rows)})
            return
        self._generation += 1
        self._pages.clear()
        self._asked.clear()
        self._keep(0, rows)
        if self._count < len(rows):
            self._grow(len(rows))
        self.repaint_all()
        if begun.walk is not None:
            self._arrive(begun.walk, self._generation)
            return
        self._relocate({row.key: at for at, row in enumerate(rows)})
        self._calm.start(0)

    def _reset(self, rows: Sequence[Shown], walk: Walk | None = None) -> None:
        self.beginResetModel()
        self._generation += 1
        self._pages.clear()
        self._asked.clear()
        self._keys = walk.keys if walk else Keys()
        self._keep(0, rows)
        self._count = len(self._keys) or len(rows)
        self.endResetModel()

    def _walk(self) -> None:
        if not database.is_open():
            return  # locked since: this list is on its way out
        if self._walking:
            self._calm.start()
            return
        self._walking = True
        listing, wanted, generation = self.listing, self.kept, self._generation
        self._context.jobs.run(
            lambda _: walk_through(listing, wanted),
            done=lambda walk: self._arrive_walked(walk, generation),
            failed=lambda error: self._give_up(error),
            owner=self,
        )

    def _arrive_walked(self, walk: Walk, generation: int) -> None:
        self._walking = False
        self._arrive(walk, generation)

    def _arrive(self, walk: Walk, generation: int) -> None:
        if generation != self._generation:
            return
        self._keys = walk.keys
        total = len(walk.keys)
        if total > self._count:
            self._grow(total)
        elif total < self._count:
            self.beginRemoveRows(QModelIndex(), total, self._count - 1)
            self._count = total
            self.endRemoveRows()
        for page in [number for number in self._pages if number]:
            del self._pages[page]
        self.loaded.emit()
        self._relocate(walk.places)

    def _give_up(self, error: BaseException) -> None:
        self._walking = False
        raise error

    def _relocate(self, places: dict[str, int]) -> None:
        self.moving = True
        self.places = places
        self.relocated.emit()
        self.moving = False

    def _grow(self, count: int) -> None:
        self.beginInsertRows(QModelIndex(), self._count, count - 1)
        self._count = count
        self.endInsertRows()

    def _page(self, number: int) -> list[Shown | None] | None:
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
            return page
        if not 0 <= number * PAGE < len(self._keys):
            return None
        if database.handle().is_server:
            self._ask(number)
            return None
        self._keep(number, self._shown_at(self.listing.at(self._keys.page(number))))
        return self._pages[number]

    def _ask(self, number: int) -> None:
        """Fetch a page over the network while its rows wait."""
        if number in self._asked:
            return
        self._asked.add(number)
        listing, keys, generation = self.listing, self._keys.page(number), self._generation

        def done(rows: list[Row | None]) -> None:
            if generation == self._generation:
                self._asked.discard(number)
                self._keep(number, self._shown_at(rows))
                last = min((number + 1) * PAGE, self._count) - 1
                top = self.index(number * PAGE, 0)
                self.dataChanged.emit(top, self.index(last, self._last_column))

        # Not inside the painting that asks.
        QTimer.singleShot(
            0,
            self,
            lambda: self._context.jobs.run(lambda _: listing.at(keys), done=done, owner=self),
        )

    def _keep(self, number: int, rows: Sequence[Shown | None]) -> None:
        self._pages[number] = list(rows)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)

    def _shown_at(self, rows: list[Row | None]) -> list[Shown | None]:
        return [None if row is None else shown_of(self.listing, row) for row in rows]
