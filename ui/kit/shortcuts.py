"""The list of shortcuts (F1): searchable, read by screen readers; each act runs from it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.base.search import fold
from ui.kit.actions import KEYS_OF_CONTROLS, UiAction, native
from ui.kit.icons import SIZE, icon
from ui.kit.names import clearable, named
from ui.kit.tokens import L, M

_ACT = Qt.ItemDataRole.UserRole


class Shortcuts(QDialog):
    """Every act of the window and of its screen, by name."""

    def __init__(
        self, parent: QWidget, actions: Sequence[UiAction], *, enabled: Callable[[UiAction], bool]
    ) -> None:
        super().__init__(parent)
        named(self, "shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Raccourcis clavier")
        self.resize(600, 480)
        self._search = named(QLineEdit(), "shortcuts.search", "Rechercher une action")
        clearable(self._search)
        self._search.setPlaceholderText("Rechercher une action…")
        self._search.textChanged.connect(self._narrow)
        self._search.returnPressed.connect(self._run)
        self._list = named(QListWidget(), "shortcuts.list", "Actions et raccourcis")
        self._list.setIconSize(QSize(SIZE, SIZE))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setWordWrap(True)
        self._list.itemActivated.connect(self._run)
        self._actions = list(actions)
        self._lay_out()
        self._list.ensurePolished()  # rows are measured once, in the look that they will have
        self._fill(enabled)

    def _fill(self, enabled: Callable[[UiAction], bool]) -> None:
        for at, spec in enumerate(self._actions):
            item = self._add(spec.label, native(spec.shortcut), icon_name=spec.icon)
            item.setData(_ACT, at)
            if not enabled(spec):
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        for label, keys in KEYS_OF_CONTROLS:
            self._add(label, keys)
        self._list.setCurrentRow(0)

    def _add(self, label: str, keys: str, *, icon_name: str = "help") -> QListWidgetItem:
        item = QListWidgetItem(f"{label} — {keys}" if keys else label, self._list)
        item.setIcon(icon(icon_name, size=SIZE))
        return item

    def _narrow(self, typed: str) -> None:
        wanted = fold(typed).split()
        shown = []
        for row in range(self._list.count()):
            item = self._list.item(row)
            found = all(word in fold(item.text()) for word in wanted)
            item.setHidden(not found)
            if found:
                shown.append(item)
        self._list.setCurrentItem(shown[0] if shown else None)  # type: ignore[arg-type]  # Qt: none

    def _run(self) -> None:
        item = self._list.currentItem()
        at = None if item is None else item.data(_ACT)
        if at is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        self.accept()
        self._actions[at].run()

    def _lay_out(self) -> None:
        close = named(QPushButton("Fermer"), "shortcuts.close")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, L, L, L)
        column.setSpacing(M)
        column.addWidget(self._search)
        column.addWidget(self._list)
        column.addLayout(foot)
