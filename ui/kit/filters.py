"""What narrows a list: a search box that answers at every key, and choices."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from models.base.listing import Listing, several
from ui.kit.editors import Options
from ui.kit.editors.lines import Line
from ui.kit.icons import icon
from ui.kit.names import clearable, named
from ui.kit.obeying import drops
from ui.kit.page import text
from ui.kit.tokens import S


class Filter(NamedTuple):
    """A choice that narrows: `apply(listing, value)`; the first entry is always « tous »."""

    name: str
    label: str
    options: Options
    apply: Callable[[Listing, Any], Listing]
    everything: str = "tous"


class SearchBox(Line):
    """Échap empties it; Flèche bas goes to the list."""

    left_down = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        named(self, name, "Rechercher dans la liste")
        self.setPlaceholderText("Rechercher…")
        clearable(self)
        glass = self.add_icon("search", QLineEdit.ActionPosition.LeadingPosition)
        glass.setText("Rechercher")  # a screen reader meets it as a button
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * 48)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_down.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """Search, choices, and how many rows there are."""

    changed = Signal()
    left_down = Signal()

    def __init__(self, name: str, *, searchable: bool, filters: Sequence[Filter]) -> None:
        super().__init__()
        self.search: SearchBox | None = None
        self._buttons = [FilterButton(name, filter_, self.changed.emit) for filter_ in filters]
        self._count: QLabel = text("", "small", f"{name}.nombre")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        if searchable:
            self.search = SearchBox(f"{name}.recherche")
            self.search.textChanged.connect(lambda _: self.changed.emit())
            self.search.left_down.connect(self.left_down)
            row.addWidget(self.search, 1)
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self._count)

    def put(self, *widgets: QWidget) -> None:
        """Controls of the screen's own, in place of the count."""
        self._count.hide()
        for widget in widgets:
            self._row.addWidget(widget)

    def put_before(self, *widgets: QWidget) -> None:
        """The screen's own counts, before the choices, in place of that of the rows."""
        self._count.hide()
        for at, widget in enumerate(widgets):
            self._row.insertWidget(at, widget)
        self._row.insertStretch(len(widgets), 1)
        self.show()

    @property
    def words(self) -> str:
        return self.search.text() if self.search is not None else ""

    @property
    def narrows(self) -> bool:
        return bool(self.words.strip()) or any(b.value is not None for b in self._buttons)

    def focus_search(self, typed: str | None = None) -> None:
        """To the search box, if there is one; what is `typed` takes the place of what it held."""
        if self.search is None:
            return
        self.search.setFocus()
        if typed is not None:
            self.search.setText(typed)

    def narrow(self, listing: Listing) -> Listing:
        """The listing as the search and the choices leave it."""
        for button in self._buttons:
            if button.value is not None:
                listing = button.filter.apply(listing, button.value)
        return listing.searched(self.words)

    def choose(self, name: str, value: Any) -> None:
        """Make a choice, as its menu does."""
        button = next(one for one in self._buttons if one.filter.name == name)
        button.choose(value)
        self.changed.emit()

    def clear(self) -> None:
        for button in self._buttons:
            button.choose(None)
        if self.search is not None:
            self.search.clear()
        self.changed.emit()

    def say_count(self, count: int, *, whole: bool) -> None:
        if not whole:
            self._count.setText("comptage…")
        else:
            self._count.setText(several(count, "ligne"))


class FilterButton(QToolButton):
    """« Statut : tous », with its menu."""

    def __init__(self, name: str, filter_: Filter, changed: Callable[[], object]) -> None:
        super().__init__()
        named(self, f"{name}.{filter_.name}")
        self.filter = filter_
        self.value: Any = None
        self._changed = changed
        self.setIcon(icon("chevron-down"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        drops(self, menu)
        self.choose(None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.setIcon(icon("chevron-down"))

    def choose(self, value: Any) -> None:
        self.value = value
        label = self.filter.everything if value is None else dict(self.options())[value]
        self.setText(f"{self.filter.label} : {label}")
        self.setAccessibleName(f"Filtrer : {self.text()}")

    def options(self) -> Sequence[tuple[Any, str]]:
        options = self.filter.options
        return options() if callable(options) else options

    def _fill(self) -> None:
        self.menu().clear()
        group = QActionGroup(self.menu())
        for value, label in ((None, self.filter.everything), *self.options()):
            entry = self.menu().addAction(label)
            entry.setCheckable(True)
            entry.setChecked(value == self.value)
            entry.triggered.connect(lambda _, v=value: self._pick(v))
            group.addAction(entry)

    def _pick(self, value: Any) -> None:
        self.choose(value)
        self._changed()
