"""What happens during a mission: the days away, and the meetings with the tuteur."""

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

Evenement = MissionAbsence | MissionBilan


@command(right=Droit.SUIVI_ECRIRE, label="Absence ou bilan enregistré")
def save_evenement(evenement: Evenement, **values: Any) -> Evenement:
    """Note days away (`du`, `au`, `nature`, and why or whether they were justified) or a meeting
    with the tuteur (`prevu_le`, `avec`, `fait_le` once it was held), or correct them."""
    held_mission(evenement.mission)
    for name, value in values.items():
        setattr(evenement, name, value)
    if isinstance(evenement, MissionAbsence):
        _check_absence(evenement, evenement.mission)
    else:
        _check_bilan(evenement, evenement.mission)
    return evenement.save()


@command(right=Droit.SUIVI_ECRIRE, label="Absence ou bilan retiré")
def remove_evenement(evenement: Evenement) -> None:
    held_mission(evenement.mission)
    evenement.remove()


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
