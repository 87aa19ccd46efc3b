"""The thread of a suivi: each entretien with its words, the newest first, a page at a time."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.base.listing import as_text
from models.suivis.fil import PAGE, Ecrit, Moment, fil, length_of, place_of
from models.suivis.note import Niveau
from ui.kit import tab_order
from ui.kit.context import Context
from ui.kit.icons import IconButton
from ui.kit.names import named
from ui.kit.page import card, row, text
from ui.kit.pill import Pill
from ui.kit.sight import bring_into_sight
from ui.kit.tokens import XS, L, M, S

EMPTY = (
    "Rien n’est écrit pour l’instant. Notez un entretien ou un appel\u00a0: il se lira ici, avec "
    "sa date et qui peut le lire."
)
SEALED = "Cette note est chiffrée pour d’autres personnes."
_KINDS = {Niveau.EQUIPE: "good", Niveau.REFERENT: "info", Niveau.PERSONNELLE: "attention"}
_ICONS = {Niveau.EQUIPE: "users", Niveau.REFERENT: "suivis", Niveau.PERSONNELLE: "lock"}


class Moments(QWidget):
    """Shows the entries of one suivi; asks for a correction by its key."""

    correct_entretien = Signal(str)
    correct_note = Signal(str)

    def __init__(self, context: Context, suivi_id: str, *, writes: Callable[[], bool]) -> None:
        super().__init__()
        named(self, "suivi.fil", "Entretiens et notes")
        self._context, self._suivi_id, self._writes = context, suivi_id, writes
        self._shown: list[Moment] = []
        self._cards: list[MomentCard] = []
        self._read = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(M)
        nothing = text(EMPTY, "secondary", "suivi.fil.vide")
        nothing.setWordWrap(True)
        self._empty = card("Entretiens et notes", nothing)
        self._more = named(QPushButton("Lire la suite"), "suivi.fil.suite")
        self._more.clicked.connect(self._read_more)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

    def reload(self) -> None:
        """Read again as much as was shown; only what has changed is drawn again."""
        more = self._read and self._more.isHidden()  # all of it was in sight, and stays so
        found = fil(self._suivi_id, limit=max(len(self._shown) + more, PAGE))
        if found == self._shown and self._read:
            return
        self._read = True
        focused = QApplication.focusWidget()
        held = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        self._replace(found)
        if held and QApplication.focusWidget() is not focused:  # once the cards have their place
            QTimer.singleShot(0, self, lambda: self._give_back(held))

    def _give_back(self, name: str) -> None:
        """To the same pencil, and in sight."""
        for widget in [w for w in self.findChildren(QWidget, name) if w.isVisibleTo(self)][:1]:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            bring_into_sight(widget)

    def _read_more(self) -> None:
        self._add(fil(self._suivi_id, after=place_of(self._shown[-1])))
        self._tell()

    def _replace(self, found: list[Moment]) -> None:
        """Those that are no more go, the others stay, the new ones take their place among them."""
        wanted = set(found)
        for gone in [one for one in self._cards if one.moment not in wanted]:
            self._cards.remove(gone)
            _let_go(gone)
        known = {one.moment: one for one in self._cards}
        last = max((at for at, one in enumerate(found) if one in known), default=-1) + 1
        self._cards = [known[one] for one in found if one in known]
        for at, moment in enumerate(found[:last]):
            if moment not in known:
                self._insert(at, moment)
        self._shown = found[:last]
        self._add(found[last:])
        self._tell()

    def _insert(self, at: int, moment: Moment) -> None:
        """A card above the one that follows it."""
        card, following = self._card(moment), self._cards[at]
        batch = _batch_of(following)
        batch.insertWidget(batch.indexOf(following), card)
        card.stackUnder(following)  # a screen reader, and Tab, go down in that order
        tab_order.follow(self._last_stop(self._cards[:at]), tab_order.controls(card))
        self._cards.insert(at, card)

    def _add(self, moments: list[Moment]) -> None:
        """Those that come after, in one batch: a card shown by itself measures all the others."""
        if not moments:
            return
        before = self._last_stop(self._cards)
        batch = QWidget()
        column = QVBoxLayout(batch)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for moment in moments:
            card = self._card(moment)
            column.addWidget(card)
            self._cards.append(card)
        self._column.insertWidget(self._column.count() - 2, batch)
        batch.stackUnder(self._more)
        tab_order.follow(before, [*tab_order.controls(batch), self._more])
        self._shown = [*self._shown, *moments]

    def _last_stop(self, cards: list["MomentCard"]) -> QWidget:
        """Where Tab stops last in these, or the place where it comes to the first one."""
        stops = (stop for card in reversed(cards) for stop in tab_order.controls(card)[::-1])
        return next(stops, self)

    def _card(self, moment: Moment) -> "MomentCard":
        return MomentCard(moment, self._context, self, writes=self._writes())

    def _tell(self) -> None:
        self._empty.setVisible(not self._shown)
        self._more.setVisible(len(self._shown) < length_of(self._suivi_id))


def _batch_of(card: "MomentCard") -> QVBoxLayout:
    """The cards that were added with it."""
    holder = card.parentWidget()
    batch = holder.layout() if holder is not None else None
    assert isinstance(batch, QVBoxLayout)
    return batch


def _let_go(card: "MomentCard") -> None:
    """A batch goes with its last card: empty, it would still be set apart from the others."""
    batch = _batch_of(card)
    batch.removeWidget(card)
    gone = card if batch.count() else batch.parentWidget()
    if gone is not None:
        gone.hide()
        gone.deleteLater()


class MomentCard(QFrame):
    """One entry: when, what, by whom, then each note under its level."""

    def __init__(self, moment: Moment, context: Context, owner: Moments, *, writes: bool) -> None:
        super().__init__()
        self.moment = moment
        self.setProperty("role", "card")
        when = as_text(moment.date) + (f" à {moment.heure:%H:%M}" if moment.heure else "")
        named(self, f"suivi.moment.{moment.id}", f"{moment.titre}, {when}")
        column = QVBoxLayout(self)
        column.setContentsMargins(L, M, M, M)
        column.setSpacing(S)
        column.addLayout(self._head(moment, when, owner, writes=writes))
        if moment.precisions:
            told = text(" · ".join(moment.precisions), "small")
            told.setWordWrap(True)
            column.addWidget(told)
        for ecrit in moment.ecrits:
            column.addSpacing(XS)
            self._add(ecrit, column, when, owner, told=ecrit.auteur in moment.precisions)

    def _head(self, moment: Moment, when: str, owner: Moments, *, writes: bool) -> QHBoxLayout:
        """One label, so that a long title and its day break as a text does."""
        words = text("", "", f"suivi.moment.{moment.id}.titre")
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setText(f"<b>{escape(moment.titre)}</b> &nbsp;{escape(when)}")
        words.setAccessibleName(f"{moment.titre}, {when}")
        words.setWordWrap(True)
        head = row(stretch=False)
        head.addWidget(words, 1)
        if moment.entretien and writes:
            pencil = _pencil(
                f"entretien.{moment.id}", f"Corriger\u00a0: {moment.titre} du {when}",
                lambda: owner.correct_entretien.emit(moment.id),
            )  # fmt: skip
            head.addWidget(pencil, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _add(
        self, ecrit: Ecrit, column: QVBoxLayout, when: str, owner: Moments, *, told: bool
    ) -> None:
        """`told`: who wrote it is named already, as who led the entretien."""
        pill = Pill("", "", f"suivi.note.{ecrit.id}.niveau")
        pill.show_status(ecrit.niveau.label, _KINDS[ecrit.niveau], _ICONS[ecrit.niveau])
        pill.setAccessibleName(f"Note de {ecrit.auteur}, {ecrit.niveau.aide.lower()}")
        pill.setToolTip(ecrit.niveau.aide)
        head = row(*([pill] if told else [pill, text(ecrit.auteur, "small")]), stretch=True)
        if ecrit.a_moi and ecrit.texte is not None:
            head.addWidget(
                _pencil(f"note.{ecrit.id}", f"Corriger votre note ({ecrit.niveau.label}) du {when}",
                        lambda: owner.correct_note.emit(ecrit.id))
            )  # fmt: skip
        column.addLayout(head)
        column.addWidget(_words(ecrit))


def _words(ecrit: Ecrit) -> QLabel:
    said = ecrit.texte if ecrit.texte is not None else ecrit.illisible or SEALED
    label = text(said, "" if ecrit.texte is not None else "secondary", f"suivi.note.{ecrit.id}")
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def _pencil(name: str, words: str, run: Callable[[], object]) -> IconButton:
    made = named(IconButton("edit", words), f"suivi.corriger.{name}", words)
    made.clicked.connect(lambda: run())
    return made
