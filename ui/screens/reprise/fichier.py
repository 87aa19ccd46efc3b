"""The first step: a file is chosen or dropped; the files brought in before stand under it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.base.droit import Droit
from models.echanges.reprise import importation, importations
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.files import dropped_files
from ui.kit.page import Card, EmptyState, text
from ui.kit.table import TablePane
from ui.kit.tokens import L, M

KINDS = "Registres et listes (*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt)"
_SENTENCE = (
    "Déposez ici un registre tenu dans un tableur, ou une liste de personnes. "
    "Rien n’est enregistré avant la dernière étape."
)


class FichierPage(QWidget):
    """`take(path)`: a file was dropped; the other acts are told the key of an import."""

    def __init__(
        self,
        context: Context,
        *,
        choose: UiAction,
        take: Callable[[Path], object],
        read: Callable[[str], object],
        undo: Callable[[str], object],
        restore: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._take = take
        self.setAcceptDrops(True)
        drop = Card()
        drop.body.addWidget(EmptyState(_SENTENCE, choose))
        self._choose = drop.findChild(QPushButton, f"{choose.id}.empty")
        self.list = TablePane(
            context,
            importations(),
            name="import.reprises",
            activate=read,
            row_actions=[
                UiAction("import.read", "Lire le rapport", "eye", "", Droit.IMPORT,
                         lambda: read(self.list.current_key or "")),
                UiAction("import.undo", "Annuler cette reprise…", "undo", "", Droit.IMPORT,
                         lambda: undo(self.list.current_key or ""),
                         lambda: not self._is_undone, danger=True),
                UiAction("import.restore", "Rétablir la reprise", "restore", "", Droit.IMPORT,
                         lambda: restore(self.list.current_key or ""), lambda: self._is_undone),
            ],
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(drop, 1)
        below = QVBoxLayout()
        below.setSpacing(M)
        below.addWidget(text("Fichiers déjà repris", "title"))
        below.addWidget(self.list, 1)
        column.addLayout(below, 1)

    @property
    def _is_undone(self) -> bool:
        """Whether the import on the current row was taken back."""
        found = importation(self.list.current_key or "")
        return found is not None and found.annulee_le is not None

    def focus_first(self) -> None:
        if self._choose is not None:
            self._choose.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _path_of(event) is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _path_of(event)
        if path is not None:
            event.acceptProposedAction()
            self._take(path)


def _path_of(event: QDropEvent) -> Path | None:
    """The one file of this computer that is dropped."""
    paths = dropped_files(event)
    return paths[0] if len(paths) == 1 else None
