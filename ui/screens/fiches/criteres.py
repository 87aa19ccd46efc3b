"""The criteria of the dispositif against this person: verdict, reason, motive of an exception."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from models.prescriptions.contenu import Verdict
from models.prescriptions.criteres import Constat
from ui.kit.names import named
from ui.kit.page import card, text
from ui.kit.pill import Pill
from ui.kit.tokens import M, S

SAID = {
    Verdict.OK: ("Rempli", "good"),
    Verdict.NON: ("Non rempli", "danger"),
    Verdict.A_VERIFIER: ("À vérifier", "attention"),
}


class Criteres(QWidget):
    """Rebuilt as one types; the motives that were written stay."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._labels: dict[str, str] = {}
        self._motives: dict[str, QLineEdit] = {}
        self._shown: list[Constat] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(S)
        self._grid.setColumnStretch(1, 1)
        inside = QWidget()
        inside.setLayout(self._grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card("Conditions pour entrer", inside))

    @property
    def motives(self) -> dict[str, str]:
        """The motive of each exception that was written."""
        typed = {code: line.text().strip() for code, line in self._motives.items()}
        return {code: motive for code, motive in typed.items() if motive}

    def name_criteres(self, labels: dict[str, str]) -> None:
        self._labels = labels

    def set_motives(self, motives: dict[str, str]) -> None:
        for code, motive in motives.items():
            self._motive(code).setText(motive)

    def show_constats(self, constats: list[Constat]) -> None:
        """Show what was found; nothing moves when nothing changed."""
        if constats == self._shown:
            return
        self._shown = constats
        self._empty_grid()
        for constat in constats:
            self._add(constat)

    def _add(self, constat: Constat) -> None:
        row = self._grid.rowCount()
        word, kind = SAID[constat.verdict]
        label = self._labels.get(constat.code, constat.code)
        pill = Pill(word, kind)
        pill.setAccessibleName(f"{label} : {word}")
        self._grid.addWidget(pill, row, 0)
        self._grid.addWidget(text(label), row, 1)
        if constat.raison:
            reason = text(constat.raison, "small")
            reason.setWordWrap(True)
            self._grid.addWidget(reason, row + 1, 1)
        line = self._motive(constat.code)
        wanted = constat.verdict is Verdict.NON and constat.tolerable
        line.setVisible(wanted)
        if wanted:
            line.setAccessibleName(f"Motif d’exception : {label}")
            self._grid.addWidget(line, row + 2, 1)

    def _motive(self, code: str) -> QLineEdit:
        if code not in self._motives:
            line = named(QLineEdit(self), f"fiche.exception.{code}", "Motif d’exception")
            line.setPlaceholderText("Motif de l’exception")
            line.hide()
            line.textChanged.connect(self.changed)
            self._motives[code] = line
        return self._motives[code]

    def _empty_grid(self) -> None:
        for i in reversed(range(self._grid.count())):
            item = self._grid.takeAt(i)
            widget = item.widget() if item is not None else None
            if widget is None or widget in self._motives.values():
                continue
            widget.deleteLater()
