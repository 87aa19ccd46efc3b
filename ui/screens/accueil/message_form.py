"""Ctrl+M: the few fields of a message, under the line that goes on."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from models.accueil.message import Message, correct_message, leave_message, open_message
from models.base.drafts import draft, forget_draft, keep_draft
from models.base.errors import Refused
from models.personnes.recherche import trouvee
from ui.kit.actions import native
from ui.kit.away import set_away
from ui.kit.context import Context
from ui.kit.field_box import FieldBox
from ui.kit.icons import IconButton
from ui.kit.inputs import PAUSE, Input
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import L, M, S
from ui.screens.accueil.complements import agent_options
from ui.screens.accueil.partie import Partie

DRAFT = "accueil.message"
_MASQUE = "L’écran est tourné\u00a0: le message est masqué. F9 le montre."


class MessageFields(Partie):
    """For whom, from whom, what, and when to call back."""

    form_name = "accueil.message"
    inputs = (
        Input(Message.pour, options=agent_options, hint="Toute l’équipe"),
        Input(Message.correspondant, required=False),
        Input(Message.telephone, required=False, hint="06 12 34 56 78"),
        Input(Message.rappeler_le, hint="Demain, 12/03"),
        Input(Message.nature, required=False),
        Input(Message.texte, required=False, lines=2, wide=True),
    )
    names = tuple(i.known_name for i in inputs)

    def lay_out(self, boxes: Mapping[str, FieldBox]) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        *lines, words = boxes.values()
        for at, box in enumerate(lines):
            grid.addWidget(box, 0, at)
            grid.setColumnStretch(at, 1)
        grid.addWidget(words, 1, 0, 1, len(lines))
        area = words.editor.control
        area.setMaximumHeight(area.minimumHeight())
        for box, following in zip(lines, [*lines[1:], words], strict=True):
            box.editor.entered.connect(following.editor.setFocus)

    def values(self) -> dict[str, Any]:
        """The columns; what was left empty is written so."""
        found = {name: self.value(name) for name in self.names}
        blank = {"pour": None, "rappeler_le": None, "nature": "message"}
        return {n: v if v is not None else blank.get(n, "") for n, v in found.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        for name, box in self.boxes.items():
            box.editor.set_value(values.get(name))


class MessageForm(QFrame):
    """A new message, or one that is corrected; what is typed is kept at each pause."""

    def __init__(self, context: Context, *, closed: Callable[[], object]) -> None:
        super().__init__()
        named(self, "accueil.message", "Message").setProperty("role", "card")
        self._context, self._closed = context, closed
        self._message: Message | None = None
        self._personne_id: str | None = None
        self._begun: dict[str, Any] = {}  # as it stood before anything was typed
        self.fields = MessageFields(context.turned)
        self.fields.changed.connect(self._note_change)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.keep)
        self._title = text("", "title", "accueil.message.titre")
        self._who = text("", "label", "accueil.message.dossier")
        self._unlink = named(IconButton("close", "Détacher le dossier"), "accueil.message.detacher")
        self._unlink.clicked.connect(lambda: self._tie(None))
        self._masque = text(_MASQUE, "secondary", "accueil.message.masque")
        self._save = named(QPushButton("Laisser le message"), "accueil.message.laisser")
        self._lay_out()
        self.hide()
        context.turned.changed.connect(self._turn)

    def begin(self, values: Mapping[str, Any], personne_id: str | None) -> None:
        """A new message of whoever is in the line; one that was begun goes on instead."""
        if self.isHidden() and not self.restore_draft():
            self._message = None
            self._fill(values, personne_id)
        self._open()

    def correct(self, message_id: str) -> None:
        """One that was left, read in full; never over what is being typed."""
        if self.is_modified:
            raise Refused(
                "Un message est en cours d’écriture. Laissez-le, ou abandonnez-le avec Échap."
            )
        message = open_message(message_id)
        if message is None:
            raise Refused("Ce message vient d’être supprimé sur un autre poste.")
        self._message = message
        columns = {name: getattr(message, name) for name in self.fields.names if name != "pour"}
        self._fill({**columns, "pour": message.pour_id}, message.personne_id)
        self._open()

    def restore_draft(self) -> bool:
        """Bring back what was being typed; whether there was something."""
        kept = draft(DRAFT)
        if kept is None:
            return False
        self._message = open_message(kept["message"]) if kept["message"] else None
        self._fill({}, kept["personne"])
        self.fields.restore(kept["saisie"])
        self._pause.stop()
        self.show()
        self._say_title()
        return True

    @property
    def is_modified(self) -> bool:
        return not self.isHidden() and self.fields.kept() != self._begun

    def keep(self) -> None:
        """Keep what is typed."""
        self._pause.stop()
        if self.is_modified:
            message = self._message.id if self._message is not None else ""
            saisie = self.fields.kept()
            keep_draft(DRAFT, {"saisie": saisie, "personne": self._personne_id, "message": message})

    def submit(self) -> None:
        said = "Message corrigé" if self._message is not None else "Message laissé"
        self._context.attempt(self._write, form=self, said=said)

    def give_up(self) -> None:
        """Close it; « Annuler » brings what was typed back."""
        self.keep()
        kept = draft(DRAFT)
        self.accept()
        if kept is not None:
            self._context.banner.saved("Message abandonné", lambda: self._bring_back(kept))

    @property
    def has_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    # What `Context.attempt` asks of a form

    def show_error(self, name: str, message: str) -> bool:
        box = self.fields.boxes.get(name)
        if box is None:
            return False
        box.show_error(message)
        box.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def clear_errors(self) -> None:
        self.fields.clear_errors()

    def accept(self) -> None:
        """What it held is written, or given up."""
        self._pause.stop()
        forget_draft(DRAFT)
        self._message = None
        self.hide()
        self._closed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _write(self) -> Message:
        values = {**self.fields.values(), "personne": self._personne_id}
        if self._message is not None:
            return correct_message(self._message, **values)
        return leave_message(**values)

    def _bring_back(self, kept: dict[str, Any]) -> None:
        keep_draft(DRAFT, kept)
        self.restore_draft()
        self._open()

    def _fill(self, values: Mapping[str, Any], personne_id: str | None) -> None:
        self.fields.set_values({"nature": "message", **values})
        self.fields.clear_errors()
        self._pause.stop()
        self._begun = self.fields.kept()
        self._tie(personne_id)

    def _open(self) -> None:
        self.show()
        self._say_title()
        self._turn()
        first = "pour" if self._message is None else "texte"
        self.fields.boxes[first].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_title(self) -> None:
        known = self._message is not None
        self._title.setText("Modifier le message" if known else "Nouveau message")
        self._save.setText("Enregistrer le message" if known else "Laisser le message")

    def _tie(self, personne_id: str | None) -> None:
        """Whose file it concerns; none: only what is typed."""
        self._personne_id = personne_id
        self._turn()

    def _turn(self) -> None:
        turned = self._context.turned.on
        set_away(self.fields, away=turned)
        self.fields.setVisible(not turned)
        self._masque.setVisible(turned)
        found = trouvee(self._personne_id) if self._personne_id else None
        shown = self._context.shown(found.nom) if found is not None else ""
        self._who.setText(f"Dossier\u00a0: {shown}" if shown else "")
        for widget in (self._who, self._unlink):
            widget.setVisible(found is not None)

    def _note_change(self) -> None:
        self._pause.start()

    def _lay_out(self) -> None:
        self._save.setToolTip(native("Ctrl+Return"))
        self._save.clicked.connect(self.submit)
        drop = named(QPushButton("Abandonner"), "accueil.message.abandonner")
        drop.setProperty("role", "link")
        drop.setToolTip(native("Escape"))
        drop.clicked.connect(self.give_up)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self._title)
        head.addSpacing(M)
        for widget in (self._who, self._unlink):
            head.addWidget(widget)
        head.addStretch()
        for button in (drop, self._save):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, M, L, M)
        column.setSpacing(S)
        column.addLayout(head)
        column.addWidget(self._masque)
        column.addWidget(self.fields)
