"""The criteria of the register: buttons that open their choices, those chosen always in sight."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from models.accueil.filtres import FILTRES, Choix, Filtre
from ui.kit.editors.base import repolish
from ui.kit.filters import Filter, FilterButton
from ui.kit.flow import Flow
from ui.kit.names import named
from ui.kit.tokens import S


class FiltresPane(QWidget):
    """All criteria when it is open; else those that narrow the list now."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._open = False
        self._nom = ""
        self._personne: str | None = None
        flow = Flow(self, S)
        self._who = named(QPushButton(), "registre.personne")
        self._who.setToolTip("Ne plus filtrer sur cette personne")
        self._who.clicked.connect(lambda: self.of_personne(None))
        flow.addWidget(self._who)
        self._buttons = [_Bouton(filtre, self._note) for filtre in FILTRES]
        for made in self._buttons:
            flow.addWidget(made)
        self._clear = named(QPushButton("Effacer les filtres"), "registre.effacer")
        self._clear.setProperty("role", "link")
        self._clear.clicked.connect(self.clear)
        flow.addWidget(self._clear)
        self._look()

    @property
    def chosen(self) -> dict[str, str]:
        return {b.filter.name: b.value for b in self._buttons if b.value is not None}

    @property
    def personne(self) -> tuple[str, str] | None:
        """The only person whose passages are shown, and her name."""
        return None if self._personne is None else (self._personne, self._nom)

    @property
    def count(self) -> int:
        return len(self.chosen) + (self._personne is not None)

    @property
    def is_open(self) -> bool:
        return self._open

    def open(self, shown: bool) -> None:
        self._open = shown
        self._look()
        if shown:
            self._buttons[0].setFocus()

    def of_personne(self, personne_id: str | None, nom: str = "") -> None:
        self._personne, self._nom = personne_id, nom
        self._note()

    def say_personne(self, shown: str) -> None:
        """Her name as it may be seen now."""
        self._who.setText(f"Personne\u00a0: {shown}  ✕")
        self._who.setAccessibleName(f"Ne plus filtrer sur la personne\u00a0: {shown}")

    def clear(self) -> None:
        for made in self._buttons:
            made.choose(None)
        self.of_personne(None)

    def _note(self) -> None:
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        for made in self._buttons:
            made.setVisible(self._open or made.value is not None)
        self._who.setVisible(self._personne is not None)
        self._clear.setVisible(self.count > 0)
        self.setVisible(self._open or self.count > 0)
        self.updateGeometry()


class _Bouton(FilterButton):
    """« Thématique : toutes », with headings as menus of their own."""

    def __init__(self, filtre: Filtre, changed: Callable[[], object]) -> None:
        self._filtre = filtre
        apply: Any = None  # the screen combines them all
        super().__init__(
            "registre.filtre",
            Filter(filtre.name, filtre.label, self._pairs, apply, filtre.everything),
            changed,
        )

    def choose(self, value: Any) -> None:
        super().choose(value)
        self.setProperty("chosen", value is not None)
        repolish(self)

    def _pairs(self) -> Sequence[tuple[str, str]]:
        return [(choix.key, choix.label) for choix in self._filtre.choix()]

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        known = self._filtre.choix()
        headings = {choix.heading for choix in known}
        self._add(menu, group, Choix("", self.filter.everything))
        for choix in (choix for choix in known if not choix.heading):
            if choix.key not in headings:
                self._add(menu, group, choix)
                continue
            under = menu.addMenu(choix.label)
            self._add(under, group, choix._replace(label="Toute la rubrique"))
            under.addSeparator()
            for one in (one for one in known if one.heading == choix.key):
                self._add(under, group, one)

    def _add(self, menu: QMenu, group: QActionGroup, choix: Choix) -> None:
        value = choix.key or None
        entry = menu.addAction(choix.label)
        entry.setCheckable(True)
        entry.setChecked(value == self.value)
        entry.triggered.connect(lambda _, v=value: self._pick(v))
        group.addAction(entry)
