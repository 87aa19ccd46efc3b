"""The caseload: every suivi under way on one screen, with what it waits for.

Held in memory: what makes a row (last contact, signals) is computed, and a few thousand suivis are
read in a handful of queries.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import peewee

from models.base import clock, database
from models.base.droit import Droit
from models.base.held import HeldListing
from models.base.listing import Column, as_text
from models.base.search import fold
from models.base.stream import streamed
from models.comptes.agent import Agent, AgentRole
from models.comptes.depart import partis
from models.personnes.personne import Personne, shown_name
from models.suivis.dispositif import Dispositif
from models.suivis.entretien import Entretien
from models.suivis.rendez_vous import RendezVous, next_dates
from models.suivis.signaux import Signal, SignalReporte, Vue, seen_on, signaux_of, views_on
from models.suivis.suivi import Phase, Referent, Statut, Suivi, statut_between

TABLES = (Suivi, Phase, Referent, Entretien, RendezVous, SignalReporte, Personne)


@dataclass(frozen=True)
class Ligne:
    """One suivi as its référent sees it from afar."""

    id: str
    personne_id: str
    nom: str
    dispositif: str
    statut: Statut
    phase: str
    referents: tuple[str, ...]
    agents: frozenset[str]
    prochain: tuple[dt.date, dt.time | None] | None
    dernier: dt.date | None
    signaux: tuple[Signal, ...]


def charge(agent_id: str | None = None, *, closed: bool = False) -> list[Ligne]:
    """The suivis under way (or over) of an agent, or of all; the most pressing first.

    Who may only know that a suivi exists is told neither its phase nor its signals.
    """
    today = clock.today()
    rows = _rows(agent_id, today, closed=closed)
    whole = database.handle().require_actor().may(Droit.SUIVI_LIRE)
    phases = _phases() if whole else {}
    views = views_on(today) if whole and not closed else {}
    told = _told(views, today) if views else {}
    seen = {key: view.dernier for key, view in views.items()} if views else _seen(closed, whole)
    names, coming, gone = _referents(today), next_dates(today), partis(Droit.SUIVI_ECRIRE)
    lines = [
        Ligne(
            id=key,
            personne_id=personne,
            nom=shown_name(usage or naissance, prenom_usage or prenom),
            dispositif=intitule or "Hors dispositif",
            statut=statut_between(ouvert, clos, today),
            phase=phases.get(key, ""),
            referents=_following(names.get(key, ()), gone),
            agents=frozenset(agent for agent, _ in names.get(key, ())),
            prochain=coming.get(key),
            dernier=seen.get(key),
            signaux=tuple(told.get(key, ())),
        )
        for key, personne, usage, naissance, prenom_usage, prenom, intitule, ouvert, clos in rows
    ]
    return sorted(lines, key=_pressing)


def charge_listing(lines: Sequence[Ligne]) -> HeldListing:
    """The caseload as a list that is searched, sorted, printed and exported."""
    return HeldListing(
        title="Suivis",
        columns=_readable(_columns()),
        held=lines,
        words=[_words(line) for line in lines],
        tables=frozenset({*TABLES, Agent, AgentRole}),
        empty="Aucun suivi en cours. Ouvrez-en un depuis le dossier d’une personne.",
    )


def said_signaux(found: Sequence[Signal]) -> str:
    """The most pressing one, and how many more there are."""
    if not found:
        return ""
    more = len(found) - 1
    first = found[0].phrase.partition(" (")[0]  # the rest is on its page
    return first + (f" (+\u00a0{more})" if more else "")


def _rows(agent_id: str | None, day: dt.date, *, closed: bool) -> list[tuple[Any, ...]]:
    wanted = Suivi.clos_le <= day if closed else Suivi.clos_le.is_null() | (Suivi.clos_le > day)
    query: Any = (
        Suivi.select(
            Suivi.id, Suivi.personne, Personne.nom_usage, Personne.nom_naissance,
            Personne.prenom_usage, Personne.prenom, Dispositif.intitule, Suivi.ouvert_le,
            Suivi.clos_le,
        )
        .join(Personne, on=(Suivi.personne == Personne.id))
        .switch(Suivi)
        .join(Dispositif, peewee.JOIN.LEFT_OUTER, on=(Suivi.dispositif == Dispositif.id))
        .where(Suivi.archived_at.is_null() & wanted)
    )  # fmt: skip
    if agent_id is not None:
        mine: Any = Referent.select(Referent.suivi).where(
            (Referent.agent == agent_id) & (Referent.au.is_null() | (Referent.au > day))
        )
        query = query.where(Suivi.id.in_(mine))
    return list(streamed(query.order_by(Personne.cle, Suivi.id)))


def _phases() -> dict[str, str]:
    """The phase under way of each suivi."""
    query: Any = Phase.select(Phase.suivi, Phase.libelle).where(
        Phase.debut.is_null(False) & Phase.fin.is_null()
    )
    return dict(streamed(query.order_by(Phase.rang)))


def _seen(closed: bool, whole: bool) -> Mapping[str, dt.date | None]:
    return seen_on() if closed and whole else {}


def _told(views: dict[str, Vue], day: dt.date) -> dict[str, list[Signal]]:
    found: dict[str, list[Signal]] = defaultdict(list)
    for one in signaux_of(views, day):
        found[one.suivi_id].append(one)
    return found


def _referents(day: dt.date) -> dict[str, list[tuple[str, str]]]:
    query: Any = (
        Referent.select(Referent.suivi, Referent.agent, Agent.prenom, Agent.nom)
        .join(Agent)
        .where((Referent.du <= day) & (Referent.au.is_null() | (Referent.au > day)))
    )
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, agent, prenom, nom in streamed(query.order_by(Referent.du)):
        found[key].append((agent, prenom or nom))
    return found


def _following(named: Sequence[tuple[str, str]], gone: Collection[str]) -> tuple[str, ...]:
    """Their names; when none can follow any more, that there is nobody, and who it was."""
    there = tuple(nom for agent, nom in named if agent not in gone)
    if there or not named:
        return there
    return (f"aucun ({', '.join(nom for _, nom in named)})",)


def _pressing(line: Ligne) -> tuple[int, int, dt.date, str]:
    worst = max((one.gravite for one in line.signaux), default=-1)
    first = line.prochain[0] if line.prochain else dt.date.max
    return (-worst, -len(line.signaux), first, fold(line.nom))


def _words(line: Ligne) -> str:
    said = (line.nom, line.dispositif, line.phase, *line.referents, said_signaux(line.signaux))
    return fold(" ".join(said))


def _columns() -> list[Column]:
    def column(name: str, title: str, text: Any, sort: Any, **looks: Any) -> Column:
        return Column(name, title, (name,), text=text, sort=(sort,), **looks)

    far = dt.date.max
    return [
        column("personne", "Personne", lambda one: one.nom, lambda one: fold(one.nom), width=24,
               nominative=True),
        column("signaux", "À faire", lambda one: said_signaux(one.signaux), _pressing, width=44),
        column("prochain", "Rendez-vous", _said_next,
               lambda one: one.prochain[0] if one.prochain else far, width=18),
        column("dernier", "Dernier contact", lambda one: as_text(one.dernier),
               lambda one: one.dernier or dt.date.min, width=13, right=True,
               value=lambda one: one.dernier),
        column("phase", "Phase", lambda one: one.phase or one.dispositif,
               lambda one: fold(one.phase or one.dispositif), width=26),
        column("referent", "Référent", lambda one: ", ".join(one.referents),
               lambda one: fold(" ".join(one.referents)), width=14, secondary=True),
    ]  # fmt: skip


def _readable(columns: list[Column]) -> tuple[Column, ...]:
    """Who may only know that a suivi exists is told neither where it stands nor what it waits."""
    if database.handle().require_actor().may(Droit.SUIVI_LIRE):
        return tuple(columns)
    kept = ("personne", "phase", "referent", "prochain")
    return tuple(column for column in columns if column.name in kept)


def _said_next(line: Ligne) -> str:
    if line.prochain is None:
        return ""
    day, hour = line.prochain
    said = f"{day:%d/%m}" if day.year == clock.today().year else as_text(day)
    return said + (f" à {hour:%H:%M}" if hour else "")
