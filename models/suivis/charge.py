"""The caseload: every suivi that asks for somebody on one screen, with what it waits for.

Held in memory: what makes a row (last contact, signals) is computed, and a few thousand suivis are
read in a handful of queries. What a row says is put in words once it is looked at.
"""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, overload

import peewee

from models.base import clock, database
from models.base.droit import Droit
from models.base.held import HeldListing, Words
from models.base.listing import Column, as_text
from models.base.search import fold
from models.base.stream import raw, streamed
from models.base.table import as_day
from models.comptes.agent import Agent, AgentRole
from models.personnes.personne import Personne, shown_name
from models.suivis.dispositif import Dispositif
from models.suivis.entretien import Entretien
from models.suivis.nouvelle import Nouvelle
from models.suivis.objectif import Action
from models.suivis.rendez_vous import RendezVous, next_dates
from models.suivis.signaux import Signal, SignalReporte, read_tables, signaux_of
from models.suivis.suivi import Phase, Referent, Statut, Suivi, follows_on, statut_between
from models.suivis.vues import CLOS, DERNIER, DISPOSITIF, OUVERT, heeded, vue_columns, vues_of

TABLES = frozenset({
    Suivi, Phase, Referent, Entretien, RendezVous, SignalReporte, Personne, Action, Nouvelle,
    Agent, AgentRole,
})  # fmt: skip
Suiveur = tuple[str, str]  # an agent who follows: key, name
_CLE, _NOM, _PRENOM = range(5, 8)  # places in a row, after those of `vue_columns`


@dataclass(slots=True, eq=False)
class Ligne:
    """One suivi as its référent sees it from afar."""

    id: str
    cle: str
    nom: str
    clos_le: dt.date | None
    statut: Statut
    dispositif: str
    phase: str
    suiveurs: Sequence[Suiveur]
    partis: Collection[str]  # who follows nobody any more
    prochain: tuple[dt.date, dt.time | None] | None
    dernier: dt.date | None
    signaux: Sequence[Signal]

    @property
    def referents(self) -> tuple[str, ...]:
        """Their names; when none can follow any more, that there is nobody, and who it was."""
        there = tuple(nom for key, nom in self.suiveurs if key not in self.partis)
        if there or not self.suiveurs:
            return there
        return (f"aucun ({', '.join(nom for _, nom in self.suiveurs)})",)

    @property
    def agents(self) -> frozenset[str]:
        return frozenset(agent for agent, _ in self.suiveurs)

    @property
    def etape(self) -> str:
        """Where it stands: ended, its phase, else its dispositif."""
        if self.statut is Statut.TERMINE:
            return f"Terminé le {as_text(self.clos_le)}"
        return self.phase or self.dispositif


class Lignes(Sequence[Ligne]):
    """The rows of a caseload as they were read, each told once it is looked at."""

    def __init__(self, rows: Sequence[Sequence[Any]], day: dt.date, *, whole: bool) -> None:
        self._day = day
        opened = day.isoformat() if rows and isinstance(rows[0][OUVERT], str) else day
        views = vues_of((row for row in rows if row[OUVERT] <= opened), day)
        self._told = signaux_of(views, day) if whole else {}
        self._phases = _phases() if whole else {}
        to_come = {row[0] for row in rows if row[OUVERT] > opened}
        self._suiveurs = {**views.suiveurs, **_named(to_come, day)}
        self._prochains = next_dates(day)
        self._agents, self._partis = _agents(), views.partis
        named: Any = Dispositif.select(Dispositif.id, Dispositif.intitule)
        self._intitules: dict[str, str] = dict(raw(named))
        self._rows = rows
        self._made: dict[int, Ligne] = {}

    def sorted(self, *, closed: bool) -> "Lignes":
        """The most pressing first; those that are over and ask for nothing only if `closed`."""
        told, coming, far = self._told, self._prochains, (dt.date.max,)
        ranked = []
        for at, row in enumerate(self._rows):
            found = told.get(row[0])
            if found is None and row[CLOS] is not None and not closed and self._is_over(row):
                continue
            worst, many = (-found[0].gravite, -len(found)) if found else (1, 0)
            ranked.append((worst, many, coming.get(row[0], far)[0], at, row))
        ranked.sort()  # of the same weight: by name, as they were read
        self._rows = [one[-1] for one in ranked]
        return self

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Ligne: ...
    @overload
    def __getitem__(self, at: slice) -> list[Ligne]: ...
    def __getitem__(self, at: int | slice) -> Ligne | list[Ligne]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        made = self._made.get(at)
        if made is None:
            made = self._made[at] = self._line(self._rows[at])
        return made

    def _is_over(self, row: Sequence[Any]) -> bool:
        ended: dt.date = as_day(row[CLOS])
        return ended <= self._day

    def _line(self, row: Sequence[Any]) -> Ligne:
        key, ended = row[0], as_day(row[CLOS])
        return Ligne(
            key, row[_CLE], shown_name(row[_NOM], row[_PRENOM]), ended,
            statut_between(as_day(row[OUVERT]), ended, self._day),
            self._intitules.get(row[DISPOSITIF], "Hors dispositif"), self._phases.get(key, ""),
            [self._agents[one] for one in self._suiveurs.get(key, ())], self._partis,
            self._prochains.get(key), as_day(row[DERNIER]), self._told.get(key, ()),
        )  # fmt: skip


