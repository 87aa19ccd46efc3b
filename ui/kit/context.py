"""What a screen is given: settings, account, changes, jobs, messages, the way to other screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from models.base import command, database, undo
from models.base.actor import Actor
from models.base.droit import Droit
from models.base.errors import Failure
from models.base.settings import Settings
from ui.kit import errors
from ui.kit.banner import Banner
from ui.kit.changes import ChangesBridge
from ui.kit.errors import ShowsErrors
from ui.kit.jobs import Jobs

R = TypeVar("R")


class SavedForm(ShowsErrors, Protocol):
    """A form, as far as saving is concerned."""

    def accept(self) -> None: ...

    def clear_errors(self) -> None: ...


class Turned(QObject):
    """Whether the screen is turned to the visitor: names are hidden, from screen readers too."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.on = False

    def toggle(self) -> None:
        self.on = not self.on
        self.changed.emit()


def _nowhere(*_: Any, **__: Any) -> None:
    """Until the main window is there."""


@dataclass
class Context:
    """One for each window, handed to its screens."""

    settings: Settings
    changes: ChangesBridge
    jobs: Jobs
    banner: Banner
    turned: Turned = field(default_factory=Turned)
    navigate: Callable[..., None] = _nowhere
    back: Callable[[], None] = _nowhere
    refresh_actions: Callable[[], None] = _nowhere
    stir: Callable[[], None] = _nowhere  # told of each act that is done
    use_theme: Callable[[str], None] = _nowhere
    dress: Callable[[], None] = _nowhere  # called before the window is shown

    @property
    def actor(self) -> Actor:
        return database.handle().require_actor()

    def may(self, right: Droit | None) -> bool:
        """Whether the account has a right; nobody has any before a session is open."""
        if right is None:
            return True
        actor = database.handle().actor if database.is_open() else None
        return actor is not None and actor.may(right)

    def shown(self, nom: str) -> str:
        """A name, or its initials while the screen is turned to the visitor."""
        if not self.turned.on:
            return nom
        return " ".join(f"{word[0]}." for word in nom.replace("«", "").split() if word[0].isalpha())

    def attempt(
        self,
        act: Callable[[], R],
        *,
        form: SavedForm | None = None,
        done: Callable[[R], object] | None = None,
        said: str | Callable[[R], str] = "",
        names: Sequence[str] = (),
        undoable: bool = True,
    ) -> bool:
        """Run a command and show what comes of it; whether it was done.

        What `act` returns goes to `done`; `said`, that may be told from it, is shown with
        « Annuler », the `names` in it as they may be read.
        """
        if form is not None:
            form.clear_errors()
        try:
            result = act()
        except Failure as error:
            again = lambda: self.attempt(  # noqa: E731  # the very same call
                act, form=form, done=done, said=said, names=names, undoable=undoable
            )
            errors.show(error, banner=self.banner, form=form, retry=again)
            return False
        self.stir()
        if form is not None:
            form.accept()
        way_back = self._undo() if said and undoable else None
        if done is not None:
            done(result)
        if said:
            words = said if isinstance(said, str) else said(result)
            self.banner.saved(words, way_back, names=names)
        return True

    def say_saved(self, said: str) -> None:
        """« Enregistré · Annuler » for an act that a job has just carried out."""
        self.banner.saved(said, self._undo())

    def release(self) -> None:
        """Stop what runs aside, and ask nothing more of the base."""
        self.jobs.stop()
        self.changes.detach()

    def undo_last(self) -> None:
        """Undo the last act of this account here, and say which."""
        self.attempt(command.undo_last, done=lambda label: self.banner.good(f"Annulé : {label}"))

    def _undo(self) -> Callable[[], object] | None:
        """The way back from the act just done, and from no other."""
        acte = undo.last_undoable()
        if acte is None:
            return None
        return lambda: self.attempt(
            lambda: command.undo_acte(acte),
            done=lambda _: self.banner.good(f"Annulé : {acte.libelle}"),
        )


def make_context(settings: Settings, *, immediate: bool = False) -> Context:
    """A context for one window; `immediate` jobs run at once, for tests."""
    banner = Banner()
    jobs = Jobs(lambda error: errors.show(error, banner=banner), immediate=immediate)
    context = Context(settings=settings, changes=ChangesBridge(), jobs=jobs, banner=banner)
    banner.veil = context.shown
    context.turned.changed.connect(banner.say_again)
    return context
