"""After the end of a suivi: how it counts for each funder, the news due, what was heard."""

from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from models.base import clock
from models.base.listing import as_text, several
from models.comptes.agent import Agent
from models.nomenclatures.valeur import labels
from models.suivis.nouvelle import (
    Etat,
    Nouvelle,
    Suite,
    nouvelles_of,
    remove_nouvelle,
    suites_of,
)
from models.suivis.sortie import Classe, classes_of
from models.suivis.suivi import Suivi
from ui.kit.page import text
from ui.kit.pill import Pill
from ui.screens.suivis.carte import Carte, block, flowing, lien, wrapped
from ui.screens.suivis.ecrire_nouvelle import correction_volet, nouvelle_volet

EMPTY = "Aucune nouvelle n’est à prendre."
_STATES = {
    Etat.A_VENIR: ("À venir", "", "calendar"),
    Etat.A_FAIRE: ("À faire", "info", "phone"),
    Etat.EN_RETARD: ("En retard", "attention", "warning"),
    Etat.JOINTE: ("Jointe", "good", "check"),
    Etat.INJOIGNABLE: ("Injoignable", "", "close"),
}
_BETTER = {True: "situation améliorée", False: "situation non améliorée", None: ""}


class Essai(NamedTuple):
    """One attempt as it is read here."""

    id: str
    moment: str
    titre: str
    details: str

    @property
    def read(self) -> str:
        return f"{self.titre}, {self.details}" if self.details else self.titre


class Nouvelles(Carte):
    """There once the suivi is over."""

    title, name, empty = "Après la sortie", "suivi.nouvelles", EMPTY

    def offer_acts(self) -> None:
        if self._writes:
            self.offer("noter", "Noter les nouvelles", self.form(nouvelle_volet))

    def reload(self) -> None:
        suivi: Suivi | None = Suivi.get_or_none(Suivi.id == self._suivi_id)
        over = suivi is not None and suivi.clos_le is not None
        self.setVisible(over)
        if suivi is None or not over:
            return
        calls, tried = suites_of(suivi, clock.today()), _as_read(nouvelles_of(suivi.id))
        counted = classes_of(suivi)
        if not self.is_news((calls, tried, counted)):
            return
        of_calls = {one.rappel.value for one in calls}
        others = [one for one in tried if one.moment not in of_calls]
        self.show_lines(
            [
                *([partial(_classes, counted)] if counted else []),
                *(
                    partial(self._call, one, [e for e in tried if e.moment == one.rappel.value])
                    for one in calls
                ),
            ],
            [partial(self._essai, one) for one in others],
            folded=several(len(others), "essai noté", "essais notés"),
        )

    def _call(self, call: Suite, tried: list[Essai]) -> QWidget:
        name = f"suivi.nouvelles.{call.rappel.value}"
        word, kind, drawing = _STATES[call.etat]
        made, column = block(name, f"{call.rappel.label}, {word}, {call.phrase}")
        column.addWidget(wrapped(call.rappel.label, "label", f"{name}.titre"))
        pill = Pill("", "", f"{name}.etat")
        pill.show_status(word, kind, drawing)
        said = text(call.phrase, "secondary", f"{name}.phrase")
        said.setFixedHeight(pill.sizeHint().height())
        column.addLayout(flowing(pill, said) if call.etat is not Etat.JOINTE else flowing(pill))
        for one in tried:
            column.addWidget(self._essai(one))
        if self._writes and call.is_due:
            column.addLayout(
                flowing(
                    lien(
                        "Noter", f"{name}.noter", call.rappel.label.lower(),
                        lambda: self._opens(lambda: nouvelle_volet(
                            self._context, self._suivi_id, call.rappel.value)),
                    )
                )
            )  # fmt: skip
        return made

    def _essai(self, essai: Essai) -> QWidget:
        name = f"suivi.nouvelle.{essai.id}"
        made, column = block(name, essai.read)
        column.addWidget(wrapped(essai.titre, "", f"{name}.titre"))
        if essai.details:
            column.addWidget(wrapped(essai.details, "secondary", f"{name}.details"))
        if self._writes:
            column.addLayout(
                flowing(
                    lien("Corriger", f"{name}.corriger", essai.titre,
                         lambda: self._opens(lambda: correction_volet(self._context, essai.id))),
                    lien("Retirer", f"{name}.retirer", essai.titre,
                         lambda: self._remove(essai.id)),
                )
            )  # fmt: skip
        return made

    def _remove(self, key: str) -> None:
        self._context.attempt(
            lambda: remove_nouvelle(Nouvelle.get_by_id(key)), said="Nouvelles retirées"
        )


def _classes(counted: list[Classe]) -> QWidget:
    """The class of the exit: by the list, then by the rule of each funder of its dispositif."""
    name = "suivi.classes"
    made, column = block(name, "\u00a0; ".join(one.phrase for one in counted))
    column.addWidget(wrapped("Classe de la sortie", "label", f"{name}.titre"))
    for at, one in enumerate(counted):
        column.addWidget(wrapped(one.phrase, "" if at else "secondary", f"{name}.{at}"))
    return made


def _as_read(rows: list[Nouvelle]) -> list[Essai]:
    situations = labels([one.situation_id for one in rows if one.situation_id])
    query = Agent.select().where(Agent.id.in_({one.__data__["agent"] for one in rows} - {None}))
    agents = {one.id: one.nom_affiche for one in query}
    return [_essai_of(one, situations, agents) for one in rows]


def _essai_of(row: Nouvelle, situations: dict[str, str], agents: dict[str, str]) -> Essai:
    said = situations.get(row.situation_id or "", "") if row.jointe else "sans réponse"
    by = agents.get(row.__data__["agent"] or "", "")
    details = (row.precision, _BETTER[row.amelioree], f"par {by}" if by else "")
    return Essai(
        row.id, str(row.moment), f"{as_text(row.date)}\u00a0: {said}",
        " · ".join(part for part in details if part),
    )  # fmt: skip
