"""How many passages, personnes and demandes are shown: exact, counted aside when it lasts."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.accueil.liste import Comptes, comptes_of
from models.base.listing import Listing, as_text
from ui.kit.context import Context
from ui.kit.page import text
from ui.kit.table_model import SOON

COUNTING = "comptage…"


class ComptesLabel(QWidget):
    """Follows the list; of several questions asked in a row, the last one is answered."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._wanted: Listing | None = None
        self._busy = False
        self._label = text("", "secondary", "registre.nombres")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label)

    def count(self, listing: Listing) -> None:
        self._wanted = listing
        if not self._busy:
            self._ask(listing)

    def _ask(self, listing: Listing) -> None:
        self._busy = True
        self._context.jobs.run(
            lambda progress: comptes_of(listing, progress),
            done=lambda comptes: self._answer(listing, comptes),
            failed=self._give_up,
            owner=self,
            patience=SOON,
        )
        if self._busy:
            self._label.setText(COUNTING)

    def _answer(self, listing: Listing, comptes: Comptes) -> None:
        self._busy = False
        self._label.setText(said(comptes))
        if self._wanted is not listing and self._wanted is not None:
            self._ask(self._wanted)

    def _give_up(self, error: BaseException) -> None:
        self._busy = False
        self._label.setText("")
        raise error


def said(comptes: Comptes) -> str:
    """« 1 234 passages · 900 personnes · 1 500 demandes »."""
    told = zip(comptes, ("passage", "personne", "demande"), strict=True)
    return " · ".join(f"{as_text(n)}\u00a0{word}{'s' if n > 1 else ''}" for n, word in told)
