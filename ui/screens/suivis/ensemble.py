"""The parcours as one reads it: the frise over what is to be done and what was said."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.suivis.frise import Frise, frise_listing, frise_of
from models.suivis.suivi import Suivi
from ui.kit import tab_order
from ui.kit.context import Context
from ui.kit.names import named
from ui.kit.page import ROOM, Card, Split, card, row, scrolled, text
from ui.kit.table import TablePane
from ui.kit.tokens import L, M
from ui.parts.volet import Volet
from ui.screens.suivis.a_faire import Act, AFaire
from ui.screens.suivis.frise import FriseView
from ui.screens.suivis.moments import Moments

SIDE = 440
TABLE = 180  # of the frise as rows
SHORT = 480  # of the whole, where a form and the frise do not hold together


class Ensemble(QWidget):
    """One suivi, whole: the cards of its situation and of its parcours beside what was said."""

    correct_entretien = Signal(str)
    correct_note = Signal(str)

    def __init__(
        self,
        context: Context,
        suivi: Suivi,
        *,
        acts: Mapping[str, Sequence[tuple[str, Act]]],
        writes: Callable[[], bool],
        situation: Sequence[QWidget],
        parcours: Sequence[QWidget],
    ) -> None:
        super().__init__()
        self._context = context
        self._frise = FriseView()
        self._told: Frise | None = None
        self._table: TablePane | None = None
        self._writing = False
        self._switch = named(QPushButton("Lire en tableau"), "suivi.frise.bascule")
        self._switch.setProperty("role", "link")
        self._switch.clicked.connect(self._turn)
        self._moments = Moments(context, suivi.id, writes=writes)
        self._moments.correct_entretien.connect(self.correct_entretien)
        self._moments.correct_note.connect(self.correct_note)
        self._a_faire = AFaire(context, suivi.id, acts, writes=writes())
        self._place = QVBoxLayout()
        self._area = scrolled(self._thread())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        self._top = Card()
        column.addWidget(self._top)
        self._fill_top()
        self._facts = Faits([card("À faire", self._a_faire), *situation], parcours)
        self._split = Split(self._facts, self._area, SIDE)
        column.addWidget(self._split, 1)

    def put(self, volet: Volet) -> None:
        """A form above what was said, which Tab reaches after it; in a small window it takes the
        place of the frise too."""
        self._writing = True
        self._fit()
        self._place.addWidget(volet)
        tab_order.follow(volet.last_stop, tab_order.controls(self._moments))
        volet.closed.connect(self._read_newest)
        self._read_newest()

    def show_frise(self) -> None:
        """Nothing is being written any more."""
        self._writing = False
        self._fit()

    def _fit(self) -> None:
        self._top.setHidden(self._writing and self.height() < SHORT)

    def _read_newest(self) -> None:
        self._area.verticalScrollBar().setValue(0)

    def focus_first(self) -> None:
        self._switch.setFocus()

    def reload(self, suivi: Suivi) -> None:
        self._told = frise_of(suivi)
        self._frise.show_frise(self._told)
        if self._table is not None:
            self._table.show_listing(frise_listing(self._told))
        self._moments.reload()
        self._a_faire.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three columns where there is room for them."""
        super().resizeEvent(event)
        self._fit()
        letters = self.fontMetrics().averageCharWidth() * ROOM
        wide = event.size().width() >= 2 * (SIDE + L) + letters
        self._facts.lay(wide=wide)
        self._split.set_fixed(2 * SIDE + L if wide else SIDE)

    def _fill_top(self) -> None:
        head = row(text("Parcours", "title"), stretch=True)
        head.addWidget(self._switch)
        self._top.body.addLayout(head)
        self._top.body.addWidget(self._frise)

    def _turn(self) -> None:
        """The frise as a drawing or as rows."""
        if self._table is None and self._told is not None:
            self._table = self._make_table(self._told)
            self._top.body.addWidget(self._table)
            tab_order.follow(self._switch, tab_order.controls(self._table))
        drawn = self._frise.isHidden()
        self._frise.setVisible(drawn)
        if self._table is not None:
            self._table.setVisible(not drawn)
        self._switch.setText("Lire en tableau" if drawn else "Voir la frise")

    def _make_table(self, frise: Frise) -> TablePane:
        made = TablePane(
            self._context, frise_listing(frise), name="suivi.frise.tableau", searchable=False
        )
        made.setFixedHeight(TABLE)
        return made

    def _thread(self) -> QVBoxLayout:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, M, 0)
        inside.setSpacing(M)
        inside.addLayout(self._place)
        inside.addWidget(self._moments, 1)
        return inside


class Faits(QWidget):
    """Two columns of cards, side by side or one above the other, that scroll as one."""

    def __init__(self, first: Sequence[QWidget], second: Sequence[QWidget]) -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._box.setContentsMargins(0, 0, M, 0)
        self._box.setSpacing(L)
        for widgets in (first, second):
            column = QVBoxLayout()
            column.setSpacing(L)
            for widget in widgets:
                column.addWidget(widget)
            self._box.addLayout(column)
            column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(self._box))

    def lay(self, *, wide: bool) -> None:
        way = QBoxLayout.Direction
        self._box.setDirection(way.LeftToRight if wide else way.TopToBottom)
        for at in (0, 1):
            self._box.setStretch(at, 1 if wide else at)
