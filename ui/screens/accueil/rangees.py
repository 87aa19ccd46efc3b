"""One line of a short list beside the register: who, what, since when, and what to do next."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.kit.actions import UiAction, fill_menu
from ui.kit.context import Context
from ui.kit.editors.base import repolish
from ui.kit.icons import IconButton, IconLabel
from ui.kit.names import named
from ui.kit.page import Pill, text
from ui.kit.tokens import XS, L, S

WIDE = 70  # average letters from which a line holds all that is said of somebody
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Rangee(QFrame):
    """Its first act has a button, which is where the focus stops; the others have a key there."""

    def __init__(self, context: Context, name: str, acts: Sequence[UiAction]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._context = context
        self._acts: list[UiAction] = []
        self._title = text("", "label", f"{name}.nom")
        self._title.setWordWrap(True)
        self._since = text("", "secondary", f"{name}.depuis")
        self._warned = IconLabel("pin", 16, kind="attention")
        self._late = IconLabel("warning", 16, kind="attention")
        self._words = text("", "small", f"{name}.objet")
        self._words.setWordWrap(True)
        self._pill = Pill("", "", f"{name}.etat")
        self.button = named(QPushButton(), f"{name}.acte")
        self.button.setProperty("role", "link")
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(lambda: self._acts[0].run())
        self.button.installEventFilter(self)
        self._more = named(IconButton("more", "Autres actions"), f"{name}.plus")
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Maj+F10 does it from the act itself
        self._more.clicked.connect(
            lambda: self._show_menu(self._more.mapToGlobal(QPoint(0, self._more.height())))
        )
        self._lay_out()
        self.set_acts(acts)

    def set_acts(self, acts: Sequence[UiAction]) -> None:
        """What can be done now, the next step first."""
        self._acts = list(acts)
        self.button.setText(acts[0].label)

    def say(
        self, title: str, *, since: str, words: str, state: str, kind: str, icon: str = "",
        read_since: str = "", warned: bool = False, plain: bool = False,
    ) -> None:  # fmt: skip
        """Show how it stands; nothing moves when nothing changed.

        `plain`: the list says that state already; what is said of her takes its place.
        """
        self._title.setText(title)
        self._since.setText(since)
        self._since.setAccessibleName(read_since)
        late = "attention" if kind == "attention" and since else ""
        self._late.setVisible(bool(late))
        if self._since.property("kind") != late:
            self._since.setProperty("kind", late)
            repolish(self._since)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._place_words(beside=plain)
        self._warned.setVisible(warned)
        self._pill.show_status(state, kind, icon)
        warning = "avertissement épinglé" if warned else ""
        told = [state, read_since, words, warning]
        self.button.setAccessibleName(f"{self._acts[0].label} : {title}")
        self.button.setAccessibleDescription(", ".join(part for part in told if part))
        self._more.setAccessibleName(f"Autres actions : {title}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(self._act_of(event) is not None)
            return event.isAccepted()
        if event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On one line where there is room for it."""
        super().resizeEvent(event)
        wide = event.size().width() >= self.fontMetrics().averageCharWidth() * WIDE
        way = QBoxLayout.Direction
        self._column.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self._column.setSpacing(L if wide else XS)
        for layout in (self._first, self._last):
            self._column.setStretchFactor(layout, 1 if wide else 0)
        self._column.setStretchFactor(self._words, 2 if wide else 0)
        level = Qt.AlignmentFlag.AlignVCenter if wide else Qt.AlignmentFlag.AlignTop
        for told in (self._warned, self._late, self._since):
            self._first.setAlignment(told, level)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        below = self.button.mapToGlobal(QPoint(0, self.button.height()))
        self._show_menu(below if keyboard else event.globalPos())

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._show_menu(self.button.mapToGlobal(QPoint(0, self.button.height())))
            return True
        if event.key() in _ENTER and not event.modifiers():
            self._acts[0].run()
            return True
        act = self._act_of(event)
        if act is not None:
            act.run()
            return True
        return False

    def _act_of(self, event: QKeyEvent) -> UiAction | None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        pressed = "Del" if event.key() == Qt.Key.Key_Delete else event.text().upper()
        return next((act for act in self._acts if pressed and act.shortcut == pressed), None)

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_menu(menu, self._acts, self._context.may)
        menu.popup(at)

    def _place_words(self, *, beside: bool) -> None:
        self._pill.setVisible(not beside)
        if beside != (self._last.indexOf(self._words) >= 0):
            if beside:
                self._column.removeWidget(self._words)
                self._last.insertWidget(0, self._words, 1)
            else:
                self._last.removeWidget(self._words)
                self._column.insertWidget(1, self._words)

    def _lay_out(self) -> None:
        self._first = first = QHBoxLayout()
        first.setSpacing(S)
        first.addWidget(self._title, 1)
        first.addWidget(self._warned, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._late, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._since, 0, Qt.AlignmentFlag.AlignTop)
        self._last = last = QHBoxLayout()
        last.setSpacing(XS)
        last.addWidget(self._pill)
        last.addStretch()
        last.addWidget(self.button)
        last.addWidget(self._more)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, XS, 0, XS)
        column.setSpacing(XS)
        column.addLayout(first)
        column.addWidget(self._words)
        column.addLayout(last)


class Rangees(QWidget):
    """Lines kept by key: what stays is never built again, the focus least of all."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self._context, self._name = context, name
        self._rows: dict[str, Rangee] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_keys(self, keys: Sequence[str], acts: Callable[[str], Sequence[UiAction]]) -> None:
        """These lines in this order; of one that goes, the focus goes to the next."""
        focused = next((k for k, row in self._rows.items() if row.button.hasFocus()), None)
        at = list(self._rows).index(focused) if focused is not None else 0
        for key in [key for key in self._rows if key not in keys]:
            row = self._rows.pop(key)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        before = list(self._rows)
        for rank, key in enumerate(keys):
            self._place(rank, key, acts(key))
        self._rows = {key: self._rows[key] for key in keys}
        if before != list(keys):
            for row in self._rows.values():
                row.raise_()  # read in the order in which they are seen
        if focused is not None and focused not in self._rows and keys:
            self._focus(self._rows[keys[min(at, len(keys) - 1)]])

    def row(self, key: str) -> Rangee:
        return self._rows[key]

    def focus_first(self) -> bool:
        """To the first line, if there is one."""
        row = next(iter(self._rows.values()), None)
        if row is not None:
            self._focus(row)
        return row is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            rows = list(self._rows.values())
            at = next((i for i, row in enumerate(rows) if row.button is watched), None)
            if step and at is not None:
                self._focus(rows[max(0, min(len(rows) - 1, at + step))])
                return True
        return False

    def _place(self, rank: int, key: str, acts: Sequence[UiAction]) -> None:
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = Rangee(self._context, f"{self._name}.{key}", acts)
            row.button.installEventFilter(self)
        else:
            row.set_acts(acts)
        if self._column.indexOf(row) != rank:
            self._column.insertWidget(rank, row)

    def _focus(self, row: Rangee) -> None:
        row.button.setFocus(Qt.FocusReason.OtherFocusReason)
