"""The demandes that a desk is asked for: the commonest by a digit, the others by letters."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from models.accueil.demande import Choix, DemandeInput
from ui.kit.completer import Answer, Completer

if TYPE_CHECKING:
    from models.accueil.habitudes import Catalogue

COMMONEST = 9  # one for each digit
WIDE = 440
_BY_REQUEST = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.OtherFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Propositions:
    """Those of one lieu, read when they are first needed."""

    def __init__(self) -> None:
        self.lieu: str | None = None
        self._catalogue: Catalogue | None = None

    def forget(self, lieu: str | None) -> None:
        """What is commonest is asked anew, of this lieu."""
        self.lieu, self._catalogue = lieu, None

    def catalogue(self) -> "Catalogue":
        from models.accueil.habitudes import catalogue

        if self._catalogue is None:
            self._catalogue = catalogue(self.lieu)
        return self._catalogue

    def usual(self, thematique: str) -> DemandeInput:
        """A new demande, filled as this lieu usually answers it."""
        from models.accueil.habitudes import usual

        return usual(thematique, self.lieu)

    def answers(self, typed: str) -> list[Answer]:
        """What letters find; none typed: the commonest, each with its digit."""
        if typed.strip():
            return [Answer(c.key, c.label, c.heading) for c in self.catalogue().search(typed)]
        return [
            Answer(c.key, f"{rank}\u2002{c.label}", c.heading)
            for rank, c in enumerate(self._commonest(), 1)
        ]

    def by_digit(self, event: QKeyEvent) -> str | None:
        """The demande of a pressed digit, empty if there are not so many; none: it is no digit."""
        rank = event.text()
        if not (rank.isdecimal() and rank.isascii() and rank != "0") or not _is_plain(event):
            return None
        commonest = self._commonest()
        return commonest[int(rank) - 1].key if int(rank) <= len(commonest) else ""

    def _commonest(self) -> list[Choix]:
        return self.catalogue().search("", limit=COMMONEST)


class DemandesKeys(QObject):
    """What the keys do in a line where demandes are taken one after the other."""

    taken = Signal(str)
    taken_back = Signal()

    def __init__(
        self,
        line: QLineEdit,
        demandes: Callable[[], Sequence[DemandeInput]],
        *,
        name: str,
        is_wrong: Callable[[], bool] = lambda: False,
    ) -> None:
        """`is_wrong`: whether an error stands under the line, which a list would cover."""
        super().__init__(line)
        self.propositions = Propositions()
        self._line, self._demandes, self._is_wrong = line, demandes, is_wrong
        self.completer = Completer(
            line, self.propositions.answers, chosen=lambda answer: self.taken.emit(answer.key),
            name=name, width=WIDE,
        )  # fmt: skip
        line.installEventFilter(self)

    def enter(self) -> bool:
        """Entrée: the propositions for what is typed; False once demandes are taken."""
        if self._line.text().strip() or not self._demandes():
            self.completer.open(self._line.text())
            return True
        return False

    def proposed(self) -> str | None:
        """The demande in sight for the letters that are typed, as Entrée would take it."""
        answer = self.completer.current
        found = [answer] if answer is not None else self.propositions.answers(self._line.text())
        return found[0].key if found else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _BY_REQUEST:
            QTimer.singleShot(0, self, self._offer)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        """A digit takes one of the commonest, Retour arrière takes the last one back."""
        if self._line.text() or not _is_plain(event):
            return False
        if event.key() == Qt.Key.Key_Backspace:
            self.taken_back.emit()
            return True
        thematique = self.propositions.by_digit(event)
        if thematique:
            self.taken.emit(thematique)
        return thematique is not None

    def _offer(self) -> None:
        """The commonest, as long as nothing is taken; not over what comes next, nor an error."""
        empty = not (self._demandes() or self._line.text() or self._is_wrong())
        if empty and self._line.hasFocus() and self._line.isVisible():
            self.completer.open("")


def _is_plain(event: QKeyEvent) -> bool:
    """Whether no chord is meant: on a French keyboard the upper digits are typed with Maj."""
    plain = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    return not event.modifiers() & ~plain
