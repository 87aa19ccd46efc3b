"""Lines of text: plain, read as a day or a number, secret, several."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from models.base.errors import Invalid
from models.base.search import fold
from ui.kit.editors.base import Editor, repolish
from ui.kit.icons import IconButton, icon
from ui.kit.sight import page_of

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# What X11 takes from a terminal's habits, and our acts have better use for.
_TERMINAL = (Qt.Key.Key_D, Qt.Key.Key_E, Qt.Key.Key_K)


class Line(QLineEdit):
    """A line that leaves to the window Ctrl+Z, when it has nothing of its own to undo, and acts.

    What assistive technology writes in it at once counts as typed: Qt says only that it changed.
    """

    dictated = Signal(str)  # written at once, before it is told as typed

    def __init__(self) -> None:
        super().__init__()
        self._drawn: tuple[QAction, str] | None = None
        self._known = False  # this change is ours, or a key's
        self._last = ""
        self.textEdited.connect(self._note_known)
        self.textChanged.connect(self._note_change)

    def setText(self, text: str | None) -> None:
        self._known = True
        super().setText(text)
        self._known = False  # the same text is no change

    def clear(self) -> None:
        self.setText("")

    def add_icon(
        self,
        name: str,
        side: QLineEdit.ActionPosition = QLineEdit.ActionPosition.TrailingPosition,
    ) -> QAction:
        """One icon inside the line; it follows the theme."""
        made = self.addAction(icon(name), side)
        self._drawn = (made, name)
        return made

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._drawn is not None:
            made, name = self._drawn
            made.setIcon(icon(name))

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._leaves(event)
        ):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that took the focus elsewhere is answered: it does not press what has it now."""
        here = self.hasFocus()
        super().keyPressEvent(event)
        if event.key() in _RETURN and here and not self.hasFocus():
            event.accept()

    def _note_known(self) -> None:
        self._known = True

    def _note_change(self, text: str) -> None:
        known, self._known = self._known, False
        if known:
            self._last = text
            return
        if self.isReadOnly() or not self.isEnabled():
            self.setText(self._last)  # Qt lets it be written in all the same
            return
        self._last = text
        if self.isVisible() and not self.hasFocus():
            # As whoever types: the one before is left.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setModified(True)
        self.dictated.emit(text)
        self.textEdited.emit(text)
        self._known = False

    def _leaves(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.isUndoAvailable()
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        return control and event.key() in _TERMINAL


class LineEditor(Editor):
    """A line; `parse` reads what is typed, `show` writes it again once the line is left."""

    def __init__(self, parse: Callable[[str], Any], show: Callable[[Any], str]) -> None:
        self.line = Line()
        super().__init__(self.line)
        self._parse = parse
        self._show = show
        self.line.textChanged.connect(lambda _: self.changed.emit())
        self.line.editingFinished.connect(self._write_again)
        self.line.returnPressed.connect(self.entered)

    def value(self) -> Any:
        return self._parse(self.line.text())

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else self._show(value))
        self.line.setCursorPosition(0)

    def kept(self) -> Any:
        return self.line.text()

    def restore(self, kept: Any) -> None:
        self.line.setText(str(kept or ""))

    def set_read_only(self, on: bool) -> None:
        self.line.setReadOnly(on)
        repolish(self.line)

    def _write_again(self) -> None:
        if self.line.isReadOnly() or not self.line.isModified():
            return
        try:
            written = self._show(self.value())
        except (ValueError, Invalid):
            return  # kept as typed; the form says what is wrong when it is saved
        if written != self.line.text():
            self.line.setText(written)


_ONLY_ONE = "Mot de passe"  # where there is only one


class PasswordEditor(Editor):
    """A secret line: it can be pasted into and shown, and is never kept in a draft."""

    def __init__(self, label: str) -> None:
        self.line = Line()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(self.line)
        of_many = fold(label) != fold(_ONLY_ONE)
        self._words = f"le mot de passe\u00a0: {label}" if of_many else "le mot de passe"
        self._eye = IconButton("eye", f"Afficher {self._words}")
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._reveal)
        self.row.addWidget(self._eye)
        self.line.textChanged.connect(lambda _: self.changed.emit())
        self.line.returnPressed.connect(self.entered)

    def value(self) -> str:
        return self.line.text()

    def set_value(self, value: Any) -> None:
        self.line.setText(value or "")

    def kept(self) -> Any:
        return None

    def restore(self, kept: Any) -> None:
        self.line.clear()

    def set_read_only(self, on: bool) -> None:
        self.line.setReadOnly(on)
        repolish(self.line)

    def _reveal(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        verb = "Masquer" if shown else "Afficher"
        self._eye.show_icon("eye-off" if shown else "eye", f"{verb} {self._words}")


LINES_MOST = 18  # of a text being written


class _Lines(QPlainTextEdit):
    """Tab leaves, Ctrl+Tab inserts: no trap for the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_Tab and not self.isReadOnly():
            self.insertPlainText("\t")
            return
        super().keyPressEvent(event)


class LinesEditor(Editor):
    """Several lines of text: as many in sight as the field announces, more while one writes."""

    wide = True

    def __init__(self, lines: int) -> None:
        self.area = _Lines()
        super().__init__(self.area)
        self._least = max(2, lines)
        self._grow()
        self.area.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.area.textChanged.connect(self.changed)
        self._grown = QTimer(self)  # the page takes its new height first
        self._grown.setSingleShot(True)
        self._grown.timeout.connect(self._follow)
        self.area.cursorPositionChanged.connect(self._grown.start)

    def _follow(self) -> None:
        """What is being written stays in sight in a page that scrolls too."""
        page = page_of(self.area)
        inside = page.widget() if page is not None else None
        if page is None or inside is None or not self.area.hasFocus():
            return
        at = self.area.viewport().mapTo(inside, self.area.cursorRect().center())
        page.ensureVisible(at.x(), at.y(), 0, 2 * self.area.fontMetrics().lineSpacing())

    def _grow(self) -> None:
        """As tall as what is written, up to what leaves the rest of the page in sight."""
        written = round(self.area.document().size().height())  # in lines, as they are broken
        shown = max(self._least, min(written + 1, LINES_MOST))
        self.area.setFixedHeight(self.area.fontMetrics().lineSpacing() * shown + 22)

    def value(self) -> str:
        return self.area.toPlainText()

    def set_value(self, value: Any) -> None:
        self.area.setPlainText(value or "")

    def kept(self) -> Any:
        return self.area.toPlainText()

    def restore(self, kept: Any) -> None:
        self.area.setPlainText(str(kept or ""))

    def set_read_only(self, on: bool) -> None:
        self.area.setReadOnly(on)
        repolish(self.area)
