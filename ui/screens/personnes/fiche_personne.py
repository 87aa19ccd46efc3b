"""Who a person is, at the left of her page: names, birth, contacts, address, household, accords."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.base import clock
from models.base.database import in_carnet
from models.nomenclatures.valeur import labels
from models.personnes.accord import accords_of
from models.personnes.adresse import Etat, echeance_of
from models.personnes.foyer import Membre, membres_of, representants_of
from models.personnes.personne import Personne, criteres_of
from models.personnes.zonage import doubt_of
from ui.kit.context import Context
from ui.kit.flow import Flow
from ui.kit.icons import IconButton, IconLabel
from ui.kit.names import named
from ui.kit.page import Card, Pill, scrolled, text
from ui.kit.tokens import XS, S
from ui.screens.personnes.dits import blocks_of, said_birth, said_names

HIDDEN = "•••"
_FLUSH = "QPushButton { text-align: left; padding-left: 0; }"  # in line with the text around


class Acts(NamedTuple):
    """What can be done from here; `representant` reads who signs by what other areas know."""

    open_personne: Callable[[str], object]
    add_member: Callable[[], object]
    change_member: Callable[[Membre], object]
    note_accord: Callable[[], object]
    representant: Callable[[Personne], str]


class Identite(QFrame):
    """Empty of what nobody told; on a turned screen it keeps its secrets."""

    def __init__(self, context: Context, acts: Acts) -> None:
        super().__init__()
        self._context, self._acts = context, acts
        self._personne: Personne | None = None
        self._card = Card()
        self._inside = self._card.body
        self._inside.setSpacing(XS)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(column))
        context.turned.changed.connect(self._draw)

    def show_personne(self, personne: Personne) -> None:
        self._personne = personne
        self._draw()

    def _draw(self) -> None:
        if self._personne is None:
            return
        _empty(self._inside)
        personne, turned = self._personne, self._context.turned.on
        title = text(self._context.shown(personne.nom_affiche), "title", "personne.nom")
        title.setWordWrap(True)
        self._inside.addWidget(title)
        for line in self._known(said_names(personne), said_birth(personne)):
            self._inside.addWidget(_wrapped(line))
        if not turned:
            self._reminders(personne)
        for heading, lines in blocks_of(personne):
            told = self._known(*lines)
            if told:
                self._block(heading, told)
        if not turned:
            self._criteria(personne)
            if not in_carnet():  # which brings no household back
                self._household(personne)
            self._accords(personne)

    def _reminders(self, personne: Personne) -> None:
        """What a desk should do or know now."""
        term = echeance_of(personne, clock.today())
        if term is not None and term.texte:
            kind = "danger" if term.etat is Etat.ECHUE else "attention"
            self._remind(term.texte, kind, "personne.domiciliation")
        doubt = doubt_of(personne)
        if doubt is not None:
            words = f"D’après l’adresse\u00a0: {doubt.nom}. À vérifier."
            self._remind(words, "attention", "personne.quartier.doute")
        if personne.is_minor_at(clock.today()):
            self._remind(f"Mineur·e. {self._who_signs(personne)}", "info", "personne.mineur")

    def _who_signs(self, personne: Personne) -> str:
        names = ", ".join(one.nom for one in representants_of(personne))
        known = names or self._acts.representant(personne)
        return f"Représentant légal\u00a0: {known}" if known else "Représentant légal inconnu."

    def _remind(self, words: str, kind: str, name: str) -> None:
        drawing = {"attention": "warning", "danger": "error"}.get(kind, "info")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(IconLabel(drawing, 16, kind=kind), 0, Qt.AlignmentFlag.AlignTop)
        line = _wrapped(words)
        line.setObjectName(name)
        row.addWidget(line, 1)
        holder = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        self._inside.addWidget(holder)

    def _known(self, *lines: str) -> list[str]:
        told = [line for line in lines if line]
        return [HIDDEN for _ in told] if self._context.turned.on else told

    def _block(self, heading: str, lines: list[str]) -> None:
        self._heading(heading)
        for line in lines:
            self._inside.addWidget(_wrapped(line))

    def _heading(self, words: str) -> None:
        self._inside.addSpacing(S)
        self._inside.addWidget(text(words, "section"))

    def _criteria(self, personne: Personne) -> None:
        keys = criteres_of(personne)
        if not keys:
            return
        self._heading("Critères de public")
        read = labels(keys)
        holder = QFrame()
        flow = Flow(holder)
        for key in keys:
            flow.addWidget(Pill(read.get(key, key), "info", f"personne.critere.{key}"))
        self._inside.addWidget(holder)

    def _household(self, personne: Personne) -> None:
        self._heading("Foyer")
        for membre in membres_of(personne.id):
            own = membre.personne_id == personne.id
            self._inside.addWidget(self._member(membre, own=own))
        add = _link("Ajouter quelqu’un du foyer", "personne.foyer.ajouter", self._acts.add_member)
        self._inside.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    def _member(self, membre: Membre, *, own: bool) -> QWidget:
        """Her name opens her file; one's own line only says what one is."""
        key = membre.personne_id
        words = QVBoxLayout()
        words.setSpacing(0)
        if own:
            words.addWidget(_wrapped("Cette personne"))
        else:
            opens = _Link(membre.nom)
            read = ", ".join(part for part in (membre.nom, membre.precisions) if part)
            named(opens, f"personne.foyer.{key}", f"Ouvrir le dossier\u00a0: {read}")
            opens.clicked.connect(lambda: self._acts.open_personne(key))
            words.addWidget(opens)
        said = membre.lien if own else membre.precisions
        if said:
            words.addWidget(text(said, "small"))
        change = IconButton("edit", f"Modifier la place de {membre.nom} dans le foyer")
        named(change, f"personne.foyer.{key}.modifier")
        change.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        change.clicked.connect(lambda: self._acts.change_member(membre))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS)
        row.addLayout(words, 1)
        row.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        holder.setLayout(row)
        return holder

    def _accords(self, personne: Personne) -> None:
        self._heading("Accords")
        for answer in accords_of(personne.id):
            self._inside.addWidget(_wrapped(answer.libelle))
            name = f"personne.accord.{answer.accord}"
            pill = Pill(answer.texte, answer.kind, name)
            self._inside.addWidget(pill, 0, Qt.AlignmentFlag.AlignLeft)
        note = _link("Noter un accord", "personne.accord.noter", self._acts.note_accord)
        self._inside.addWidget(note, 0, Qt.AlignmentFlag.AlignLeft)


class _Link(QPushButton):
    """Words in line with the text around; Entrée presses it. A long name is cut, not its tip."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setProperty("role", "link")
        self.setStyleSheet(_FLUSH)
        self.setMinimumWidth(1)
        self.setToolTip(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def _link(words: str, name: str, act: Callable[[], object]) -> QPushButton:
    made = named(_Link(words), name)
    made.clicked.connect(lambda: act())
    return made


def _wrapped(line: str) -> QLabel:
    label = text(line)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _empty(column: QVBoxLayout) -> None:
    while column.count():
        item = column.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
