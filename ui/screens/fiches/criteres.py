"""The criteria of the dispositif against this person: verdict, reason, motive of an exception."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from models.prescriptions.contenu import Verdict
from models.prescriptions.criteres import Constat
from ui.kit.names import named
from ui.kit.page import Card, text
from ui.kit.pill import Pill
from ui.kit.tokens import XS, M

SAID = {
    Verdict.OK: ("Rempli", "good"),
    Verdict.NON: ("Non rempli", "danger"),
    Verdict.A_VERIFIER: ("À vérifier", "attention"),
}
EXCUSED = ("Exception", "attention")


class Criteres(Card):
    """One line for each criterion, which stays in place as one types."""

    changed = Signal()

    def __init__(self, labels: Mapping[str, str]) -> None:
        super().__init__("Conditions pour entrer")
        self.setObjectName("fiche.criteres")
        self._lines = {code: _Ligne(code, label) for code, label in labels.items()}
        width = max((line.pill_width for line in self._lines.values()), default=0)
        for line in self._lines.values():
            line.align(width)
            line.motive.textChanged.connect(self.changed)
            self.body.addWidget(line)

    @property
    def motives(self) -> dict[str, str]:
        """The motive of each exception that was written."""
        typed = {code: line.motive.text().strip() for code, line in self._lines.items()}
        return {code: motive for code, motive in typed.items() if motive}

    def set_motives(self, motives: Mapping[str, str]) -> None:
        for code, line in self._lines.items():
            line.motive.setText(motives.get(code, ""))

    def show_constats(self, constats: Sequence[Constat]) -> None:
        """Show what was found; a criterion of which nothing is to be said is left out."""
        found = {constat.code: constat for constat in constats}
        for code, line in self._lines.items():
            line.setVisible(code in found)
            if code in found:
                line.show_constat(found[code])

    def fields(self) -> list[QLineEdit]:
        """Where motives are written, in order."""
        return [line.motive for line in self._lines.values()]


class _Ligne(QWidget):
    """One criterion."""

    def __init__(self, code: str, label: str) -> None:
        super().__init__()
        self._label = label
        self._pill = Pill(*SAID[Verdict.A_VERIFIER], f"fiche.critere.{code}")
        self._reason = text("", "secondary")
        self._reason.setWordWrap(True)
        self.motive = named(
            QLineEdit(), f"fiche.exception.{code}", f"Motif de l’exception\u00a0: {label}"
        )
        self.motive.setPlaceholderText("Motif de l’exception")
        self.motive.setMaxLength(300)
        self.motive.hide()
        self._lay_out()

    @property
    def pill_width(self) -> int:
        words = [*SAID.values(), EXCUSED]
        return max(Pill(word, kind).sizeHint().width() for word, kind in words)

    def align(self, width: int) -> None:
        self._grid.setColumnMinimumWidth(0, width)

    def show_constat(self, constat: Constat) -> None:
        excusable = constat.verdict is Verdict.NON and constat.tolerable
        excused = excusable and bool(self.motive.text().strip())
        word, kind = EXCUSED if excused else SAID[constat.verdict]
        self._pill.show_status(word, kind)
        self._pill.setAccessibleName(f"{self._label}\u00a0: {word}")
        self._reason.setText(constat.raison)
        self._reason.setVisible(bool(constat.raison))
        self.motive.setVisible(excusable)

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(XS)
        self._grid.setColumnStretch(1, 1)
        label = text(self._label)
        label.setWordWrap(True)
        self._grid.addWidget(self._pill, 0, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(label, 0, 1)
        self._grid.addWidget(self._reason, 1, 1)
        self._grid.addWidget(self.motive, 2, 1)
