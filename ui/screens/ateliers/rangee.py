"""One person on the sheet of a séance: her name, her presence, what is said about it."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.ateliers.feuille import Ligne
from models.ateliers.heures import heures_texte
from models.ateliers.seance import ATTENDU, PRESENT, Presence, Seance, Venue, check_venue
from models.base import clock
from models.base.errors import Invalid
from ui.kit import parsing
from ui.kit.banner import announce
from ui.kit.editors.base import repolish
from ui.kit.editors.lines import Line
from ui.kit.elided import Elided
from ui.kit.icons import IconButton
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import XS, M, S
from ui.screens.ateliers.choix import Choix

_WHOLE, _WHY = "Toute la séance", "Justificatif"
_DETAIL = 22  # average letters


class Rangee(QFrame):
    """Holds what is said of her until the sheet is saved."""

    changed = Signal()
    noted = Signal()
    stepped = Signal(int)
    removed = Signal()

    def __init__(self, ligne: Ligne, seance: Seance) -> None:
        super().__init__()
        self.ligne, self.seance = ligne, seance
        name = f"seance.presence.{ligne.personne_id}"
        named(self, f"{name}.ligne").setProperty("role", "row")
        self._details = {True: "", False: ""}  # how long she was there, or why she was not
        self.nom = Elided(ligne.nom, f"{name}.nom")
        self._came_by = text("ajouté·e", "small", f"{name}.ajout")
        self.choix = Choix(name, ligne.nom)
        self.detail = named(Line(), f"{name}.detail")
        self._error: QLabel | None = None
        self._here = False  # whether the focus is in this line
        self._remove = named(IconButton("close", f"Retirer de la feuille\u00a0: {ligne.nom}"),
                             f"{name}.retirer")  # fmt: skip
        self._lay_out()
        self._connect()
        self.show_venue(ligne.venue)
        if seance.date > clock.today():
            self.choix.forbid(PRESENT)

    @property
    def key(self) -> str:
        return self.ligne.personne_id

    @property
    def etat(self) -> str:
        return self.choix.etat

    @property
    def has_focus(self) -> bool:
        """Whether one is writing in it, were another window over ours."""
        return self.window().focusWidget() in self.stops()

    def show_ligne(self, ligne: Ligne) -> None:
        """The same person, as the base now says."""
        self.ligne = ligne
        self._say_added()
        self.show_venue(ligne.venue)

    def venue(self) -> Venue:
        """What is noted; `Invalid` under the key of the person when it cannot be read."""
        came, etat = self.etat == PRESENT, self.etat
        try:
            minutes = parsing.minutes(self._details[True]) if came else None
            why = "" if etat in (PRESENT, ATTENDU) else self._details[False]
            venue = Venue(etat, minutes, Presence.justifiee.cleaned(why))
            check_venue(venue, self.seance)
        except Invalid as error:
            raise Invalid(self.key, error.message) from error
        except ValueError as error:
            raise Invalid(self.key, f"Durée\u00a0: {error}") from error
        return venue

    def show_venue(self, venue: Venue) -> None:
        spent = heures_texte(venue.minutes) if venue.minutes else ""
        self.restore([venue.etat, spent, venue.justifiee])

    def kept(self) -> list[str]:
        """What is typed, as JSON keeps it."""
        return [self.etat, self._details[True], self._details[False]]

    def restore(self, kept: Any) -> None:
        etat, spent, why = kept
        self._details = {True: spent, False: why}
        self.choix.show_etat(etat)
        self._follow()

    def give(self, etat: str) -> None:
        self.choix.show_etat(etat)
        self._follow()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [*self.choix.widgets(), self.detail, self._remove]

    def set_read_only(self) -> None:
        self.choix.setEnabled(False)
        self.detail.setReadOnly(True)
        self._remove.hide()

    def show_error(self, message: str) -> None:
        if self._error is None:
            self._error = text("", "error", f"{self.choix.objectName()}.erreur")
            self._error.setWordWrap(True)
            self._column.addWidget(self._error)
        self._error.setText(message)
        self._error.show()
        self._mark_wrong(on=True)
        self.detail.show()
        self.detail.setFocus()
        announce(self, message)

    def clear_error(self) -> None:
        if self._error is not None and not self._error.isHidden():
            self._error.hide()
            self._mark_wrong(on=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The detail shows where one is writing, or where something is said."""
        if event.type() == QEvent.Type.FocusIn:
            self._find_focus()
        elif event.type() == QEvent.Type.FocusOut:
            # Once it has come somewhere: what Tab goes to must not be hidden on the way.
            QTimer.singleShot(0, self, self._find_focus)
        return super().eventFilter(watched, event)

    def _say_added(self) -> None:
        """Who is there only because somebody added her can be taken off."""
        for widget in (self._came_by, self._remove):
            widget.setVisible(not self.ligne.attendue)

    def _find_focus(self) -> None:
        self._here = self.has_focus
        self._look()

    def _follow(self) -> None:
        """The detail goes with the answer."""
        came = self.etat == PRESENT
        self.detail.setText(self._details[came])
        self.detail.setCursorPosition(0)
        self.detail.setPlaceholderText(_WHOLE if came else _WHY)
        what = "Durée de présence" if came else str(Presence.justifiee.verbose_name)
        self.detail.setAccessibleName(f"{what}\u00a0: {self.ligne.nom}")
        self.detail.setAccessibleDescription(
            "Vide si elle est restée toute la séance. Par exemple 45, ou 1h15." if came else ""
        )
        self._look()

    def _look(self) -> None:
        said = bool(self.detail.text())
        self.detail.setVisible(self.etat != ATTENDU and (self._here or said))

    def _type(self, words: str) -> None:
        self._details[self.etat == PRESENT] = words
        self.clear_error()
        self.changed.emit()

    def _choose(self) -> None:
        self.clear_error()
        self._follow()
        self.changed.emit()

    def _mark_wrong(self, *, on: bool) -> None:
        self.detail.setProperty("invalid", on)
        repolish(self.detail)

    def _connect(self) -> None:
        self.choix.chosen.connect(self._choose)
        self.choix.noted.connect(self.noted)
        self.choix.stepped.connect(self.stepped)
        self.detail.textEdited.connect(self._type)
        self.detail.returnPressed.connect(lambda: self.stepped.emit(1))
        self._remove.clicked.connect(lambda: self.removed.emit())
        for widget in self.stops():
            widget.installEventFilter(self)

    def _lay_out(self) -> None:
        policy = self.detail.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.detail.setSizePolicy(policy)
        self.detail.setMinimumWidth(self.detail.fontMetrics().averageCharWidth() * _DETAIL)
        self.detail.setMaxLength(Presence.justifiee.max_length)
        policy = self._remove.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._remove.setSizePolicy(policy)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(S, 0, 0, 0)
        row.setSpacing(M)
        row.addWidget(self.nom, 3)
        row.addWidget(self._came_by)
        row.addWidget(self.choix)
        row.addWidget(self.detail, 2)
        row.addWidget(self._remove)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, XS // 2, 0, XS // 2)
        self._column.setSpacing(0)
        self._column.addWidget(line)
        self._say_added()
