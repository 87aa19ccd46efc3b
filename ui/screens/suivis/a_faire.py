"""What a suivi waits for: each signal with its fact, acted upon or put off from here."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from models.suivis.signaux import Gravite, Signal, signaux
from ui.kit import tab_order
from ui.kit.context import Context
from ui.kit.icons import IconLabel
from ui.kit.names import named
from ui.kit.obeying import drops
from ui.kit.page import row, text
from ui.kit.sight import bring_into_sight
from ui.kit.tokens import XL, XS, S
from ui.screens.suivis.carte import lien
from ui.screens.suivis.differer import DELAYS, defer

_ICONS = {Gravite.RETARD: "warning", Gravite.PROCHE: "clock", Gravite.SAVOIR: "info"}
_KINDS = {Gravite.RETARD: "attention", Gravite.PROCHE: "", Gravite.SAVOIR: ""}
Act = Callable[[Signal], object]


class AFaire(QWidget):
    """The signals of one suivi; `acts` are what one does for each kind, by its code."""

    def __init__(
        self,
        context: Context,
        suivi_id: str,
        acts: Mapping[str, Sequence[tuple[str, Act]]],
        *,
        writes: bool,
    ) -> None:
        super().__init__()
        named(self, "suivi.a_faire", "À faire")
        self._context, self._suivi_id, self._acts, self._writes = context, suivi_id, acts, writes
        self._shown: list[Signal] | None = None
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S)

    def reload(self) -> None:
        found = signaux(only=[self._suivi_id])
        if found == self._shown:
            return
        held = self._held()
        self._shown = found
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(at, signal) for at, signal in enumerate(found)] or [
            text("Rien n’attend.", "secondary", "suivi.a_faire.rien")
        ]
        for line in self._lines:
            self._column.addWidget(line)
        tab_order.follow(self, tab_order.controls(self))
        if held is not None and found:  # once the lines have their place
            QTimer.singleShot(0, self, lambda: self._give_back(*held))

    def _held(self) -> tuple[Signal, int, str] | None:
        """The signal whose act has the focus, its rank, and the name of the act."""
        focused = QApplication.focusWidget()
        for at, line in enumerate(self._lines if self._shown else ()):
            if focused is not None and line.isAncestorOf(focused):
                return self.signaux[at], at, focused.objectName()
        return None

    def _give_back(self, signal: Signal, at: int, name: str) -> None:
        """To the same act, or to the first one of what now stands in its place."""
        if not self._shown:
            return
        kept = [(one.code, one.objet) for one in self._shown]
        wanted = (signal.code, signal.objet)
        at = kept.index(wanted) if wanted in kept else min(at, len(kept) - 1)
        line = self._lines[at]
        acts = tab_order.controls(line)
        last = name.rsplit(".", 1)[-1]
        for widget in [one for one in acts if one.objectName().endswith(last)] or acts[:1]:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_sight(widget)
            return

    @property
    def signaux(self) -> Sequence[Signal]:
        return self._shown or ()

    def _line(self, at: int, signal: Signal) -> QWidget:
        """Its fact, and below what one can do about it."""
        line = named(QWidget(), f"suivi.signal.{at}", signal.phrase)
        words = text(signal.phrase, "", f"suivi.signal.{at}.phrase")
        words.setWordWrap(True)
        fact = row(
            IconLabel(_ICONS[signal.gravite], 16, kind=_KINDS[signal.gravite]), stretch=False
        )
        fact.addWidget(words, 1)
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(fact)
        if self._writes:
            column.addLayout(self._acts_on(at, signal))
        return line

    def _acts_on(self, at: int, signal: Signal) -> QHBoxLayout:
        made = row(stretch=False)
        made.setSpacing(XS)
        made.addSpacing(XL)
        for rank, (label, act) in enumerate(self._acts.get(signal.code, ())):
            name = f"suivi.signal.{at}.agir" + (f".{rank}" if rank else "")
            made.addWidget(lien(label, name, signal.phrase, partial(act, signal)))
        made.addWidget(self._later(at, signal))
        made.addStretch(1)
        return made

    def _later(self, at: int, signal: Signal) -> QToolButton:
        made = named(
            QToolButton(), f"suivi.signal.{at}.plus_tard", f"Plus tard\u00a0: {signal.phrase}"
        )
        made.setText("Plus tard")
        menu = QMenu(made)
        for days, words in DELAYS:
            menu.addAction(f"Dans {words}", partial(defer, self._context, signal, days))
        drops(made, menu)
        return made
