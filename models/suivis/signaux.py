"""What asks for somebody's attention in a suivi: computed from facts, and saying which.

Each source gives its signals for all suivis at once, so that a caseload of thousands costs a few
queries: those under way for `sources`, those that ended for `suites`, all of them for `toujours`.
Areas above add theirs.
"""

import datetime as dt
import enum
import functools
import importlib
from collections import defaultdict
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
from models.personnes.personne import Personne
from models.suivis.action import actions_en_retard
from models.suivis.rendez_vous import unsettled
from models.suivis.suivi import Phase, Suivi, Suspension, check_may_write
from models.suivis.vues import Vues, views_on

LATE = 14  # days after which a phase should have begun
AHEAD = 14  # days before the end of a phase


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


# Who adds sources, by name: most are of areas above this one.
DECLARERS = (
    "models.suivis.signaux_apres",
    "models.suivis.signaux_fse",
    "models.suivis.signaux_partage",
    "models.suivis.signaux_referent",
    "models.prescriptions.signaux",
    "models.prescriptions.signaux_majorite",
)
Source = Callable[[Vues, dt.date], Iterable[Signal]]


# How each kind reads in a filter.
GENRES = {
    "sans_contact": "Sans contact",
    "phase_finit": "Phase qui finit",
    "phase_depassee": "Phase dépassée",
    "phase_a_commencer": "Phase à commencer",
    "rendez_vous": "Issue de rendez-vous à noter",
    "action": "Action en retard",
    "fiche": "Fiche à signer",
    "accord": "Accord à noter ou retiré",
    "accord_phase": "Accord pour une phase",
    "age": "Âge hors des conditions",
    "majorite": "18 ans",
    "fse": "Questionnaire FSE+",
    "place": "Place libre",
    "nouvelles": "Nouvelles après la sortie",
    "sans_referent": "Plus personne ne suit",
}


def genre_of(code: str) -> str:
    """A kind of signal in words; one that an area above adds may have none here."""
    return GENRES.get(code, code.replace("_", " ").capitalize())


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
    """Those of all suivis (of `only` these), the most pressing first."""
    today = day or clock.today()
    found = [one for told in signaux_of(views_on(today, only), today).values() for one in told]
    return sorted(found, key=lambda one: _pressing(one, today))


def read_tables() -> frozenset[type[Table]]:
    """The tables whose changes may make a signal come or go, those of the areas above too."""
    _declare()
    return frozenset({Phase, Suivi, SignalReporte, Personne, Suspension, *lues})


def _declare() -> None:
    for module in DECLARERS:
        importlib.import_module(module)


def signaux_of(views: Vues, day: dt.date) -> dict[str, list[Signal]]:
    """Those of each of these suivis, the most pressing first, but for those that were put off."""
    _declare()
    running, over = views.parted()
    silent = _silent(day)
    found: dict[str, list[Signal]] = defaultdict(list)
    for those, told in ((running, sources), (over, suites), (views, toujours)):
        known = those.keys() if those else ()
        for source in told if those else ():
            for one in source(those, day):
                if one.suivi_id in known and not (silent and _key(one) in silent):
                    found[one.suivi_id].append(one)
    for those_of in found.values():
        if len(those_of) > 1:
            those_of.sort(key=lambda one: _pressing(one, day))
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


def _pressing(one: Signal, day: dt.date) -> tuple[int, dt.date, str]:
    return (-one.gravite, one.depuis or day, one.code)


def _key(one: Signal) -> tuple[str, str, str]:
    return one.suivi_id, one.code, one.objet


def _silent(day: dt.date) -> set[tuple[str, str, str]]:
    query: Any = SignalReporte.select(
        SignalReporte.suivi, SignalReporte.code, SignalReporte.objet
    ).where((SignalReporte.jusqu_au > day) & SignalReporte.archived_at.is_null())
    return {(suivi, code, objet) for suivi, code, objet in streamed(query)}


def _without_contact(views: Vues, day: dt.date) -> Iterator[Signal]:
    """Nobody is waited for while a suivi stands still; the days count again from its end."""
    for key, last, since, resumed in views.silent():
        yield Signal._make((key, *_silence(last, since, day, resumed=resumed)))


