"""The parcours as one reads it: the frise over what is to be done and what was said."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.suivis.frise import frise_listing, frise_of
from models.suivis.suivi import Suivi
from ui.kit.context import Context
from ui.kit.names import named
from ui.kit.page import Card, Split, card, row, scrolled, text
from ui.kit.table import TablePane
from ui.kit.tokens import L, M
from ui.parts.volet import Volet
from ui.screens.suivis.a_faire import Act, AFaire
from ui.screens.suivis.frise import FriseView
from ui.screens.suivis.moments import Moments

SIDE = 440
TABLE = 180  # of the frise as rows


class Ensemble(QWidget):
    """One suivi, whole; `below` are the cards that follow what is to be done."""

    correct_entretien = Signal(str)
    correct_note = Signal(str)

    def __init__(
        self,
        context: Context,
        suivi: Suivi,
        *,
        acts: Mapping[str, Sequence[tuple[str, Act]]],
        writes: Callable[[], bool],
        below: list[QWidget],
    ) -> None:
        super().__init__()
        self._frise = FriseView()
        self._table = TablePane(
            context, frise_listing(frise_of(suivi)), name="suivi.frise.tableau", searchable=False
        )
        self._table.setFixedHeight(TABLE)
        self._switch = named(QPushButton(""), "suivi.frise.bascule")
        self._switch.setProperty("role", "link")
        self._switch.clicked.connect(lambda: self._show_table(self._table.isHidden()))
        self._moments = Moments(context, suivi.id, writes=writes)
        self._moments.correct_entretien.connect(self.correct_entretien)
        self._moments.correct_note.connect(self.correct_note)
        self._a_faire = AFaire(context, suivi.id, acts, writes=writes())
        self._place = QVBoxLayout()
        self._area = scrolled(self._thread())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(self._top())
        column.addWidget(Split(self._side(below), self._area, SIDE), 1)
        self._show_table(on=False)

    def put(self, volet: Volet) -> None:
        """A form above what was said."""
        self._place.addWidget(volet)
        self._area.verticalScrollBar().setValue(0)

    def focus_first(self) -> None:
        self._switch.setFocus()

    def reload(self, suivi: Suivi) -> None:
        frise = frise_of(suivi)
        self._frise.show_frise(frise)
        self._table.show_listing(frise_listing(frise))
        self._moments.reload()
        self._a_faire.reload()

    def _top(self) -> QWidget:
        made = Card()
        head = row(text("Parcours", "title"), stretch=True)
        head.addWidget(self._switch)
        made.body.addLayout(head)
        made.body.addWidget(self._frise)
        made.body.addWidget(self._table)
        return made

    def _show_table(self, on: bool) -> None:
        self._table.setVisible(on)
        self._frise.setVisible(not on)
        self._switch.setText("Voir la frise" if on else "Lire en tableau")

    def _side(self, below: list[QWidget]) -> QWidget:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, M, 0)
        inside.setSpacing(L)
        for widget in (card("À faire", self._a_faire), *below):
            inside.addWidget(widget)
        inside.addStretch(1)
        return scrolled(inside)

    def _thread(self) -> QVBoxLayout:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, M, 0)
        inside.setSpacing(M)
        inside.addLayout(self._place)
        inside.addWidget(self._moments, 1)
        return inside
