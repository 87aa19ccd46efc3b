"""What the rules of the service civique find to say of a mission as it is written."""

import datetime as dt
from typing import Any, NamedTuple

from models.suivis.mission import (
    CONGE,
    Genre,
    Mission,
    absences_of,
    bilans_of,
    missions_of,
    working_days,
)
from models.suivis.parametre import parametres_on
from models.suivis.regles import require_reading
from models.suivis.service_civique import (
    Conges,
    Contrat,
    Gravite,
    Remarque,
    conges,
    remarques,
)
from models.suivis.suivi import Suivi


class Lecture(NamedTuple):
    """What is to be mended, seen or done for a mission, and its days of leave if it has some."""

    remarques: list[Remarque]
    conges: Conges | None


def read_mission(mission: Mission, day: dt.date) -> Lecture:
    """Both for that day, from its facts read once."""
    require_reading()
    if mission.genre != Genre.SERVICE_CIVIQUE:
        return Lecture(_overlaps(mission), None)
    contrat = _contrat(mission)
    regles = parametres_on(contrat.jour(day))
    found = [*remarques(contrat, regles, day), *_overlaps(mission)]
    return Lecture(found, conges(contrat, regles, day))


def rules_of(mission: Mission, day: dt.date) -> list[Remarque]:
    """Those of the service civique alone, for what is written of it now."""
    if mission.genre != Genre.SERVICE_CIVIQUE:
        return []
    contrat = _contrat(mission)
    return remarques(contrat, parametres_on(contrat.jour(day)), day)


def _contrat(mission: Mission) -> Contrat:
    personne = mission.suivi.personne
    taught = (mission.fcc1_le, mission.fcc2_le)
    return Contrat(
        naissance=personne.naissance,
        du=mission.du,
        au=mission.au,
        heures_semaine=mission.heures_semaine,
        signee_le=mission.signee_le,
        rompue_le=mission.rompue_le,
        autorisation_le=mission.autorisation_le,
        handicap=mission.handicap,
        tuteur=mission.tuteur,
        organisme=mission.organisme_id is not None,
        agrement=mission.agrement,
        formation=tuple(day for day in taught if day is not None),
        psc1_le=mission.psc1_le,
        psc1_obtenu=mission.psc1_obtenu,
        bilans=tuple((one.prevu_le, one.fait_le) for one in bilans_of(mission.id)),
        conges_pris=_leave_taken(mission),
        attestation_le=mission.attestation_le,
        autre=_other_service_civique(mission, personne.id),
    )


def _leave_taken(mission: Mission) -> int:
    taken = [one for one in absences_of([mission.id]) if one.nature == CONGE]
    return sum(len(working_days(one.du, min(one.au, mission.fin))) for one in taken)


def _other_service_civique(mission: Mission, personne_id: str) -> dt.date | None:
    """When the same person began another one, in this suivi or in another."""
    query: Any = (
        Mission.select(Mission.du)
        .join(Suivi, on=(Mission.suivi == Suivi.id))
        .where(
            (Suivi.personne == personne_id)
            & (Mission.id != mission.id)
            & (Mission.genre == Genre.SERVICE_CIVIQUE.value)
            & Mission.signee_le.is_null(False)
            & Mission.archived_at.is_null()
            & Suivi.archived_at.is_null()
        )
        .order_by(Mission.du)
    )
    row = query.tuples().first()
    return row[0] if row else None


def _overlaps(mission: Mission) -> list[Remarque]:
    """Two missions at a time are seldom meant; their hours are counted once."""
    for other in missions_of(mission.suivi_id):
        if other.id != mission.id and other.du <= mission.fin and mission.du <= other.fin:
            phrase = (
                f"Une autre mission de ce suivi va du {other.du:%d/%m/%Y} au "
                f"{other.fin:%d/%m/%Y}\u00a0: les jours communs ne comptent qu’une fois."
            )
            return [Remarque("chevauchement", Gravite.ATTENTION, "du", phrase)]
    return []
