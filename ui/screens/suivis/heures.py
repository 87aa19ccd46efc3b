"""The hours of a suivi against their targets, and the presences that they are made of."""

from functools import partial

from PySide6.QtWidgets import QWidget

from models.ateliers.seance import Presence
from models.base.listing import several
from models.suivis.temps import Temps
from ui.kit.pill import Pill
from ui.kit.tokens import S
from ui.parts.attestation import ask_presence
from ui.screens.suivis.carte import Carte, beside, block, flowing, lien, wrapped
from ui.screens.suivis.ecrire_presence import presence_correction, presence_volet
from ui.screens.suivis.ecrire_temps import temps_correction, temps_volet
from ui.screens.suivis.heures_lues import TEMPS, HeuresLues, Mesure, Venue, heures_lues
from ui.screens.suivis.jauge import Jauge

EMPTY = "Aucune heure comptée."
RECENT = 5  # séances and times shown before the fold


class Heures(Carte):
    title, name, empty, folds = "Heures et présences", "suivi.heures", EMPTY, True

    def offer_acts(self) -> None:
        if self._writes:
            self.offer("presence", "Noter une présence", self.form(presence_volet))
            self.offer("noter", "Noter du temps", self.form(temps_volet))
        self.offer(
            "attester", "Attestation de présence",
            lambda: ask_presence(self._context, self, self._suivi_id), icon="print",
        )  # fmt: skip

    def reload(self) -> None:
        found = heures_lues(self._suivi_id)
        if not self.is_news(found):
            return
        now = [partial(_measured, found, "suivi.heures.compteur")] if found.mesures else []
        older = found.venues[RECENT:]
        before = [partial(_weeks, found.avant, "suivi.heures.semaines")] if found.avant else []
        self.show_lines(
            [*now, *(partial(self._line, one) for one in found.venues[:RECENT])],
            [*before, *(partial(self._line, one) for one in older)],
            folded=_folded(len(found.avant), len(older)),
            summary=found.resume,
        )

    def _line(self, venue: Venue) -> QWidget:
        name = f"suivi.{venue.genre}.{venue.id}"
        made, column = block(name, venue.read)
        column.addWidget(wrapped(venue.titre, "label", f"{name}.titre"))
        if venue.statut[0]:
            statut = Pill(*venue.statut, f"{name}.statut")
            column.addLayout(beside(statut, venue.details, f"{name}.details"))
        else:
            column.addWidget(wrapped(venue.details, "secondary", f"{name}.details"))
        if venue.raison:
            column.addWidget(wrapped(venue.raison, "secondary", f"{name}.raison"))
        if self._writes:
            read = f"{venue.titre}, {venue.details}"
            act = lien("Corriger", f"{name}.corriger", read, lambda: self._correct(venue))
            column.addLayout(flowing(act))
        return made

    def _correct(self, venue: Venue) -> None:
        context = self._context
        if venue.genre == TEMPS:
            self._opens(lambda: temps_correction(context, Temps.get_by_id(venue.id)))
        else:
            self._opens(lambda: presence_correction(context, Presence.get_by_id(venue.id)))


def _measured(found: HeuresLues, name: str) -> QWidget:
    """Each figure in words over its bar, then what the total is made of."""
    read = ". ".join((*(one.phrase for one in found.mesures), found.sources))
    made, column = block(name, read)
    for at, one in enumerate(found.mesures):
        column.addWidget(wrapped(one.phrase, "", f"{name}.{at}"))
        if one.cible:
            column.addWidget(Jauge(one.faites, one.cible))
        column.addSpacing(S)
    if found.sources:
        column.addWidget(wrapped(found.sources, "secondary", f"{name}.sources"))
    return made


def _weeks(weeks: tuple[Mesure, ...], name: str) -> QWidget:
    made, column = block(name, "Semaines précédentes")
    for at, one in enumerate(weeks):
        column.addWidget(wrapped(one.phrase, "secondary", f"{name}.{at}"))
    return made


def _folded(weeks: int, venues: int) -> str:
    parts = [
        several(weeks, "semaine") if weeks else "",
        several(venues, "présence ou temps", "présences et temps") if venues else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f"Plus tôt\u00a0: {told}" if told else ""
