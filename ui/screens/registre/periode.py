"""Which days are shown: a period by its name, the one before or after, or two typed days."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from models.accueil.periodes import Periode, Repere, checked, periode_of
from models.base.errors import Invalid
from models.base.listing import as_text
from ui.kit import parsing
from ui.kit.editors.lines import Line
from ui.kit.icons import IconButton, icon
from ui.kit.names import named
from ui.kit.obeying import drops
from ui.kit.tokens import M, S

CUSTOM = "Entre deux jours"


class PeriodeBar(QWidget):
    """Says its period, and tells when it changes; what cannot be read is told by `refused`."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.repere: Repere | None = Repere.AUJOURDHUI
        self.periode = periode_of(Repere.AUJOURDHUI)
        self._before = named(IconButton("chevron-left", "Période précédente"), "registre.avant")
        self._before.clicked.connect(lambda: self.step(-1))
        self._after = named(IconButton("chevron-right", "Période suivante"), "registre.apres")
        self._after.clicked.connect(lambda: self.step(1))
        self._choice = named(QToolButton(), "registre.periode")
        self._du = self._line("registre.du", "Du")
        self._au = self._line("registre.au", "Au")
        self._dress()
        self._lay_out()
        self._say()

    def choose(self, repere: Repere) -> None:
        self.repere = repere
        self._show(periode_of(repere))

    def step(self, steps: int) -> None:
        """The period of the same kind before or after."""
        beside = self.periode.beside(steps)
        if beside != self.periode:
            self.repere = next((r for r in Repere if periode_of(r) == beside), None)
            self._show(beside)

    def follow_today(self) -> None:
        """A period named from today turns with midnight."""
        if self.repere is not None and periode_of(self.repere) != self.periode:
            self.choose(self.repere)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_choice"):
            self._choice.setIcon(icon("chevron-down"))

    def _show(self, periode: Periode) -> None:
        self.periode = periode
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        name = self.repere.value if self.repere else self.periode.texte or CUSTOM
        self._choice.setText(f"Période\u00a0: {name[:1].lower()}{name[1:]}")
        self._choice.setAccessibleName(self._choice.text())
        self._du.setText(as_text(self.periode.du))
        self._au.setText(as_text(self.periode.au))
        for arrow in (self._before, self._after):
            arrow.setEnabled(bool(self.periode.du and self.periode.au))

    def _take_typed(self) -> None:
        """The two days as they are typed; empty is from the first, or to the last."""
        try:
            wanted = checked(parsing.day(self._du.text()), parsing.day(self._au.text()))
        except Invalid as error:
            self.refused.emit(error.message)
            return
        except ValueError as error:
            self.refused.emit(f"Période\u00a0: {error}")
            return
        if wanted != self.periode:
            self.repere = next((r for r in Repere if periode_of(r) == wanted), None)
            self._show(wanted)
        else:
            self._say()

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        group = QActionGroup(menu)
        for repere in Repere:
            entry = menu.addAction(repere.value)
            entry.setCheckable(True)
            entry.setChecked(repere is self.repere)
            entry.triggered.connect(lambda _, r=repere: self.choose(r))
            group.addAction(entry)
        menu.addSeparator()
        typed = menu.addAction(f"{CUSTOM}…")
        typed.triggered.connect(self.focus_typed)

    def focus_typed(self) -> None:
        """To the two days, to type them."""
        self._du.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._du.selectAll()

    def _line(self, name: str, label: str) -> Line:
        line = named(Line(), name, f"Période\u00a0: {label.lower()}")
        line.setPlaceholderText("jour")
        line.setFixedWidth(line.fontMetrics().horizontalAdvance("00/00/0000") + 2 * M + S)
        line.editingFinished.connect(self._take_typed)
        return line

    def _dress(self) -> None:
        self._choice.setIcon(icon("chevron-down"))
        self._choice.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        menu = QMenu(self._choice)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        drops(self._choice, menu)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        for widget in (self._before, self._choice, self._after):
            row.addWidget(widget)
        row.addSpacing(S)
        for line, words in ((self._du, "du"), (self._au, "au")):
            label = QLabel(words)
            label.setBuddy(line)
            row.addWidget(label)
            row.addWidget(line)
