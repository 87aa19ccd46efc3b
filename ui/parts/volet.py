"""A short form above what a page shows: one act, then it closes; what is typed there is kept."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from models.base.drafts import draft, forget_draft, keep_draft
from ui.kit.actions import UiAction, button
from ui.kit.context import Context
from ui.kit.form import Form, Group
from ui.kit.page import Card
from ui.kit.pressing import Unpressed, is_submit
from ui.kit.tokens import S

Save = Callable[[dict[str, Any]], object]


class Volet(Card):
    """`save` is a command on the values; `more` are other acts that end it too."""

    closed = Signal()

    def __init__(
        self,
        context: Context,
        title: str,
        groups: Sequence[Group],
        *,
        name: str,
        save: Save,
        said: str,
        values: Mapping[str, Any] | None = None,
        key: str = "",
        more: Sequence[UiAction] = (),
    ) -> None:
        super().__init__(title, wraps=True)
        self.setObjectName(name)
        self._context, self._save, self._said, self._key = context, save, said, key
        self.form = Form(groups, name=name, framed=False)
        if values:
            self.form.set_values(values)
        kept = self._kept() if key else None
        if kept is not None:
            self.form.restore_draft(kept)
        self.form.submitted.connect(self.submit)
        self.form.drafted.connect(lambda: context.attempt(self.keep))
        self.body.addWidget(self.form)
        self._saving, self._leaving = self._ends(name)
        self.body.addLayout(self._foot(more))
        self.setTabOrder(self._saving, self._leaving)  # a Return after the last field loses nothing

    @property
    def last_stop(self) -> QPushButton:
        """Where Tab leaves it."""
        return self._leaving

    def submit(self) -> None:
        self._context.attempt(
            lambda: self._save(self.form.values()),
            form=self.form,
            done=lambda _: self.close_now(),
            said=self._said,
        )

    def keep(self) -> None:
        if self._key and self.form.modified:
            keep_draft(self._key, self.form.draft())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Entrée saves from its buttons too; Échap leaves what is typed for later."""
        if is_submit(event):
            self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self._context.attempt(self.keep, done=lambda _: self.closed.emit())
        else:
            super().keyPressEvent(event)

    def _kept(self) -> dict[str, Any] | None:
        """What was typed there and left, if it can be read."""
        return draft(self._key)

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

    def _foot(self, more: Sequence[UiAction]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S)
        others = [button(action) for action in more]
        for other in others:
            row.addWidget(other)
        row.addStretch()
        row.addWidget(self._leaving)
        row.addWidget(self._saving)
        Unpressed(self, [*others, self._leaving, self._saving], self.submit)
        return row
