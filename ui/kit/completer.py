"""Answers under a line as it is typed: arrows, Entrée chooses, Échap closes; each is announced."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from ui.kit import theme
from ui.kit.banner import announce
from ui.kit.names import named
from ui.kit.obeying import Picking
from ui.kit.tokens import XS, M, S

_OPENS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
SHOWN = 9  # answers seen without scrolling: one for each digit
_Index = QModelIndex | QPersistentModelIndex
_Key = Qt.Key


class Answer(NamedTuple):
    """One proposition: what it stands for, what is read first, what tells it from a homonym."""

    key: Any
    primary: str
    secondary: str = ""

    @property
    def read(self) -> str:
        return f"{self.primary}, {self.secondary}" if self.secondary else self.primary


class _Answers(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.answers: Sequence[Answer] = ()

    def show(self, answers: Sequence[Answer]) -> None:
        self.beginResetModel()
        self.answers = answers
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.answers)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and index.row() < len(self.answers):
            return self.answers[index.row()].read
        return None


class _Draw(QStyledItemDelegate):
    """The first words in ink, the rest in secondary ink on the same line."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model: Any = index.model()
        answer = model.answers[index.row()]
        fields: Any = option  # PySide's stubs leave out the fields of style options
        rect = fields.rect
        chosen = theme.current()
        if index.row() == self._view.currentIndex().row():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(chosen.accent_soft))
            painter.drawRoundedRect(rect, 6, 6)
        inside = rect.adjusted(M, 0, -M, 0)
        metrics = painter.fontMetrics()
        middle = Qt.AlignmentFlag.AlignVCenter
        first = metrics.elidedText(answer.primary, Qt.TextElideMode.ElideRight, inside.width())
        painter.setPen(QColor(chosen.ink))
        painter.drawText(inside, middle, first)
        left = metrics.horizontalAdvance(first) + M
        room = inside.width() - left
        if answer.secondary and room > M:
            second = metrics.elidedText(answer.secondary, Qt.TextElideMode.ElideRight, room)
            painter.setPen(QColor(chosen.secondary))
            painter.drawText(inside.adjusted(left, 0, 0, 0), middle, second)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        fields: Any = option
        return QSize(0, fields.fontMetrics.height() + M)


class Completer(QObject):
    """Asks `find` at every key; an empty answer closes the list. `chosen` gets the `Answer`.

    The list lies in the window itself: it takes no focus, and no window manager moves it.
    """

    def __init__(
        self,
        line: QLineEdit,
        find: Callable[[str], Sequence[Answer]],
        *,
        chosen: Callable[[Answer], object],
        name: str,
        width: int = 0,
        standing: Callable[[], Any] = lambda: None,
    ) -> None:
        """`standing`: the key of what the line holds, where a list that is opened begins."""
        super().__init__(line)
        self._line = line
        self._find = find
        self._chosen = chosen
        self._name = name
        self._width = width
        self._standing = standing
        self._model = _Answers()
        self._frame: QFrame | None = None
        self._picking: Picking | None = None
        self._list: QListView  # made with its frame, at the first answer
        line.textEdited.connect(self._ask)
        line.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        return self._frame is not None and self._frame.isVisible()

    @property
    def answers(self) -> Sequence[Answer]:
        return self._model.answers

    @property
    def current(self) -> Answer | None:
        row = self._list.currentIndex().row() if self.is_open else -1
        return self._model.answers[row] if row >= 0 else None

    def open(self, text: str = "", *, current: Any = None) -> None:
        """Show the answers to `text` without waiting for a key."""
        self._show(self._find(text), current=current)

    def close(self) -> None:
        """Out of sight, and out of reach of whatever reads what is hidden."""
        if self._frame is not None:
            self._frame.hide()
        if self._model.answers:
            self._fill(())

    def _fill(self, answers: Sequence[Answer]) -> None:
        with self._picking.ours() if self._picking is not None else nullcontext():
            self._model.show(answers)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.close()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Échap closes the list before it closes a dialog.
            event.setAccepted(self.is_open and event.key() == _Key.Key_Escape)
            return event.isAccepted()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        down = event.key() == _Key.Key_Down
        with_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.modifiers() & ~_OPENS or (with_alt and not down):
            return False
        if not self.is_open:
            if down and not self._line.isReadOnly():
                self.open(self._line.text(), current=self._standing())
                return True
            return False
        if event.key() in (_Key.Key_Down, _Key.Key_Up):
            self._move(1 if event.key() == _Key.Key_Down else -1)
            return True
        if event.key() in (_Key.Key_Return, _Key.Key_Enter):
            self._choose()
            return True
        if event.key() == _Key.Key_Escape:
            self.close()
            return True
        return False

    def _ask(self, text: str) -> None:
        self._show(self._find(text))

    def _show(self, answers: Sequence[Answer], *, current: Any = None) -> None:
        self._fill(answers)
        if not answers:
            self.close()
            return
        frame = self._frame or self._build()
        self._place(frame, len(answers))
        at = next((i for i, a in enumerate(answers) if a.key == current), 0)
        self._select(at)
        frame.show()
        frame.raise_()
        self._say(at)

    def _move(self, step: int) -> None:
        at = (self._list.currentIndex().row() + step) % len(self._model.answers)
        self._select(at)
        self._say(at)

    def _select(self, at: int) -> None:
        assert self._picking is not None  # made with the list
        self._picking.show(self._model.index(at))

    def _say(self, at: int) -> None:
        count = len(self._model.answers)
        announce(self._list, f"{self._model.answers[at].read}, {at + 1} sur {count}")

    def _choose(self) -> None:
        answer = self.current
        self.close()
        if answer is not None:
            self._chosen(answer)

    def _click(self, index: QModelIndex) -> None:
        self._select(index.row())
        # After the click: what is chosen may destroy the line, and this list with it.
        QTimer.singleShot(0, self, self._choose)

    def _build(self) -> QFrame:
        frame = QFrame(self._line.window())
        frame.setProperty("role", "floating")
        self._list = QListView()
        named(self._list, self._name, "Propositions")
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Draw(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(self._click)
        self._picking = Picking(self._list, self._click)
        column = QVBoxLayout(frame)
        column.setContentsMargins(XS, XS, XS, XS)
        column.addWidget(self._list)
        self._frame = frame
        self.destroyed.connect(frame.deleteLater)
        return frame

    def _place(self, frame: QFrame, count: int) -> None:
        """Under the line, or above it where there is more room."""
        window = self._line.window()
        if frame.parentWidget() is not window:
            frame.setParent(window)
        tall = min(count, SHOWN) * (self._list.fontMetrics().height() + M) + 2 * XS + 2
        wide = min(max(self._line.width(), self._width), window.width() - 2 * S)
        under = self._line.mapTo(window, QPoint(0, self._line.height() + 2))
        top = under.y()
        if top + tall > window.height() and self._line.mapTo(window, QPoint()).y() > tall:
            top = self._line.mapTo(window, QPoint()).y() - tall - 2
        left = max(S, min(under.x(), window.width() - wide - S))
        frame.setGeometry(left, top, wide, min(tall, window.height() - S))
