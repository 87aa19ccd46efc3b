"""A suivi that nobody follows any more says so, and who did."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from models.base.droit import Droit
from models.base.stream import streamed
from models.comptes.agent import Agent
from models.comptes.depart import partis
from models.suivis.signaux import Signal, Vue, sources
from models.suivis.suivi import Referent, follows_on

FEW = 500  # suivis, beyond which one reads them all rather than name each


def _without_referent(views: dict[str, Vue], day: dt.date) -> Iterator[Signal]:
    gone = partis(Droit.SUIVI_ECRIRE)
    named: dict[str, set[str]] = defaultdict(set)
    here = follows_on(day)
    if len(views) <= FEW:
        here &= Referent.suivi.in_(list(views))
    query: Any = Referent.select(Referent.suivi, Referent.agent).where(here)
    for suivi_id, agent_id in streamed(query):
        named[suivi_id].add(agent_id)
    for key in views:
        left = named[key]
        if left <= set(gone):
            # Before all the rest: nobody would see to it.
            yield Signal(key, "sans_referent", _said(left, gone), depuis=dt.date.min)


def _said(left: set[str], gone: dict[str, str]) -> str:
    """« Plus personne ne suit ce parcours (Thomas LAVERGNE a quitté l’équipe) »."""
    known: Any = Agent.select().where(Agent.id.in_(list(left)))
    names = {one.id: one.nom_affiche for one in known}
    told = ", ".join(f"{names[key]} {gone[key]}" for key in sorted(left, key=names.__getitem__))
    return f"Plus personne ne suit ce parcours ({told})" if told else "Personne ne suit ce parcours"


sources.append(_without_referent)
