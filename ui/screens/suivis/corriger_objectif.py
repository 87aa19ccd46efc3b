"""The rare acts on a goal and its steps: corrected, given up, said to stand elsewhere."""

from models.base import clock
from models.comptes.agent import active_agents
from models.nomenclatures.valeur import choices
from models.suivis.action import change_etat, correct_action
from models.suivis.frein import freins_of
from models.suivis.objectif import (
    Action,
    Objectif,
    abandon_objectif,
    correct_objectif,
    objectifs_of,
)
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Group, Input
from ui.parts.relire import Known
from ui.parts.volet import Volet
from ui.screens.suivis.ecrire_frein import themed

Options = list[tuple[str, str]]


def objectif_correction(context: Context, objectif: Objectif) -> Volet:
    """Its words, its days, its frein; and the day on which it ended, if it did."""
    freins = _freins(objectif)
    fields = [
        Input(Objectif.valeur, options=themed("objectif"), wide=True),
        Input(Objectif.intitule, wide=True),
        Input(Objectif.echeance), Input(Objectif.fixe_le),
    ]  # fmt: skip
    if freins:
        fields.append(Input(Objectif.frein, options=freins, wide=True))
    if objectif.atteint_le is not None:
        fields.append(Input(Objectif.atteint_le, required=True))
    if objectif.abandonne_le is not None:
        fields += [Input(Objectif.abandonne_le, required=True), Input(Objectif.motif, wide=True)]

    known = Known(objectif, *(one.known_name for one in fields))
    return Volet(
        context, "Corriger l’objectif", [Group("", fields)], name="ecrire.objectif",
        save=lambda values: correct_objectif(known.fresh(), **values),
        said="Objectif corrigé", known=known,
        key=f"suivi.{objectif.suivi_id}.objectif.{objectif.id}.correction",
    )  # fmt: skip


def abandon_volet(context: Context, objectif: Objectif) -> Volet:
    """Since when and why; the steps towards it that are not over go with it."""
    return Volet(
        context, "Abandonner l’objectif",
        [Group("", [Input(Objectif.abandonne_le, required=True),
                    Input(Objectif.motif, wide=True,
                          help="Les actions encore à faire pour cet objectif sont abandonnées "
                          "avec lui.")])],
        name="ecrire.abandon",
        save=lambda values: abandon_objectif(
            Objectif.get_by_id(objectif.id), le=values["abandonne_le"],
            motif=values["motif"] or "",
        ),
        said="Objectif abandonné", values={"abandonne_le": clock.today()},
        key=f"suivi.{objectif.suivi_id}.objectif.{objectif.id}.abandon",
    )  # fmt: skip


def action_correction(context: Context, action: Action) -> Volet:
    """What it is, towards which goal, who does it, by when."""
    goals = [
        (one.objectif.id, one.titre)
        for one in objectifs_of(action.suivi_id, clock.today())
        if not one.etat.is_over or one.objectif.id == action.objectif_id
    ]
    agents = [(agent.id, agent.nom_affiche) for agent in active_agents()]
    towards = [Input(Action.objectif, options=goals, wide=True)] if goals else []
    fields = [
        Input(Action.intitule, wide=True), *towards, Input(Action.qui), Input(Action.echeance),
        Input(Action.agent, options=agents),
    ]  # fmt: skip
    known = Known(action, *(one.known_name for one in fields))
    return Volet(
        context, "Corriger l’action", [Group("", fields)], name="ecrire.action",
        save=lambda values: correct_action(known.fresh(), **values),
        said="Action corrigée", known=known,
        key=f"suivi.{action.suivi_id}.action.{action.id}.correction",
    )  # fmt: skip


def etat_volet(context: Context, action: Action) -> Volet:
    """Where a step stands, and since when."""
    options = [(key.partition(".")[2], label) for key, label in choices("etat_action")]
    return Volet(
        context, f"Où en est\u00a0: {action.intitule}",
        [Group("", [Input(Action.etat, kind=Kind.CHOICE, options=options),
                    Input(Action.etat_le, required=True)])],
        name="ecrire.etat",
        save=lambda values: change_etat(
            Action.get_by_id(action.id), values["etat"], le=values["etat_le"]
        ),
        said="Action mise à jour", values={"etat": action.etat, "etat_le": clock.today()},
        key=f"suivi.{action.suivi_id}.action.{action.id}.etat",
    )  # fmt: skip


def _freins(objectif: Objectif) -> Options:
    return [
        (one.frein.id, one.libelle)
        for one in freins_of(objectif.suivi_id)
        if one.leve_le is None or one.frein.id == objectif.frein_id
    ]
