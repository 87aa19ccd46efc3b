"""Messages and calls to give back, beside the register: those of whoever is in, those of all."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from models.accueil.message import Recu, archive_message, finish_message, messages_for
from models.base.droit import Droit
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import L, M, S
from ui.screens.accueil.rangees import Rangees

SHORT = 140  # letters of a message; the whole of it is in its own page
HIDDEN = "•••"


class Messages(QFrame):
    """Empty, it is not there."""

    def __init__(
        self,
        context: Context,
        *,
        edit: Callable[[str], object],
        visit: Callable[[str], object],
        show_all: Callable[[], object],
        changed: Callable[[], object],
    ) -> None:
        super().__init__()
        named(self, "accueil.messages", "Rappels et messages").setProperty("role", "card")
        self._context, self._edit, self._visit, self._changed = context, edit, visit, changed
        self._known: dict[str, Recu] = {}
        self._count = text("", "secondary", "accueil.messages.nombre")
        self._rows = Rangees(context, "accueil.message")
        self._lay_out(show_all)
        self.hide()
        context.turned.changed.connect(self._say)

    def look(self) -> None:
        here = messages_for(self._context.actor.agent_id)
        self._known = {one.id: one for one in here}
        self._rows.show_keys(list(self._known), lambda key: self._acts(self._known[key]))
        self._say()
        self.setVisible(bool(here))
        self._changed()

    def focus_first(self) -> bool:
        return self._rows.focus_first()

    def _say(self) -> None:
        for one in self._known.values():
            state, kind, drawing = _state(one)
            self._rows.row(one.id).say(
                self._context.shown(one.de) or "Sans nom",
                since="",
                words=self._words(one),
                state=state,
                kind=kind,
                icon=drawing,
            )
        self._count.setText(str(len(self._known)))

    def _words(self, one: Recu) -> str:
        told = " ".join(one.texte.split())
        if len(told) > SHORT:
            told = told[: SHORT - 1].rstrip() + "…"
        parts = [part for part in (one.telephone, told) if part]
        if self._context.turned.on:
            parts = [HIDDEN for _ in parts[:1]]
        who = "" if one.pour_id else "pour toute l’équipe"
        return " · ".join(part for part in (*parts, who) if part)

    def _acts(self, one: Recu) -> list[UiAction]:
        context = self._context

        def act(name: str, label: str, drawing: str, key: str, run: Any) -> UiAction:
            return UiAction(f"message.{name}", label, drawing, key, Droit.REGISTRE, run)

        def doing(command: Callable[[str], Any], said: str) -> Callable[[], object]:
            return lambda: context.attempt(
                lambda: command(one.id), said=said, done=lambda _: self.look()
            )

        file = act("dossier", "Ouvrir son dossier", "user", "D",
                   lambda: context.navigate("personnes", personne=one.personne_id))  # fmt: skip
        return [
            act("traiter", "Fait", "check", "F", doing(finish_message, "Message traité")),
            act("passage", "Nouveau passage d’elle", "accueil", "P", lambda: self._visit(one.id)),
            *([file] if one.personne_id and context.may(Droit.PERSONNES) else []),
            act("modifier", "Lire en entier, modifier", "edit", "M", lambda: self._edit(one.id)),
            act("supprimer", "Supprimer", "trash", "Del",
                doing(archive_message, "Message supprimé"))._replace(danger=True),
        ]  # fmt: skip

    def _lay_out(self, show_all: Callable[[], object]) -> None:
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(text("Rappels et messages", "title"))
        head.addStretch()
        head.addWidget(self._count)
        link = named(QPushButton("Tous les messages"), "accueil.messages.tous")
        link.setProperty("role", "link")
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.clicked.connect(lambda: show_all())
        column = QVBoxLayout(self)
        column.setContentsMargins(L, M, L, S)
        column.setSpacing(S)
        column.addLayout(head)
        column.addWidget(self._rows)
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)


def _state(one: Recu) -> tuple[str, str, str]:
    """Word, colour and icon: a call that is due says since when."""
    if one.rappeler_le is None:
        return one.nature, "info", "message" if one.nature == "Message" else "phone"
    if one.is_late:
        return f"À rappeler depuis le {one.rappeler_le:%d/%m}", "attention", "phone"
    return "À rappeler aujourd’hui", "info", "phone"
