"""Who a person is, at the left of her page: names, birth, contacts, address, criteria."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from models.base import clock, telephone
from models.nomenclatures.valeur import labels
from models.personnes.naissance import Precision
from models.personnes.personne import Personne, criteres_of
from ui.kit.context import Context
from ui.kit.page import Card, Pill, scrolled, text
from ui.kit.tokens import XS, S
from ui.parts.flow import Flow

HIDDEN = "•••"


class Identite(QFrame):
    """Read only, and empty of what nobody told; on a turned screen it keeps its secrets."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._personne: Personne | None = None
        self._card = Card()
        self._inside = self._card.body
        self._inside.setSpacing(S)
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
        personne = self._personne
        title = text(self._context.shown(personne.nom_affiche), "title", "personne.nom")
        title.setWordWrap(True)
        self._inside.addWidget(title)
        for line in self._known(said_names(personne), said_birth(personne)):
            self._inside.addWidget(_wrapped(line))
        for heading, lines in self._blocks(personne):
            told = self._known(*lines)
            if told:
                self._block(heading, told)
        self._criteria(personne)

    def _blocks(self, personne: Personne) -> list[tuple[str, list[str]]]:
        links = [personne.sexe_id, personne.preference_contact_id]
        read = labels(links)
        town = " ".join(part for part in (personne.code_postal, personne.commune) if part)
        prefers = read.get(personne.preference_contact_id or "", "")
        contacts = [
            telephone.shown(personne.telephone),
            telephone.shown(personne.telephone_autre),
            personne.courriel,
            f"Préfère : {prefers.lower()}" if prefers else "",
        ]
        return [
            ("Sexe", [read.get(personne.sexe_id or "", "")]),
            ("Contacts", contacts),
            ("Adresse", [personne.adresse, town, personne.quartier]),
            ("Commentaire", [personne.commentaire]),
        ]

    def _known(self, *lines: str) -> list[str]:
        told = [line for line in lines if line]
        return [HIDDEN for _ in told] if self._context.turned.on else told

    def _block(self, heading: str, lines: list[str]) -> None:
        self._inside.addSpacing(XS)
        self._inside.addWidget(text(heading, "section"))
        for line in lines:
            self._inside.addWidget(_wrapped(line))

    def _criteria(self, personne: Personne) -> None:
        keys = criteres_of(personne)
        if not keys or self._context.turned.on:
            return
        self._inside.addSpacing(XS)
        self._inside.addWidget(text("Critères de public", "section"))
        read = labels(keys)
        holder = QFrame()
        flow = Flow(holder)
        for key in keys:
            flow.addWidget(Pill(read.get(key, key), "info", f"personne.critere.{key}"))
        self._inside.addWidget(holder)


def said_names(personne: Personne) -> str:
    """The names that the title does not show."""
    others = []
    if personne.nom_usage and personne.nom_usage != personne.nom_naissance:
        others.append(f"nom de naissance {personne.nom_naissance}")
    if personne.prenom_usage and personne.prenom_usage != personne.prenom:
        others.append(f"prénom {personne.prenom}")
    if personne.surnom and (personne.nom or personne.prenom_affiche):
        others.append(f"dite « {personne.surnom} »")
    return ", ".join(others).capitalize() if len(others) == 1 else ", ".join(others)


def said_birth(personne: Personne) -> str:
    """« Né·e le 12/03/2007 · 19 ans », as precise as it is known."""
    born = personne.naissance
    if born.date is None:
        return "Date de naissance inconnue"
    words = {Precision.JOUR: "Né·e le ", Precision.ESTIMEE: "Né·e "}.get(born.precision, "Né·e en ")
    age = personne.age_at(clock.today())
    about = "" if born.precision is Precision.JOUR else "environ "
    place = f" à {personne.lieu_naissance}" if personne.lieu_naissance else ""
    return f"{words}{born.texte}{place} · {about}{age} an{'s' if (age or 0) > 1 else ''}"


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
