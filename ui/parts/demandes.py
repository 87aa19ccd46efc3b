"""The demandes that a desk is asked for: the commonest by a digit, the others by letters."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from models.accueil.demande import Choix, DemandeInput
from ui.kit.completer import Answer

if TYPE_CHECKING:
    from models.accueil.habitudes import Catalogue

COMMONEST = 9  # one for each digit


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
        if not (rank.isdecimal() and rank.isascii() and rank != "0") or not is_plain(event):
            return None
        commonest = self._commonest()
        return commonest[int(rank) - 1].key if int(rank) <= len(commonest) else ""

    def _commonest(self) -> list[Choix]:
        return self.catalogue().search("", limit=COMMONEST)


def is_plain(event: QKeyEvent) -> bool:
    """Whether no chord is meant: on a French keyboard the upper digits are typed with Maj."""
    plain = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    return not event.modifiers() & ~plain
