"""A list and, under it, what its current row is decided to be: Entrée goes from one to both."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.base.held import HeldListing, key_of
from ui.kit.context import Context
from ui.kit.editors.choices import ChoiceEditor
from ui.kit.filters import Filter
from ui.kit.names import named
from ui.kit.page import Card, text
from ui.kit.table import TablePane
from ui.kit.tokens import M

Option = tuple[str, str]


class Decision(QWidget):
    """`asked(row)` words the question, `options(row)` its answers, `decide(row, value)` is told."""

    def __init__(
        self,
        context: Context,
        name: str,
        *,
        listing: HeldListing,
        asked: Callable[[Any], str],
        options: Callable[[Any], Sequence[Option]],
        current: Callable[[Any], str | None],
        decide: Callable[[Any, str], object],
        filters: Sequence[Filter] = (),
    ) -> None:
        super().__init__()
        self._context = context
        self._asked, self._options, self._current, self._decide = asked, options, current, decide
        self._held = listing
        self._next: int | None = None
        self.table = TablePane(
            context, listing, name=name, activate=lambda _: self._answer(), filters=filters
        )
        self._question = text("", "label", f"{name}.question")
        self._question.setWordWrap(True)
        self._editor = ChoiceEditor(lambda: self._of_row(options, []), f"{name}.choix")
        named(self._editor.line, f"{name}.choix", "Ce que c’est")
        self._question.setBuddy(self._editor.line)
        self._editor.entered.connect(self._take)
        self.card = Card()
        self._lay_out()
        self.table.current_changed.connect(self.ask)
        context.turned.changed.connect(self.ask)
        self.ask()

    @property
    def row(self) -> Any:
        """The current row; None when the list is empty."""
        return self._held.item(self.table.current_key)

    def show_listing(self, listing: HeldListing) -> None:
        """Another reading of the file; one stays near the row that was decided."""
        current = self.table.current_key
        at = self._next if self._next is not None else int(current or 0)
        self._next = None
        self._held = listing
        self.table.show_listing(listing)
        self.table.select(key_of(min(at, max(0, len(listing.held) - 1))))
        self.ask()

    def add(self, widget: QPushButton) -> None:
        """One more way to answer, beside the list of values."""
        self._bar.addWidget(widget)

    def focus_first(self) -> None:
        if self.table.current_key is None and self._held.held:
            self.table.select(key_of(0))
        self.table.setFocus()

    def ask(self) -> None:
        """Ask about the current row."""
        row = self.row
        self.card.setVisible(row is not None)
        if row is not None:
            self._question.setText("" if self._context.turned.on else self._asked(row))
            self._editor.set_value(self._current(row))

    def _of_row(self, of: Callable[[Any], Any], otherwise: Any) -> Any:
        return otherwise if self.row is None else of(self.row)

    def _answer(self) -> None:
        self._editor.line.setFocus(Qt.FocusReason.TabFocusReason)
        self._editor.line.selectAll()
        self._editor.completer.open("", current=self._current(self.row))

    def _take(self) -> None:
        """What is chosen is decided, and the next row is asked about."""
        row = self.row
        try:
            value = self._editor.value()
        except ValueError as error:
            self._context.banner.attention(str(error))
            return
        if row is None or value is None or value == self._current(row):
            return
        self._next = int(self.table.current_key or 0) + 1
        self.table.setFocus()
        self._decide(row, value)

    def _lay_out(self) -> None:
        self._bar = QHBoxLayout()
        self._bar.setSpacing(M)
        self._bar.addWidget(self._question, 1)
        self._bar.addWidget(self._editor, 1)
        self.card.body.addLayout(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self.table, 1)
        column.addWidget(self.card)
