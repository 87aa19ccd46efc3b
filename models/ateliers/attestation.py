"""What an attestation of presence says: the hours of a suivi over a period, by where they were."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from models.accueil.attestation import coordonnees, written_name
from models.accueil.periodes import Periode
from models.ateliers.heures import (
    MissionDays,
    beyond,
    heures_texte,
    mission_days,
    seance_days,
)
from models.ateliers.seance import PRESENT, Presence, presences_of_suivi
from models.base import clock, journal
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.listing import as_text
from models.nomenclatures.service import own_service
from models.suivis.mission import Genre, Mission
from models.suivis.regles import require_reading
from models.suivis.suivi import Suivi
from models.suivis.temps import temps_of

ONCE = "Ce qui est fait en même temps, ou pendant un jour de mission, n’est compté qu’une fois."

WORKED = "Jours ouvrés de la mission, sans les jours fériés ni les absences."


class Ligne(NamedTuple):
    """One thing done; its length in words, if somebody wrote it down."""

    jour: str
    quoi: str
    duree: str


class Source(NamedTuple):
    """Where hours come from, and how many of them are counted; `remarque` says why not all."""

    titre: str
    lignes: tuple[Ligne, ...]
    minutes: int
    remarque: str = ""


class AttestationPresence(NamedTuple):
    """All that the paper says."""

    nom: str
    naissance: str
    periode: str
    dispositif: str
    sources: tuple[Source, ...]
    structure: str
    coordonnees: tuple[str, ...]
    commune: str
    le: dt.date

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.sources)


def attestation_presence(suivi_id: str, periode: Periode) -> AttestationPresence:
    """That of a suivi over a period, today at the latest; `trace_presence` before it goes out."""
    require_reading()
    suivi: Suivi | None = Suivi.get_or_none(Suivi.id == suivi_id)
    if suivi is None:
        raise Refused("Ce suivi n’existe plus\u00a0: il a été supprimé sur un autre poste.")
    last = min(periode.au or clock.today(), clock.today())
    lived = Periode(periode.du, max(periode.du or last, last))
    service, personne = own_service(), suivi.personne
    return AttestationPresence(
        nom=written_name(personne),
        naissance=personne.naissance.texte,
        periode=lived.texte,
        dispositif=suivi.dispositif.intitule if suivi.dispositif_id else "",
        sources=tuple(_sources(suivi_id, periode.du or dt.date.min, last)),
        structure=service.nom,
        coordonnees=coordonnees(service),
        commune=service.commune,
        le=clock.today(),
    )


def trace_presence(suivi_id: str) -> None:
    """Tell the journal that the paper is printed or written in a file."""
    handle().require_actor().require(Droit.SUIVI_LIRE)
    journal.record("attestation_presence", objet="suivi", objet_id=suivi_id)


def _sources(suivi_id: str, du: dt.date, au: dt.date) -> Iterator[Source]:
    """Those where something was done."""
    missions = {one: told for one, told in mission_days(suivi_id, au).items() if one >= du}
    presences = [
        one
        for one in reversed(presences_of_suivi(suivi_id))
        if one.etat == PRESENT and du <= one.seance.date <= au
    ]
    seances, _ = seance_days(suivi_id, au)
    counted = beyond({one: m for one, m in seances.items() if one >= du}, missions)
    if presences:
        yield _of_seances(presences, sum(counted.values()))
    if missions:
        yield _of_missions(missions)
    noted = [one for one in reversed(temps_of(suivi_id)) if du <= one.date <= au]
    if noted:
        lines = tuple(
            Ligne(as_text(one.date), str(one.objet) or "Sans précision", heures_texte(one.minutes))
            for one in noted
        )
        yield Source("Autres temps", lines, sum(one.minutes for one in noted))


def _of_seances(presences: list[Presence], counted: int) -> Source:
    lengths = [one.minutes or one.seance.minutes for one in presences]
    lines = tuple(
        Ligne(
            as_text(one.seance.date), str(one.seance.atelier.intitule),
            heures_texte(length) if length else "durée non notée",
        )
        for one, length in zip(presences, lengths, strict=True)
    )  # fmt: skip
    whole = sum(length or 0 for length in lengths)
    return Source("Ateliers", lines, counted, ONCE if counted < whole else "")


def _of_missions(days: MissionDays) -> Source:
    """One line for each mission; days away are not counted in it."""
    by_mission: dict[str, list[tuple[dt.date, int, Mission]]] = defaultdict(list)
    for day, (minutes, mission) in sorted(days.items()):
        by_mission[mission.id].append((day, minutes, mission))
    lines = []
    for told in by_mission.values():
        mission = told[0][2]
        where = f", {mission.organisme.nom}" if mission.organisme_id else ""
        what = str(mission.intitule) or Genre(mission.genre).label
        lines.append(
            Ligne(
                f"du {as_text(told[0][0])} au {as_text(told[-1][0])}", f"{what}{where}",
                heures_texte(sum(minutes for _, minutes, _ in told)),
            )
        )  # fmt: skip
    counted = sum(minutes for minutes, _ in days.values())
    return Source("Mission", tuple(lines), counted, WORKED)
