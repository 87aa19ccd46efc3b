"""The rare acts of one line, behind one « … » that the keyboard opens too."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from ui.kit.icons import IconButton
from ui.kit.names import named
from ui.kit.obeying import drops


class Acte(NamedTuple):
    """One act: `key` ends its name, after that of its line."""

    key: str
    label: str
    run: Callable[[], object]


def autres(actes: Sequence[Acte], name: str, about: str) -> QToolButton:
    """« … »; `about` tells a screen reader which line."""
    made = named(IconButton("more", f"Autres actes\u00a0: {about}"), f"{name}.autres")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # where one is back once it is done
    menu = QMenu(made)
    for acte in actes:
        entry = QAction(acte.label, menu)
        entry.setObjectName(f"{name}.{acte.key}")
        entry.triggered.connect(lambda _, run=acte.run: run())
        menu.addAction(entry)
    drops(made, menu)
    return made
