"""Sexe, tranche d’âge and critères of a visitor without a file: one key each, none required."""

import functools
import string
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from models.accueil.passage import REFUSEE
from models.base.search import fold
from models.nomenclatures.valeur import NON_COMMUNIQUE, choices, labels
from ui.kit.banner import announce
from ui.kit.flow import Flow
from ui.kit.names import named
from ui.kit.obeying import obeys, show_checked
from ui.kit.page import text
from ui.kit.tokens import XS, M, S

LISTS = {"sexe": "Sexe", "tranche_age": "Âge", "critere_public": "Critères"}
_ONE = ("sexe", "tranche_age")  # at most one value of these
_REFUSE = (REFUSEE, "Ne souhaite pas être nommée")
_FORWARD, _BACK = (Qt.Key.Key_Right, Qt.Key.Key_Down), (Qt.Key.Key_Left, Qt.Key.Key_Up)


class Public(QWidget):
    """What is chosen lives here; the chips are made when they are first shown."""

    changed = Signal()
    made = Signal()
    done = Signal()  # Entrée: on to the demande

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Sexe, âge, critères")
        self.chosen: frozenset[str] = frozenset()
        self._touches: Mapping[str, str] = {}
        self.hide()

    @property
    def is_made(self) -> bool:
        return "chips" in self.__dict__

    @functools.cached_property
    def chips(self) -> dict[str, QPushButton]:
        """One for each value, by its key, in reading order."""
        lists = {name: _values(name) for name in LISTS}
        lists["sexe"].append(_REFUSE)
        order = [value for name in LISTS for value in lists[name]]
        self._touches = {touche: key for key, touche in touches(order).items()}
        of_key = {key: touche for touche, key in self._touches.items()}
        chips = {key: self._chip(key, label, of_key.get(key, "")) for key, label in order}
        # A list whose values are all retired has no line.
        rows = {name: [chips[key] for key, _ in lists[name]] for name in LISTS if lists[name]}
        self._lay_out(rows)
        self.made.emit()
        return chips

    def set_chosen(self, keys: Iterable[str]) -> None:
        self.chosen = frozenset(keys)
        self._show()
        self.changed.emit()

    def toggle(self, key: str) -> None:
        """Choose a value, in place of the other one of its list if it holds one only."""
        nomenclature = key.partition(".")[0]
        others = self.chosen - {key}
        if nomenclature in _ONE:
            others = frozenset(k for k in others if not k.startswith(f"{nomenclature}."))
        self.set_chosen(others if key in self.chosen else others | {key})
        announce(self, self.said or "rien")

    def facts(self) -> dict[str, Any]:
        """The columns of the passage."""
        return {name: self._of(name)[0] if self._of(name) else None for name in _ONE}

    @property
    def criteres(self) -> tuple[str, ...]:
        return tuple(self._of("critere_public"))

    @property
    def refuse(self) -> bool:
        return REFUSEE in self.chosen

    @property
    def said(self) -> str:
        """« Femme · 18-20 ans · Difficulté en français »."""
        known = {**labels(sorted(self.chosen)), **dict([_REFUSE])}
        order = [key for name in (*LISTS, "identification") for key in self._of(name)]
        return " · ".join(known[key] for key in order if key in known)

    def focus_first(self) -> None:
        next(iter(self.chips.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def show(self) -> None:
        self._show(self.chips.values())
        super().show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        shift, pad = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
        if event.modifiers() & ~(shift | pad):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
            return True
        if event.key() in (*_FORWARD, *_BACK):
            self._step(watched, 1 if event.key() in _FORWARD else -1)
            return True
        key = self._touches.get(event.text().upper())
        if key is None:
            return False
        self.toggle(key)
        return True

    def _of(self, nomenclature: str) -> list[str]:
        return sorted(k for k in self.chosen if k.startswith(f"{nomenclature}."))

    def _step(self, chip: QObject, step: int) -> None:
        chips: list[QObject] = list(self.chips.values())
        chips[(chips.index(chip) + step) % len(chips)].setFocus()  # type: ignore[attr-defined]  # a button

    def _chip(self, key: str, label: str, touche: str) -> QPushButton:
        chip = named(QPushButton(), f"accueil.public.{key}", label)
        chip.setAccessibleDescription(f"Touche {touche}" if touche else "")
        chip.setProperty("role", "chip")
        chip.setProperty("touche", touche)
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # arrows go from one to the next
        obeys(chip, lambda: self.toggle(key))
        chip.installEventFilter(self)
        return chip

    def _show(self, chips: Iterable[QPushButton] | None = None) -> None:
        if chips is None and not self.is_made:
            return
        for key, chip in self.chips.items():
            on = key in self.chosen
            show_checked(chip, on=on)
            parts = (chip.property("touche"), "✓" if on else "", chip.accessibleName())
            chip.setText("\u2002".join(part for part in parts if part))

    def _lay_out(self, rows: Mapping[str, Sequence[QPushButton]]) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        grid.setColumnStretch(1, 1)
        for at, (name, chips) in enumerate(rows.items()):
            chips[0].setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if at == 0 else Qt.FocusPolicy.ClickFocus
            )
            grid.addWidget(text(LISTS[name], "label"), at, 0, Qt.AlignmentFlag.AlignTop)
            holder = QWidget()
            flow = Flow(holder, gap=XS)
            for chip in chips:
                flow.addWidget(chip)
            grid.addWidget(holder, at, 1)


def touches(values: Sequence[tuple[str, str]]) -> dict[str, str]:
    """A key of the keyboard for each value: digits for ages, else a letter of its label.

    The first letter of a word if it is free; each is shown on its chip, none has to be learned.
    """
    free = list(string.ascii_uppercase)
    digits = iter("1234567890")
    given: dict[str, str] = {}
    for key, label in values:
        digit = next(digits, None) if key.startswith("tranche_age.") else None
        words = fold(label).upper().split()
        letters = [word[0] for word in words] + [letter for word in words for letter in word]
        touche = digit or next((letter for letter in (*letters, *free) if letter in free), "")
        if touche in free:
            free.remove(touche)
        if touche:
            given[key] = touche
    return given


def _values(nomenclature: str) -> list[tuple[str, str]]:
    """« Non communiqué » is what is said when nothing is chosen."""
    unsaid = f"{nomenclature}.{NON_COMMUNIQUE}"
    return [value for value in choices(nomenclature) if value[0] != unsaid]
