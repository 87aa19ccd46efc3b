"""F8: whoever is in the line sits down to wait; one question, which may stay unanswered."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from models.accueil.attente import Attente, note_arrival
from ui.kit.actions import native
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.field_box import FieldBox
from ui.kit.icons import IconLabel
from ui.kit.inputs import Input
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import L, M, S
from ui.screens.accueil.complements import agent_options
from ui.screens.accueil.ligne import PassageLine
from ui.screens.accueil.poste import own_lieu
from ui.screens.accueil.remplir import dossier_in, name_in, objet_of


class Arrivee(QFrame):
    """For whom, then Entrée; Échap leaves the line as it was."""

    def __init__(
        self, context: Context, line: PassageLine, *, noted: Callable[[Attente], object]
    ) -> None:
        super().__init__()
        self.setObjectName("accueil.arrivee")
        self.setProperty("role", "card")
        self._context, self._line, self._noted = context, line, noted
        self._who = text("", "label", "accueil.arrivee.qui")
        self._who.setWordWrap(True)
        self._pour = FieldBox(
            Input(name="pour", label="Pour qui\u00a0?", kind=Kind.CHOICE, options=agent_options,
                  hint="Vide\u00a0: l’accueil"),
            form_name="accueil.arrivee",
        )  # fmt: skip
        self._pour.editor.entered.connect(self.submit)
        self._lay_out()
        self.hide()
        context.turned.changed.connect(self._say)

    def ask(self) -> None:
        """Ask for whom; asked again, that is the answer."""
        if self.isVisible():
            self.submit()
            return
        if self._line.corrected is not None or self._line.attente:
            self._context.banner.attention(
                "La ligne tient un passage déjà commencé. Enregistrez-le, ou mettez-le de côté "
                "avec F5, avant de noter une arrivée."
            )
            return
        self._pour.editor.set_value(None)
        self._pour.clear_error()
        self._say()
        self.show()
        self._pour.editor.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Write the arrival, and wait for the next visitor."""
        try:
            pour = self._pour.editor.value()
        except ValueError as error:
            self._pour.show_error(f"Pour qui\u00a0: {error}")
            return
        self._context.attempt(
            lambda: self._note(pour), done=self._finish, said="Arrivée notée, en salle d’attente"
        )

    def give_up(self) -> None:
        self.hide()
        self._line.focus_first()

    @property
    def has_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _note(self, pour: str | None) -> Attente:
        dossier = dossier_in(self._line)
        return note_arrival(
            lieu=own_lieu(self._context),
            personne=dossier or None,
            nom="" if dossier else name_in(self._line),
            objet=objet_of(self._line)[:200],
            pour=pour,
        )

    def _finish(self, attente: Attente) -> None:
        self.hide()
        self._line.accept()
        self._noted(attente)

    def _say(self) -> None:
        name = name_in(self._line)
        shown = self._context.shown(name) if name else "Visiteur anonyme"
        self._who.setText(shown)

    def _lay_out(self) -> None:
        save = named(QPushButton("Noter l’arrivée"), "accueil.arrivee.noter")
        save.setToolTip(native("Return"))
        save.clicked.connect(self.submit)
        drop = named(QPushButton("Abandonner"), "accueil.arrivee.abandonner")
        drop.setProperty("role", "link")
        drop.clicked.connect(self.give_up)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, M, L, M)
        row.setSpacing(M)
        row.addWidget(IconLabel("attente"))
        row.addWidget(text("En salle d’attente\u00a0:", "secondary"))
        row.addWidget(self._who, 2)
        row.addWidget(self._pour, 3)
        row.addSpacing(S)
        for button in (drop, save):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            row.addWidget(button)
