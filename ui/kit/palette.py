"""A search that goes anywhere: it floats over the page, answers at each key, and goes away."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from ui.kit.banner import announce
from ui.kit.context import Context
from ui.kit.editors.lines import Line
from ui.kit.names import named
from ui.kit.obeying import Picking
from ui.kit.page import text
from ui.kit.palette_view import PaletteDraw, PaletteModel
from ui.kit.seeking import Found
from ui.kit.tokens import L, M, S

WIDE, SHOWN = 640, 12
HINT = "Une personne, un numéro de fiche, un jour, un écran, une action…"
NOTHING = "Rien ne répond. Essayez un nom, un numéro, un mot d’une action."
KEYS = "↑ ↓ choisir · Entrée ouvrir · Échap fermer"
_Key = Qt.Key
Finder = Callable[[str], Sequence[Found]]


class Palette(QFrame):
    """`quick` answers at once, `slow` in a job: the last text typed wins."""

    def __init__(self, context: Context, parent: QWidget, *, quick: Finder, slow: Finder) -> None:
        super().__init__(parent)
        named(self, "palette", "Rechercher partout").setProperty("role", "floating")
        self._context = context
        self._quick_finder, self._slow_finder = quick, slow
        self._quick: Sequence[Found] = ()
        self._running = False
        self._wanted = False  # Entrée was pressed before the answers came
        self._moved = False  # an answer was chosen with the arrows
        self._around = parent
        self._before: QWidget | None = None
        self.order: Callable[[Sequence[Found]], list[Found]] = list
        self.line = Line()
        named(self.line, "palette.recherche", "Rechercher partout")
        self.line.setPlaceholderText(HINT)
        self.line.add_icon("search", QLineEdit.ActionPosition.LeadingPosition).setText("Rechercher")
        self.line.textChanged.connect(self._ask)
        self.line.installEventFilter(self)
        self._model = PaletteModel()
        self._list = QListView()
        self._said = text("", "small", "palette.dit")
        self._lay_out()
        context.turned.changed.connect(self.dismiss)  # names must not stay in sight
        self.hide()

    @property
    def answers(self) -> list[Found]:
        return [one for one in self._model.lines if isinstance(one, Found)]

    @property
    def current(self) -> Found | None:
        row = self._list.currentIndex().row()
        line = self._model.lines[row] if 0 <= row < len(self._model.lines) else None
        return line if isinstance(line, Found) else None

    def open(self) -> None:
        """Come up with what can be done here; asked again, go away."""
        if self.isVisible():
            self.dismiss()
            return
        self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self._ask("")
        self._place()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Go away; whoever had the focus has it again."""
        if self.isHidden():
            return
        before, self._before = self._before, None
        self._wanted = False
        self.hide()
        with self._picking.ours():
            self._model.show(())  # out of reach of whatever reads what is hidden
        self.line.clear()
        if before is not None and _lives(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if kind == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._leave)
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Échap closes this before anything of the page.
            event.setAccepted(event.key() == _Key.Key_Escape)
            return event.isAccepted()
        return False

    def _leave(self) -> None:
        if not self.line.hasFocus():
            self._before = None  # the focus went where it was wanted
            self.dismiss()

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (_Key.Key_Down, _Key.Key_Up):
            self._move(1 if event.key() == _Key.Key_Down else -1)
        elif event.key() in (_Key.Key_PageDown, _Key.Key_PageUp):
            self._move(SHOWN // 2 if event.key() == _Key.Key_PageDown else -(SHOWN // 2))
        elif event.key() in (_Key.Key_Return, _Key.Key_Enter):
            self._enter()
        elif event.key() == _Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def _ask(self, typed: str) -> None:
        """What answers at once now; the rest when the job that looks for it is back."""
        if self.isHidden():
            return  # emptied as it goes
        self._wanted, self._moved = False, False
        self._quick = self._quick_finder(typed)
        self._show(self._quick)
        if typed.strip() and not self._running:
            self._look(typed)

    def _look(self, typed: str) -> None:
        self._running = True
        self._context.jobs.run(
            lambda _progress: self._slow_finder(typed),
            done=lambda found: self._arrive(typed, found),
            failed=self._give_up,
            owner=self,
            awaited=False,
        )

    def _arrive(self, typed: str, found: Sequence[Found]) -> None:
        self._running = False
        latest = self.line.text()
        if self.isHidden():
            return
        if latest != typed:
            if latest.strip():
                self._look(latest)
            return
        self._show([*found, *self._quick])
        if self._wanted:
            self._enter()

    def _give_up(self, error: BaseException) -> None:
        self._running, self._wanted = False, False
        raise error

    def _show(self, found: Sequence[Found]) -> None:
        chosen = self.current
        ordered = self.order(found)
        with self._picking.ours():
            self._model.show(ordered)
        empty = not ordered and bool(self.line.text().strip())
        looking = self._is_looking()
        self._said.setText("Recherche…" if looking and empty else NOTHING if empty else KEYS)
        keep = next((i for i, one in enumerate(ordered) if self._is_same(one, chosen)), 0)
        if ordered:
            self._select(self._model.row_of(ordered[keep]))
        elif empty and not looking:
            announce(self, NOTHING)
        self._place()

    def _is_same(self, one: Found, chosen: Found | None) -> bool:
        """Whether what was chosen by hand is still there; the first one is never a choice."""
        return self._moved and chosen is not None and one[:2] == chosen[:2]

    def _is_looking(self) -> bool:
        return self._running and bool(self.line.text().strip())

    def _move(self, step: int) -> None:
        found = self.answers
        if not found:
            return
        current = self.current
        at = found.index(current) if current is not None else -1
        self._moved = True
        at = (at + step) % len(found)
        self._select(self._model.row_of(found[at]))
        announce(self._list, f"{found[at].read}, {at + 1} sur {len(found)}")

    def _select(self, row: int) -> None:
        self._picking.show(self._model.index(row))
        if row == 1:
            self._list.scrollToTop()  # with the name of its group

    def _enter(self) -> None:
        if self._is_looking() and not self._moved:
            self._wanted = True  # the best answer may be on its way
            return
        chosen = self.current
        if chosen is not None:
            self.dismiss()
            chosen.run()

    def _click(self, index: QModelIndex) -> None:
        self._picking.show(index)
        chosen = self.current
        if chosen is not None:
            self.dismiss()
            chosen.run()

    def _place(self) -> None:
        """In the middle, near the top; as tall as what is found, no taller than the window."""
        around = self._around
        wide = min(WIDE, around.width() - 2 * L)
        line = self._list.fontMetrics().height() + M
        most = max(4 * line, around.height() - 2 * L - self.line.sizeHint().height() - 96)
        tall = 0
        shown = self._model.lines[:SHOWN]
        for one in shown[:-1] if shown and isinstance(shown[-1], str) else shown:
            height = line if isinstance(one, Found) else line - S // 2
            tall += height if tall + height <= most else 0  # whole lines only
        self._list.setFixedHeight(tall + 2)
        self._list.setVisible(bool(self._model.lines))
        self.setFixedWidth(wide)
        self.adjustSize()
        self.move((around.width() - wide) // 2, L + S)

    def _lay_out(self) -> None:
        named(self._list, "palette.reponses", "Réponses")
        self._list.setModel(self._model)
        self._list.setItemDelegate(PaletteDraw(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(self._click)
        self._picking = Picking(self._list, self._click)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, M, M, M)
        column.setSpacing(S)
        for widget in (self.line, self._list, self._said):
            column.addWidget(widget)


def _lives(widget: QWidget) -> bool:
    import shiboken6

    return shiboken6.isValid(widget) and widget.isVisible()
