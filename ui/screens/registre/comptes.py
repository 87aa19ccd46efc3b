"""How many passages, personnes and demandes are shown: exact, counted aside when it lasts."""

import datetime as dt
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.accueil.liste import nombres_of
from models.accueil.nombres import Nombres
from models.base.listing import Listing
from ui.kit.context import Context
from ui.kit.page import text
from ui.kit.table_model import SOON

COUNTING = "comptage…"


class _Asked(NamedTuple):
    """A list to count, and the last day of its period."""

    listing: Listing
    au: dt.date | None


class ComptesLabel(QWidget):
    """Follows the list; of several questions asked in a row, the last one is answered."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._wanted: _Asked | None = None
        self._busy = False
        self._label = text("", "secondary", "registre.nombres")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label)

    def count(self, listing: Listing, au: dt.date | None) -> None:
        """Count a list whose period ends on a day."""
        self._wanted = _Asked(listing, au)
        if not self._busy:
            self._ask(self._wanted)

    def _ask(self, asked: _Asked) -> None:
        self._busy = True
        self._context.jobs.run(
            lambda progress: nombres_of(asked.listing, asked.au, progress),
            done=lambda nombres: self._answer(asked, nombres),
            failed=self._give_up,
            owner=self,
            patience=SOON,
        )
        if self._busy:
            self._label.setText(COUNTING)

    def _answer(self, asked: _Asked, nombres: Nombres) -> None:
        self._busy = False
        self._label.setText(nombres.texte)
        if self._wanted is not asked and self._wanted is not None:
            self._ask(self._wanted)

    def _give_up(self, error: BaseException) -> None:
        self._busy = False
        self._label.setText("")
        raise error
