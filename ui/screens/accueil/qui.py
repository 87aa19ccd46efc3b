"""« Qui ? »: what is typed becomes a file, a new one, a nickname that is known, or nobody."""

import enum
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from models.accueil.anonyme import AnonymeConnu, anonymes_named, same_anonyme
from models.accueil.passage import Passage
from models.accueil.venues import venues_of_anonyme, venues_of_personne
from models.base.search import fold
from models.personnes.fusion import Fusion, Suite, current_file
from models.personnes.noms import NomTape, in_capitals, split_name
from models.personnes.recherche import Trouvee, search_personnes, trouvee
from ui.kit.banner import announce
from ui.kit.completer import Answer, Completer
from ui.kit.context import Context
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.kit.names import named
from ui.kit.tokens import XS
from ui.parts.precisions import shown_precisions

SHOWN = 9  # propositions seen without scrolling: what can be made of the name stays in sight
KNOWN = 3  # nicknames among them
HINT = "Nom, surnom, téléphone… ou rien"


class Sorte(enum.StrEnum):
    """What stands in « Qui ? »."""

    ANONYME = "anonyme"
    TAPE = "tape"  # typed, and nothing chosen yet
    DOSSIER = "dossier"
    NOUVEAU = "nouveau"
    CONNU = "connu"  # by a nickname or a card
    GROUPE = "groupe"


class Qui(NamedTuple):
    """The visitor as the line knows her; `text` is what was typed or is shown.

    `key` is that of a file, or of a known anonymous visitor: none, if the nickname is new.
    """

    sorte: Sorte = Sorte.ANONYME
    text: str = ""
    key: str = ""
    precisions: str = ""

    def kept(self) -> dict[str, str]:
        return self._asdict()

    @property
    def is_unnamed(self) -> bool:
        """One visitor without a file: her sexe, her age, her criteria may be told."""
        return self.sorte in (Sorte.ANONYME, Sorte.TAPE, Sorte.CONNU)

    @classmethod
    def restored(cls, kept: dict[str, str]) -> "Qui":
        return cls(**{**kept, "sorte": Sorte(kept["sorte"])})  # type: ignore[arg-type]  # from JSON


def of_trouvee(trouvee: Trouvee) -> Qui:
    return Qui(Sorte.DOSSIER, trouvee.nom, trouvee.id, trouvee.precisions)


def of_anonyme(anonyme: AnonymeConnu) -> Qui:
    """Who is attached to a file is whom that file is of."""
    dossier = anonyme.dossier
    if dossier is None:
        return Qui(Sorte.CONNU, str(anonyme.repere), anonyme.id)
    told = " · ".join(p for p in (dossier.naissance.texte, dossier.commune) if p)
    return Qui(Sorte.DOSSIER, dossier.nom_affiche, dossier.id, told)


