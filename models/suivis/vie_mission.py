"""What happens during a mission: the days away, and the meetings with the tuteur."""

import datetime as dt
from typing import Any

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid
from models.nomenclatures.valeur import key
from models.suivis.mission import (
    Mission,
    MissionAbsence,
    MissionBilan,
    absences_of,
    held_mission,
)
from models.suivis.regles import check_order, check_past, listed


@command(right=Droit.SUIVI_ECRIRE, label="Absence notée")
def note_absence(mission: Mission, **values: Any) -> MissionAbsence:
    """Note days away: `du`, `au`, `nature`, and why or whether they were justified."""
    held_mission(mission)
    absence = MissionAbsence(mission=mission, **values)
    _check_absence(absence, mission)
    return absence.save()


@command(right=Droit.SUIVI_ECRIRE, label="Absence corrigée")
def correct_absence(absence: MissionAbsence, **values: Any) -> MissionAbsence:
    held_mission(absence.mission)
    for name, value in values.items():
        setattr(absence, name, value)
    _check_absence(absence, absence.mission)
    return absence.save()


@command(right=Droit.SUIVI_ECRIRE, label="Absence retirée")
def remove_absence(absence: MissionAbsence) -> None:
    held_mission(absence.mission)
    absence.remove()


@command(right=Droit.SUIVI_ECRIRE, label="Bilan prévu")
def plan_bilan(mission: Mission, *, prevu_le: dt.date, avec: str = "") -> MissionBilan:
    """Plan a meeting with the tuteur."""
    held_mission(mission)
    bilan = MissionBilan(mission=mission, prevu_le=prevu_le, avec=avec)
    _check_bilan(bilan, mission)
    return bilan.save()


@command(right=Droit.SUIVI_ECRIRE, label="Bilan enregistré")
def correct_bilan(bilan: MissionBilan, **values: Any) -> MissionBilan:
    """Move a meeting, or say with `fait_le` that it was held."""
    held_mission(bilan.mission)
    for name, value in values.items():
        setattr(bilan, name, value)
    _check_bilan(bilan, bilan.mission)
    return bilan.save()


@command(right=Droit.SUIVI_ECRIRE, label="Bilan retiré")
def remove_bilan(bilan: MissionBilan) -> None:
    held_mission(bilan.mission)
    bilan.remove()


def _check_absence(absence: MissionAbsence, mission: Mission) -> None:
    check_order(absence.du, absence.au, field="au", label="Au")
    if absence.du < mission.du or absence.au > mission.fin:
        raise Invalid(
            "du" if absence.du < mission.du else "au",
            f"Absence\u00a0: la mission va du {mission.du:%d/%m/%Y} au {mission.fin:%d/%m/%Y}. "
            "Donnez des jours de la mission.",
        )
    nature = listed(
        "absence_mission",
        key("absence_mission", absence.nature or ""),
        field="nature",
        label="Nature",
    )
    absence.nature = nature.code
    if nature.precision and not absence.precision.strip():
        raise Invalid("precision", "Précision\u00a0: dites pourquoi, en quelques mots.")
    for other in absences_of([mission.id]):
        if other.id != absence.id and other.du <= absence.au and absence.du <= other.au:
            raise Invalid(
                "du",
                f"Absence\u00a0: une autre est notée du {other.du:%d/%m/%Y} au "
                f"{other.au:%d/%m/%Y}. Corrigez-la, ou changez ces jours.",
            )


def _check_bilan(bilan: MissionBilan, mission: Mission) -> None:
    check_order(mission.du, bilan.prevu_le, field="prevu_le", label="Prévu le")
    if bilan.fait_le is not None:
        check_order(mission.du, bilan.fait_le, field="fait_le", label="Fait le")
        check_past(bilan.fait_le, field="fait_le", label="Fait le")
