"""After the suivis of the demonstration: the news; and the hours spent outside the ateliers."""

import datetime as dt

from models.echanges.demonstration.calendrier import DAY, open_day
from models.echanges.demonstration.hasard import Hasard
from models.echanges.demonstration.vecu import Lignes, Vecu
from models.suivis.nouvelle import WEEKS, Nouvelle, Rappel
from models.suivis.suivi import add_months
from models.suivis.temps import Temps

_OBJETS = (
    "Visite d’entreprise", "Chantier du jardin partagé", "Forum des métiers",
    "Préparation de la fête de quartier", "Visite du centre de formation d’apprentis",
)  # fmt: skip


class Apres:
    """Tells the news that were taken, and the half-days spent outside."""

    def __init__(self, lignes: Lignes) -> None:
        self._lignes, self._hasard = lignes, Hasard("apres")

    def tell(self, vecu: Vecu) -> None:
        self._outings(vecu)
        if vecu.clos_le is not None:
            self._news(vecu, vecu.clos_le)

    def _outings(self, vecu: Vecu) -> None:
        first = next((phase for phase in vecu.phases if phase.debut), None)
        if first is None or first.debut is None:
            return
        for lapse in (17, 38, 66):
            day = open_day(first.debut + lapse * DAY)
            objet, minutes = self._hasard.among(_OBJETS), 30 * self._hasard.between(4, 8)
            if day <= vecu.fin:
                key = self._hasard.key_at(dt.datetime.combine(day, dt.time(17), dt.UTC))
                self._lignes.keep(
                    Temps(
                        id=key, suivi=vecu.suivi.id, phase=first.id, date=day, minutes=minutes,
                        objet=objet,
                    )
                )  # fmt: skip

    def _news(self, vecu: Vecu, clos_le: dt.date) -> None:
        """Tried once in vain now and then; the last ones are still to be taken."""
        months = open_day(add_months(clos_le, 6) - 4 * DAY, -1)
        calls = {
            Rappel.QUATRE_SEMAINES: open_day(clos_le + WEEKS - 9 * DAY),
            Rappel.SIX_MOIS: months,
        }
        for rappel, day in calls.items():
            if self._hasard.chance(35):
                self._call(vecu, rappel, day - 2 * DAY, reached=False)
            self._call(vecu, rappel, day, reached=True)

    def _call(self, vecu: Vecu, rappel: Rappel, day: dt.date, *, reached: bool) -> None:
        better = self._hasard.chance(70)
        if not (vecu.clos_le or day) <= day < vecu.day:
            return
        key = self._hasard.key_at(dt.datetime.combine(day, dt.time(14), dt.UTC))
        self._lignes.keep(
            Nouvelle(
                id=key, suivi=vecu.suivi.id, moment=rappel.value, date=day, jointe=reached,
                situation=vecu.suivi.motif_sortie_id if reached else None,
                amelioree=better if reached else None, agent=vecu.referent_on(day).id,
            )
        )  # fmt: skip
