"""What asks for somebody's attention in a suivi: computed from facts, and saying which.

Each source gives its signals for all suivis under way at once, so that a caseload of thousands
costs a few queries. Areas above this one add theirs to `sources`.
"""

import datetime as dt
import enum
import importlib
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple

import peewee

from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid
from models.base.fields import CodeField, DayField, ForeignKey
from models.base.listing import as_text
from models.base.stream import streamed
from models.base.table import Table
from models.comptes.agent import Agent
from models.personnes.naissance import Precision
from models.personnes.personne import Personne
from models.suivis.action import actions_en_retard
from models.suivis.dispositif import Dispositif
from models.suivis.entretien import last_contacts
from models.suivis.rendez_vous import last_honoured, unsettled
from models.suivis.suivi import Phase, Suivi, check_may_write
from models.suivis.suspension import standstills

USUAL_SILENCE = 30  # days without contact, outside any dispositif
AHEAD = 14  # days before the end of a phase
COMING_OF_AGE = 30  # days before 18


class Gravite(enum.IntEnum):
    """How much it presses: what is late, what is near, what is good to know."""

    SAVOIR = 0
    PROCHE = 1
    RETARD = 2


class Signal(NamedTuple):
    """One signal: `code` its kind, `objet` what it is about, `phrase` the fact that it comes from.

    `ecran` and `cible` say where it is acted upon.
    """

    suivi_id: str
    code: str
    phrase: str
    gravite: Gravite = Gravite.RETARD
    objet: str = ""
    depuis: dt.date | None = None
    ecran: str = "suivis"
    cible: str = ""


class Vue(NamedTuple):
    """A suivi under way, as the sources need it; `naissance` only when its day is known."""

    id: str
    personne_id: str
    ouvert_le: dt.date
    naissance: dt.date | None
    silence: int
    dernier: dt.date | None  # seen or heard
    arret: dt.date | None = None  # until when it stood still, today if it still does


# Who adds sources, by name: most are of areas above this one.
DECLARERS = (
    "models.suivis.signaux_fse",
    "models.suivis.signaux_partage",
    "models.suivis.signaux_referent",
    "models.prescriptions.signaux",
)
Source = Callable[[dict[str, Vue], dt.date], Iterable[Signal]]


class SignalReporte(Table):
    """One signal of one suivi, silent until a day; `objet` is what it is about."""

    suivi = ForeignKey(Suivi)
    code = CodeField()
    objet = CodeField(default="")
    jusqu_au = DayField(verbose_name="Jusqu’au")
    agent = ForeignKey(Agent, null=True, index=False)

    class Meta:
        indexes = ((("suivi", "code", "objet"), True),)


def signaux(day: dt.date | None = None, only: Collection[str] | None = None) -> list[Signal]:
    """Those of the suivis under way (of `only` these), the most pressing first."""
    today = day or clock.today()
    return signaux_of(views_on(today, only), today)


def signaux_of(views: dict[str, Vue], day: dt.date) -> list[Signal]:
    """Those of these suivis, without those that somebody put off."""
    for module in DECLARERS:
        importlib.import_module(module)
    silent = _silent(day)
    found = [
        one
        for source in sources
        for one in source(views, day)
        if one.suivi_id in views and (one.suivi_id, one.code, one.objet) not in silent
    ]
    return sorted(found, key=lambda one: (-one.gravite, one.depuis or day, one.code))


def seen_on() -> dict[str, dt.date]:
    """The last day on which the person of each suivi was seen, heard, or came as expected."""
    found = last_contacts()
    for key, day in last_honoured().items():
        found[key] = max(day, found.get(key, day))
    return found


@command(right=Droit.SUIVI_ECRIRE, label="Signal reporté")
def put_off(signal: Signal, *, jusqu_au: dt.date, agent: str | None = None) -> SignalReporte:
    """Let a signal be silent until a day; it comes back then if its fact still holds."""
    check_may_write(signal.suivi_id)
    if jusqu_au <= clock.today():
        raise Invalid("jusqu_au", "Jusqu’au\u00a0: choisissez un jour à venir.")
    here = SignalReporte.get_or_none(
        (SignalReporte.suivi == signal.suivi_id)
        & (SignalReporte.code == signal.code)
        & (SignalReporte.objet == signal.objet)
    )
    kept = here or SignalReporte(suivi=signal.suivi_id, code=signal.code, objet=signal.objet)
    kept.jusqu_au, kept.agent = jusqu_au, agent
    saved: SignalReporte = kept.save()
    return saved


