"""The register of one day under the line: going from day to day, its counts, its passages."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.accueil.nombres import counts_of_day
from models.accueil.passage import Passage
from models.accueil.periodes import MOIS
from models.accueil.registre import deleted_of_day, is_register_new, passages_of_day
from models.base import clock
from models.base.clock import JOURS
from models.base.droit import Droit
from models.base.listing import Listing
from models.nomenclatures.lieu import Lieu, lieux
from ui.kit import parsing
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.filters import Filter
from ui.kit.icons import IconButton
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.table import TablePane
from ui.kit.tokens import L, S

# Average letters under which the list leaves out what is told of a passage when it is opened.
ROOMS = ((180, {"mode"}), (120, {"naissance", "lieu"}))
LEAST = 9  # lines of text: the heading of the list and some rows stay in sight


class DayPane(QWidget):
    """One day at a time; it stays live, and turns with midnight if today is shown."""

    def __init__(
        self,
        context: Context,
        *,
        activate: Callable[[str], object],
        row_actions: Sequence[UiAction],
    ) -> None:
        super().__init__()
        self._context = context
        self._follows = True
        self.is_of_deleted = False
        self._left_out: set[str] = set()  # for want of room
        self._lieux = lieux()
        self.day = clock.today()
        self._title = text("", "title", "accueil.jour.titre")
        self._counts = text("", "secondary", "accueil.jour.nombres")
        self._deleted = named(QPushButton(), "accueil.jour.supprimes")
        self._deleted.setProperty("role", "link")
        self._deleted.setCursor(Qt.CursorShape.PointingHandCursor)
        self._deleted.clicked.connect(lambda: self.show_deleted(not self.is_of_deleted))
        self._date = named(QLineEdit(), "accueil.jour.date", "Aller au jour")
        self._date.setPlaceholderText("Aller au : hier, 12/03…")
        self._date.setFixedWidth(_width_of(self._date.placeholderText(), self._date))
        self._date.returnPressed.connect(self._go_to_typed)
        self.list = TablePane(
            context,
            self._listing(),
            name="accueil.passages",
            activate=activate,
            row_actions=row_actions,
            empty_action=self._first_act(),
            searchable=False,
            filters=_lieu_filter(self._lieux),
            late=True,  # its columns are those that its width has room for
        )
        self.list.setMinimumHeight(self.fontMetrics().height() * LEAST)
        self._lay_out()
        context.changes.subscribe({Passage}, self.look, owner=self)

    def show_day(self, day: dt.date) -> None:
        self.day = day
        self._lieux = lieux()
        self.is_of_deleted = False
        self._follows = day == clock.today()
        self.list.show_listing(self._listing())
        self.look()

    def step(self, days: int) -> None:
        """So many days on; never after today, where nothing can be written."""
        self.show_day(min(self.day + dt.timedelta(days=days), clock.today()))

    def show_today(self) -> None:
        self.show_day(clock.today())

    def show_deleted(self, on: bool) -> None:
        """What was taken out of this day, to be read and restored; or the register again."""
        self.is_of_deleted = on
        self.list.show_listing(self._listing())
        self.look()
        self._context.refresh_actions()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letters = event.size().width() // self.fontMetrics().averageCharWidth()
        left_out = {name for room, names in ROOMS if letters < room for name in names}
        if left_out != self._left_out:
            self._left_out = left_out
            self.list.show_listing(self._listing())

    def look(self) -> None:
        """Say the day and its counts; follow the calendar when it turns."""
        if self._follows and self.day != clock.today():
            self.show_today()
            return
        self._say_deleted()
        self._title.setText(said_day(self.day))
        self._next.setEnabled(self.day < clock.today())
        if self.is_of_deleted:
            self._counts.setText("Passages supprimés ce jour-là")
        elif self._context.may(Droit.BILAN_JOUR):
            self._counts.setText(counts_of_day(self.day).texte)

    def _listing(self) -> Listing:
        listing = passages_of_day(self.day, supprimes=self.is_of_deleted)
        # Who received her is in the passage: names and demandes have more use for the room.
        hidden = {"jour", "accueil"} if len(self._lieux) > 1 else {"jour", "accueil", "lieu"}
        hidden |= self._left_out
        kept = tuple(column for column in listing.columns if column.name not in hidden)
        return replace(listing, columns=kept, empty=self._said_empty(listing))

    def _said_empty(self, listing: Listing) -> str:
        if self.is_of_deleted:
            return "Aucun passage supprimé ce jour-là."
        return listing.empty if self.day == clock.today() else "Aucun passage ce jour-là."

    def _first_act(self) -> UiAction | None:
        """On the first day, whoever comes with a register kept elsewhere is shown the way."""
        if not (self._context.may(Droit.IMPORT) and is_register_new()):
            return None
        return UiAction(
            "accueil.reprendre", "Reprendre un registre tenu ailleurs", "import", "", Droit.IMPORT,
            lambda: self._context.navigate("import"),
        )  # fmt: skip

    def _say_deleted(self) -> None:
        """The way to what was deleted, where there is something, and the way back."""
        count = deleted_of_day(self.day)
        plural = "s" if count > 1 else ""
        told = "Revenir au registre" if self.is_of_deleted else f"{count} supprimé{plural}"
        self._deleted.setText(told)
        self._deleted.setAccessibleName(
            told if self.is_of_deleted else f"Voir {count} passage{plural} supprimé{plural}"
        )
        self._deleted.setVisible(bool(count) or self.is_of_deleted)

    def _go_to_typed(self) -> None:
        try:
            day = parsing.day(self._date.text())
        except ValueError as error:
            self._context.banner.attention(f"Jour : {error}")
            return
        self._date.clear()
        self.show_day(min(day or clock.today(), clock.today()))

    def _lay_out(self) -> None:
        before = named(IconButton("chevron-left", "Jour précédent"), "accueil.jour.avant")
        before.clicked.connect(lambda: self.step(-1))
        self._next = named(IconButton("chevron-right", "Jour suivant"), "accueil.jour.apres")
        self._next.clicked.connect(lambda: self.step(1))
        head = QHBoxLayout()
        head.setSpacing(S)
        for widget in (before, self._title, self._next):
            head.addWidget(widget)
        head.addStretch()
        head.addWidget(self._date)
        self.list.bar.put_before(self._counts, self._deleted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(head)
        column.addWidget(self.list, 1)


def _width_of(words: str, line: QLineEdit) -> int:
    return line.fontMetrics().horizontalAdvance(words) + 2 * L + S


def said_day(day: dt.date) -> str:
    """« Aujourd’hui, mercredi 11 mars », « Hier, … », « Lundi 9 mars 2026 »."""
    first = "1er" if day.day == 1 else str(day.day)
    words = f"{JOURS[day.weekday()]} {first} {MOIS[day.month - 1]}"
    ago = (clock.today() - day).days
    if ago in (0, 1):
        return f"{('Aujourd’hui', 'Hier')[ago]}, {words}"
    return f"{words.capitalize()} {day.year}"


def _lieu_filter(known: Sequence[Lieu]) -> Sequence[Filter]:
    """A choice of site, where there are several."""
    options = [(lieu.id, lieu.nom) for lieu in known]
    if len(options) < 2:
        return ()
    return (
        Filter("lieu", "Lieu", options, lambda listing, key: listing.where(Passage.lieu == key)),
    )
