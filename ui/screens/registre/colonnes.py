"""Which columns are shown: chosen in a menu that stays open, kept for each account of the post."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from models.accueil.liste import SHOWN
from models.base.listing import Column
from ui.kit.icons import icon
from ui.kit.names import named
from ui.kit.obeying import drops

_RUNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ColonnesButton(QToolButton):
    """« Colonnes », with a tick for each that is shown."""

    changed = Signal()

    def __init__(self, columns: Sequence[Column], account: str) -> None:
        super().__init__()
        named(self, "registre.colonnes", "Choisir les colonnes")
        self._place = f"registre/colonnes/{account}"
        self._known = {column.name: column.label for column in columns}
        self.shown = self._kept()
        self.setText("Colonnes")
        self.setIcon(icon("columns"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._ticks: dict[str, QAction] = {}
        self._menu = _Lasting(self)
        self._menu.aboutToShow.connect(self._fill)
        drops(self, self._menu, lasts=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.setIcon(icon("columns"))

    def show_columns(self, names: Sequence[str]) -> None:
        """These columns; an empty choice is that of the beginning."""
        self.shown = tuple(name for name in self._known if name in names) or SHOWN
        QSettings().setValue(self._place, list(self.shown))
        for name, tick in self._ticks.items():
            tick.setChecked(name in self.shown)
        self.changed.emit()

    def _kept(self) -> tuple[str, ...]:
        kept = QSettings().value(self._place) or ()
        names = [kept] if isinstance(kept, str) else list(kept)
        return tuple(name for name in self._known if name in names) or SHOWN

    def _fill(self) -> None:
        self._menu.clear()
        self._ticks.clear()
        for name, label in self._known.items():
            tick = self._menu.addAction(label)
            tick.setCheckable(True)
            tick.setChecked(name in self.shown)
            tick.triggered.connect(lambda on, n=name: self._turn(n, on))
            self._ticks[name] = tick
        self._menu.addSeparator()
        again = self._menu.addAction("Revenir aux colonnes habituelles")
        again.triggered.connect(lambda: self.show_columns(SHOWN))

    def _turn(self, name: str, on: bool) -> None:
        kept = {*self.shown, name} if on else {*self.shown} - {name}
        self.show_columns(tuple(kept))


class _Lasting(QMenu):
    """Ticks without closing: several columns are chosen in a row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pressed: QAction | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.actionAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # The press that opened the menu may end over it: it chose nothing there.
        pressed, self._pressed = self._pressed, None
        if self.actionAt(event.position().toPoint()) is not pressed:
            return
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _RUNS or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True
