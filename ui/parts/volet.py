"""A short form above what a page shows: one act, then it closes; what is typed there is kept."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from models.base.drafts import draft, forget_draft, keep_draft
from models.base.errors import Conflict
from ui.kit.actions import UiAction, button
from ui.kit.context import Context
from ui.kit.form import Form, Group
from ui.kit.page import Card
from ui.kit.pressing import Unpressed, is_submit
from ui.kit.tokens import S
from ui.parts.relire import Divergence, Known

Save = Callable[[dict[str, Any]], object]


class Volet(Card):
    """`save` is a command on the values; `more` are other acts that end it too.

    One that corrects a row is given it as `known`, and saves what `known.fresh()` gives: should
    another desk have written it meanwhile, that is told here, and nothing that is typed is lost.
    """

    closed = Signal()

    def __init__(
        self,
        context: Context,
        title: str,
        groups: Sequence[Group],
        *,
        name: str,
        save: Save,
        said: str | Callable[[Any], str],
        values: Mapping[str, Any] | None = None,
        known: Known | None = None,
        key: str = "",
        more: Sequence[UiAction] = (),
    ) -> None:
        super().__init__(title, wraps=True)
        self.setObjectName(name)
        self._context, self._save, self._said, self._key = context, save, said, key
        self.form = Form(groups, name=name, framed=False)
        self.known = known
        shown = values if known is None else known.values
        if shown:
            self.form.set_values(shown)
        self._ailleurs = Divergence(name, self.reread)
        kept = self._kept() if key else None
        self._is_aside = kept is not None  # what was typed here is found again
        if kept is not None:
            self._take_up(kept)
        self.form.submitted.connect(self.submit)
        self.form.drafted.connect(lambda: context.attempt(self.keep))
        self.body.addWidget(self.form)
        self.body.addWidget(self._ailleurs)
        self._saving, self._leaving = self._ends(name)
        self.body.addWidget(self._foot(more))
        self.setTabOrder(self._saving, self._leaving)  # a Return after the last field loses nothing

    @property
    def last_stop(self) -> QPushButton:
        """Where Tab leaves it."""
        return self._leaving

    def submit(self) -> None:
        self._context.attempt(
            lambda: self._told_of_others(lambda: self._save(self.form.values())),
            form=self.form,
            done=lambda _: self.close_now(),
            said=self._said,
        )

    def reread(self) -> None:
        """Take in what another desk wrote; what was typed here stays, over it."""
        if self.known is None or not self.known.reread():
            self._ailleurs.tell_gone()
            return
        apart = [one for one in self.form.apart(self.known.values) if one.kept]
        self.form.rebase(self.known.values)
        self._ailleurs.tell(apart, reread=True)
        self._context.banner.clear()
        self._saving.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_by(self, act: Callable[[], object], said: str) -> None:
        """Another act than saving that ends it, and meets another desk in the same way."""
        self._context.attempt(
            lambda: self._told_of_others(act), done=lambda _: self.close_now(), said=said
        )

    def keep(self) -> None:
        """What is typed, for later; what was typed, then erased, is not found again."""
        if self._key and self.form.modified:
            self._put_aside(self._typed())
            self._is_aside = True
        elif self._is_aside:
            forget_draft(self._key)
            self._is_aside = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Entrée saves from its buttons too; Échap leaves what is typed for later."""
        if is_submit(event):
            self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self._context.attempt(self.keep, done=lambda _: self.closed.emit())
        else:
            super().keyPressEvent(event)

    def _told_of_others(self, act: Callable[[], object]) -> object:
        try:
            return act()
        except Conflict:
            self._tell_apart()
            raise

    def _tell_apart(self) -> None:
        """What another desk made of the row, beside what was read of it."""
        if self.known is None:
            return
        now = self.known.now()
        if now is None:
            self._ailleurs.tell_gone()
        else:
            self._ailleurs.tell(self.form.apart(now))

    def _typed(self) -> dict[str, Any]:
        """What is to be found here again; of a row, over what it was typed."""
        if self.known is None:
            return self.form.draft()
        return {"lu": self.form.saved, "saisie": self.form.typed}

    def _take_up(self, kept: dict[str, Any]) -> None:
        """What was typed, over what the row says now; another desk may have written it since."""
        if self.known is None or "saisie" not in kept:
            self.form.restore_draft(kept)
            return
        self.form.restore_draft(kept["lu"])
        self.form.accept()
        self.form.restore_draft(kept["saisie"])
        apart = self.form.apart(self.known.values)
        self.form.rebase(self.known.values)
        if apart:
            self._ailleurs.tell(apart, reread=True)

    def _kept(self) -> dict[str, Any] | None:
        """What was typed there and left, if it can be read."""
        return draft(self._key)

    def _put_aside(self, typed: dict[str, Any]) -> None:
        keep_draft(self._key, typed)

    def close_now(self) -> None:
        """Done with, or given up: nothing of it is kept."""
        if self._key:
            forget_draft(self._key)
        self.closed.emit()

    def _ends(self, name: str) -> tuple[QPushButton, QPushButton]:
        save = UiAction(f"{name}.save", "Enregistrer", "save", "", None, self.submit, primary=True)
        leave = UiAction(f"{name}.close", "Abandonner", "close", "", None, self.close_now)
        leaving = button(leave)
        leaving.setProperty("role", "quiet")  # as in the head of a page
        return button(save), leaving

    def _foot(self, more: Sequence[UiAction]) -> QWidget:
        others = [button(action) for action in more]
        held = [*others, self._leaving, self._saving, self._ailleurs.answer]
        Unpressed(self, held, self.submit)
        return Foot(others, [self._leaving, self._saving])


class Foot(QWidget):
    """What ends a form, on the right; its other acts on their left, above where it is narrow."""

    def __init__(self, others: Sequence[QWidget], ends: Sequence[QWidget]) -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(S)
        self._sides = [_side(others, leads=True), _side(ends, leads=False)]
        for side in self._sides:
            self._box.addWidget(side)

    def minimumSizeHint(self) -> QSize:
        """That of the narrow shape, or the form would be wider than what holds it."""
        widest = max(side.minimumSizeHint().width() for side in self._sides)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = sum(side.sizeHint().width() for side in self._sides) + S
        way = QBoxLayout.Direction
        narrow = event.size().width() < needed
        self._box.setDirection(way.TopToBottom if narrow else way.LeftToRight)


def _side(widgets: Sequence[QWidget], *, leads: bool) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S)
    if not leads:
        row.addStretch()
    for widget in widgets:
        row.addWidget(widget)
    if leads:
        row.addStretch()
    if not widgets:
        made.hide()
    return made
