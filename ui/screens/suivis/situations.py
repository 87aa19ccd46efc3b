"""Where the person stood at the entry, where she stands now, at the exit: what changed is first."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.base.listing import as_text, several
from models.suivis.evolution import Etape, Evolution, evolutions, said_age, said_otherwise
from models.suivis.situation import Moment, Portrait, Situation, archive_situation, situations_of
from models.suivis.suivi import Suivi
from ui.kit.page import text
from ui.kit.tokens import XS, M, S
from ui.screens.suivis.autres import Acte, autres
from ui.screens.suivis.carte import Carte, Line, block, wrapped
from ui.screens.suivis.ecrire_situation import correction_volet, situation_volet

EMPTY = "Aucune situation notée."
ESSENTIAL = (("situation", ""), ("logement", ""), ("ressources", "Ressources\u00a0: "))
LABEL = 128  # pixels, of the names of the champs
_SAID = {
    Moment.ENTREE: "à l’entrée", Moment.POINT: "au point", Moment.SORTIE: "à la sortie",
    Moment.SIX_MOIS: "six mois après",
}  # fmt: skip


class Lu(NamedTuple):
    """One champ as it is read here; `avant` is empty when nothing changed."""

    code: str
    libelle: str
    present: str
    avant: str

    @property
    def read(self) -> str:
        return f"{self.libelle}\u00a0: {self.present}" + (f", {self.avant}" if self.avant else "")


class Prise(NamedTuple):
    """One picture as it is read here."""

    id: str
    titre: str
    details: str


class Situations(Carte):
    title, name, empty, folds = "Situation", "suivi.situation", EMPTY, True

    def offer_acts(self) -> None:
        if self._writes:
            self.offer("noter", "Noter la situation", self.form(situation_volet))

    def reload(self) -> None:
        portraits = situations_of(self._suivi_id)
        found = evolutions(portraits)
        apart = _said_apart(self._suivi_id, portraits)
        read = [_as_read(one) for one in found], [_as_taken(one) for one in portraits], apart
        if not self.is_news(read):
            return
        lines, prises, _ = read
        made = _champs(lines)
        if apart:
            made.append(partial(wrapped, apart, "secondary", "suivi.situation.dossier"))
        if prises:
            made.append(partial(self._prises, prises))
        self.show_lines(made, summary=_summary(portraits, found))

    def _prises(self, prises: Sequence[Prise]) -> QWidget:
        made, column = block("suivi.situation.prises", "Quand elle a été notée")
        column.addWidget(text("Constatée", "section"))
        for one in prises:
            column.addLayout(self._prise(one))
        return made

    def _prise(self, prise: Prise) -> QHBoxLayout:
        name = f"suivi.situation.{prise.id}"
        words = wrapped(f"{prise.titre} — {prise.details}", "", f"{name}.titre")
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(words, 1)
        if self._writes:
            line.addWidget(autres(self._acts_on(prise), name, f"{prise.titre}, {prise.details}"))
        return line

    def _acts_on(self, prise: Prise) -> list[Acte]:
        def correct() -> None:
            self._opens(lambda: correction_volet(self._context, Situation.get_by_id(prise.id)))

        def remove() -> None:
            self._context.attempt(
                lambda: archive_situation(Situation.get_by_id(prise.id)), said="Situation retirée"
            )

        return [
            Acte("corriger", "Corriger cette situation", correct),
            Acte("retirer", "Retirer cette situation", remove),
        ]


def _champs(lines: Sequence[Lu]) -> list[Line]:
    moved = [one for one in lines if one.avant]
    same = [one for one in lines if not one.avant]
    made: list[Line] = [partial(_part, "A changé", "change", moved)] if moved else []
    if same:
        made.append(partial(_part, "N’a pas changé" if moved else "", "reste", same))
    return made


def _part(title: str, key: str, lines: Sequence[Lu]) -> QWidget:
    """The champs one under the other: their names at the left, what was answered at the right."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(S)
    if title:
        column.addWidget(text(title, "section", f"suivi.situation.{key}"))
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(M)
    grid.setVerticalSpacing(S)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, LABEL)
    for at, one in enumerate(lines):
        label = wrapped(one.libelle, "secondary")
        label.setFixedWidth(LABEL)
        grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_answer(one), at, 1)
    column.addLayout(grid)
    return made


def _answer(lu: Lu) -> QWidget:
    name = f"suivi.situation.{lu.code}"
    made, column = block(name, lu.read)
    column.setSpacing(XS)
    column.addWidget(wrapped(lu.present, "label" if lu.avant else "", f"{name}.present"))
    if lu.avant:
        column.addWidget(wrapped(lu.avant, "small", f"{name}.avant"))
    column.addStretch(1)
    return made


def _said_apart(suivi_id: str, portraits: Sequence[Portrait]) -> str:
    """What the file of the person says otherwise."""
    found = said_otherwise(Suivi.get_by_id(suivi_id), portraits)
    told = ", ".join(f"{champ.libelle.lower()}\u00a0: {words}" for champ, words in found)
    return f"Le dossier de la personne dit autre chose\u00a0: {told}." if told else ""


def _as_read(told: Evolution) -> Lu:
    before = ", ".join(f"{one.texte} {_when(one)}" for one in told.avant)
    return Lu(
        told.champ.code, told.champ.libelle, told.present.texte,
        f"Depuis le {as_text(told.present.date)}. Avant\u00a0: {before}" if before else "",
    )  # fmt: skip


def _when(etape: Etape) -> str:
    return f"({_SAID[etape.moment]}, {as_text(etape.date)})"


def _as_taken(portrait: Portrait) -> Prise:
    one = portrait.situation
    by = f"par {one.par.nom_affiche}" if one.par is not None else ""
    told = (f"le {as_text(one.date)}", said_age(one), by)
    return Prise(one.id, portrait.moment.label, ", ".join(part for part in told if part))


def _summary(portraits: Sequence[Portrait], found: Sequence[Evolution]) -> str:
    """Who she is now, in one sentence, and how many things changed since the entry."""
    if not portraits:
        return ""
    last = portraits[-1]
    now = {one.champ.code: one.present.texte for one in found}
    essential = [f"{before}{now[code]}" for code, before in ESSENTIAL if code in now]
    facts = [said_age(last.situation), *essential]
    changes = sum(one.has_changed for one in found)
    since = f"{last.moment.label}, le {as_text(last.situation.date)}"
    if len(portraits) > 1:
        told = several(changes, "changement") if changes else "rien n’a changé"
        since += f"\u00a0: {told} depuis le début"
    return " · ".join(fact for fact in facts if fact) + f"\n{since}."
