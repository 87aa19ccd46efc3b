"""The line that is being typed: one set of cells for the whole sheet, wherever it stands."""

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.accueil.feuille import going_on
from models.base.errors import Invalid
from models.nomenclatures.valeur import choices, label
from ui.kit import parsing
from ui.kit.banner import announce
from ui.kit.context import Context
from ui.kit.editors import Kind, make_editor
from ui.kit.editors.choices import ChoiceEditor
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import XS, S
from ui.screens.saisie import colonnes
from ui.screens.saisie.cellules import Cell, DemandesCell, QuiCell
from ui.screens.saisie.ligne import Ligne, hour_of, read


class Editeur(QFrame):
    """Holds a copy of a `Ligne`; `finished` when Entrée says that it is complete."""

    changed = Signal()
    finished = Signal()
    idem = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("saisie.editeur")
        self.setProperty("role", "typed")
        self._above: Ligne | None = None
        self._ligne = Ligne()
        self._quiet = False
        self.heure = Cell("heure", "Heure", "9h15")
        self.qui = QuiCell(context)
        self.demandes = DemandesCell(label)
        self.mode = cast(
            ChoiceEditor,
            make_editor(
                Kind.CHOICE, name="saisie.mode_contact", label="Contact",
                options=lambda: choices("mode_contact"),
            ),
        )  # fmt: skip
        named(self.mode.control, "saisie.mode_contact", "Contact")
        self.duree = Cell("duree_minutes", "Durée", "min")
        self.commentaire = Cell("commentaire", "Commentaire", "Commentaire de la ligne")
        self._number = QLabel()
        self._state = text("En cours", "small")
        self._error = text("", "error", "saisie.erreur")
        self._error.setWordWrap(True)
        self._lay_out()
        self._connect()

    def show_ligne(self, ligne: Ligne, *, number: int, above: Ligne | None) -> None:
        """Type this one; an empty hour is expected to go on from the line above."""
        self._quiet = True
        self._ligne, self._above = ligne, above
        self._number.setText(str(number))
        self.setAccessibleName(f"Ligne {number}")
        self.heure.set_text(ligne.heure)
        self.qui.set_qui(ligne.qui)
        self.demandes.set_demandes(list(ligne.demandes), ligne.tape)
        self.mode.set_value(ligne.mode or None)
        self.duree.set_text(ligne.duree)
        self.commentaire.set_text(ligne.commentaire)
        self.commentaire.setVisible(bool(ligne.commentaire))
        self._state.setText("À corriger" if ligne.passage else "En cours")
        self.clear_errors()
        self._quiet = False

    def ligne(self) -> Ligne:
        """What is typed now, whatever it is worth."""
        kept = self._ligne
        return Ligne(
            heure=self._hour_text(), qui=self.qui.qui, demandes=list(self.demandes.demandes),
            tape=self.demandes.line.text(), mode=self._mode(), duree=self.duree.line.text(),
            commentaire=self.commentaire.line.text(), passage=kept.passage,
        )  # fmt: skip

    def complete(self) -> None:
        """Take what is proposed for the letters that are typed, and read the hour."""
        self._settle_hour()
        self.demandes.take_typed()

    def use_mode(self, mode: str) -> None:
        """What the cell stands for when it is left empty."""
        self.mode.line.setPlaceholderText(mode)

    def toggle_commentaire(self) -> None:
        self.commentaire.setVisible(self.commentaire.isHidden())
        if not self.commentaire.isHidden():
            _focus(self.commentaire)

    def focus_first(self) -> None:
        self.heure.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.heure.line.selectAll()

    def show_error(self, name: str, message: str) -> bool:
        """Under the line, and in the cell at fault, which gets the focus."""
        wanted = {"moment": "heure", "personne": "qui", "jour": ""}.get(name, name)
        cells = {cell.name: cell for cell in self._cells()}
        if wanted not in cells and wanted != "mode_contact":
            return False
        self._error.setText(message)
        self._error.show()
        cell = cells.get(wanted)
        if cell is None:
            self.mode.set_invalid(True)
            self.mode.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            cell.set_invalid(message)
            cell.line.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, message)
        return True

    def clear_errors(self) -> None:
        if self._error.isHidden():
            return
        self._error.hide()
        self.mode.set_invalid(False)
        for cell in self._cells():
            cell.set_invalid("")

    def stops(self) -> list[QWidget]:
        """What Tab goes through."""
        lines = [cell.line for cell in self._cells()]
        return [*lines[:3], self.mode.line, *lines[3:]]

    def accept(self) -> None:
        """Nothing to keep here: the sheet keeps its lines."""

    def _hour_text(self) -> str:
        """« 15 » under 9:05 is already 09:15."""
        typed = self.heure.line.text().strip()
        found = going_on(typed, hour_of(self._above)) if typed != self._ligne.heure else None
        return f"{found:%H:%M}" if found is not None else typed

    def _settle_hour(self) -> None:
        written = self._hour_text()
        try:
            hour = read("heure", "Heure", written, parsing.hour)
        except Invalid:
            return  # kept as typed; said when the line is written
        self.heure.set_text(f"{hour:%H:%M}" if hour is not None else "")

    def _mode(self) -> str:
        try:
            return str(self.mode.value() or "")
        except ValueError:
            return ""

    def _note(self) -> None:
        if not self._quiet:
            self.clear_errors()
            self.changed.emit()

    def _cells(self) -> tuple[Cell, ...]:
        return (self.heure, self.qui, self.demandes, self.duree, self.commentaire)

    def _connect(self) -> None:
        for cell in self._cells():
            cell.changed.connect(self._note)
            cell.idem.connect(self.idem)
        self.mode.changed.connect(self._note)
        self.heure.line.editingFinished.connect(self._settle_hour)
        self.heure.settled.connect(lambda: _focus(self.qui))
        self.qui.settled.connect(lambda: _focus(self.demandes))
        self.demandes.settled.connect(lambda: _focus(self.mode))
        self.demandes.finished.connect(self.finished)
        self.mode.entered.connect(lambda: _focus(self.duree))
        self.duree.settled.connect(self.finished)
        self.commentaire.settled.connect(self.finished)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        mode = QWidget()
        inside = QHBoxLayout(mode)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.mode)
        cells = (self._number, self.heure, self.qui, self.demandes, mode, self.duree, self._state)
        colonnes.lay(row, cells)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, XS, 0, XS)
        column.setSpacing(XS)
        column.addLayout(row)
        under = QVBoxLayout()
        under.setContentsMargins(S, 0, S, 0)
        under.addWidget(self.commentaire)
        under.addWidget(self._error)
        column.addLayout(under)
        self.commentaire.hide()
        self._error.hide()


def _focus(cell: QWidget) -> None:
    cell.setFocus(Qt.FocusReason.TabFocusReason)
