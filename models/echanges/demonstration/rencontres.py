"""The entretiens, the notes and the rendez-vous of the demonstration, from month to month."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from models.echanges.demonstration.calendrier import DAY, open_day
from models.echanges.demonstration.hasard import Hasard
from models.echanges.demonstration.missions import Point
from models.echanges.demonstration.vecu import MOBILISATION, PARTOUT, Lignes, Vecu
from models.nomenclatures.lieu import Lieu
from models.suivis.entretien import Entretien
from models.suivis.note import Niveau, Note, seal_note
from models.suivis.rendez_vous import HONORE, REPORTE, RendezVous
from models.suivis.suivi import add_months

_MINUTES = {
    "individuel": (30, 45, 60, 75), "telephonique": (5, 10, 15, 20), "tripartite": (45, 60),
    "visite": (90, 120), "accompagnement_physique": (60, 90, 120), "atelier": (90, 120),
    "sans_personne": (10, 15),
}  # fmt: skip
_INSIDE = ("individuel", "tripartite", "atelier")  # at the seat, unless told otherwise
_EXPECTED = ("individuel", "tripartite", "visite")  # what a rendez-vous is taken for
_MISSED = {"absence": 4, "excuse": 3, "annule": 1, REPORTE: 2}
_FIRST_MONTH = (26, 50)  # days
_SILENT, _SILENT_EVERY = 43 * DAY, 6  # one suivi under way in so many was not heard of lately
_UNSETTLED_EVERY = 7
_EXPECTED_LATER = 3  # one in so many has no rendez-vous to come
_TOLD_EVERY = 4  # one suivi in so many has a note of its référents, another a personal one


class Rencontres:
    """Tells one suivi after another; its rows are written by `Lignes`."""

    def __init__(self, data: Mapping[str, Any], lignes: Lignes, seat: Lieu) -> None:
        self._hasard, self._lignes, self._seat = Hasard("rencontres"), lignes, seat
        self._textes: dict[str, list[Mapping[str, Any]]] = {}
        for entry in data["entretien"]:
            self._textes.setdefault(entry["quand"], []).append(entry)
        self._notes, self._rendez_vous = data["notes"], data["rendez_vous"]
        self._count = self._running = 0

    def tell(self, vecu: Vecu, points: Sequence[Point]) -> None:
        """`points` are the meetings of a mission that were held."""
        if vecu.ouvert_le <= vecu.fin:
            self._count += 1
            self._running += vecu.clos_le is None
            days = self._days(vecu, {point.date for point in points})
            self._go_through(vecu, days)
            for point in points:
                entry = {**self._textes[point.quand][0], "avec": point.avec}
                self._meet(vecu, point.date, entry)
            self._alone(vecu, days)
            self._after(vecu)
        if vecu.clos_le is None:
            self._to_come(vecu)

    def _days(self, vecu: Vecu, taken: set[dt.date]) -> list[dt.date]:
        last = vecu.fin
        if vecu.clos_le is None and self._running % _SILENT_EVERY == 4:
            last = max(vecu.ouvert_le, last - _SILENT)
        found, day = [], open_day(vecu.ouvert_le)
        while day <= last:
            if day not in taken:
                found.append(day)
            day = open_day(day + self._hasard.between(11, 26) * DAY)
        return found

    def _go_through(self, vecu: Vecu, days: Sequence[dt.date]) -> None:
        left = {quand: self._hasard.shuffled(found) for quand, found in self._textes.items()}
        until = dt.date.min  # what follows from an entretien comes before the next one
        for rank, day in enumerate(days):
            if day <= until:
                continue
            if rank and self._hasard.chance(12):
                until = self._miss(vecu, day, left)
                continue
            entry = self._entry(vecu, day, left, first=rank == 0)
            until = self._meet(vecu, day, entry)

    def _entry(
        self, vecu: Vecu, day: dt.date, left: dict[str, list[Any]], *, first: bool
    ) -> Mapping[str, Any]:
        """What was said that day; nothing was written when all is told."""
        if first:
            return self._hasard.among(self._textes["premier"])
        moment, since = vecu.moment_on(day), (day - vecu.ouvert_le).days
        low, high = _FIRST_MONTH
        if moment == MOBILISATION and low <= since <= high and left["mois"]:
            found: Mapping[str, Any] = left["mois"].pop()
            return found
        own, common = left.get(moment, []), left[PARTOUT]
        pile = own if own and (moment != PARTOUT) and self._hasard.chance(65) else common or own
        if pile:
            entry: Mapping[str, Any] = pile.pop()
            return entry
        return {"nature": self._hasard.weighted({"individuel": 3, "telephonique": 2}), "texte": ""}

    def _meet(self, vecu: Vecu, day: dt.date, entry: Mapping[str, Any]) -> dt.date:
        """An entretien, its note, the rendez-vous that it was; returns the last day told of it."""
        entretien = self._entretien(vecu, day, entry)
        self._lignes.keep(entretien)
        if entry["nature"] in _EXPECTED and self._hasard.chance(45):
            self._expect(vecu, day, etat=HONORE, entretien=entretien)
        if entry["texte"]:
            niveau = Niveau.REFERENT if self._hasard.chance(10) else Niveau.EQUIPE
            self._write(vecu, entry["texte"], day=day, niveau=niveau, entretien=entretien)
        suite = entry.get("suite")
        following = open_day(day + suite["jours"] * DAY) if suite else day
        if suite is None or following > vecu.fin:
            return day
        return self._meet(vecu, following, suite)

    def _entretien(self, vecu: Vecu, day: dt.date, entry: Mapping[str, Any]) -> Entretien:
        nature, heure, ailleurs = entry["nature"], self._heure(), entry.get("ailleurs", "")
        inside = nature in _INSIDE and not ailleurs
        return Entretien(
            id=self._key(day, heure),
            suivi=vecu.suivi.id,
            date=day,
            heure=heure,
            duree=self._hasard.among(_MINUTES[nature]),
            nature=f"nature_entretien.{nature}",
            agent=vecu.referent_on(day).id,
            avec=entry.get("avec", ""),
            lieu=self._seat.id if inside else None,
            ailleurs=ailleurs,
        )

    def _miss(self, vecu: Vecu, day: dt.date, left: dict[str, list[Any]]) -> dt.date:
        """A rendez-vous that was not kept; one put off took place a few days later."""
        etat = self._hasard.weighted(_MISSED)
        later = open_day(day + self._hasard.between(3, 6) * DAY)
        if etat == REPORTE and later <= vecu.fin:
            entry = self._entry(vecu, later, left, first=False)
            entretien = self._entretien(vecu, later, entry)
            self._lignes.keep(entretien)
            kept = self._expect(vecu, later, etat=HONORE, entretien=entretien)
            self._expect(vecu, day, etat=REPORTE, reporte_a=kept.id)
            if entry["texte"]:
                self._write(vecu, entry["texte"], day=later, entretien=entretien)
            return later
        self._expect(vecu, day, etat="excuse" if etat == REPORTE else etat)
        if etat == "absence" and left["absence"]:
            return self._meet(vecu, day, left["absence"].pop())
        return day

    def _expect(
        self,
        vecu: Vecu,
        day: dt.date,
        *,
        etat: str | None = None,
        entretien: Entretien | None = None,
        reporte_a: str | None = None,
        objet: str = "",
    ) -> RendezVous:
        heure = entretien.heure if entretien else self._heure()
        made = RendezVous(
            id=self._key(day, heure),
            suivi=vecu.suivi.id,
            date=day,
            heure=heure,
            duree=entretien.duree if entretien else 45,
            agent=vecu.referent_on(day).id,
            lieu=entretien.lieu_id if entretien else self._seat.id,
            ailleurs=entretien.ailleurs if entretien else "",
            objet=objet or self._hasard.among(self._rendez_vous["objets"]),
            apporter=self._apporter(),
            etat=etat,
            entretien=entretien.id if entretien else None,
            reporte_a=reporte_a,
        )
        self._lignes.keep(made)
        return made

    def _to_come(self, vecu: Vecu) -> None:
        """What is expected, and the issue that nobody noted yet."""
        if vecu.ouvert_le > vecu.day:
            self._expect(vecu, vecu.ouvert_le, objet="Premier entretien")
            return
        lately = open_day(vecu.day - self._hasard.between(1, 4) * DAY, -1)
        if self._running % _UNSETTLED_EVERY == 3 and lately >= vecu.ouvert_le:
            self._expect(vecu, lately)
        if self._running % _EXPECTED_LATER:
            self._expect(vecu, open_day(vecu.day + self._hasard.between(0, 14) * DAY))

    def _alone(self, vecu: Vecu, days: Sequence[dt.date]) -> None:
        """Notes that came of no entretien: what the référents keep between them, or to oneself."""
        day = days[len(days) // 2]
        if self._count % _TOLD_EVERY == 1:
            self._write(vecu, self._next("referent"), day=day, niveau=Niveau.REFERENT)
        if self._count % _TOLD_EVERY == 2:
            self._write(vecu, self._next("personnelles"), day=day, niveau=Niveau.PERSONNELLE)

    def _next(self, what: str) -> str:
        texts: Sequence[str] = self._notes[what]
        return texts[self._count // _TOLD_EVERY % len(texts)]

    def _after(self, vecu: Vecu) -> None:
        """The call of the sixth month, to who left us with a solution."""
        if vecu.clos_le is None or vecu.suivi.motif_sortie_id in _LOST:
            return
        day = open_day(add_months(vecu.clos_le, 6))
        if day < vecu.day:
            self._meet(vecu, day, self._textes["apres"][0])

    def _write(
        self,
        vecu: Vecu,
        texte: str,
        *,
        day: dt.date,
        niveau: Niveau = Niveau.EQUIPE,
        entretien: Entretien | None = None,
    ) -> None:
        note = Note(
            id=self._key(day, entretien.heure if entretien else self._heure()),
            suivi=vecu.suivi.id,
            entretien=entretien.id if entretien else None,
            auteur=vecu.referent_on(day).id,
            niveau=niveau.value,
            date=day,
        )
        self._lignes.keep(seal_note(note, vecu.said(texte)))

    def _heure(self) -> dt.time:
        return dt.time(self._hasard.among((9, 10, 11, 14, 15, 16)), 15 * self._hasard.between(0, 3))

    def _apporter(self) -> str:
        brought: Sequence[str] = self._rendez_vous["apporter"]
        return self._hasard.among(brought) if self._hasard.chance(30) else ""

    def _key(self, day: dt.date, heure: dt.time) -> str:
        return self._hasard.key_at(dt.datetime.combine(day, heure, dt.UTC))


_LOST = ("motif_sortie.sans_nouvelles", "motif_sortie.demenagement")
