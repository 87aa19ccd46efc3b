"""Writing since when a person agrees to a phase that is only lived with her agreement."""

from models.base import clock
from models.suivis.phase import note_accord
from models.suivis.suivi import Phase
from ui.kit.context import Context
from ui.kit.form import Group, Input
from ui.parts.volet import Volet


def accord_volet(context: Context, phase_id: str) -> Volet:
    phase: Phase = Phase.get_by_id(phase_id)
    return Volet(
        context, f"Accord pour «\u00a0{phase.libelle}\u00a0»",
        [Group("", [Input(Phase.accord_le, required=True)])], name="ecrire.accord",
        save=lambda values: note_accord(Phase.get_by_id(phase_id), **values),
        said="Accord noté", values={"accord_le": clock.today()},
    )  # fmt: skip
