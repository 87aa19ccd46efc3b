"""« Que demande ? »: letters or a digit take a demande, filled as this desk usually answers it."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models.accueil.demande import NON_PRECISEE, DemandeInput, repartie
from models.base.errors import Invalid
from ui.kit.banner import announce
from ui.kit.completer import Answer, Completer
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.kit.page import text
from ui.kit.tokens import XS
from ui.parts.demandes import Propositions, is_plain

_BY_REQUEST = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.OtherFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class DemandesField(QWidget):
    """The field, its propositions, and the demandes taken so far, in order."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.demandes: list[DemandeInput] = []
        self.propositions = Propositions()
        hint = "Lettres, ou 1 à 9"
        self.box = FieldBox(
            Input(name="demandes", label="Que demande ?", hint=hint), form_name="accueil"
        )
        assert isinstance(self.box.editor.control, QLineEdit)
        self.line = self.box.editor.control
        self.completer = Completer(
            self.line, self.propositions.answers, chosen=self._choose,
            name="accueil.demandes.liste", width=440,
        )  # fmt: skip
        self.line.textEdited.connect(lambda _: self._note_typing())
        self.line.returnPressed.connect(self._enter)
        self.line.installEventFilter(self)
        self._said = text("", "small", "accueil.demandes.etat")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.box)
        column.addWidget(self._said)
        column.addStretch()
        self._say()

    def forget_habits(self, lieu: str | None) -> None:
        """What is commonest is asked anew of this site, when it is next needed."""
        self.propositions.forget(lieu)

    def take_typed(self) -> None:
        """Take the proposition in sight for the letters that are typed, as Entrée would."""
        if not self.line.text().strip():
            return
        answer = self.completer.current
        found = [] if answer is not None else self.propositions.answers(self.line.text())
        if answer is None and not found:
            typed = self.line.text().strip()
            raise Invalid(
                "demandes",
                f"Demande : rien ne répond à « {typed[:40]} ». "
                "Tapez un autre mot, ou videz le champ.",
            )
        self.take((answer or found[0]).key)

    @property
    def is_repartie(self) -> bool:
        """Whether she left without being received: every demande says so."""
        return bool(self.demandes) and all(one.is_repartie for one in self.demandes)

    def toggle_repartie(self) -> None:
        """She left without being received; what she wanted may be unknown."""
        if not self.is_repartie:
            self.set_demandes(repartie(self.demandes))
            announce(self, "Repartie sans être reçue")
            return
        asked = [one for one in self.demandes if one.thematique != NON_PRECISEE]
        filled = self.propositions.usual
        self.set_demandes([filled(one.thematique)._replace(objet=one.objet) for one in asked])

    def take(self, thematique: str) -> None:
        """One more demande, filled from the habit; of who left, with nothing answered."""
        if self.is_repartie:
            said = [one for one in self.demandes if one.thematique != NON_PRECISEE]
            self.set_demandes([*said, *repartie([DemandeInput(thematique)])])
        else:
            self.set_demandes([*self.demandes, self.propositions.usual(thematique)])
        self.line.clear()
        self.completer.close()
        self.box.clear_error()
        announce(self, f"{self.label_of(thematique)}, demande {len(self.demandes)}")

    def take_back(self) -> None:
        if self.demandes:
            self.set_demandes(self.demandes[:-1])

    def set_demandes(self, demandes: list[DemandeInput]) -> None:
        self.demandes = demandes
        self._say()
        self.changed.emit()

    def label_of(self, thematique: str) -> str:
        known = self.propositions.catalogue().get(thematique)
        if known is not None:
            return known.label
        from models.nomenclatures.valeur import label  # a value that is no longer proposed

        return label(thematique)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _BY_REQUEST:
            QTimer.singleShot(0, self, self._offer)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if self.line.text() or not is_plain(event):
            return False
        if event.key() == Qt.Key.Key_Backspace:
            self.take_back()
            return True
        thematique = self.propositions.by_digit(event)
        if thematique:
            self.take(thematique)
        return thematique is not None

    def _offer(self) -> None:
        """The commonest, as long as nothing is taken; not over what comes next, nor an error."""
        empty = not (self.demandes or self.line.text() or self.box.is_wrong)
        if empty and self.line.hasFocus() and self.line.isVisible():
            self.completer.open("")

    def _choose(self, answer: Answer) -> None:
        self.take(answer.key)

    def _enter(self) -> None:
        if self.line.text().strip() or not self.demandes:
            self.completer.open(self.line.text())

    def _note_typing(self) -> None:
        self.box.clear_error()
        self.changed.emit()

    def _say(self) -> None:
        if not self.demandes:
            said = "Au moins une demande"
        else:
            said = "Encore une, ou Ctrl+Entrée pour enregistrer"
        self._said.setText(said)
        self.line.setAccessibleDescription(said)