def charge(agent_id: str | None = None, *, closed: bool = False) -> Lignes:
    """The suivis of an agent, or of all, that ask for somebody: the most pressing first.

    Those under way, and those over whose news are to be taken; with `closed`, all that are over.
    Who may only know that a suivi exists is told neither its phase nor its signals.
    """
    today = clock.today()
    whole = database.handle().require_actor().may(Droit.SUIVI_LIRE)
    rows = raw(_query(agent_id, today, closed=closed, whole=whole))
    return Lignes(rows, today, whole=whole).sorted(closed=closed)


def charge_listing(lines: Sequence[Ligne]) -> HeldListing:
    """The caseload as a list that is searched, sorted, printed and exported."""
    return HeldListing(
        title="Suivis",
        columns=_readable(_columns()),
        held=lines,
        words=Words(lines, _words),
        tables=TABLES | read_tables(),
        empty="Aucun suivi en cours. Ouvrez-en un depuis le dossier d’une personne.",
    )  # fmt: skip


def said_signaux(found: Sequence[Signal]) -> str:
    """The most pressing one, and how many more there are."""
    if not found:
        return ""
    more = len(found) - 1
    first = found[0].phrase.partition(" (")[0]  # the rest is on its page
    return first + (f" (+\u00a0{more})" if more else "")


def _query(agent_id: str | None, day: dt.date, *, closed: bool, whole: bool) -> Any:
    asked = heeded(day) if whole else Suivi.clos_le.is_null() | (Suivi.clos_le > day)
    wanted = Suivi.clos_le <= day if closed else asked
    columns = vue_columns() if whole else (*vue_columns()[:DERNIER], peewee.Value(None))
    shown: list[Any] = [
        peewee.fn.COALESCE(peewee.fn.NULLIF(used, ""), given)
        for used, given in ((Personne.nom_usage, Personne.nom_naissance),
                            (Personne.prenom_usage, Personne.prenom))
    ]  # fmt: skip
    query: Any = (
        Suivi.select(*columns, Personne.cle, *shown)
        .join(Personne, on=(Suivi.personne == Personne.id))
        .where(Suivi.archived_at.is_null() & wanted)
    )
    if agent_id is not None:
        mine: Any = Referent.select(Referent.suivi).where(
            (Referent.agent == agent_id) & follows_on(day)
        )
        query = query.where(Suivi.id.in_(mine))
    return query.order_by(Personne.cle, Suivi.id)


def _phases() -> dict[str, str]:
    """The phase under way of each suivi."""
    query: Any = Phase.select(Phase.suivi, Phase.libelle).where(
        Phase.debut.is_null(False) & Phase.fin.is_null()
    )
    return dict(streamed(query.order_by(Phase.rang)))


def _named(to_come: Collection[str], day: dt.date) -> dict[str, list[str]]:
    """Who will follow each suivi that has not begun: it is theirs already."""
    found: dict[str, list[str]] = {}
    if to_come:
        later: Any = Referent.select(Referent.suivi, Referent.agent).where(
            (Referent.du > day) & Referent.au.is_null()
        )
        for suivi_id, agent_id in raw(later.order_by(Referent.du)):
            if suivi_id in to_come:
                found.setdefault(suivi_id, []).append(agent_id)
    return found


def _agents() -> dict[str, Suiveur]:
    named: Any = Agent.select(Agent.id, Agent.prenom, Agent.nom, Agent.identifiant)
    return {key: (key, first or last or account) for key, first, last, account in raw(named)}


def _pressing(line: Ligne) -> tuple[int, int, dt.date]:
    """As they are sorted at first."""
    worst = -line.signaux[0].gravite if line.signaux else 1
    return worst, -len(line.signaux), line.prochain[0] if line.prochain else dt.date.max


def _words(line: Ligne) -> str:
    said = (line.dispositif, line.etape, *line.referents, said_signaux(line.signaux))
    return f"{line.cle} {fold(' '.join(said))}"


def _columns() -> list[Column]:
    def column(name: str, title: str, text: Callable[[Ligne], str], sort: Any, **looks: Any) -> Any:
        return Column(name, title, (name,), text=text, sort=(sort,), **looks)

    far = dt.date.max
    return [
        column("personne", "Personne", lambda one: one.nom, lambda one: one.cle, width=24,
               nominative=True),
        column("signaux", "À faire", lambda one: said_signaux(one.signaux), _pressing, width=44),
        column("prochain", "Rendez-vous", _said_next,
               lambda one: one.prochain[0] if one.prochain else far, width=18),
        column("dernier", "Dernier contact", lambda one: as_text(one.dernier),
               lambda one: one.dernier or dt.date.min, width=13, right=True,
               value=lambda one: one.dernier),
        column("phase", "Phase", lambda one: one.etape, lambda one: fold(one.etape), width=26),
        column("referent", "Référent", lambda one: ", ".join(one.referents),
               lambda one: fold(" ".join(one.referents)), width=14, secondary=True),
    ]  # fmt: skip


def _readable(columns: list[Column]) -> tuple[Column, ...]:
    """Who may only know that a suivi exists is told neither where it stands nor what it waits."""
    if database.handle().require_actor().may(Droit.SUIVI_LIRE):
        return tuple(columns)
    kept = ("personne", "phase", "referent", "prochain")
    return tuple(
        column._replace(label="Dispositif") if column.name == "phase" else column
        for column in columns
        if column.name in kept
    )


def _said_next(line: Ligne) -> str:
    if line.prochain is None:
        return ""
    day, hour = line.prochain
    said = f"{day:%d/%m}" if day.year == clock.today().year else as_text(day)
    return said + (f" à {hour:%H:%M}" if hour else "")
