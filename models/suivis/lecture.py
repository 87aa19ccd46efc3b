"""Readings of suivis: each one traced; those that came to their end lose the keys, unseen."""

import datetime as dt
from typing import Any

from models.base import clock
from models.base.command import reading
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.table import tuples_of
from models.comptes.agent import with_account
from models.comptes.depart import partis
from models.comptes.enveloppe import NoKey
from models.suivis.note import follow_referents, waits_for_readers
from models.suivis.suivi import Referent, Suivi

LOOKED_BACK = 366  # days: an older end was seen to since, or by who opens the suivi


@reading(right=Droit.SUIVI_EXISTENCE, objet="suivi")
def consult_suivi(suivi_id: str) -> Suivi:
    """A suivi whose page is opened, its reading traced: all that this account may read of it,
    notes included, is read from there. `Refused` if it is gone."""
    found: Suivi | None = Suivi.get_or_none((Suivi.id == suivi_id) & Suivi.archived_at.is_null())
    if found is None:
        raise Refused("Ce suivi n’existe plus\u00a0: il a été supprimé sur un autre poste.")
    return found


def end_readings() -> int:
    """Seal again, for those of today, the notes of suivis that somebody left; as far as one can.

    Whose suivis were given away by another opens them here to who follows: only he can.

    One whose present readers have no key yet is told by the suivi itself, once it is opened.
    """
    if not handle().require_actor().may(Droit.NOTES_EQUIPE):
        return 0
    count = 0
    for suivi in _left(clock.today()):
        if waits_for_readers(suivi.id):
            try:
                count += follow_referents(suivi)
            except NoKey:
                continue
    return count


def _left(day: dt.date) -> list[Suivi]:
    """The suivis in which somebody's reading ended not too long ago, and those one left oneself.

    Those too of who has lost the role and comes in still: the keys of that account are the same.
    """
    demoted = Referent.agent.in_(sorted(set(with_account()) & partis(Droit.NOTES_EQUIPE).keys()))
    ended = Referent.lit_jusqu_au.is_null(False) & (Referent.lit_jusqu_au < day)
    at_once = Referent.lit_jusqu_au.is_null() & (Referent.au <= day)
    one_s_own = (Referent.agent == handle().require_actor().agent_id) & (Referent.au <= day)
    recent = Referent.au >= day - dt.timedelta(days=LOOKED_BACK)
    query: Any = Referent.select(Referent.suivi).where(
        ((ended | at_once | one_s_own) & recent) | (demoted & (Referent.au.is_null() | recent))
    )
    keys = {row[0] for row in tuples_of(query)}
    return list(Suivi.select().where(Suivi.id.in_(sorted(keys)) & Suivi.archived_at.is_null()))
