"""One suivi of the demonstration as its parts read it, and the rows that they write together."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.base.table import Table, add_all
from models.comptes.agent import Agent
from models.echanges.demonstration.calendrier import DAY
from models.echanges.demonstration.hasard import said
from models.echanges.demonstration.portraits import Portrait
from models.personnes.personne import Personne
from models.suivis.suivi import Phase, Referent, Suivi

_GIVEN = frozenset({"version", "created_at", "created_by", "archived_at"})  # by `add_all`
MOBILISATION, MISSION, SORTIE, PARTOUT = "mobilisation", "mission", "sortie", "partout"


@dataclass(frozen=True)
class Vecu:
    """A suivi on the day of the demonstration. `portrait` is None of who came without a fiche."""

    suivi: Suivi
    personne: Personne
    phases: Sequence[Phase]
    referents: Sequence[Referent]  # by day
    day: dt.date
    portrait: Portrait | None = None

    @property
    def ouvert_le(self) -> dt.date:
        opened: dt.date = self.suivi.ouvert_le
        return opened

    @property
    def clos_le(self) -> dt.date | None:
        closed: dt.date | None = self.suivi.clos_le
        return closed

    @property
    def fin(self) -> dt.date:
        """The last day that is told: that of the exit, or the eve of the demonstration."""
        return min(self.day - DAY, self.clos_le or self.day)

    def referent_on(self, day: dt.date) -> Agent:
        """Who followed it then; the first one, before."""
        first, *others = self.referents
        found: Agent = [first, *(one for one in others if one.du <= day)][-1].agent
        return found

    def moment_on(self, day: dt.date) -> str:
        """What the phase of that day is about."""
        begun = [phase for phase in self.phases if phase.debut and phase.debut <= day]
        if not begun:
            return PARTOUT
        if begun[-1].mission:
            return MISSION
        return SORTIE if any(phase.mission for phase in begun) else MOBILISATION

    def said(self, text: str) -> str:
        sexe = (self.personne.sexe_id or "").partition(".")[2]
        return said(text, prenom=self.personne.prenom, sexe=sexe)


class Lignes:
    """Rows held until all is told, then written in one go, in the order of their tables."""

    def __init__(self) -> None:
        self._rows: dict[type[Table], list[Table]] = defaultdict(list)

    def keep(self, row: Table) -> None:
        self._rows[type(row)].append(row)

    def write(self) -> None:
        """The tables in the order in which each was first met: what is pointed to comes first."""
        for table, rows in self._rows.items():
            names = [f.name for f in table._meta.sorted_fields if f.name not in _GIVEN]
            add_all(table, names, (_values(row, names) for row in rows))
        self._rows.clear()


def _values(row: Table, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row.__data__.get(name) for name in names)
