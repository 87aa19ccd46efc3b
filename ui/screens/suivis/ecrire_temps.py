"""Writing the hours that neither a séance nor a mission counts."""

from typing import Any

from models.base import clock
from models.suivis.suivi import phases_of_suivi
from models.suivis.temps import Temps, archive_temps, correct_temps, note_temps
from ui.kit.context import Context
from ui.kit.form import Group, Input
from ui.parts.duree import duree
from ui.parts.relire import Known
from ui.parts.volet import Volet
from ui.screens.suivis.retrait import removable_volet

NAME = "ecrire.temps"


def temps_volet(context: Context, suivi_id: str) -> Volet:
    """Some time on a day; without a phase it counts for the one that runs then."""
    return Volet(
        context, "Noter du temps", [_fields(suivi_id)], name=NAME,
        save=lambda values: note_temps(suivi_id, **_given(values)), said="Temps noté",
        values={"date": clock.today()}, key=f"suivi.{suivi_id}.temps",
    )  # fmt: skip


def temps_correction(context: Context, temps: Temps) -> Volet:
    known = Known(temps, "date", "minutes", "objet", "phase")
    return removable_volet(
        context, "Corriger le temps noté", [_fields(temps.suivi_id)], name=NAME,
        save=lambda values: correct_temps(known.fresh(), **_given(values)), said="Temps corrigé",
        known=known, remove=lambda: archive_temps(known.fresh()), removed="Temps retiré",
        key=f"suivi.{temps.suivi_id}.temps.{temps.id}",
    )  # fmt: skip


def _fields(suivi_id: str) -> Group:
    phases = [(one.id, one.libelle) for one in phases_of_suivi(suivi_id)]
    more = [Input(Temps.phase, options=phases, wide=True)] if phases else []
    return Group("", [Temps.date, duree(Temps.minutes), Input(Temps.objet, wide=True)], more)


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "objet": values["objet"] or ""}
