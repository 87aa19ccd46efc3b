"""The suivis that nobody follows: whose référent left the team, or is référent no more."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from models.base.listing import as_text
from models.comptes.agent import Agent
from models.comptes.partants import gone_agents
from models.suivis.signaux import Signal, Vues, sources
from models.suivis.suivi import Referent

SANS_REFERENT = "sans_referent"
_NOBODY = "Plus de référent"


def _left_behind(views: Vues, day: dt.date) -> Iterator[Signal]:
    gone = gone_agents()
    following = views.suiveurs
    alone = [key for key in views if gone.issuperset(following.get(key, ()))]
    last = _last_of(alone) if alone else {}
    for suivi_id in alone:
        said, since = last.get(suivi_id, ("", None))
        told = f"{_NOBODY}\u00a0: {said}" if said else _NOBODY
        yield Signal(suivi_id, SANS_REFERENT, told, depuis=since)


def _last_of(alone: list[str]) -> dict[str, tuple[str, dt.date | None]]:
    """Who was the last to follow each of them, and why she does no more."""
    query: Any = (
        Referent.select(Referent, Agent).join(Agent).where(Referent.suivi.in_(alone))
    ).order_by(Referent.du)
    return {one.suivi_id: _said(one) for one in query}


def _said(one: Referent) -> tuple[str, dt.date | None]:
    nom, left = one.agent.nom_affiche, one.agent.archived_at
    if one.au is not None:
        return f"{nom} jusqu’au {as_text(one.au)}", one.au
    if left is not None:
        return f"{nom} a quitté l’équipe le {as_text(left.date())}", left.date()
    return f"{nom} n’a plus ce rôle", None


sources.append(_left_behind)
