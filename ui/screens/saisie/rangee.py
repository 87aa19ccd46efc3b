"""A line of the sheet that is not being typed: read at a glance, opened with Entrée."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.editors.base import repolish
from ui.kit.elided import Elided
from ui.kit.icons import IconLabel
from ui.kit.names import named
from ui.kit.tokens import XS
from ui.screens.saisie import colonnes

WRITTEN, TO_DO = "Écrite", "À compléter"


class Rangee(QFrame):
    """`texts` are the cells; a remark or what is to be mended stands under them."""

    opened = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self._told: tuple[Any, ...] = ()
        self.setObjectName(f"saisie.ligne.{number}")
        self.setProperty("role", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._cells = [Elided() for _ in colonnes.TITLES[:-1]]
        self._icon = IconLabel("draft", 16)
        self._state = Elided()
        state = QWidget()
        inside = QHBoxLayout(state)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(XS)
        inside.addWidget(self._icon)
        inside.addWidget(self._state, 1)
        self._remark = Elided("", f"saisie.ligne.{number}.remarque", "small")
        row = QHBoxLayout()
        colonnes.lay(row, [*self._cells, state])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, XS, 0, XS)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._remark)
        self._remark.setContentsMargins(0, 0, 0, 0)

    def show_line(
        self, texts: list[str], *, written: bool, remark: str, wrong: bool, trace: str
    ) -> None:
        for cell, words in zip(self._cells, (str(self.number), *texts), strict=True):
            cell.setText(words)
        told = (tuple(texts), written, remark, wrong, trace)
        if told == self._told:
            return
        self._told = told
        self.setToolTip(trace)
        self.setAccessibleDescription(trace)
        word = WRITTEN if written else TO_DO
        kind = "good" if written else "attention"
        self._icon.show_icon("check" if written else "warning", kind)
        self._state.setText(word)
        self._remark.setText(f"      {remark}" if remark else "")
        role = "error" if wrong else "small"
        if self._remark.property("role") != role:
            self._remark.setProperty("role", role)
            repolish(self._remark)
        self._remark.setVisible(bool(remark))
        read = ", ".join(part for part in (*texts, word, remark) if part)
        named(self, self.objectName(), f"Ligne {self.number} : {read}")

    @property
    def texts(self) -> list[str]:
        return [cell.text() for cell in self._cells[1:]] + [self._state.text()]

    @property
    def remark(self) -> str:
        return self._remark.text().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        if event.key() in (key.Key_Return, key.Key_Enter, key.Key_F2):
            self.opened.emit()
        elif event.key() in (key.Key_Up, key.Key_Down):
            self.moved.emit(1 if event.key() == key.Key_Down else -1)
        elif event.key() == key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark(on=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark(on=False)

    def _mark(self, *, on: bool) -> None:
        self.setProperty("current", on)
        repolish(self)
