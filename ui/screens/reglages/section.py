"""What every section of the settings has in common; a list with one page at a time over it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.base import drafts
from models.base.droit import Droit
from models.base.errors import Failure
from ui.kit import errors
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.page import text
from ui.kit.stack import Stack
from ui.kit.tokens import L

R = TypeVar("R")
FOUND = "Ce que vous aviez commencé d’écrire ici a été gardé. Enregistrez, ou abandonnez."


class Section(QWidget):
    """One section; the screen shows its acts and its subtitle."""

    heading_changed = Signal()
    subtitle = ""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt’s list is the window’s own
        return []

    def open(self, **what: Any) -> None:
        """Show what was asked for; called each time the section is shown."""

    def keep(self) -> None:
        """Keep what is typed: another screen or the lock comes."""

    def focus_first(self) -> None:
        self.setFocus()

    def save_action(self, run: Callable[[], object], modified: Callable[[], bool]) -> UiAction:
        return UiAction(
            "reglages.save", "Enregistrer", "save", "Ctrl+S", Droit.REGLAGES, run,
            enabled=modified, primary=True,
        )  # fmt: skip


class Page(QWidget):
    """A form over a list, with what stands beside it; `save` writes, `done` is told the result.

    A page without `key` is asked for again rather than found again after the lock.
    """

    changed = Signal()

    def __init__(
        self,
        context: Context,
        form: Form,
        *,
        key: str | None,
        title: str,
        save: Callable[[dict[str, Any]], Any],
        said: str,
        verb: str = "Enregistrer",
        drawing: str = "save",
        beside: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self.context, self.form = context, form
        self.key, self.title = key, title
        self.verb, self.drawing = verb, drawing
        self.done: Callable[[Any], object] = lambda result: None
        self._save, self._said = save, said
        form.changed.connect(self.changed)
        form.submitted.connect(self.submit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        for widget in (form, *beside):
            column.addWidget(widget)
        column.addStretch(1)

    @property
    def modified(self) -> bool:
        return self.form.modified

    def draft(self) -> dict[str, Any]:
        return self.form.draft()

    def restore(self, kept: dict[str, Any]) -> None:
        self.form.restore_draft(kept)

    def values(self) -> dict[str, Any]:
        return self.form.values()

    def focus_first(self) -> None:
        self.form.focus_first()

    def submit(self) -> None:
        """Write what is typed; what is refused is said beside its field."""
        self.clear_errors()
        try:
            values = self.values()
        except Failure as error:
            errors.show(error, banner=self.context.banner, form=self)
            return
        self.write(values)

    def write(self, values: dict[str, Any]) -> None:
        self.context.attempt(lambda: self._save(values), form=self, done=self.done, said=self._said)

    def show_error(self, name: str, message: str) -> bool:
        return self.form.show_error(name, message)

    def clear_errors(self) -> None:
        self.form.clear_errors()

    def accept(self) -> None:
        self.form.accept()


class ListSection(Section):
    """A list, and one page at a time in its place; what is typed there survives the lock."""

    id = ""
    crumb = ""  # the name of the list, before that of the page

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.page: Page | None = None
        self._stack: Stack  # made with the list

    def set_list(self, widget: QWidget) -> None:
        self._stack = Stack(self.context.turned, widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt’s list is the window’s own
        page = self.page
        if page is None:
            return self.list_actions()
        submit = self.save_action(page.submit, lambda: page.modified)._replace(
            label=page.verb, icon=page.drawing
        )
        give_up = UiAction(
            "reglages.give_up", "Abandonner", "close", "Escape", None, self.show_list
        )
        return [give_up, submit]

    def list_actions(self) -> list[UiAction]:
        return []

    def show_list(self, key: str | None = None) -> None:
        """The list again, without what was typed in the page."""
        self._drop_page()
        self._forget()
        self.select(key)
        self._tell()
        self.focus_first()

    def show_page(self, page: Page) -> None:
        self.page = page
        page.done = self.finish
        page.changed.connect(self.context.refresh_actions)
        self._stack.show_page(page, scrolls=True)
        self._tell()
        page.focus_first()

    def finish(self, result: Any) -> None:
        """Back to the list, on what was written."""
        self.show_list(getattr(result, "id", None))

    def select(self, key: str | None) -> None:
        """Make this row the current one."""

    def page_of(self, key: str) -> Page | None:
        """The page of that key, empty for a new row; None, or a `Failure`, if it is gone."""
        return None

    def show_page_of(self, key: str) -> Page | None:
        """Open the page of that key; what is gone is said."""
        try:
            page = self.page_of(key)
        except Failure as gone:
            self.context.banner.attention(gone.message)
            return None
        if page is not None:
            self.show_page(page)
        return page

    def open(self, **what: Any) -> None:
        if self.page is None and not what:
            self._restore()

    def keep(self) -> None:
        if self.page is not None and self.page.key is not None and self.page.modified:
            typed = {"page": self.page.key, "typed": self.page.draft()}
            self.context.attempt(lambda: drafts.keep_draft(self._draft_key, typed))

    def focus_first(self) -> None:
        self._stack.focus_first()

    @property
    def _draft_key(self) -> str:
        return f"reglages.{self.id}"

    def _restore(self) -> None:
        kept = drafts.draft(self._draft_key)
        if kept is None:
            return
        page = self.show_page_of(kept["page"])
        if page is None:
            self._forget()
            return
        page.restore(kept["typed"])
        self.context.banner.info(FOUND)

    def _forget(self) -> None:
        drafts.forget_draft(self._draft_key)

    def _drop_page(self) -> None:
        self.page = None
        self._stack.show_under()

    def _tell(self) -> None:
        parts = (self.crumb, self.page.title if self.page is not None else "")
        self.subtitle = " › ".join(part for part in parts if part)
        self.heading_changed.emit()


def keep_short(form: Form, *names: str) -> Form:
    """Let these texts take no more height than they announce: the rest stays in sight."""
    for name in names:
        area = form.editor(name).control
        area.setMaximumHeight(area.minimumHeight())
    return form


def still(find: Callable[[str], R], key: str | None) -> R | None:
    """The row of this key; None once it is gone, here or elsewhere."""
    try:
        return find(key) if key else None
    except Failure:
        return None


def sentence(words: str, name: str = "") -> Any:
    """A line of explanation, as long as it must be."""
    said = text(words, "secondary", name)
    said.setWordWrap(True)
    return said
