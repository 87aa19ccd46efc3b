"""The suivis of a day as the sources of signals need them: read at once, understood one by one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, KeysView, Mapping, Sequence
from typing import Any, NamedTuple

from models.base.droit import Droit
from models.base.stream import raw
from models.base.table import as_day
from models.comptes.depart import partis
from models.suivis.dispositif import Dispositif
from models.suivis.entretien import last_contact
from models.suivis.nouvelle import GIVEN_UP
from models.suivis.regles import require_reading
from models.suivis.suivi import Referent, Suivi, add_months, follows_on
from models.suivis.suspension import standstills

OUVERT, CLOS, DISPOSITIF, DERNIER = 1, 2, 3, 4  # places in a row of `vue_columns`
USUAL_SILENCE = 30  # days without contact, outside any dispositif


class Vue(NamedTuple):
    """A suivi as the sources need it; `silence` is the days that may pass without a contact."""

    id: str
    ouvert_le: dt.date
    termine: bool
    silence: int
    dernier: dt.date | None  # seen or heard


class Vues(Mapping[str, Vue]):
    """Suivis of a day, by key: rows as they were read, each understood once it is looked at."""

    def __init__(
        self,
        rows: Mapping[str, Sequence[Any]],
        silences: Mapping[str, int],
        suiveurs: Mapping[str, Sequence[str]],
        partis: Mapping[str, str],
        arrets: Mapping[str, dt.date],
        day: dt.date,
    ) -> None:
        self._rows, self._silences, self._day = rows, silences, day
        self.suiveurs = suiveurs  # the agents who follow each, that day
        self.partis = partis  # those who can follow nobody any more, and why
        self.arrets = arrets  # until when each stood still: that day, for one that still does

    def __getitem__(self, key: str) -> Vue:
        row = self._rows[key]
        ended = as_day(row[CLOS])
        silence = self._silences.get(row[DISPOSITIF], USUAL_SILENCE)
        over = ended is not None and ended <= self._day
        return Vue(key, as_day(row[OUVERT]), over, silence, as_day(row[DERNIER]))

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def keys(self) -> KeysView[str]:
        return self._rows.keys()

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def parted(self) -> tuple["Vues", "Vues"]:
        """Those under way, and those that are over."""
        closed = [key for key, row in self._rows.items() if row[CLOS] is not None]
        over = {key: self._rows[key] for key in closed if self[key].termine}
        running = {k: r for k, r in self._rows.items() if k not in over} if over else self._rows
        return self._of(running), self._of(over)

    def _of(self, rows: Mapping[str, Sequence[Any]]) -> "Vues":
        return Vues(rows, self._silences, self.suiveurs, self.partis, self.arrets, self._day)

    def silent(self) -> Iterator[tuple[str, dt.date | None, dt.date, bool]]:
        """Who was not heard of for longer than her dispositif says: key, last day, since when.

        Then whether that is when she resumed: while a suivi stands still, nobody is waited for.
        """
        usual = self._day - dt.timedelta(days=USUAL_SILENCE)
        limits = {key: self._day - dt.timedelta(days=n) for key, n in self._silences.items()}
        arrets = self.arrets
        for key, row in self._rows.items():
            heard = row[DERNIER]
            since = heard or row[OUVERT]
            if isinstance(since, str):
                since = dt.date.fromisoformat(since)
            last, resumed = since if heard else None, False
            if key in arrets and arrets[key] > since:
                since, resumed = arrets[key], True
            if since < limits.get(row[DISPOSITIF], usual):
                yield key, last, since, resumed


def views_on(day: dt.date, only: Collection[str] | None = None) -> Vues:
    """The suivis of a day: those under way, or over for a year at most."""
    require_reading()
    query: Any = Suivi.select(*vue_columns()).where(
        Suivi.archived_at.is_null() & (Suivi.ouvert_le <= day) & heeded(day)
    )
    if only is not None:
        query = query.where(Suivi.id.in_(list(only)))
    return vues_of(raw(query), day, only)


def heeded(day: dt.date) -> Any:
    """Whether a suivi of a query may ask for something that day: nobody does long after its end."""
    return Suivi.clos_le.is_null() | (Suivi.clos_le > add_months(day, -GIVEN_UP))


def vue_columns() -> tuple[Any, ...]:
    """What a query of suivis selects first, for `vues_of`."""
    return Suivi.id, Suivi.ouvert_le, Suivi.clos_le, Suivi.dispositif, last_contact()


def vues_of(
    rows: Iterable[Sequence[Any]], day: dt.date, only: Collection[str] | None = None
) -> Vues:
    """Suivis read by `vue_columns`, with what is read apart for all of them."""
    asked: Any = Dispositif.select(Dispositif.id, Dispositif.sans_contact)
    following: Any = Referent.select(Referent.suivi, Referent.agent).where(follows_on(day))
    if only is not None:
        following = following.where(Referent.suivi.in_(list(only)))
    suiveurs: dict[str, list[str]] = defaultdict(list)
    for suivi_id, agent in raw(following.order_by(Referent.du)):
        suiveurs[suivi_id].append(agent)
    gone = partis(Droit.SUIVI_ECRIRE)
    return Vues(
        {row[0]: row for row in rows}, dict(raw(asked)), suiveurs, gone, standstills(day), day
    )
