"""The cells that are typed in: an hour, a visitor, demandes; with what each proposes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from models.accueil.anonyme import AnonymeConnu, anonymes_named
from models.accueil.demande import DemandeInput
from models.accueil.habitudes import Catalogue
from models.personnes.noms import split_name
from models.personnes.recherche import search_personnes
from ui.kit.banner import announce
from ui.kit.completer import Answer, Completer
from ui.kit.context import Context
from ui.kit.editors.base import repolish
from ui.kit.editors.lines import Line
from ui.kit.elided import Elided
from ui.kit.names import named
from ui.kit.tokens import XS
from ui.parts.demandes import WIDE, DemandesKeys
from ui.parts.precisions import shown_precisions
from ui.screens.saisie.ligne import Qui, Sorte

FILES = 6
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Cell(QWidget):
    """One line of text; Entrée goes on, « " » in an empty one copies the cell above."""

    changed = Signal()
    settled = Signal()  # on to the next cell
    idem = Signal(str)

    def __init__(self, name: str, label: str, hint: str = "") -> None:
        super().__init__()
        self.name = name
        self.line = named(Line(), f"saisie.{name}", label)
        self.line.setPlaceholderText(hint)
        self.line.setMinimumWidth(0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.line)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(XS)
        self.row.addWidget(self.line, 1)
        self.line.textEdited.connect(lambda _: self.changed.emit())
        self.line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if event.text() in ('"', "″") and self.is_blank:
            self.idem.emit(self.name)
            return True
        if event.key() in _ENTER and not self.has_answers:
            self.enter()
            return True
        return False

    @property
    def is_blank(self) -> bool:
        """Empty, or all that stands there would be written over by the next key."""
        return not self.line.text() or self.line.selectedText() == self.line.text()

    @property
    def has_answers(self) -> bool:
        return False

    def enter(self) -> None:
        self.settled.emit()

    def set_text(self, text: str) -> None:
        if self.line.text() != text:
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def set_invalid(self, message: str) -> None:
        self.line.setProperty("invalid", bool(message))
        self.line.setAccessibleDescription(f"Erreur : {message}" if message else "")
        repolish(self.line)


class QuiCell(Cell):
    """Empty: anonymous. Letters propose the files, a new one, or the prénom alone."""

    def __init__(self, context: Context) -> None:
        super().__init__("qui", "Qui", "Anonyme")
        self._context = context
        self.qui = Qui()
        self.completer = Completer(
            self.line, self._find, chosen=self._choose, name="saisie.qui.liste", width=WIDE
        )
        self.line.textChanged.connect(self._note)
        context.turned.changed.connect(self._show)

    @property
    def has_answers(self) -> bool:
        return self.completer.is_open

    def set_qui(self, qui: Qui) -> None:
        self.qui = qui
        self.completer.close()
        self._show()

    def enter(self) -> None:
        if self.qui.sorte is Sorte.TAPE:
            self.completer.open(self.line.text())
            return
        self.settled.emit()

    def _note(self, written: str) -> None:
        """Typed, pasted, or put there by a screen reader: not what the cell shows of itself."""
        if written != self._shown():
            self.qui = Qui.typed(written)
            self.changed.emit()

    def _find(self, typed: str) -> list[Answer]:
        files = search_personnes(typed, limit=FILES)
        seen = self._context
        answers = [Answer(one, seen.shown(one.nom), shown_precisions(seen, one)) for one in files]
        answers += [
            Answer(one, self._context.shown(one.repere), "anonyme connu")
            for one in anonymes_named(typed, FILES)
        ]
        name = split_name(typed)
        if len(name.texte) < 2:
            return answers
        new, noted = self._context.shown(name.texte), self._context.shown(name.prenom or name.nom)
        answers.append(Answer(Sorte.NOUVEAU, f"Créer le dossier « {new} »"))
        answers.append(
            Answer(
                Sorte.NOTE,
                f"Noter « {noted} », sans dossier",
                "reconnu la prochaine fois, compté une seule fois",
            )
        )
        return answers

    def _choose(self, answer: Answer) -> None:
        typed = self.line.text().strip()
        if answer.key is Sorte.NOUVEAU:
            self.set_qui(Qui(Sorte.NOUVEAU, typed))
        elif answer.key is Sorte.NOTE:
            name = split_name(typed)
            self.set_qui(Qui(Sorte.NOTE, name.prenom or name.nom))
        elif isinstance(answer.key, AnonymeConnu):
            self.set_qui(Qui(Sorte.NOTE, str(answer.key.repere)))
        else:
            self.set_qui(Qui.known(answer.key))
        self.changed.emit()
        self.settled.emit()

    def _shown(self) -> str:
        typed = self.qui.sorte in (Sorte.ANONYME, Sorte.TAPE)
        return self.qui.text if typed else self._context.shown(self.qui.text)

    def _show(self) -> None:
        self.set_text(self._shown())


class DemandesCell(Cell):
    """Digits take the commonest, letters find the others; what is taken stands before the cell."""

    finished = Signal()  # Entrée, with a demande taken and nothing typed: the line is complete

    def __init__(self, label_of: Callable[[str], str]) -> None:
        super().__init__("demandes", "Demandes", "1 à 9, ou lettres")
        self._label_of = label_of
        self.demandes: list[DemandeInput] = []
        self._taken = Elided("", "saisie.demandes.prises")
        self._taken.hide()
        self.row.insertWidget(0, self._taken, 3)
        self._keys = DemandesKeys(self.line, lambda: self.demandes, name="saisie.demandes.liste")
        self._keys.taken.connect(self.take)
        self._keys.taken_back.connect(self._take_back)
        self._propositions, self.completer = self._keys.propositions, self._keys.completer

    @property
    def has_answers(self) -> bool:
        return self.completer.is_open

    def use_lieu(self, lieu: str | None) -> None:
        """The commonest are those of that lieu."""
        if lieu != self._propositions.lieu:
            self._propositions.forget(lieu)

    def catalogue(self) -> Catalogue:
        return self._propositions.catalogue()

    def set_demandes(self, demandes: list[DemandeInput], typed: str = "") -> None:
        self.demandes = demandes
        self.set_text(typed)
        self.completer.close()
        self._show()

    def take(self, thematique: str) -> None:
        self.set_demandes([*self.demandes, self._propositions.usual(thematique)])
        announce(self, f"{self._label_of(thematique)}, demande {len(self.demandes)}")
        self.changed.emit()

    def take_typed(self) -> None:
        """Take the proposition in sight for the letters that are typed, as Entrée would."""
        proposed = self._keys.proposed() if self.line.text().strip() else None
        if proposed is not None:
            self.take(proposed)

    def enter(self) -> None:
        if not self._keys.enter():
            self.finished.emit()

    def _take_back(self) -> None:
        if self.demandes:
            self.set_demandes(self.demandes[:-1])
            self.changed.emit()

    def _show(self) -> None:
        labels: list[Any] = [self._label_of(one.thematique) for one in self.demandes]
        self._taken.setText(" · ".join(labels))
        self._taken.setVisible(bool(labels))
        self.line.setPlaceholderText("" if labels else "1 à 9, ou lettres")
        self.line.setAccessibleDescription(f"Prises : {', '.join(labels)}" if labels else "")
