"""A parcours along time: bars of phases, missions and suspensions, marks of what happened."""

import datetime as dt
import enum
from dataclasses import dataclass, field
from typing import Any

from models.base import clock
from models.base.held import HeldListing
from models.base.listing import Column, as_text, several
from models.base.table import tuples_of
from models.nomenclatures.valeur import labels
from models.suivis.entretien import Entretien, days_of_entretiens
from models.suivis.mission import Genre, Mission
from models.suivis.regles import require_reading
from models.suivis.rendez_vous import RendezVous, etat_of, rendez_vous_of
from models.suivis.suivi import Phase, Suivi, Suspension, phases_of_suivi

Jours = tuple[dt.date, dt.date]  # the first and the last one
# As it is read, then the days by which it is put in order: at first, as planned, as it was.
Ligne = tuple[str, str, str, str, dt.date, dt.date, dt.date]
NEVER = dt.date.max  # of what was not planned, or has not begun


class Voie(enum.StrEnum):
    """On which line of the frise something stands."""

    PHASE = "Phase"
    MISSION = "Mission"
    SUSPENSION = "Suspension"
    ENTRETIEN = "Entretien"
    RENDEZ_VOUS = "Rendez-vous"

    def counted(self, count: int) -> str:
        """« 1 phase », « 3 rendez-vous »."""
        word = self.value.lower()
        return several(count, word, word if word.endswith("s") else f"{word}s")


@dataclass(frozen=True)
class Barre:
    """Something that lasts. `reel` ends today for what goes on; `ouverte` says so."""

    voie: Voie
    libelle: str
    prevu: Jours | None = None
    reel: Jours | None = None
    ouverte: bool = False
    reserve: str = ""  # of what may not be
    omise: bool = False  # the suivi ended without it

    @property
    def dite(self) -> str:
        """What it is, and on what condition, or that it never was."""
        if self.omise:
            return f"{self.libelle} (non réalisée)"
        return f"{self.libelle} ({self.reserve})" if self.reserve else self.libelle


@dataclass(frozen=True)
class Marque:
    """Something of one day."""

    voie: Voie
    date: dt.date
    libelle: str
    manque: bool = False  # a rendez-vous that was not kept


@dataclass(frozen=True)
class Frise:
    """A whole parcours, from its first day to its last planned one."""

    du: dt.date
    au: dt.date
    jour: dt.date
    barres: tuple[Barre, ...] = ()
    marques: tuple[Marque, ...] = field(default=())

    @property
    def phrase(self) -> str:
        """What the drawing says, in one sentence."""
        phases = [b for b in self.barres if b.voie is Voie.PHASE]
        now = next((b.libelle for b in phases if b.ouverte), "")
        seen = [b.voie for b in self.barres if not b.omise] + [m.voie for m in self.marques]
        told = [one.counted(seen.count(one)) for one in Voie if one in seen]
        left = sum(b.omise for b in phases)
        told += [several(left, "phase non réalisée", "phases non réalisées")] if left else []
        told += [f"en ce moment\u00a0: {now}"] if now else []
        return f"Du {as_text(self.du)} au {as_text(self.au)}, {', '.join(told)}."


def frise_of(suivi: Suivi) -> Frise:
    """All of a suivi that has a date; for who may read it."""
    require_reading()
    today = clock.today()
    bars = (*_phases(suivi, today), *_missions(suivi, today), *_suspensions(suivi, today))
    marks = (*_entretiens(suivi), *_rendez_vous(suivi, today))
    days = [suivi.ouvert_le, suivi.clos_le or today, *(m.date for m in marks)]
    for bar in bars:
        for span in (bar.prevu, bar.reel):
            days += span or ()
    return Frise(min(days), max(days), today, bars, tuple(sorted(marks, key=lambda m: m.date)))


