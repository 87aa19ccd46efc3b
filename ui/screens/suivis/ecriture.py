"""Writing in the page of a suivi: one form at a time above the thread, and what each act opens."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from models.suivis.entretien import Entretien
from models.suivis.note import Note
from models.suivis.sortie import reopen_suivi
from models.suivis.suivi import Suivi
from ui.kit.context import Context
from ui.kit.sight import bring_into_sight
from ui.parts.volet import Volet
from ui.screens.suivis.ecrire import (
    entretien_correction,
    entretien_volet,
    note_correction,
    note_volet,
    rendez_vous_volet,
)
from ui.screens.suivis.sortie import referent_volet, sortie_volet


class Ecriture(QObject):
    """`place` is the page; who listens to `opened` gives the form its place in it."""

    opened = Signal(QWidget)
    closing = Signal()
    left = Signal()

    def __init__(self, context: Context, suivi_id: str, place: QWidget) -> None:
        super().__init__(place)
        self._context, self._suivi_id, self._place = context, suivi_id, place
        self.volet: Volet | None = None
        self._opener = ""

    def open(self, make: Callable[[], Volet]) -> None:
        """One at a time: what was being typed in another is kept as its draft."""
        # Back from a dialog of the system, the window has not its focus again yet.
        focused = QApplication.focusWidget() or self._place.window().focusWidget()
        if self.volet is not None:
            self.keep()
            self._close()
        self._opener = focused.objectName() if focused is not None else ""
        self._context.attempt(make, done=self._show)

    def _show(self, volet: Volet) -> None:
        self.volet = volet
        volet.closed.connect(self._close)
        self.opened.emit(volet)
        volet.form.focus_first()

    def keep(self) -> None:
        if self.volet is not None:
            self._context.attempt(self.volet.keep)

    def write_entretien(self, *, call: bool = False) -> None:
        self.open(lambda: entretien_volet(self._context, self._suivi(), call=call))

    def correct_entretien(self, key: str) -> None:
        self.open(lambda: entretien_correction(self._context, Entretien.get_by_id(key)))

    def write_note(self) -> None:
        self.open(lambda: note_volet(self._context, self._suivi()))

    def correct_note(self, key: str) -> None:
        self.open(lambda: note_correction(self._context, self._suivi(), Note.get_by_id(key)))

    def take_rendez_vous(self) -> None:
        self.open(lambda: rendez_vous_volet(self._context, self._suivi()))

    def end(self) -> None:
        self.open(lambda: sortie_volet(self._context, self._suivi()))

    def reopen(self) -> None:
        self._context.attempt(lambda: reopen_suivi(self._suivi()), said="Suivi rouvert")

    def change_referent(self) -> None:
        self.open(lambda: referent_volet(self._context, self._suivi()))

    def _suivi(self) -> Suivi:
        fresh: Suivi = Suivi.get_by_id(self._suivi_id)
        return fresh

    def _close(self) -> None:
        self.closing.emit()
        gone, self.volet = self.volet, None
        if gone is not None:
            gone.hide()
            gone.deleteLater()
        self._go_back()

    def _go_back(self) -> None:
        """Where one was before writing, if it is still there."""
        known = self._place.findChildren(QWidget, self._opener) if self._opener else []
        there = next((one for one in known if one.isVisibleTo(self._place)), None)
        if there is not None:
            there.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_sight(there)
        else:
            self.left.emit()
