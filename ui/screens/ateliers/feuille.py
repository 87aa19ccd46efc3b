"""The sheet of a séance: one line for each person, noted by one key each, saved in one act."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.ateliers.feuille import Ligne
from models.ateliers.seance import ABSENT, ATTENDU, EXCUSE, PRESENT, Seance, Venue
from models.base import clock
from models.base.listing import several
from models.personnes.recherche import search_personnes
from ui.kit import tab_order
from ui.kit.actions import UiAction, button
from ui.kit.banner import announce
from ui.kit.completer import Answer, Completer
from ui.kit.editors.lines import Line
from ui.kit.inputs import PAUSE
from ui.kit.names import named
from ui.kit.page import Card, text
from ui.kit.tokens import M, S
from ui.screens.ateliers.rangee import Rangee

_KEYS = "P présent · A absent · E excusé · Retour arrière efface · les flèches déplacent"
_NOBODY = "Personne n’est attendu à cette séance. Ajoutez les personnes une à une ci-dessous."
_WORDS = ((PRESENT, "présent"), (ABSENT, "absent"), (EXCUSE, "excusé"), (ATTENDU, "attendu"))


class Feuille(Card):
    """A form as far as saving goes: `venues()`, `modified`, `accept()`, errors under lines."""

    changed = Signal()
    drafted = Signal()

    def __init__(self, seance: Seance, *, writes: bool, everybody: UiAction) -> None:
        super().__init__()
        self.setObjectName("seance.feuille")
        self.setAccessibleName("Présences")
        self._seance, self._writes = seance, writes
        self._lignes: list[Ligne] = []
        self.rangees: list[Rangee] = []
        self._added: list[tuple[str, str]] = []
        self._gone: list[str] = []
        self._accepted: dict[str, Any] = {}
        self._counts = text("", "secondary", "seance.feuille.nombre")
        self._empty = text(_NOBODY, "secondary", "seance.feuille.rien")
        self._empty.setWordWrap(True)
        self.ajout = named(Line(), "seance.feuille.ajout", "Ajouter une personne à la feuille")
        self.completer = Completer(
            self.ajout, self._find, chosen=lambda answer: self.add(answer.key, answer.primary),
            name="seance.feuille.ajout.liste",
        )  # fmt: skip
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.drafted)
        self._everybody = button(everybody)
        self._lay_out()

    def show_lignes(self, lignes: Sequence[Ligne], seance: Seance) -> None:
        """What the base says; it is the unmodified state."""
        same = seance.date == self._seance.date and [
            (one.personne_id, one.nom) for one in lignes
        ] == [(row.key, row.ligne.nom) for row in self.rangees]
        held = next((row.key for row in self.rangees if row.has_focus), None)
        self._seance, self._lignes = seance, list(lignes)
        self._added, self._gone = [], []
        if same:
            for row, ligne in zip(self.rangees, lignes, strict=True):
                row.show_ligne(ligne)
        else:
            self._build()
            self._give_back(held)
        self.accept()

    def follow(self, seance: Seance) -> None:
        """Its facts, corrected while the sheet is being written."""
        self._seance = seance
        for row in self.rangees:
            row.seance = seance

    @property
    def lignes(self) -> list[Ligne]:
        """Those of the sheet as it is read now, for paper."""
        return [row.ligne._replace(venue=Venue(row.etat)) for row in self.rangees]

    @property
    def is_begun(self) -> bool:
        """Nobody was at what has not been."""
        begun: bool = self._seance.date <= clock.today()
        return begun

    @property
    def modified(self) -> bool:
        return self.draft() != self._accepted

    def venues(self) -> dict[str, Venue]:
        """What was noted here of each; `Invalid` under the key of the first that cannot be read.

        The others may have been noted meanwhile at another desk.
        """
        return {row.key: row.venue() for row in self.rangees if self._is_changed(row)}

    @property
    def attendues(self) -> list[str]:
        """Who is on the sheet, and of whom nothing was ever said."""
        return [
            row.key for row in self.rangees if not row.ligne.notee and not self._is_changed(row)
        ]

    @property
    def retirees(self) -> list[str]:
        return list(self._gone)

    def draft(self) -> dict[str, Any]:
        return {
            "lignes": {row.key: row.kept() for row in self.rangees},
            "ajouts": [list(one) for one in self._added],
            "retirees": list(self._gone),
        }

    def restore_draft(self, kept: dict[str, Any]) -> None:
        self._added = [(key, nom) for key, nom in kept["ajouts"] if not self._row(key)]
        self._gone = [key for key in kept["retirees"] if self._row(key)]
        self._build()
        for row in self.rangees:
            if row.key in kept["lignes"]:
                row.restore(kept["lignes"][row.key])
        self._say()
        self.changed.emit()

    def accept(self) -> None:
        self._accepted = self.draft()
        self._pause.stop()
        self._say()
        self.changed.emit()

    def clear_errors(self) -> None:
        for row in self.rangees:
            row.clear_error()

    def show_error(self, name: str, message: str) -> bool:
        row = self._row(name)
        if row is not None:
            row.show_error(message)
        return row is not None

    def all_present(self) -> None:
        """Everybody of whom nothing is said yet."""
        for row in self.rangees:
            if row.etat == ATTENDU:
                row.give(PRESENT)
        self._note()
        announce(self, self._counts.text())

    def add(self, personne_id: str, nom: str) -> None:
        """One more, present if the séance has begun; who is there already is gone to."""
        self.ajout.clear()
        if self._row(personne_id) is None:
            if personne_id in self._gone:
                self._gone.remove(personne_id)
            else:
                self._added.append((personne_id, nom))
            kept = self.draft()
            self._build()
            self._put_back(kept)
            self._note()
        row = self._row(personne_id)
        if row is not None:
            self._go_to(row)

    def focus_first(self) -> None:
        if self.rangees:
            first = next((row for row in self.rangees if row.etat == ATTENDU), self.rangees[0])
            first.choix.take_focus()
        else:
            self.ajout.setFocus()

    def _is_changed(self, row: Rangee) -> bool:
        before: dict[str, Any] = self._accepted["lignes"]
        return row.kept() != before.get(row.key)

    def _row(self, key: str) -> Rangee | None:
        return next((row for row in self.rangees if row.key == key), None)

    def _build(self) -> None:
        """The lines of the base, less those taken off, then those added."""
        for old in self.rangees:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        first = Venue(PRESENT if self.is_begun else ATTENDU)
        added = [Ligne(key, nom, first, attendue=False, notee=False) for key, nom in self._added]
        shown = [one for one in self._lignes if one.personne_id not in self._gone]
        self.rangees = [self._make(one) for one in (*shown, *added)]
        for row in self.rangees:
            self._rows.addWidget(row)
        tab_order.follow(self._everybody, [w for row in self.rangees for w in row.stops()])
        self._empty.setVisible(not self.rangees)

    def _put_back(self, kept: dict[str, Any]) -> None:
        for row in self.rangees:
            if row.key in kept["lignes"]:
                row.restore(kept["lignes"][row.key])

    def _make(self, ligne: Ligne) -> Rangee:
        row = Rangee(ligne, self._seance)
        row.changed.connect(self._note)
        row.noted.connect(lambda: self._step(row, 1))
        row.stepped.connect(lambda step: self._step(row, step))
        row.removed.connect(lambda: self._remove(row))
        if not self._writes:
            row.set_read_only()
        return row

    def _step(self, row: Rangee, step: int) -> None:
        at = self.rangees.index(row) + step
        if 0 <= at < len(self.rangees):
            self._go_to(self.rangees[at])

    def _give_back(self, held: str | None) -> None:
        """To the person in whose line one was, or to the first."""
        row = self._row(held) if held else None
        if row is not None:
            row.choix.take_focus()
        elif held:
            self.focus_first()

    def _go_to(self, row: Rangee) -> None:
        """To her answer, in sight with the line after hers."""
        row.choix.take_focus()
        holder = self.parentWidget()
        while holder is not None and not isinstance(holder, QScrollArea):
            holder = holder.parentWidget()
        if holder is not None:
            holder.ensureWidgetVisible(row, 0, 2 * row.height())

    def _remove(self, row: Rangee) -> None:
        at, kept = self.rangees.index(row), self.draft()
        if row.ligne.notee:
            self._gone.append(row.key)
        self._added = [one for one in self._added if one[0] != row.key]
        self._build()
        self._put_back(kept)
        self._note()
        if self.rangees:
            self._go_to(self.rangees[min(at, len(self.rangees) - 1)])

    def _note(self) -> None:
        self._say()
        self._pause.start()
        self.changed.emit()

    def _say(self) -> None:
        etats = [row.etat for row in self.rangees]
        self._everybody.setEnabled(self.is_begun and ATTENDU in etats)
        told = [several(etats.count(etat), word) for etat, word in _WORDS if etat in etats]
        self._counts.setText(" · ".join(told))

    def _find(self, typed: str) -> list[Answer]:
        found = search_personnes(typed) if typed.strip() else []
        return [Answer(one.id, one.nom, one.precisions) for one in found]

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(text("Présences", "title"))
        head.addWidget(self._counts)
        head.addStretch()
        head.addWidget(self._everybody)
        self.body.addLayout(head)
        keys = text(_KEYS, "small", "seance.feuille.touches")
        self.body.addWidget(keys)
        self.body.addWidget(self._empty)
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.body.addWidget(holder)
        self.ajout.setPlaceholderText("Ajouter une personne\u00a0: nom, prénom…")
        self.ajout.setMaximumWidth(self.ajout.fontMetrics().averageCharWidth() * 60)
        self.body.addWidget(self.ajout)
        self.body.setSpacing(S)
        for widget in (self._everybody, keys, self.ajout):
            widget.setVisible(self._writes)  # in its place: out of it, it would be a window
