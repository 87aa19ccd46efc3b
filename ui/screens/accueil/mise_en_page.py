"""How the line is laid out on its card, and what of it is in sight in each of its states."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from models.accueil.passage import Passage
from ui.kit.actions import native
from ui.kit.names import named
from ui.kit.page import Card, Pill
from ui.kit.tokens import L, M, S
from ui.screens.accueil.champs import Champs
from ui.screens.accueil.pastilles import Pastilles
from ui.screens.accueil.qui import Sorte

KEY_TELEPHONE, KEY_PRECISIONS, KEY_COMPLEMENTS = "F3", "F4", "F6"


class LigneCard(Card):
    """First row: who, what, how, how long. Under it only what the visit calls for."""

    def __init__(self, champs: Champs, pastilles: Pastilles) -> None:
        super().__init__()
        self.setAccessibleName("Nouveau passage")
        self._champs = champs
        self.correction = Pill("Correction", "attention", "accueil.correction")
        self.telephone = _link("Par téléphone", KEY_TELEPHONE, "accueil.telephone")
        self.telephone.setCheckable(True)
        self.preciser = _link("Préciser la demande", KEY_PRECISIONS, "accueil.preciser")
        self.completer = _link("Date, lieu, commentaire", KEY_COMPLEMENTS, "accueil.completer")
        self.vider = _link("Vider", "Esc", "accueil.vider")
        self.save = named(QPushButton("Enregistrer"), "accueil.enregistrer")
        self.save.setProperty("role", "primary")
        self.save.setToolTip(native("Ctrl+Return"))
        self.save.setCursor(Qt.CursorShape.PointingHandCursor)
        self._lay_out(champs, pastilles)

    def show_state(self, *, passage: Passage | None, empty: bool) -> None:
        """Show and hide as the state asks."""
        champs = self._champs
        self.correction.setVisible(passage is not None)
        if passage is not None:
            hour = f" à {passage.heure:%H:%M}" if passage.heure is not None else ""
            self.correction.show_status(
                f"Correction du passage du {passage.jour:%d/%m/%Y}{hour}", "attention"
            )
        sorte = champs.qui.qui.sorte
        champs.nouveau.setVisible(sorte is Sorte.NOUVEAU)
        champs.complements.set_identified(sorte in (Sorte.DOSSIER, Sorte.NOUVEAU))
        self.preciser.setVisible(bool(champs.demandes.demandes))
        self.vider.setVisible(not empty)
        self.vider.setText("Abandonner la correction" if passage is not None else "Vider la ligne")
        self.save.setText("Enregistrer la correction" if passage is not None else "Enregistrer")
        self.telephone.setChecked(champs.is_by_telephone)

    def show_measured(self, minutes: int | None) -> None:
        """The duration measured so far, where another may be typed."""
        line = self._champs.duree.editor.control
        told = str(minutes) if minutes is not None else ""
        line.setPlaceholderText(told)  # type: ignore[attr-defined]  # a line, by its kind
        line.setAccessibleDescription(f"{told} minutes mesurées" if told else "")

    def _lay_out(self, champs: Champs, pastilles: Pastilles) -> None:
        first = QHBoxLayout()
        first.setSpacing(M)
        columns: list[tuple[QWidget, int]]
        columns = [(champs.qui, 8), (champs.demandes, 8), (champs.mode, 5)]
        for widget, share in columns:
            first.addWidget(widget, share)
        champs.duree.setFixedWidth(self.fontMetrics().averageCharWidth() * 15)
        first.addWidget(champs.duree)
        self.body.setSpacing(M)
        self.body.setContentsMargins(L, M, L, M)
        self.body.addWidget(self.correction)
        self.body.addLayout(first)
        for part in (champs.nouveau, pastilles, champs.precisions, champs.complements):
            self.body.addWidget(part)
        self.body.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(S)
        for link in (self.telephone, self.preciser, self.completer):
            foot.addWidget(link)
        foot.addStretch()
        foot.addWidget(self.vider)
        foot.addWidget(self.save)
        return foot


def _link(words: str, keys: str, name: str) -> QPushButton:
    link = named(QPushButton(words), name)
    link.setProperty("role", "link")
    link.setToolTip(native(keys))
    link.setAccessibleDescription(native(keys))
    link.setCursor(Qt.CursorShape.PointingHandCursor)
    return link
