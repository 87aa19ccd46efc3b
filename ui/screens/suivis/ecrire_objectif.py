"""Writing towards a goal: set and reached, its steps added, done, carried over."""

import datetime as dt
from typing import Any

from models.base import clock
from models.comptes.agent import active_agents
from models.suivis.action import add_action, carry_over, change_etat
from models.suivis.frein import freins_of
from models.suivis.objectif import (
    REALISEE,
    Action,
    Objectif,
    Qui,
    fix_objectif,
    objectifs_of,
    reach_objectif,
)
from ui.kit.context import Context
from ui.kit.form import Group, Input
from ui.parts.volet import Volet
from ui.screens.suivis.ecrire_frein import themed

WEEK = dt.timedelta(days=7)  # what a step is usually carried over by


def objectif_volet(context: Context, suivi_id: str) -> Volet:
    """A goal of the list, or in the person's own words, or both."""
    freins = [
        (one.frein.id, one.libelle) for one in freins_of(suivi_id) if one.leve_le is None
    ]  # fmt: skip
    fields = [
        Input(Objectif.valeur, options=themed("objectif"), wide=True),
        Input(Objectif.intitule, wide=True),
        Input(Objectif.echeance), Input(Objectif.fixe_le),
    ]  # fmt: skip
    more = [Input(Objectif.frein, options=freins, wide=True)] if freins else []

    def save(values: dict[str, Any]) -> Objectif:
        fixed: Objectif = fix_objectif(suivi_id, **{**values, "intitule": values["intitule"] or ""})
        return fixed

    return Volet(
        context, "Fixer un objectif", [Group("", [*fields, *more])], name="ecrire.objectif",
        save=save, said="Objectif fixé", values={"fixe_le": clock.today()},
        key=f"suivi.{suivi_id}.objectif",
    )  # fmt: skip


def action_volet(context: Context, suivi_id: str, objectif_id: str | None = None) -> Volet:
    """A step: towards a goal, or on its own."""
    goals = [
        (one.objectif.id, one.titre)
        for one in objectifs_of(suivi_id, clock.today())
        if not one.etat.is_over
    ]
    agents = [(agent.id, agent.nom_affiche) for agent in active_agents()]
    towards = [Input(Action.objectif, options=goals, wide=True)] if goals else []
    return Volet(
        context, "Ajouter une action",
        [Group("", [Input(Action.intitule, wide=True), *towards, Action.qui, Action.echeance],
               [Input(Action.agent, options=agents)])],
        name="ecrire.action", save=lambda values: add_action(suivi_id, **values),
        said="Action ajoutée", values={"qui": Qui.PERSONNE.value, "objectif": objectif_id},
        key=f"suivi.{suivi_id}.action.{objectif_id or ''}",
    )  # fmt: skip


def report_volet(context: Context, action_id: str) -> Volet:
    """A later day for a step that is not over."""
    action: Action = Action.get_by_id(action_id)
    later = max(clock.today(), action.echeance or clock.today()) + WEEK
    return Volet(
        context, f"Reporter\u00a0: {action.intitule}",
        [Group("", [Input(Action.echeance, required=True)])], name="ecrire.report",
        save=lambda values: carry_over(Action.get_by_id(action_id), **values),
        said="Action reportée", values={"echeance": later},
        key=f"suivi.{action.suivi_id}.action.{action_id}.report",
    )  # fmt: skip


def finish_action(context: Context, action_id: str) -> bool:
    """A step is done today; « Annuler » takes it back."""
    return context.attempt(
        lambda: change_etat(Action.get_by_id(action_id), REALISEE), said="Action faite"
    )


def reach(context: Context, objectif_id: str) -> bool:
    """A goal is reached today."""
    return context.attempt(
        lambda: reach_objectif(Objectif.get_by_id(objectif_id), le=clock.today()),
        said="Objectif atteint",
    )