def views_on(day: dt.date, only: Collection[str] | None = None) -> dict[str, Vue]:
    """The suivis under way that day, as the sources need them."""
    still = standstills(day)
    seen = seen_on()
    query: Any = (
        Suivi.select(
            Suivi.id, Suivi.personne, Suivi.ouvert_le, Personne.date_naissance,
            Personne.precision_naissance, Dispositif.sans_contact,
        )
        .join(Personne, on=(Suivi.personne == Personne.id))
        .switch(Suivi)
        .join(Dispositif, peewee.JOIN.LEFT_OUTER, on=(Suivi.dispositif == Dispositif.id))
        .where(
            Suivi.archived_at.is_null()
            & (Suivi.ouvert_le <= day)
            & (Suivi.clos_le.is_null() | (Suivi.clos_le > day))
        )
    )  # fmt: skip
    if only is not None:
        query = query.where(Suivi.id.in_(list(only)))
    return {
        key: Vue(
            key, personne, opened, born if precision == Precision.JOUR else None,
            silence or USUAL_SILENCE, seen.get(key), still.get(key),
        )
        for key, personne, opened, born, precision, silence in streamed(query)
    }  # fmt: skip


def _silent(day: dt.date) -> set[tuple[str, str, str]]:
    query: Any = SignalReporte.select(
        SignalReporte.suivi, SignalReporte.code, SignalReporte.objet
    ).where((SignalReporte.jusqu_au > day) & SignalReporte.archived_at.is_null())
    return {(suivi, code, objet) for suivi, code, objet in streamed(query)}


def _without_contact(views: dict[str, Vue], day: dt.date) -> Iterator[Signal]:
    """Nobody is waited for while a suivi stands still; the days count again from its end."""
    for view in views.values():
        last = view.dernier
        since = max(last or view.ouvert_le, view.arret or view.ouvert_le)
        days = (day - since).days
        if days > view.silence:
            said = f"le {as_text(last)}" if last else "aucun depuis l’ouverture"
            resumed = "la reprise, il y a " if last != since == view.arret else ""
            yield Signal(
                view.id, "sans_contact",
                f"Pas de contact depuis {resumed}{days} jours (dernier\u00a0: {said})",
                depuis=since,
            )  # fmt: skip


def _phases(views: dict[str, Vue], day: dt.date) -> Iterator[Signal]:
    """What was planned waits, while a suivi stands still."""
    query: Any = Phase.select(Phase.suivi, Phase.id, Phase.libelle, Phase.prevue_au).where(
        Phase.debut.is_null(False) & Phase.fin.is_null()
        & (Phase.prevue_au <= day + dt.timedelta(days=AHEAD))
    )  # fmt: skip
    for suivi_id, key, libelle, end in streamed(query):
        if suivi_id in views and views[suivi_id].arret == day:
            continue
        if end < day:
            yield Signal(
                suivi_id, "phase_depassee",
                f"«\u00a0{libelle}\u00a0» devait finir le {as_text(end)}", objet=key, depuis=end,
            )  # fmt: skip
        else:
            yield Signal(
                suivi_id, "phase_finit", f"«\u00a0{libelle}\u00a0» finit le {as_text(end)}",
                Gravite.PROCHE, objet=key, depuis=end,
            )  # fmt: skip


def _rendez_vous(views: dict[str, Vue], day: dt.date) -> Iterator[Signal]:
    for suivi_id, key, date in unsettled(day):
        yield Signal(
            suivi_id, "rendez_vous",
            f"Issue du rendez-vous du {as_text(date)} à noter", objet=key, depuis=date,
        )  # fmt: skip


def _actions(views: dict[str, Vue], day: dt.date) -> Iterator[Signal]:
    for suivi_id, late in actions_en_retard(day).items():
        for one in late:
            yield Signal(
                suivi_id, "action",
                f"«\u00a0{one.intitule}\u00a0» était pour le {as_text(one.echeance)}",
                objet=one.action_id, depuis=one.echeance,
            )  # fmt: skip


def _of_age(views: dict[str, Vue], day: dt.date) -> Iterator[Signal]:
    """Who turns eighteen, or just did while she was followed: what was signed is signed again."""
    for view in views.values():
        if view.naissance is None:
            continue
        birthday = _anniversary(view.naissance, 18)
        ahead = (birthday - day).days
        if view.ouvert_le >= birthday or abs(ahead) > COMING_OF_AGE:
            continue
        said = f"18 ans {'le' if ahead > 0 else 'depuis le'} {as_text(birthday)}"
        yield Signal(
            view.id, "majorite", f"{said}\u00a0: faire signer à nouveau",
            Gravite.PROCHE if ahead > 0 else Gravite.RETARD, depuis=birthday,
        )  # fmt: skip


def _anniversary(birth: dt.date, years: int) -> dt.date:
    try:
        return birth.replace(year=birth.year + years)
    except ValueError:  # born on 29 February: in law, of age at the end of the day before
        return dt.date(birth.year + years, 3, 1)


sources: list[Source] = [_without_contact, _phases, _rendez_vous, _actions, _of_age]
