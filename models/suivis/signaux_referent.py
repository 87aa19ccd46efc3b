"""A suivi that nobody follows any more says so, and who did."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from models.base.listing import as_text
from models.comptes.agent import Agent
from models.suivis.signaux import Signal, sources
from models.suivis.suivi import Referent
from models.suivis.vues import Vues

SANS_REFERENT = "sans_referent"


def _without_referent(views: Vues, day: dt.date) -> Iterator[Signal]:
    following, gone = views.suiveurs, views.partis
    left = gone.keys()
    alone = [key for key in views if key not in following or (left and left >= set(following[key]))]
    ended = _ended([key for key in alone if key not in following], day)
    for key in alone:
        there = following.get(key, ())
        told = _said(there, gone) if there else ended.get(key, "")
        words = f"Plus personne ne suit ce parcours ({told})" if told else NOBODY
        # Before all the rest: nobody would see to it.
        yield Signal(key, SANS_REFERENT, words, depuis=dt.date.min)


NOBODY = "Personne ne suit ce parcours"


def _said(left: Collection[str], gone: Mapping[str, str]) -> str:
    """« Thomas LAVERGNE a quitté l’équipe »."""
    known: Any = Agent.select().where(Agent.id.in_(list(left)))
    names = {one.id: one.nom_affiche for one in known}
    return ", ".join(f"{names[key]} {gone[key]}" for key in sorted(left, key=names.__getitem__))


def _ended(alone: list[str], day: dt.date) -> dict[str, str]:
    """Of those that nobody is named for: who was the last, and until when."""
    if not alone:
        return {}
    query: Any = (
        Referent.select(Referent, Agent)
        .join(Agent)
        .where(Referent.suivi.in_(alone) & Referent.au.is_null(False) & (Referent.au <= day))
    )
    rows = query.order_by(Referent.au)
    return {one.suivi_id: f"{one.agent.nom_affiche} jusqu’au {as_text(one.au)}" for one in rows}


sources.append(_without_referent)
