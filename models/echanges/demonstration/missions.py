"""The missions of service civique of the demonstration, their bilans and their days away."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.base import telephone
from models.echanges.demonstration.calendrier import DAY, open_day
from models.echanges.demonstration.hasard import Hasard
from models.echanges.demonstration.vecu import Lignes, Vecu
from models.nomenclatures.structure import Structure, structure_named
from models.suivis.mission import CONGE, Genre, Mission, MissionAbsence, MissionBilan
from models.suivis.suivi import Phase

_ASSOCIATION = "type_prescripteur.association"
_HOURS = 24  # a week: what a service civique asks at least
_PSC1, _FORMATION, _MIDDLE = 60 * DAY, 100 * DAY, 150 * DAY  # after its first day
_LAST = 14 * DAY  # before its end
_BROKEN = {"motif_sortie.demenagement": "Déménagement"}


class Point(NamedTuple):
    """A meeting with the tuteur that was held."""

    date: dt.date
    quand: str
    avec: str


class Missions:
    """Writes the mission of each suivi that came to that phase."""

    def __init__(self, organismes: Sequence[Mapping[str, Any]], lignes: Lignes) -> None:
        self._organismes, self._lignes = organismes, lignes
        self._hasard, self._count = Hasard("missions"), 0
        self._structures: dict[str, Structure] = {}

    def tell(self, vecu: Vecu) -> list[Point]:
        """The meetings that the mission gave rise to, for who tells the entretiens."""
        phase = next((one for one in vecu.phases if one.mission and one.debut), None)
        if phase is None:
            return []
        mission = self._mission(vecu, phase)
        self._lignes.keep(mission)
        self._absences(vecu, mission)
        return list(self._bilans(vecu, mission))

    def _mission(self, vecu: Vecu, phase: Phase) -> Mission:
        entry = self._organismes[self._count % len(self._organismes)]
        self._count += 1
        du, au = phase.debut, phase.prevue_au
        broken = vecu.clos_le if vecu.clos_le is not None and vecu.clos_le < au else None
        last = min(vecu.fin, broken or au)
        signed, psc1 = open_day(du - 6 * DAY, -1), open_day(du + _PSC1)
        first = open_day(du + _FORMATION)
        taught = broken is None or first < last
        return Mission(
            id=self._hasard.key_at(dt.datetime.combine(signed, dt.time(10), dt.UTC)),
            suivi=vecu.suivi.id,
            phase=phase.id,
            genre=Genre.SERVICE_CIVIQUE.value,
            organisme=self._structure(entry).id,
            **{name: entry[name] for name in ("agrement", "intitule", "thematique", "tuteur")},
            tuteur_telephone=telephone.normalise(entry["telephone"]),
            signee_le=signed,
            du=du,
            au=au,
            heures_semaine=_HOURS,
            autorisation_le=signed if vecu.personne.is_minor_at(signed) else None,
            fcc1_le=first if taught else None,
            fcc2_le=open_day(first + DAY) if taught else None,
            fcc_lieu="Maison des associations" if taught else "",
            psc1_le=psc1 if broken is None or psc1 <= broken else None,
            psc1_obtenu=True if psc1 <= last else None,
            rompue_le=broken,
            motif_rupture=_BROKEN.get(vecu.suivi.motif_sortie_id or "", "") if broken else "",
            attestation_le=open_day(au, -1) if broken is None and au < vecu.day else None,
        )

    def _bilans(self, vecu: Vecu, mission: Mission) -> list[Point]:
        days = {
            "mi_mission": open_day(mission.du + _MIDDLE),
            "fin_mission": open_day(mission.au - _LAST, -1),
        }
        last = min(vecu.fin, mission.fin)
        held = [Point(day, quand, mission.tuteur) for quand, day in days.items() if day <= last]
        for day in days.values():
            self._lignes.keep(
                MissionBilan(
                    id=self._hasard.key_at(dt.datetime.combine(mission.du, dt.time(11), dt.UTC)),
                    mission=mission.id,
                    prevu_le=day,
                    fait_le=day if day <= last else None,
                    avec=mission.tuteur,
                )
            )
        return held

    def _absences(self, vecu: Vecu, mission: Mission) -> None:
        """Some leave, and now and then a day of illness."""
        monday = mission.du + 80 * DAY
        monday -= monday.weekday() * DAY
        self._away(vecu, mission, monday, 3, nature=CONGE)
        if self._hasard.chance(40):
            ill = open_day(mission.du + self._hasard.between(20, 60) * DAY)
            self._away(vecu, mission, ill, 1, nature="maladie", justifiee=True)

    def _away(self, vecu: Vecu, mission: Mission, du: dt.date, days: int, **values: Any) -> None:
        au = du + (days - 1) * DAY
        if au <= min(vecu.fin, mission.fin):
            key = self._hasard.key_at(dt.datetime.combine(du, dt.time(8), dt.UTC))
            self._lignes.keep(MissionAbsence(id=key, mission=mission.id, du=du, au=au, **values))

    def _structure(self, entry: Mapping[str, Any]) -> Structure:
        nom = entry["nom"]
        if nom not in self._structures:
            self._structures[nom] = structure_named(nom, type_prescripteur=_ASSOCIATION)
        return self._structures[nom]