class _Said(QLabel):
    """On as many lines as it needs: it keeps their height, or the field above would give it."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "accueil.qui.etat").setProperty("role", "small")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)

    def setText(self, words: str) -> None:
        super().setText(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = QRect(0, 0, self.width(), self.maximumHeight())
        wrap = Qt.TextFlag.TextWordWrap
        self.setMinimumHeight(self.fontMetrics().boundingRect(room, wrap, self.text()).height())


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
        self._venues = self._public = ""
        self._said = _Said()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.box)
        column.addWidget(self._said)
        column.addStretch()
        context.turned.changed.connect(self._turn)
        context.changes.subscribe({Fusion}, self._tell_merge, owner=self)
        self._show()

    def set_qui(self, qui: Qui, *, before: Passage | None = None) -> None:
        """Who is meant; `before` is the passage that is corrected, if it is not a new one."""
        self.qui = qui
        self._venues = _venues(qui, before)
        self.completer.close()
        self._show()
        self.changed.emit()

    def say_public(self, said: str) -> None:
        """What is told of an anonymous visitor: her sexe, her age, her criteria."""
        self._public = said
        self._say()

    def say_group(self, total: int | None) -> None:
        """How many a group has, where a name would be read."""
        self.qui = Qui(Sorte.GROUPE, f"Groupe de {total}" if total else "Groupe")
        self._show()

    def follow_merge(self) -> Suite | None:
        """If her file was made one with another meanwhile, hold that one: its sentence says why."""
        if self.qui.sorte is not Sorte.DOSSIER:
            return None
        suite = current_file(self.qui.key)
        kept = trouvee(suite.personne_id) if suite.phrase else None
        if kept is None:
            return None
        self.set_qui(of_trouvee(kept))
        return suite

    def _tell_merge(self) -> None:
        suite = self.follow_merge()
        if suite is not None:
            self._context.banner.info(suite.phrase, names=suite.noms)

    def back_to_typed(self) -> None:
        """From a new file or a nickname back to what was typed, with its propositions."""
        self.set_qui(Qui(Sorte.TAPE, self.qui.text))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.completer.open(self.qui.text)

    def propose(self) -> None:
        """Show what can be made of the name that is typed."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.completer.open(self.line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            chosen = self.qui.sorte in (Sorte.NOUVEAU, Sorte.CONNU)
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
        """Files first, then the nicknames that are known, then what can be made of the name."""
        known = [self._known(one) for one in anonymes_named(typed, KNOWN)]
        made = self._to_make(typed)
        files = search_personnes(typed, limit=SHOWN - len(known) - len(made))
        found = [self._file(one) for one in files]
        return [*found, *known, *made]

    def _file(self, one: Trouvee) -> Answer:
        told = shown_precisions(self._context, one)
        return Answer(of_trouvee(one), self._context.shown(one.nom), told)

    def _known(self, anonyme: AnonymeConnu) -> Answer:
        qui = of_anonyme(anonyme)
        attached = qui.sorte is Sorte.DOSSIER
        told = f"dossier {self._context.shown(qui.text)}" if attached else "sans dossier"
        return Answer(qui, self._context.shown(str(anonyme.repere)), told)

    def _to_make(self, typed: str) -> list[Answer]:
        """A file, or a nickname: a prénom alone first, since nobody has to give a name."""
        name, whole = split_name(typed), " ".join(typed.split())
        if len(whole) < 2:
            return []
        made = []
        if len(name.texte) >= 2:
            shown = self._context.shown(name.texte)
            made.append(Answer(Qui(Sorte.NOUVEAU, whole), f"Créer le dossier « {shown} »"))
        for repere in _reperes(whole, name):
            if same_anonyme(repere) is None:
                told = f"Noter « {self._context.shown(repere)} », sans dossier"
                made.append(Answer(Qui(Sorte.CONNU, repere), told, "surnom ou carte"))
        return made

    def _choose(self, answer: Answer) -> None:
        self.set_qui(answer.key)
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
            if not self.line.hasFocus():
                self.line.home(False)  # a long name is read from its beginning
        self._say()

    def _turn(self) -> None:
        """The propositions too are names: they are asked for again as they may be seen."""
        self._show()
        if self.completer.is_open:
            self.completer.open(self.line.text())

    def _say(self) -> None:
        told = self._told()
        shown = told[:1] if self._context.turned.on else told  # no detail before a visitor
        self._said.setText(" · ".join(part for part in shown if part))
        self.line.setAccessibleDescription(self._said.text())

    def _told(self) -> tuple[str, ...]:
        """What sort of visitor, then what is known of her."""
        sorte, public = self.qui.sorte, self._public
        if sorte is Sorte.DOSSIER:
            return ("Dossier", self.qui.precisions, self._venues)
        if sorte is Sorte.CONNU:
            return ("Sans dossier", self._venues, public)
        if sorte is Sorte.ANONYME:
            return ("Anonyme", public) if public else ("Vide : passage anonyme",)
        return (_SAID[sorte],)


_SAID = {
    Sorte.TAPE: "Entrée pour choisir dans la liste",
    Sorte.NOUVEAU: "Nouveau dossier, créé avec le passage",
    Sorte.GROUPE: "Un seul passage, personne n’est nommé",
}


def _reperes(whole: str, name: NomTape) -> list[str]:
    """What may be noted of somebody without a file: a card as it is written, a prénom, a nickname.

    Of two words the first one alone comes first: they may well be a prénom and a nom.
    """
    if not fold(whole):
        return []
    if any(sign.isdecimal() for sign in whole):
        return [whole]
    written = in_capitals(whole.replace("'", "’"))
    return list(dict.fromkeys([name.prenom or written, written]))


def _venues(qui: Qui, before: Passage | None) -> str:
    """First visit or known: asked of the register each time."""
    if qui.sorte is Sorte.DOSSIER:
        return venues_of_personne(qui.key, before).texte
    if qui.sorte is not Sorte.CONNU:
        return ""
    return venues_of_anonyme(qui.key, before).texte if qui.key else "1re visite"
