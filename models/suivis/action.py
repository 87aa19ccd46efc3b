"""The steps of a suivi: who does what by when, carried over or done, and what is late."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import peewee

from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.table import tuples_of
from models.comptes.agent import Agent
from models.suivis.objectif import FINIES, OUVERTES, REALISEE, Action, Objectif, Qui
from models.suivis.regles import check_code, check_day, check_near, held, require_reading
from models.suivis.suivi import Suivi


@dataclass(frozen=True)
class Retard:
    """An action whose day is past."""

    action_id: str
    intitule: str
    echeance: dt.date

    def jours(self, day: dt.date) -> int:
        return (day - self.echeance).days


def is_late(action: Action, day: dt.date) -> bool:
    """Whether its day is past and it is not over; « en pause » is not over."""
    late = action.echeance is not None and action.echeance < day
    return bool(late and action.etat not in FINIES)


def actions_of(suivi_id: str, *, objectif_id: str | None = None) -> list[Action]:
    """The actions of a suivi, or of one goal: those to do by day, then the others, latest first."""
    found = actions_of_each([suivi_id])[suivi_id]
    return [one for one in found if objectif_id in (None, one.objectif_id)]


def actions_of_each(suivis: Collection[str]) -> dict[str, list[Action]]:
    """Those of each of these suivis, read at once."""
    require_reading()
    query: Any = (
        Action.select(Action, Agent)
        .join(Agent, peewee.JOIN.LEFT_OUTER, on=(Action.agent == Agent.id))
        .where(Action.suivi.in_(list(suivis)) & Action.archived_at.is_null())
    )
    found: dict[str, list[Action]] = {key: [] for key in suivis}
    for one in sorted(query.order_by(Action.created_at), key=_order):
        found[one.suivi_id].append(one)
    return found


def actions_en_retard(day: dt.date) -> dict[str, list[Retard]]:
    """What is late that day in each suivi under way, the oldest first: one query for all of them.

    A suivi with nothing late is not there.
    """
    require_reading()
    query: Any = (
        Action.select(Action.suivi, Action.id, Action.intitule, Action.echeance)
        .join(Suivi, on=(Action.suivi == Suivi.id))
        .where(
            (Action.echeance < day)
            & Action.etat.in_(OUVERTES)
            & Action.archived_at.is_null()
            & Suivi.archived_at.is_null()
            & (Suivi.clos_le.is_null() | (Suivi.clos_le > day))
        )
        .order_by(Action.echeance, Action.created_at)
    )
    late: dict[str, list[Retard]] = defaultdict(list)
    for suivi_id, *told in tuples_of(query):
        late[suivi_id].append(Retard(*told))
    return dict(late)


@command(right=Droit.SUIVI_ECRIRE, label="Action ajoutée")
def add_action(suivi_id: str, *, le: dt.date | None = None, **values: Any) -> Action:
    """Add a step, noted on a day (today): alone, or under `objectif`."""
    suivi = held(suivi_id)
    action = Action(suivi=suivi, etat_le=le or clock.today(), **values)
    _check(action, suivi)
    check_day(action.etat_le, field="etat_le", label="Depuis le", suivi=suivi)
    return action.save()


@command(right=Droit.SUIVI_ECRIRE, label="Action corrigée")
def correct_action(action: Action, **values: Any) -> Action:
    """Change the words of a step, who does it, its day or its goal."""
    suivi = _suivi_of(action)
    known = (action.etat, action.etat_le)
    for name, value in values.items():
        setattr(action, name, value)
    _check(action, suivi)
    if action.etat_le is not None and (action.etat, action.etat_le) != known:
        check_day(action.etat_le, field="etat_le", label="Depuis le", suivi=suivi)
    return action.save()


def _said(action: Action) -> str:
    return "Action faite" if action.etat == REALISEE else "Action mise à jour"


@command(right=Droit.SUIVI_ECRIRE, label=_said)
def change_etat(action: Action, etat: str, *, le: dt.date | None = None) -> Action:
    """Say where a step stands since a day (today)."""
    return correct_action(action, etat=etat, etat_le=le or clock.today())


@command(right=Droit.SUIVI_ECRIRE, label="Action reportée")
def carry_over(action: Action, *, echeance: dt.date) -> Action:
    """Give a step that is not over a later day."""
    _suivi_of(action)
    if action.etat in FINIES:
        raise Refused("Cette action est terminée\u00a0: reprenez-la avant de la reporter.")
    least = max(clock.today(), (action.echeance or dt.date.min) + dt.timedelta(days=1))
    if echeance < least:
        raise Invalid(
            "echeance",
            f"Pour le\u00a0: une action se reporte à plus tard, au {least:%d/%m/%Y} ou après.",
        )
    action.echeance = echeance
    return action.save()


@command(right=Droit.SUIVI_ECRIRE, label="Action retirée")
def archive_action(action: Action) -> Action:
    """Take a step written by mistake out of the suivi; one given up is said so instead."""
    _suivi_of(action)
    return action.archive()


def _suivi_of(action: Action) -> Suivi:
    suivi = held(action.suivi_id)
    if Action.select().where((Action.id == action.id) & Action.archived_at.is_null()).exists():
        return suivi
    raise Refused("Cette action a été retirée sur un autre poste.")


def _order(action: Action) -> tuple[Any, ...]:
    if action.etat in FINIES:
        return (1, -(action.etat_le or dt.date.min).toordinal())
    return (0, (action.echeance or dt.date.max).toordinal())


def _check(action: Action, suivi: Suivi) -> None:
    action.intitule = Action.intitule.cleaned(action.intitule or "")
    if not action.intitule:
        raise Invalid("intitule", "Action\u00a0: écrivez ce qu’il y a à faire.")
    if action.qui not in list(Qui):
        raise Invalid("qui", "Par\u00a0: choisissez qui fait cette action.")
    check_code("etat_action", action.etat, field="etat", label="État")
    if action.echeance is not None:
        check_near(action.echeance, field="echeance", label="Pour le", suivi=suivi)
    _check_objectif(action, suivi)


def _check_objectif(action: Action, suivi: Suivi) -> None:
    if action.objectif_id is None:
        return
    objectif: Objectif | None = Objectif.get_or_none(Objectif.id == action.objectif_id)
    if objectif is None or objectif.suivi_id != suivi.id or objectif.archived_at is not None:
        raise Invalid("objectif", "Objectif\u00a0: il n’est pas de ce suivi. Choisissez-en un.")
    if objectif.abandonne_le is not None and action.etat not in FINIES:
        raise Invalid(
            "objectif",
            "Objectif\u00a0: il a été abandonné. Reprenez-le d’abord, ou laissez l’action seule.",
        )