@functools.lru_cache(maxsize=1024)
def _silence(
    last: dt.date | None, since: dt.date, day: dt.date, *, resumed: bool
) -> tuple[Any, ...]:
    """All of the signal but whose it is: many are silent since the same day."""
    said = f"dernier\u00a0: le {as_text(last)}" if last else "aucun depuis l’ouverture"
    from_when = "la reprise, il y a " if resumed else ""
    days = (day - since).days
    length = f"{days} jour{'s' if days > 1 else ''}"
    phrase = f"Pas de contact depuis {from_when}{length} ({said})"
    return Signal("", "sans_contact", phrase, depuis=since)[1:]


def _phases(views: Vues, day: dt.date) -> Iterator[Signal]:
    """What was planned waits, while a suivi stands still."""
    query: Any = Phase.select(Phase.suivi, Phase.id, Phase.libelle, Phase.prevue_au).where(
        Phase.debut.is_null(False) & Phase.fin.is_null()
        & (Phase.prevue_au <= day + dt.timedelta(days=AHEAD))
    )  # fmt: skip
    for suivi_id, key, libelle, end in streamed(query):
        if views.arrets.get(suivi_id) == day:
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


def _not_begun(views: Vues, day: dt.date) -> Iterator[Signal]:
    """The first phase that should run by now, where none does."""
    other: Any = Phase.alias()
    running = other.select(other.id).where(
        (other.suivi == Phase.suivi) & other.debut.is_null(False) & other.fin.is_null()
    )
    query: Any = Phase.select(Phase.suivi, Phase.id, Phase.libelle, Phase.prevue_du).where(
        Phase.debut.is_null() & ~Phase.optionnelle
        & (Phase.prevue_du <= day - dt.timedelta(days=LATE)) & ~peewee.fn.EXISTS(running)
    )  # fmt: skip
    told: set[str] = set()
    for suivi_id, key, libelle, planned in streamed(query.order_by(Phase.suivi, Phase.rang)):
        if suivi_id in told or views.arrets.get(suivi_id) == day:
            continue
        told.add(suivi_id)
        yield Signal(
            suivi_id, "phase_a_commencer",
            f"«\u00a0{libelle}\u00a0» devait commencer le {as_text(planned)}",
            Gravite.PROCHE, objet=key, depuis=planned,
        )  # fmt: skip


def _accords(views: Vues, day: dt.date) -> Iterator[Signal]:
    """A phase that is only lived with the person's agreement, and comes near without it."""
    query: Any = Phase.select(Phase.suivi, Phase.id, Phase.libelle, Phase.prevue_du).where(
        Phase.partagee
        & Phase.accord_le.is_null()
        & Phase.debut.is_null()
        & (Phase.prevue_du <= day + dt.timedelta(days=AHEAD))
    )
    for suivi_id, key, libelle, begin in streamed(query):
        yield Signal(
            suivi_id, "accord_phase",
            f"Accord de la personne à demander pour «\u00a0{libelle}\u00a0», prévue le "
            f"{as_text(begin)}",
            Gravite.RETARD if begin < day else Gravite.PROCHE, objet=key, depuis=begin,
        )  # fmt: skip


def _rendez_vous(views: Vues, day: dt.date) -> Iterator[Signal]:
    for suivi_id, key, date in unsettled(day):
        yield Signal(
            suivi_id, "rendez_vous",
            f"Issue du rendez-vous du {as_text(date)} à noter", objet=key, depuis=date,
        )  # fmt: skip


def _actions(views: Vues, day: dt.date) -> Iterator[Signal]:
    for suivi_id, late in actions_en_retard(day).items():
        for one in late:
            yield Signal(
                suivi_id, "action",
                f"«\u00a0{one.intitule}\u00a0» était pour le {as_text(one.echeance)}",
                objet=one.action_id, depuis=one.echeance,
            )  # fmt: skip


sources: list[Source] = [
    _without_contact, _phases, _not_begun, _accords, _rendez_vous, _actions,
]  # fmt: skip
suites: list[Source] = []  # of what comes after the end
lues: set[type[Table]] = set()  # what the sources of other modules read
toujours: list[Source] = []  # of what is asked before and after alike, read once
