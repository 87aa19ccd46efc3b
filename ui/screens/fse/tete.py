"""The head of an operation: which, how complete it is, and who could be written in."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton

from models.base.listing import as_text, several
from models.suivis.completude import CompletudeOperation
from models.suivis.operation import Operation, archived_operations, operations
from models.suivis.participant import Proposition
from ui.kit.context import Context
from ui.kit.icons import icon
from ui.kit.names import named
from ui.kit.obeying import drops
from ui.kit.page import Card, row, text
from ui.kit.tokens import M
from ui.screens.fse.jauge import Jauge

_NAMED = 3  # people whose name is said before the act that writes them in


class Tete(Card):
    """`chosen` tells the key of another operation; `enrols` writes in who is followed."""

    chosen = Signal(str)

    def __init__(self, context: Context, *, enrols: Callable[[], object], archived: bool) -> None:
        super().__init__()
        self._context, self._archived = context, archived
        self._pick = named(QToolButton(), "fse.operation", "Opération")
        self._pick.setIcon(icon("chevron-down"))
        self._pick.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._pick.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        menu = QMenu(self._pick)
        menu.aboutToShow.connect(self._fill)
        drops(self._pick, menu)
        self._facts = text("", "secondary", "fse.operation.faits")
        self._facts.setWordWrap(True)
        self.jauge = Jauge()
        self._phrase = text("", "", "fse.phrase")
        self._phrase.setWordWrap(True)
        self._waiting = text("", "secondary", "fse.a_inscrire")
        self._waiting.setWordWrap(True)
        self._enrol = named(QPushButton("Les inscrire"), "fse.inscrire")
        self._enrol.setProperty("role", "link")
        self._enrol.clicked.connect(lambda: enrols())
        self._lay_out()

    def show_operation(self, operation: Operation) -> None:
        self._pick.setText(f"{operation.intitule} ")
        self._pick.setAccessibleName(f"Opération\u00a0: {operation.intitule}")
        end = f" au {as_text(operation.au)}" if operation.au else ""
        since = "du" if operation.au else "depuis le"
        facts = [f"n°\u00a0{operation.numero}", f"{since} {as_text(operation.du)}{end}"]
        if operation.dispositif_id:
            facts.append(operation.dispositif.intitule)
        self._facts.setText(" · ".join(facts))

    def show_state(self, state: CompletudeOperation, waiting: Sequence[Proposition]) -> None:
        self.jauge.show_state(state)
        self.jauge.setVisible(bool(state.participants))
        self._phrase.setText(state.phrase)
        self._waiting.setText(self._said(waiting))
        for widget in (self._waiting, self._enrol):
            widget.setVisible(bool(waiting))

    def say(self, words: str) -> None:
        """In place of how complete it is."""
        self.jauge.hide()
        self._waiting.hide()
        self._enrol.hide()
        self._phrase.setText(words)

    def focus_first(self) -> None:
        """What fills an empty list, or the choice of another."""
        (self._pick if self._enrol.isHidden() else self._enrol).setFocus()

    def _said(self, waiting: Sequence[Proposition]) -> str:
        if not waiting:
            return ""
        many = len(waiting) > 1
        names = [self._context.shown(str(one.personne.nom_affiche)) for one in waiting[:_NAMED]]
        more = "…" if len(waiting) > _NAMED else ""
        return (
            f"{several(len(waiting), 'personne suivie', 'personnes suivies')} dans ce dispositif "
            f"n’y {'sont' if many else 'est'} pas encore\u00a0: {', '.join(names)}{more}"
        )

    def _fill(self) -> None:
        menu = self._pick.menu()
        menu.clear()
        for one in operations():
            self._add(menu, one)
        put_away = archived_operations() if self._archived else []
        if put_away:
            menu.addSection("Archivées")
            for one in put_away:
                self._add(menu, one)

    def _add(self, menu: QMenu, operation: Operation) -> None:
        entry = menu.addAction(f"{operation.intitule} (n°\u00a0{operation.numero})")
        entry.triggered.connect(lambda _=False, key=operation.id: self.chosen.emit(key))

    def _lay_out(self) -> None:
        self.body.setSpacing(M)
        head = row(self._pick, stretch=False)
        head.addWidget(self._facts, 1)
        state = row(self.jauge, stretch=False)
        state.setSpacing(2 * M)
        state.addWidget(self._phrase, 1)
        waiting = row(self._enrol, stretch=False)
        waiting.insertWidget(0, self._waiting, 1)
        for layout in (head, state, waiting):
            self.body.addLayout(layout)
