"""« Que demande ? »: letters or a digit take a demande, filled as this desk usually answers it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models.accueil.demande import NON_PRECISEE, DemandeInput, followed, repartie
from models.base.errors import Invalid
from ui.kit.banner import announce
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.kit.page import text
from ui.kit.tokens import XS
from ui.parts.demandes import DemandesKeys


class DemandesField(QWidget):
    """The field, its propositions, and the demandes taken so far, in order."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.demandes: list[DemandeInput] = []
        hint = "Lettres, ou 1 à 9"
        self.box = FieldBox(
            Input(name="demandes", label="Que demande ?", hint=hint), form_name="accueil"
        )
        assert isinstance(self.box.editor.control, QLineEdit)
        self.line = self.box.editor.control
        self._keys = DemandesKeys(
            self.line, lambda: self.demandes, name="accueil.demandes.liste",
            is_wrong=lambda: self.box.is_wrong,
        )  # fmt: skip
        self.propositions, self.completer = self._keys.propositions, self._keys.completer
        self._keys.taken.connect(self.take)
        self._keys.taken_back.connect(self.take_back)
        self.line.textEdited.connect(lambda _: self._note_typing())
        self.line.returnPressed.connect(self._keys.enter)
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
        typed = self.line.text().strip()
        if not typed:
            return
        proposed = self._keys.proposed()
        if proposed is None:
            raise Invalid(
                "demandes",
                f"Demande : rien ne répond à « {typed[:40]} ». "
                "Tapez un autre mot, ou videz le champ.",
            )
        self.take(proposed)

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

    def follow_merges(self, lieu: str | None) -> str:
        """Lists changed: hold the values into which those of the line were merged, and say it."""
        self.forget_habits(lieu)
        before, after = self.demandes, followed(self.demandes)
        if after == before:
            return ""
        self.set_demandes(after)
        moved = {
            f"« {self.label_of(old.thematique)} » est devenue « {self.label_of(new.thematique)} »"
            for old, new in zip(before, after, strict=True)
            if old.thematique != new.thematique
        }
        return ", ".join(sorted(moved)) or "Une valeur de la ligne a été fusionnée"

    def label_of(self, thematique: str) -> str:
        known = self.propositions.catalogue().get(thematique)
        if known is not None:
            return known.label
        from models.nomenclatures.valeur import label  # a value that is no longer proposed

        return label(thematique)

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
