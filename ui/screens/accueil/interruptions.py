"""What interrupts the line and what waits for it: aside, in the waiting room, as a message."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.accueil.attente import Attente, Presence, salle
from models.accueil.message import Message, messages_for, open_message
from models.base import database
from models.base.drafts import draft, drafts_under
from models.base.droit import Droit
from models.base.errors import Failure
from ui.kit import tab_order
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.first_image import once_painted
from ui.kit.tokens import L, S
from ui.screens.accueil.etat import COTE
from ui.screens.accueil.ligne import PassageLine
from ui.screens.accueil.poste import own_lieu
from ui.screens.accueil.remplir import dossier_in, fill_from_message, fill_from_wait, name_in

# Each is imported and made when it is first needed: a quiet morning opens with the line alone.
if TYPE_CHECKING:
    from ui.parts.alerte import Alerte
    from ui.screens.accueil.arrivee import Arrivee
    from ui.screens.accueil.cotes import Cotes
    from ui.screens.accueil.message_form import MessageForm
    from ui.screens.accueil.messages import Messages
    from ui.screens.accueil.salle import Salle
    from ui.screens.accueil.traces import Traces

W = TypeVar("W", bound=QWidget)
TICK = 30_000  # milliseconds between two looks at how long they have waited
KEY_ASIDE, KEY_NEXT, KEY_WAIT, KEY_ROOM = "F5", "Shift+F5", "F8", "Shift+F8"
KEY_MESSAGE, KEY_MESSAGES = "Ctrl+M", "Ctrl+Shift+M"


class Interruptions(QWidget):
    """The column beside the register; `above` is what stands right under the line, and `pinned`
    what no list of propositions may cover: it stands over it."""

    def __init__(
        self, context: Context, line: PassageLine, *, show_messages: Callable[[], object],
        reveal: Callable[[QWidget], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("accueil.colonne")
        self._context, self._line = context, line
        self._show_messages, self._reveal = show_messages, reveal
        self.above = QWidget()
        self._above = _column(self.above, S)
        self.pinned = QWidget()
        self._pinned = _column(self.pinned, S)
        self.pinned.hide()
        self._beside = _column(self, L)
        self._beside.addStretch()
        self.above.hide()
        self.hide()
        line.champs.qui.changed.connect(self._warn)
        context.changes.subscribe({Attente}, self.look_at_waits, owner=self)
        context.changes.subscribe({Message}, self.look_at_messages, owner=self)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK)
        self._tick.timeout.connect(self.look_at_waits)
        self._tick.timeout.connect(self.look_at_messages)  # a call is due when its day comes
        self._tick.start()
        once_painted(line, self.look)

    # What is made when it is needed

    @functools.cached_property
    def alerte(self) -> "Alerte":
        from ui.parts.alerte import Alerte

        made = Alerte(self._context, "accueil.alerte")
        self._pinned.addWidget(made)
        return made

    @functools.cached_property
    def cotes(self) -> "Cotes":
        from ui.screens.accueil.cotes import Cotes

        return self._put_above(Cotes(self._context, self._line, moved=self._settle), -1)

    @functools.cached_property
    def arrivee(self) -> "Arrivee":
        from ui.screens.accueil.arrivee import Arrivee

        return self._put_above(Arrivee(self._context, self._line, noted=self._note_arrival), 0)

    @functools.cached_property
    def form(self) -> "MessageForm":
        from ui.screens.accueil.message_form import MessageForm

        return self._put_above(MessageForm(self._context, closed=self._close_form), 0)

    @functools.cached_property
    def salle(self) -> "Salle":
        from ui.screens.accueil.salle import Salle

        made = Salle(
            self._context, lieu=lambda: own_lieu(self._context), write=self.write_passage,
            changed=self._settle,
        )  # fmt: skip
        self._beside.insertWidget(0, made)
        return made

    @functools.cached_property
    def messages(self) -> "Messages":
        from ui.screens.accueil.messages import Messages

        made = Messages(
            self._context, edit=self.edit_message, visit=self._visit_of, changed=self._settle,
            show_all=self._show_messages,
        )  # fmt: skip
        self._beside.insertWidget(self._beside.count() - 1, made)
        return made

    @functools.cached_property
    def traces(self) -> "Traces":
        from ui.screens.accueil.traces import Traces

        made = Traces(self._context, closed=self._settle)
        self._beside.insertWidget(self._beside.count() - 1, made)
        return made

    # Actions

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the widget's own
        right = Droit.REGISTRE
        return [
            UiAction("cote.mettre", "Mettre de côté", "draft", KEY_ASIDE, right,
                     lambda: self.cotes.put_aside()),
            UiAction("attente.noter", "Salle d’attente", "attente", KEY_WAIT, right,
                     lambda: self._ask_arrival()),
            UiAction("message.laisser", "Message", "message", KEY_MESSAGE, right,
                     self.write_message),
            UiAction("cote.suivant", "Reprendre le visiteur mis de côté le premier", "draft",
                     KEY_NEXT, right, lambda: self.cotes.take_next(), on_page=False),
            UiAction("attente.liste", "Aller à la salle d’attente", "attente", KEY_ROOM, right,
                     self._go_to_room, on_page=False),
            UiAction("message.liste", "Aller aux rappels et messages", "message", KEY_MESSAGES,
                     right, self._go_to_messages, on_page=False),
            UiAction("message.tous", "Tous les messages", "message", "", right,
                     self._show_messages, on_page=False),
        ]  # fmt: skip

    def look(self) -> None:
        """Show what was left here: by this account aside, for it, or by others."""
        if not database.is_open():
            return
        self.look_at_waits()
        self.look_at_messages()
        if "cotes" in self.__dict__ or drafts_under(COTE):
            self.cotes.look()
        if draft("accueil.message") is not None:
            self.form.restore_draft()
        self._settle()

    def look_at_waits(self) -> None:
        """Who waits, and how long by now; the tick may fall after the lock."""
        if not database.is_open():
            return
        if "salle" in self.__dict__ or salle(
            lieu=own_lieu(self._context), agent=self._context.actor.agent_id
        ):
            self.salle.look()

    def look_at_messages(self) -> None:
        if not database.is_open():
            return
        if "messages" in self.__dict__ or messages_for(self._context.actor.agent_id):
            self.messages.look()

    def keep(self) -> None:
        """Keep what is typed, before another screen or the lock."""
        if "form" in self.__dict__:
            self.form.keep()

    def submit(self) -> bool:
        """Ctrl+Entrée where it is not the line that is written; whether that was so."""
        if "form" in self.__dict__ and self.form.has_focus:
            self.form.submit()
            return True
        if "arrivee" in self.__dict__ and self.arrivee.has_focus:
            self.arrivee.submit()
            return True
        return False

    def write_passage(self, waited: Presence) -> None:
        """The line takes who waited and what she asked; whoever was in it goes aside."""
        self.cotes.make_room()
        fill_from_wait(self._line, waited)
        self._line.keep()

    def write_message(self) -> None:
        """A message of whoever is in the line."""
        dossier = dossier_in(self._line)
        nature = "a_appele" if self._line.champs.is_by_telephone else "message"
        values = {"nature": nature, "correspondant": "" if dossier else name_in(self._line)}
        self.form.begin(values, dossier or None)
        self._settle()
        self._reveal(self.form)

    def edit_message(self, message_id: str) -> None:
        try:
            self.form.correct(message_id)
        except Failure as refusal:
            self._context.banner.danger(refusal.message)
        self._settle()
        self._reveal(self.form)

    def show_history(self, passage_id: str) -> None:
        try:
            self.traces.show_passage(passage_id)
        except Failure as refusal:
            self._context.banner.danger(refusal.message)
        self._settle()
        self._reveal(self.traces)

    # Private slots

    def _ask_arrival(self) -> None:
        self.arrivee.ask()
        self._settle()

    def _note_arrival(self, attente: Attente) -> None:
        self.salle.hush(attente.id)
        self.salle.look()

    def _visit_of(self, message_id: str) -> None:
        message = open_message(message_id)
        if message is not None:
            self.cotes.make_room()
            fill_from_message(self._line, message)
            self._line.keep()

    def _close_form(self) -> None:
        self._settle()
        self._line.focus_first()

    def _go_to_room(self) -> None:
        if self.salle.focus_first():
            self._reveal(self.salle)
        else:
            self._context.banner.info("Personne n’est en salle d’attente.")

    def _go_to_messages(self) -> None:
        if self.messages.focus_first():
            self._reveal(self.messages)
        else:
            self._context.banner.info("Aucun rappel ni message ne vous attend.")

    def _warn(self) -> None:
        """The warning pinned on the file of whoever is in the line."""
        personne_id = dossier_in(self._line)
        if personne_id or "alerte" in self.__dict__:
            self.alerte.show_of(personne_id)
            self._settle()

    def _settle(self) -> None:
        """Nothing takes room where there is nothing to show."""
        holders = ((self.pinned, self._pinned), (self.above, self._above), (self, self._beside))
        for holder, column in holders:
            items = [column.itemAt(at) for at in range(column.count())]
            found = [item.widget() for item in items if item is not None]
            widgets = [widget for widget in found if widget is not None]
            holder.setVisible(any(not widget.isHidden() for widget in widgets))
            tab_order.follow(holder, [w for widget in widgets for w in tab_order.controls(widget)])

    def _put_above(self, made: W, at: int) -> W:
        self._above.insertWidget(at, made)
        return made


def _column(holder: QWidget, spacing: int) -> QVBoxLayout:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
