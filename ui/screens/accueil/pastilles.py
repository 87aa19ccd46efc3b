"""The demandes taken so far, one chip each: what was answered, how to change it, how to drop it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from models.accueil.demande import REPARTIE, DemandeInput
from models.nomenclatures.valeur import labels
from ui.kit import tab_order
from ui.kit.context import Turned
from ui.kit.elided import ElidedButton
from ui.kit.flow import Flow
from ui.kit.icons import IconButton
from ui.kit.names import named
from ui.kit.obeying import obeys, show_checked
from ui.kit.tokens import XS, S

_SHORT = 34  # letters of an answer shown in a chip


class Pastilles(QWidget):
    """One chip for each demande; Entrée opens it, Suppr takes it away."""

    def __init__(
        self, turned: Turned, *, label_of: Callable[[str], str], opened: Callable[[int], object],
        removed: Callable[[int], object], after: QWidget,
    ) -> None:  # fmt: skip
        super().__init__()
        self._turned = turned
        self._after = after
        self._label_of = label_of
        self._opened = opened
        self._removed = removed
        self._flow = Flow(self)
        self.hide()

    def show_demandes(self, demandes: Sequence[DemandeInput], *, current: int | None) -> None:
        """Draw the chips again; the one of `current` is open in the row of fields."""
        self._flow.clear()
        shown = [key for d in demandes for key in (*d.reponses, d.orientation)]
        answers = labels([*shown, REPARTIE] if any(d.is_repartie for d in demandes) else shown)
        chips = [
            self._chip(at, demande, answers=answers, open_=at == current)
            for at, demande in enumerate(demandes)
        ]
        for chip in chips:
            self._flow.addWidget(chip)
        tab_order.follow(self._after, [w for chip in chips for w in tab_order.controls(chip)])
        self.setVisible(bool(demandes))
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Elsewhere Suppr takes away the passage that is chosen in the list.
            event.setAccepted(event.key() == Qt.Key.Key_Delete)
            return event.isAccepted()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            at = watched.property("rang")
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self._removed(at)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self._opened(at)
                return True
        return False

    def _chip(
        self, at: int, demande: DemandeInput, *, answers: dict[str, str], open_: bool
    ) -> QFrame:
        label = self._label_of(demande.thematique)
        given = [answers[key] for key in demande.reponses if key in answers]
        if demande.is_repartie:
            given.append(answers[REPARTIE])
        if demande.orientation in answers:
            given.append(f"→ {answers[demande.orientation]}")
        told = " · ".join(part for part in (label, _short(given), demande.objet) if part)
        if self._turned.on:  # what she asks is nobody else's business
            label = told = f"Demande {at + 1}"
        chip = QFrame(self)
        chip.setProperty("role", "banner")
        words = named(ElidedButton(told), f"accueil.demande.{at}", _read(at, told))
        words.setAccessibleDescription("Entrée pour préciser, Suppr pour retirer")
        words.setProperty("role", "link")
        words.setProperty("rang", at)
        words.setCheckable(open_)
        show_checked(words, on=open_)
        words.installEventFilter(self)
        obeys(words, lambda: self._opened(at))
        drop = named(IconButton("close", f"Retirer {label}"), f"accueil.demande.{at}.retirer")
        drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Suppr does it from the chip itself
        drop.clicked.connect(lambda: self._removed(at))
        row = QHBoxLayout(chip)
        row.setContentsMargins(XS, XS // 2, XS, XS // 2)
        row.setSpacing(S // 2)
        row.addWidget(words)
        row.addWidget(drop)
        return chip


def _read(at: int, told: str) -> str:
    place = f"Demande {at + 1}"
    return told if told == place else f"{place} : {told}"


def _short(answers: Sequence[str]) -> str:
    told = ", ".join(answers)
    return told if len(told) <= _SHORT else told[: _SHORT - 1].rstrip() + "…"
