"""The suivis of the demonstration: their référents, their phases as planned and as they went."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from models.comptes.agent import Agent
from models.echanges.demonstration.apres import Apres
from models.echanges.demonstration.calendrier import DAY, open_day
from models.echanges.demonstration.comites import DISPOSITIF
from models.echanges.demonstration.equipe import Maison
from models.echanges.demonstration.missions import Missions
from models.echanges.demonstration.parcours import Suite
from models.echanges.demonstration.partenariats import Partenariats
from models.echanges.demonstration.portraits import Portrait
from models.echanges.demonstration.projets import Projets
from models.echanges.demonstration.rencontres import Rencontres
from models.echanges.demonstration.vecu import Lignes, Vecu
from models.personnes.personne import Personne
from models.suivis.phase import Dates, date_phases, note_accord
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Phase, Referent, Suivi, open_suivi, phases_of_suivi
from models.suivis.suspension import suspend

_HANDED_OVER = 45 * DAY
OUTSIDE = 3  # suivis outside any dispositif: under way, ended, first meeting to come
AGAIN = "acces_droits"  # what brings back somebody whose first suivi is over
AWAY = "Séjour dans sa famille"
_EVERY = 6  # one suivi in so many is the director's


class Accompagnements:
    """Writes one suivi after another; what happened in each is held until `write`."""

    def __init__(self, data: Mapping[str, Any], maison: Maison, day: dt.date) -> None:
        self._day, self._count = day, 0
        self._referent = maison.agents["demo-referent"]
        self._directrice = maison.agents["demo"]
        self._lignes = Lignes()
        self._missions = Missions(data["organisme"], self._lignes)
        self._rencontres = Rencontres(data, self._lignes, maison.lieux["siege"])
        self._projets = Projets(data["action"], self._lignes)
        self._partenariats = Partenariats(data["partenaire"], self._lignes)
        self._apres = Apres(self._lignes)

    def enter(self, personne: Personne, suite: Suite, portrait: Portrait) -> Suivi:
        """The suivi of who entered the dispositif, up to this day."""
        suivi = self._open(personne, suite.entree, dispositif=DISPOSITIF)
        if suite.passe_la_main:
            self._hand_over(suivi, suite.entree + _HANDED_OVER)
        if suite.suspendu is not None:
            suspend(suivi, du=suite.suspendu[0], au=suite.suspendu[1], motif=AWAY)
        phases = phases_of_suivi(suivi.id)
        dates = self._real_dates(phases, suite)
        for phase, (debut, _) in zip(phases, dates, strict=True):
            if phase.partagee and debut is not None:
                note_accord(phase, debut)
        date_phases(phases, dates)
        if suite.fin and suite.motif:
            close_suivi(suivi, clos_le=suite.fin, motif_sortie=suite.motif)
        self._tell(suivi, personne, portrait)
        return suivi

    def outside(self, personnes: Sequence[Personne]) -> None:
        """Those whom the référent follows in no dispositif."""
        running, ended, coming = personnes
        self._tell(self._open(running, open_day(self._day - 80 * DAY, -1)), running)
        suivi = self._open(ended, open_day(self._day - 300 * DAY, -1))
        fin = open_day(self._day - 110 * DAY, -1)
        close_suivi(suivi, clos_le=fin, motif_sortie="motif_sortie.formation_qualifiante")
        self._tell(suivi, ended)
        back = open_day(self._day - 25 * DAY, -1)
        self._tell(self._open(ended, back, dispositif=AGAIN), ended)
        self._tell(self._open(coming, open_day(self._day + 5 * DAY)), coming)

    def write(self) -> None:
        """Once all suivis are there."""
        self._lignes.write()

    def _tell(self, suivi: Suivi, personne: Personne, portrait: Portrait | None = None) -> None:
        query: Any = Referent.select(Referent, Agent).join(Agent)
        referents = list(query.where(Referent.suivi == suivi.id).order_by(Referent.du))
        vecu = Vecu(suivi, personne, phases_of_suivi(suivi.id), referents, self._day, portrait)
        self._rencontres.tell(vecu, self._missions.tell(vecu))
        self._projets.tell(vecu)
        self._partenariats.tell(vecu)
        self._apres.tell(vecu)

    def _open(self, personne: Personne, day: dt.date, *, dispositif: str | None = None) -> Suivi:
        self._count += 1
        agent = self._referent if self._count % _EVERY else self._directrice
        return open_suivi(
            personne=personne, dispositif=dispositif, referent=agent.id, ouvert_le=day
        )

    def _hand_over(self, suivi: Suivi, day: dt.date) -> None:
        """The director began it, before the référent came."""
        first: Referent = Referent.get(Referent.suivi == suivi.id)
        first.agent, first.au = self._directrice, day
        first.save()
        heir: Agent = self._referent
        Referent(suivi=suivi, agent=heir, du=day).save()

    def _real_dates(self, phases: Sequence[Phase], suite: Suite) -> list[Dates]:
        dates = [self._real(phase, suite) for phase in phases]
        if suite.accompagne_depuis is not None:
            *_, mission, _ = dates
            dates[-2:] = [
                (mission[0], suite.accompagne_depuis - DAY),
                (suite.accompagne_depuis, None),
            ]
        return dates

    def _real(self, phase: Phase, suite: Suite) -> Dates:
        """A phase begins on a day of opening, ends as planned, or with the suivi."""
        debut = open_day(phase.prevue_du)
        last = min(self._day, suite.fin or self._day)
        if debut > last or (phase.optionnelle and not suite.accompagne):
            return None, None
        fin: dt.date = min(phase.prevue_au, suite.fin or phase.prevue_au)
        return debut, fin if fin < self._day else None
