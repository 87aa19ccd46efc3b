"""How the line is laid out on its card, and what of it is in sight in each of its states."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from models.accueil.passage import Passage
from ui.kit.actions import native
from ui.kit.flow import Flow
from ui.kit.names import named
from ui.kit.obeying import show_checked
from ui.kit.page import Card, Pill
from ui.kit.tokens import L, M, S
from ui.screens.accueil.champs import Champs
from ui.screens.accueil.pastilles import Pastilles
from ui.screens.accueil.qui import Sorte
from ui.screens.accueil.rattachement import Rattachement

KEY_TELEPHONE, KEY_PRECISIONS, KEY_PUBLIC, KEY_COMPLEMENTS = "F3", "F4", "F12", "F6"
_NEW = "Nouveau passage"
KEY_GROUPE, KEY_REPARTIE = "Ctrl+G", "Ctrl+R"


class LigneCard(Card):
    """First row: who, what, how, how long. Under it only what the visit calls for."""

    def __init__(self, champs: Champs, pastilles: Pastilles, rattachement: Rattachement) -> None:
        super().__init__()
        self.setAccessibleName(_NEW)
        self._champs = champs
        self.correction = Pill("Correction", "attention", "accueil.correction")
        self.telephone = _link("Par téléphone", KEY_TELEPHONE, "accueil.telephone", on=True)
        self.groupe = _link("Groupe", KEY_GROUPE, "accueil.en_groupe", on=True)
        self.public = _link("Sexe, âge", KEY_PUBLIC, "accueil.voir_public")
        self.preciser = _link("Préciser", KEY_PRECISIONS, "accueil.preciser")
        self.repartie = _link("Repartie", KEY_REPARTIE, "accueil.repartie", on=True)
        self.repartie.setAccessibleName("Repartie sans être reçue")
        self.completer = _link("Date, lieu, commentaire", KEY_COMPLEMENTS, "accueil.completer")
        self.rattacher = _link("Rattacher à un dossier", "", "accueil.rattacher")
        self.vider = _link("Vider", "Esc", "accueil.vider")
        self.save = named(QPushButton("Enregistrer"), "accueil.enregistrer")
        self.save.setProperty("role", "primary")
        self.save.setToolTip(native("Ctrl+Return"))
        self.save.setCursor(Qt.CursorShape.PointingHandCursor)
        self._lay_out(champs, pastilles, rattachement)

    def show_state(self, *, passage: Passage | None, empty: bool) -> None:
        """Show and hide as the state asks."""
        champs = self._champs
        self.correction.setVisible(passage is not None)
        if passage is not None:
            hour = f" à {passage.heure:%H:%M}" if passage.heure is not None else ""
            self.correction.show_status(
                f"Correction du passage du {passage.jour:%d/%m/%Y}{hour}", "attention"
            )
        self.setAccessibleName(self.correction.word if passage is not None else _NEW)
        qui = champs.qui.qui
        champs.nouveau.setVisible(qui.sorte is Sorte.NOUVEAU)
        champs.groupe.setVisible(champs.is_group)
        if not qui.is_unnamed:
            champs.public.hide()
        self.public.setVisible(qui.is_unnamed)
        self.rattacher.setVisible(qui.sorte is Sorte.CONNU and bool(qui.key))
        show_checked(self.groupe, on=champs.is_group)
        show_checked(self.repartie, on=champs.demandes.is_repartie)
        self.preciser.setVisible(bool(champs.demandes.demandes))
        self.vider.setVisible(not empty)
        self.vider.setText("Abandonner la correction" if passage is not None else "Vider la ligne")
        self.save.setText("Enregistrer la correction" if passage is not None else "Enregistrer")
        show_checked(self.telephone, on=champs.is_by_telephone)

    def show_received_by(self, told: str) -> None:
        """Who receives, when it is not whose session it is; the same link changes it."""
        words = f"Accueil par {told}" if told else "Date, lieu, commentaire"
        self.completer.setText(words)
        self.completer.setAccessibleName(
            f"{words}\u00a0: date, lieu, commentaire" if told else words
        )

    def show_measured(self, minutes: int | None) -> None:
        """The duration measured so far, where another may be typed."""
        line = self._champs.duree.editor.control
        told = str(minutes) if minutes is not None else ""
        line.setPlaceholderText(told)  # type: ignore[attr-defined]  # a line, by its kind
        plural = "s" if (minutes or 0) > 1 else ""
        said = f"{told} minute{plural} mesurée{plural}" if told else ""
        line.setAccessibleDescription(said)

    def _lay_out(self, champs: Champs, pastilles: Pastilles, rattachement: Rattachement) -> None:
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
        self._parts = (
            champs.nouveau, champs.groupe, champs.public, rattachement, pastilles,
            champs.precisions, champs.complements,
        )  # fmt: skip
        for part in self._parts:
            self.body.addWidget(part)
        self.body.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(S)
        links = QWidget()
        flow = Flow(links, gap=0)
        for link in (
            self.telephone, self.groupe, self.public, self.preciser, self.repartie,
            self.completer, self.rattacher,
        ):  # fmt: skip
            flow.addWidget(link)
        foot.addWidget(links, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.vider)
        foot.addWidget(self.save)
        return foot


def _link(words: str, keys: str, name: str, *, on: bool = False) -> QPushButton:
    """An act of the line under it; `on`: it says that it is so."""
    link = named(QPushButton(words), name)
    link.setProperty("role", "link")
    link.setCheckable(on)
    link.setToolTip(native(keys))
    link.setAccessibleDescription(native(keys))
    link.setCursor(Qt.CursorShape.PointingHandCursor)
    return link
