"""Writing what happens during a mission: days away, and the meetings with the tuteur."""

from typing import Any

from models.base import clock
from models.nomenclatures.valeur import choices
from models.suivis.mission import CONGE, Mission, MissionAbsence, MissionBilan
from models.suivis.vie_mission import remove_evenement, save_evenement
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Group, Input
from ui.parts.relire import Known
from ui.parts.volet import Volet
from ui.screens.suivis.retrait import removable_volet


def absence_volet(context: Context, mission: Mission) -> Volet:
    """Days on which she is not there; leave is proposed."""
    return Volet(
        context, "Noter une absence", [_absence()], name="ecrire.absence",
        save=lambda values: save_evenement(MissionAbsence(mission=mission.id), **_said(values)),
        said="Absence notée", values={"nature": CONGE},
        key=f"suivi.{mission.suivi_id}.absence.{mission.id}",
    )  # fmt: skip


def absence_correction(context: Context, absence: MissionAbsence) -> Volet:
    known = Known(absence, "du", "au", "nature", "precision", "justifiee")
    return removable_volet(
        context, "Corriger l’absence", [_absence()], name="ecrire.absence",
        save=lambda values: save_evenement(known.fresh(), **_said(values)),
        said="Absence corrigée", known=known,
        remove=lambda: remove_evenement(known.fresh()), removed="Absence retirée",
        key=f"suivi.absence.{absence.id}",
    )  # fmt: skip


def bilan_volet(context: Context, mission: Mission) -> Volet:
    """A meeting to come; with the tuteur, unless it is said."""
    return Volet(
        context, "Prévoir un bilan",
        [Group("", [MissionBilan.prevu_le, MissionBilan.avec])], name="ecrire.bilan",
        save=lambda values: save_evenement(
            MissionBilan(mission=mission.id), **{**values, "avec": values["avec"] or ""}
        ),
        said="Bilan prévu", values={"avec": mission.tuteur},
        key=f"suivi.{mission.suivi_id}.bilan.{mission.id}",
    )  # fmt: skip


def bilan_correction(context: Context, bilan: MissionBilan, *, held: bool = False) -> Volet:
    """`held`: it is said to have taken place, on its day if that has come."""

    def shown(one: MissionBilan) -> dict[str, Any]:
        done = one.fait_le
        if held and done is None:
            done = min(one.prevu_le, clock.today())
        return {"prevu_le": one.prevu_le, "fait_le": done, "avec": one.avec}

    known = Known(bilan, values=shown)
    fields = [MissionBilan.fait_le, MissionBilan.prevu_le, MissionBilan.avec]
    return removable_volet(
        context, "Bilan fait" if held else "Corriger le bilan", [Group("", fields)],
        name="ecrire.bilan",
        save=lambda values: save_evenement(
            known.fresh(), **{**values, "avec": values["avec"] or ""}
        ),
        said="Bilan noté", known=known,
        remove=lambda: remove_evenement(known.fresh()), removed="Bilan retiré",
        key=f"suivi.bilan.{bilan.id}{'.fait' if held else ''}",
    )  # fmt: skip


def _absence() -> Group:
    natures = [(key.split(".", 1)[1], label) for key, label in choices("absence_mission")]
    return Group(
        "",
        [
            MissionAbsence.du, Input(MissionAbsence.au, label="Au"),
            Input(MissionAbsence.nature, kind=Kind.CHOICE, options=natures, required=True),
            MissionAbsence.precision, MissionAbsence.justifiee,
        ],
    )  # fmt: skip


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "precision": values["precision"] or ""}
