"""The open session follows what another desk changes of its account."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from models.base import database
from models.base.errors import Failure
from models.comptes.agent import Agent, AgentRole
from models.comptes.cles import Acces
from models.comptes.ouverture import keep_up
from ui.kit.context import Context

CHANGED = (
    "Vos rôles ont été modifiés sur un autre poste. Ouvrez à nouveau votre session\u00a0; ce que "
    "vous étiez en train d’écrire est gardé."
)


class Comptes(QObject):
    """Its keys are renewed in silence; `leave` is told why it can no longer stay open."""

    def __init__(self, context: Context, owner: QObject, leave: Callable[[str], object]) -> None:
        super().__init__(owner)
        self._leave = leave
        context.changes.subscribe({Agent, AgentRole}, self.look, owner=self)

    def look(self) -> None:
        keys = database.handle().keys if database.is_open() else None
        if not isinstance(keys, Acces):
            return
        try:
            changed = keep_up(keys)
        except Failure as error:
            self._go(error.message)
            return
        if changed:
            self._go(CHANGED)

    def _go(self, said: str) -> None:
        """Once everybody has heard of the change: the base is closed to who hears of it after."""
        QTimer.singleShot(0, self, lambda: self._leave(said))
