"""A paper before it goes out: seen as it will print, then printed or kept as a PDF."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.base.errors import Invalid
from ui.kit.actions import UiAction, button
from ui.kit.away import set_away, turns_too
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.names import named
from ui.kit.page import EmptyState, scrolled, text
from ui.kit.printing import (
    PAPIER,
    PDF,
    ask_printer,
    has_printer,
    save_pdf,
    send,
    wants_file,
    way_of,
)
from ui.kit.tokens import L, M
from ui.parts.apercu import Apercu
from ui.parts.glyphes import Glyphes

SAID = {PAPIER: "Imprimé", PDF: "PDF enregistré"}
SEEN = 12  # pages drawn of a long document
_WIDE, _TALL = 980, 640
_ASIDE = 300 + M
_TURNED = "L’écran est tourné vers le visiteur\u00a0: le papier est masqué. F9 le montre."


class _Refusals:
    """A form as far as a refusal is concerned: what is put out is not saved for all that."""

    def __init__(self, form: Form | None) -> None:
        self._form = form

    def accept(self) -> None: ...

    def clear_errors(self) -> None:
        if self._form is not None:
            self._form.clear_errors()

    def show_error(self, name: str, message: str) -> bool:
        return self._form is not None and self._form.show_error(name, message)


class PapierDialog(QDialog):
    """Follows its form, if it has one; `trace` is called before the paper goes out.

    `compose(values)` works in a job: it reads no widget; `check(values)` says before it what is
    wrong with them. What `trace` wrote is taken back by `given_up` when nothing went out after all.
    It goes away with its screen, and when the session is locked.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        *,
        name: str,
        title: str,
        compose: Callable[[dict[str, Any]], bytes],
        trace: Callable[[str], object],
        form: Form | None = None,
        aside: int = _ASIDE,
        check: Callable[[dict[str, Any]], object] = lambda _: None,
        given_up: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(parent.window())  # its screen may hide: the window still closes it
        parent.destroyed.connect(self.deleteLater)
        named(self, name, title)
        self.setWindowTitle(title)
        self._context, self._title = context, title
        self._compose, self._trace, self.form = compose, trace, form
        self._check, self._given_up, self._aside = check, given_up, aside
        self._glyphes = Glyphes(form) if form is not None else None
        self.apercu = Apercu(context, name=f"{name}.apercu", label=title, most=SEEN)
        self._note = text("", "secondary", f"{name}.pages")
        kept = self._note.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # the buttons stay where they are
        self._note.setSizePolicy(kept)
        self._drawn = False
        self._shown, self._hidden = QWidget(), EmptyState(_TURNED)
        self._lay_out(name)
        room = parent.window().size()
        self.resize(min(_WIDE, room.width() - 2 * L), min(_TALL, room.height() - 2 * L))
        self.apercu.drawn.connect(self._finish)
        turns_too(self, context.turned)
        context.turned.changed.connect(self._turn)
        self._turn()
        if form is not None:
            form.changed.connect(self.follow)
            form.submitted.connect(self._print)
        self.follow()

    def follow(self) -> None:
        """Draw the paper as the form now says; what cannot be read is said under its field."""
        self._ready(False)
        values: dict[str, Any] = {}
        if self.form is not None:
            try:
                values = self.form.values()
                self._check(values)
            except Invalid as error:
                self._note.setText(error.message)
                return
        compose = self._compose
        self._note.setText("Mise en page…")
        self.apercu.follow(lambda: compose(values))

    def _finish(self) -> None:
        total = self.apercu.total
        pages = f"{total} page{'s' if total > 1 else ''}"
        seen = f", les {SEEN} premières sont montrées" if total > SEEN else ""
        self._note.setText(pages + seen)
        if self._glyphes is not None:
            self._glyphes.check()
        self._ready(True)

    def _ready(self, ready: bool) -> None:
        """Nothing goes out unseen."""
        self._drawn = ready
        for act in (self._print_button, self._save_button):
            act.setEnabled(ready and not self._context.turned.on)

    def _turn(self) -> None:
        """The paper and what is typed for it tell of somebody: a visitor sees neither."""
        turned = self._context.turned.on
        set_away(self._shown, away=turned)
        self._hidden.setVisible(turned)
        self._note.setVisible(not turned)
        self._ready(self._drawn)

    def _print(self) -> None:
        """Without a printer, what is said and traced is the file that was made."""
        if not self._print_button.isEnabled():
            return
        if not has_printer():
            if wants_file(self):
                self._save()
            return
        printer = ask_printer(self, self.apercu.pdf, self._title)
        if printer is not None:
            self._put_out(way_of(printer), lambda _, pdf, __: send(printer, pdf))

    def _save(self) -> None:
        self._put_out(PDF, save_pdf)

    def _put_out(self, how: str, put: Callable[[QWidget, bytes, str], object]) -> None:
        """The journal first: what it does not hold does not go out."""
        if not self._print_button.isEnabled():
            return

        def act() -> bool:
            self._trace(how)
            gone = False
            try:
                gone = bool(put(self, self.apercu.pdf, self._title))
            finally:
                if not gone:
                    self._given_up()
            return gone

        done: list[bool] = []
        attempted = self._context.attempt(
            act, form=_Refusals(self.form), done=done.append, undoable=False
        )
        if self._is_wrong or (attempted and not done[0]):
            return  # given up in the system's own dialog, or to be mended in the form
        if done:
            self._context.banner.good(f"{SAID[how]}\u00a0: {self._title}")
        self.accept()

    @property
    def _is_wrong(self) -> bool:
        """Whether a field of the form says why the paper does not go out."""
        return self.form is not None and self.form.is_wrong

    def _lay_out(self, name: str) -> None:
        close = button(UiAction(f"{name}.close", "Fermer", "", "", None, self.reject))
        close.setAutoDefault(False)
        self._save_button = button(
            UiAction(f"{name}.pdf", "Enregistrer en PDF", "pdf", "", None, self._save)
        )
        self._save_button.setAutoDefault(False)
        self._print_button = button(
            UiAction(f"{name}.print", "Imprimer", "print", "", None, self._print, primary=True)
        )
        self._print_button.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(M)
        foot.addWidget(self._note, 1)
        for made in (close, self._save_button, self._print_button):
            foot.addWidget(made)
        middle = QHBoxLayout(self._shown)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(L)
        if self.form is not None:
            inside = QVBoxLayout()
            inside.setContentsMargins(0, 0, M, 0)
            inside.addWidget(self.form)
            inside.addStretch(1)
            aside = scrolled(inside)
            aside.setFixedWidth(self._aside)
            middle.addWidget(aside)
        middle.addWidget(self.apercu, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, L, L, L)
        column.setSpacing(L)
        column.addWidget(self._shown, 1)
        column.addWidget(self._hidden, 1)
        column.addLayout(foot)
