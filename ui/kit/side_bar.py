"""The side bar: words with icons, icons alone in a narrow window, the current screen marked."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from models.base.version import NAME
from ui.kit import theme
from ui.kit.actions import native
from ui.kit.icons import icon
from ui.kit.names import named
from ui.kit.obeying import obeys, show_checked
from ui.kit.page import text
from ui.kit.tokens import XS, L, M, S

WIDE, NARROW = 176, 60
ICON = 20
_STOP = Qt.FocusPolicy.StrongFocus  # of the current one alone
_STEPS = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}


class Entry(NamedTuple):
    """One screen, as the side bar shows it; its id names its icon."""

    id: str
    label: str
    shortcut: str


class SideBar(QFrame):
    """Tells `chosen` which entry was clicked."""

    def __init__(self, entries: Sequence[Entry], chosen: Callable[[str], object]) -> None:
        super().__init__()
        named(self, "side", "Écrans").setProperty("role", "side")
        self._entries = list(entries)
        self._chosen = chosen
        self._buttons: dict[str, QToolButton] = {}
        self._current = ""
        group = QButtonGroup(self)
        group.setExclusive(False)  # the current one may be chosen again: see `_choose`
        self._name = text(NAME, "title")
        self._name.setWordWrap(True)
        self._name.setContentsMargins(S, 0, 0, M)
        column = QVBoxLayout(self)
        column.setContentsMargins(S, L + XS, S, L)
        column.setSpacing(XS)
        column.addWidget(self._name)
        for entry in entries:
            button = self._button(entry)
            group.addButton(button)
            column.addWidget(button)
        column.addStretch()
        self.collapse(False)

    def mark(self, entry_id: str) -> None:
        """Show which screen is the current one."""
        if entry_id in self._buttons:
            self._current = entry_id
        self._show_current()

    def collapse(self, narrow: bool) -> None:
        self.setFixedWidth(NARROW if narrow else WIDE)
        self._name.setVisible(not narrow)
        only_icon = Qt.ToolButtonStyle.ToolButtonIconOnly
        style = only_icon if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self._buttons.values():
            button.setToolButtonStyle(style)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from one entry to the next, Entrée opens it."""
        buttons, step = list(self._buttons.values()), _STEPS.get(event.key(), 0)
        at = next((i for i, one in enumerate(buttons) if one.hasFocus()), -1)
        if not step or at < 0:
            super().keyPressEvent(event)
            return
        buttons[(at + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _choose(self, entry_id: str) -> None:
        """Its button turns as it is pressed: what is marked is the screen that is there."""
        self._show_current()
        self._chosen(entry_id)

    def _show_current(self) -> None:
        for name, button in self._buttons.items():
            on = name == self._current
            show_checked(button, on=on)
            button.setFocusPolicy(_STOP if on else Qt.FocusPolicy.ClickFocus)
        self._recolour()

    def _recolour(self) -> None:
        chosen = theme.current()
        for entry in self._entries:
            button = self._buttons[entry.id]
            colour = chosen.accent if button.isChecked() else chosen.ink
            button.setIcon(icon(entry.id, colour, size=ICON))

    def _button(self, entry: Entry) -> QToolButton:
        button = named(QToolButton(), f"side.{entry.id}", entry.label)
        button.setProperty("role", "nav")
        button.setText(f"  {entry.label}")
        button.setToolTip(f"{entry.label} ({native(entry.shortcut)})")
        button.setIconSize(QSize(ICON, ICON))
        button.setCheckable(True)
        button.setFocusPolicy(_STOP)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        obeys(button, lambda: self._choose(entry.id))
        self._buttons[entry.id] = button
        return button