def frise_listing(frise: Frise) -> HeldListing:
    """The same as rows: what a screen reader goes through."""
    marks = [(m.voie.value, m.libelle, "", as_text(m.date), m.date, NEVER, m.date)
             for m in frise.marques]  # fmt: skip
    lines = [*_bar_lines(frise), *marks]

    def column(name: str, title: str, at: int, width: int, *, sort: int) -> Column:
        return Column(
            name,
            title,
            (name,),
            text=lambda line: line[at],
            sort=(lambda line: line[sort],),
            width=width,
        )

    return HeldListing(
        title="Frise du parcours",
        columns=(
            column("genre", "Genre", 0, 12, sort=0),
            column("libelle", "Quoi", 1, 32, sort=1),
            column("prevu", "Prévu", 2, 24, sort=5),
            column("reel", "En vrai", 3, 24, sort=6),
        ),
        held=sorted(lines, key=lambda line: line[4]),
        tables=frozenset({Phase, Mission, Suspension, Entretien, RendezVous}),
        empty="Rien n’est daté pour l’instant.",
    )


def _bar_lines(frise: Frise) -> list[Ligne]:
    return [
        (
            bar.voie.value, bar.dite, _said(bar.prevu), _said(bar.reel, ouverte=bar.ouverte),
            (bar.reel or bar.prevu or (frise.du,))[0],
            bar.prevu[0] if bar.prevu else NEVER, bar.reel[0] if bar.reel else NEVER,
        )
        for bar in frise.barres
    ]  # fmt: skip


def _said(span: Jours | None, *, ouverte: bool = False) -> str:
    if span is None:
        return ""
    if ouverte:
        return f"depuis le {as_text(span[0])}"
    return f"du {as_text(span[0])} au {as_text(span[1])}"


def _phases(suivi: Suivi, today: dt.date) -> list[Barre]:
    over = suivi.clos_le is not None and suivi.clos_le <= today
    return [
        Barre(
            Voie.PHASE, phase.libelle, (phase.prevue_du, phase.prevue_au),
            _real(phase.debut, phase.fin, today),
            ouverte=phase.debut is not None and phase.fin is None,
            reserve=phase.reserve,
            omise=over and phase.debut is None,
        )
        for phase in phases_of_suivi(suivi.id)
    ]  # fmt: skip


def _missions(suivi: Suivi, today: dt.date) -> list[Barre]:
    query: Any = Mission.select(
        Mission.genre, Mission.intitule, Mission.du, Mission.au, Mission.rompue_le
    ).where((Mission.suivi == suivi.id) & Mission.archived_at.is_null())
    found = []
    for genre, intitule, du, au, broken in tuples_of(query.order_by(Mission.du)):
        end = broken or au
        going = du <= today <= end
        real = (du, min(end, today)) if du <= today else None
        label = intitule or Genre(genre).label
        found.append(Barre(Voie.MISSION, label, (du, au), real, ouverte=going))
    return found


def _suspensions(suivi: Suivi, today: dt.date) -> list[Barre]:
    query: Any = Suspension.select(Suspension.du, Suspension.au, Suspension.motif).where(
        (Suspension.suivi == suivi.id) & Suspension.archived_at.is_null()
    )
    return [
        Barre(
            Voie.SUSPENSION,
            motif or "Suspension",
            None,
            (du, au or max(du, today)),
            ouverte=au is None,
        )
        for du, au, motif in tuples_of(query.order_by(Suspension.du))
    ]


def _real(debut: dt.date | None, fin: dt.date | None, today: dt.date) -> Jours | None:
    if debut is None:
        return None
    return (debut, fin or max(debut, today))


def _entretiens(suivi: Suivi) -> list[Marque]:
    found = days_of_entretiens(suivi.id)
    named = labels([nature for _, nature in found])
    return [Marque(Voie.ENTRETIEN, day, named.get(nature, "")) for day, nature in found]


def _rendez_vous(suivi: Suivi, today: dt.date) -> list[Marque]:
    """Those that left no entretien: what is to come, and what was missed."""
    found = rendez_vous_of(suivi.id)
    states = labels([f"etat_rendez_vous.{etat_of(one, today)}" for one in found])
    return [
        Marque(
            Voie.RENDEZ_VOUS, one.date,
            " — ".join(
                w for w in (one.objet, states.get(f"etat_rendez_vous.{etat_of(one, today)}")) if w
            ),
            manque=one.etat in ("absence", "excuse", "annule"),
        )
        for one in found
        if one.entretien_id is None and one.etat != "reporte"
    ]  # fmt: skip
