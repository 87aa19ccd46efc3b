"""Keys that mean the same all over the line: Ctrl+Entrée, and Ctrl+Z while it holds something."""

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.screens.accueil.champs import Champs
from ui.screens.accueil.qui import Sorte

_SAVE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Ligne(Protocol):
    """The line, as far as its keys are concerned."""

    champs: Champs

    @property
    def is_empty(self) -> bool: ...
    @property
    def was_emptied(self) -> bool: ...

    def submit(self) -> object: ...
    def fill_again(self) -> None: ...


class LineKeys(QObject):
    """Listens to every control of the line before the control itself does."""

    def __init__(self, line: QWidget) -> None:
        super().__init__(line)
        self._line: Ligne = line  # type: ignore[assignment]  # a widget that is a Ligne
        self.listen(line)

    def listen(self, part: QWidget) -> None:
        """To what takes keys in this part, as it is made now."""
        for child in part.findChildren(QWidget):
            if child.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                child.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        undo = event.matches(QKeySequence.StandardKey.Undo) and isinstance(watched, QLineEdit)
        if event.type() == QEvent.Type.ShortcutOverride and undo:
            # While the line holds something, or was just emptied, Ctrl+Z is its own; else the last
            # act is undone.
            own = not self._line.is_empty or self._line.was_emptied
            event.setAccepted(own or watched.isUndoAvailable())  # type: ignore[attr-defined]
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in _SAVE:
            self._line.submit()
            return True
        if undo and not watched.isUndoAvailable():  # type: ignore[attr-defined]  # a QLineEdit
            self._take_back()
            return True
        return False

    def _take_back(self) -> None:
        """What was chosen is text too: the last demande, then what is told of her, then who."""
        if self._line.was_emptied:
            self._line.fill_again()
            return
        champs = self._line.champs
        if champs.demandes.demandes:
            champs.demandes.take_back()
        elif champs.public.chosen:
            champs.public.set_chosen(())
        elif champs.qui.qui.sorte is not Sorte.ANONYME:
            champs.qui.set_qui(type(champs.qui.qui)())
