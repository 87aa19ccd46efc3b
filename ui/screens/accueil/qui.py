"""« Qui ? »: a name as it is typed becomes a known file, a new one, a noted name, or nobody."""

import enum
from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models.accueil.saisie import Visiteur
from models.base.errors import Invalid
from models.personnes.fusion import Fusion, current_file
from models.personnes.noms import split_name
from models.personnes.recherche import Trouvee, search_personnes, trouvee
from ui.kit.banner import announce
from ui.kit.completer import Answer, Completer
from ui.kit.context import Context
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.kit.page import text
from ui.kit.tokens import XS

FILES = 6  # files proposed, so that « Créer » stays in sight under them
HINT = "Nom, téléphone, naissance… ou rien"


class Sorte(enum.StrEnum):
    """What stands in « Qui ? »."""

    ANONYME = "anonyme"
    TAPE = "tape"  # typed, and nothing chosen yet
    DOSSIER = "dossier"
    NOUVEAU = "nouveau"
    NOTE = "note"


class Qui(NamedTuple):
    """The visitor as the line knows her; `text` is what was typed or is shown."""

    sorte: Sorte = Sorte.ANONYME
    text: str = ""
    personne_id: str = ""
    precisions: str = ""

    def kept(self) -> dict[str, str]:
        return self._asdict()

    @classmethod
    def restored(cls, kept: dict[str, str]) -> "Qui":
        return cls(**{**kept, "sorte": Sorte(kept["sorte"])})  # type: ignore[arg-type]  # from JSON


class _Choix(NamedTuple):
    """What a proposition of the list stands for."""

    sorte: Sorte
    personne: Trouvee | None = None


class QuiField(QWidget):
    """The field, its propositions, and one line that says who is meant."""

    changed = Signal()
    settled = Signal()  # chosen, or left empty on purpose: on to the demande

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.qui = Qui()
        self.box = FieldBox(Input(name="qui", label="Qui ?", hint=HINT), form_name="accueil")
        assert isinstance(self.box.editor.control, QLineEdit)
        self.line = self.box.editor.control
        self.completer = Completer(
            self.line, self._find, chosen=self._choose, name="accueil.qui.liste", width=440
        )
        self.line.textChanged.connect(self._note_text)
        self.line.returnPressed.connect(self._enter)
        self.line.installEventFilter(self)
        self._said = text("", "small", "accueil.qui.etat")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.box)
        column.addWidget(self._said)
        column.addStretch()
        context.turned.changed.connect(self._turn)
        context.changes.subscribe({Fusion}, self._tell_merge, owner=self)
        self._show()

    def visiteur(self, nouvelle: Callable[[], dict[str, Any]]) -> Visiteur:
        """Who is written; `Invalid` for a name that was typed and not chosen."""
        if self.qui.sorte is Sorte.DOSSIER:
            return Visiteur(personne_id=self.qui.personne_id)
        if self.qui.sorte is Sorte.NOUVEAU:
            return Visiteur(nouvelle=nouvelle())
        if self.qui.sorte is Sorte.NOTE:
            return Visiteur(note=self.qui.text)
        if self.qui.text.strip():
            raise Invalid(
                "qui",
                "Qui : choisissez un dossier, créez-le, ou notez le prénom sans dossier. "
                "Vide, le passage est anonyme.",
            )
        return Visiteur()

    def set_qui(self, qui: Qui) -> None:
        self.qui = qui
        self.completer.close()
        self._show()
        self.changed.emit()

    def follow_merge(self) -> str:
        """If her file was made one with another meanwhile, hold that one; the sentence says why."""
        if self.qui.sorte is not Sorte.DOSSIER:
            return ""
        suite = current_file(self.qui.personne_id)
        kept = trouvee(suite.personne_id) if suite.phrase else None
        if kept is None:
            return ""
        self.set_qui(Qui(Sorte.DOSSIER, kept.nom, kept.id, kept.precisions))
        return suite.phrase

    def _tell_merge(self) -> None:
        phrase = self.follow_merge()
        if phrase:
            self._context.banner.info(phrase)

    def back_to_typed(self) -> None:
        """From a new file or a noted name back to what was typed, with its propositions."""
        self.set_qui(Qui(Sorte.TAPE, self.qui.text))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.completer.open(self.qui.text)

    def undo_choice(self) -> None:
        self.set_qui(Qui())

    def propose(self) -> None:
        """Show what can be made of the name that is typed."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.completer.open(self.line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            chosen = self.qui.sorte in (Sorte.NOUVEAU, Sorte.NOTE)
            if event.key() == Qt.Key.Key_Escape and chosen and not self.completer.is_open:
                self.back_to_typed()
                return True
        return False

    def _note_text(self, written: str) -> None:
        """Typed, pasted, or put there by a screen reader: not what the field shows of itself."""
        if written != self._shown():
            self._type(written)

    def _type(self, typed: str) -> None:
        self.qui = Qui(Sorte.TAPE if typed.strip() else Sorte.ANONYME, typed)
        self.box.clear_error()
        self._say()
        self.changed.emit()

    def _enter(self) -> None:
        if self.qui.sorte is Sorte.TAPE:
            self.completer.open(self.line.text())
            return
        self.settled.emit()

    def _find(self, typed: str) -> list[Answer]:
        files = search_personnes(typed, limit=FILES)
        answers = [
            Answer(_Choix(Sorte.DOSSIER, f), self._context.shown(f.nom), f.precisions)
            for f in files
        ]
        name = split_name(typed)
        if len(name.texte) < 2:
            return answers
        shown = self._context.shown(name.texte)
        answers.append(Answer(_Choix(Sorte.NOUVEAU), f"Créer le dossier « {shown} »"))
        noted = self._context.shown(name.prenom or name.nom)
        secondary = "le passage reste anonyme"
        answers.append(Answer(_Choix(Sorte.NOTE), f"Noter « {noted} », sans dossier", secondary))
        return answers

    def _choose(self, answer: Answer) -> None:
        choix: _Choix = answer.key
        if choix.personne is not None:
            who = choix.personne
            self.set_qui(Qui(Sorte.DOSSIER, who.nom, who.id, who.precisions))
        elif choix.sorte is Sorte.NOUVEAU:
            self.set_qui(Qui(Sorte.NOUVEAU, self.line.text().strip()))
        else:
            name = split_name(self.line.text())
            self.set_qui(Qui(Sorte.NOTE, name.prenom or name.nom))
        self.box.clear_error()
        announce(self, self._said.text())
        self.settled.emit()

    def _shown(self) -> str:
        """What is being typed stays in sight; a name that was chosen hides with the others."""
        typed = self.qui.sorte in (Sorte.ANONYME, Sorte.TAPE)
        return self.qui.text if typed else self._context.shown(self.qui.text)

    def _show(self) -> None:
        shown = self._shown()
        if self.line.text() != shown:
            self.line.setText(shown)
        self._say()

    def _turn(self) -> None:
        """The propositions too are names: they are asked for again as they may be seen."""
        self._show()
        if self.completer.is_open:
            self.completer.open(self.line.text())

    def _say(self) -> None:
        known = "" if self._context.turned.on else self.qui.precisions
        said = {
            Sorte.ANONYME: "Vide : passage anonyme",
            Sorte.TAPE: "Entrée pour choisir dans la liste",
            Sorte.DOSSIER: " · ".join(p for p in ("Dossier", known) if p),
            Sorte.NOUVEAU: "Nouveau dossier, créé avec le passage",
            Sorte.NOTE: "Prénom noté, sans dossier",
        }
        self._said.setText(said[self.qui.sorte])
        self.line.setAccessibleDescription(self._said.text())
