"""The news taken after an exit, within four weeks and at six months: when, tried how often."""

import datetime as dt
import enum
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from models.base import clock
from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import BooleanField, CodeField, DayField, ForeignKey, TextField
from models.base.table import Table, tuples_of
from models.comptes.agent import Agent
from models.nomenclatures.valeur import Valeur
from models.suivis.regles import require_reading
from models.suivis.suivi import Suivi, add_months, check_may_write

TENTATIVES = 3  # after so many without an answer, she is said to be out of reach
WEEKS = dt.timedelta(days=28)
AHEAD = dt.timedelta(days=15)  # that the call of six months may come before its day
GIVEN_UP = 12  # months after an exit, nobody is asked to call any more
DECES = "motif_sortie.deces"


class Rappel(enum.StrEnum):
    """When news are taken."""

    QUATRE_SEMAINES = "quatre_semaines"
    SIX_MOIS = "six_mois"

    @property
    def label(self) -> str:
        return {"quatre_semaines": "Dans les quatre semaines", "six_mois": "À six mois"}[self.value]


class Nouvelle(Table):
    """One attempt to have news after the exit, whether she was reached or not."""

    suivi_id: str
    situation_id: str | None

    suivi = ForeignKey(Suivi)
    moment = CodeField(verbose_name="Moment", choices=[(one.value, one.label) for one in Rappel])
    date = DayField(verbose_name="Le")
    jointe = BooleanField(verbose_name="Jointe")
    situation = ForeignKey(
        Valeur, null=True, index=False, nomenclature="motif_sortie", verbose_name="Situation"
    )
    amelioree = BooleanField(null=True, verbose_name="Situation améliorée")
    precision = TextField(max_length=200, default="", verbose_name="Précision")
    agent = ForeignKey(Agent, null=True, index=False, verbose_name="Par")


class Etat(enum.StrEnum):
    """Where one call stands; computed."""

    A_VENIR = "a_venir"
    A_FAIRE = "a_faire"
    EN_RETARD = "en_retard"
    JOINTE = "jointe"
    INJOIGNABLE = "injoignable"


class Suite(NamedTuple):
    """One call to make after an exit: from when, for when, what was tried."""

    suivi_id: str
    rappel: Rappel
    des_le: dt.date
    pour_le: dt.date
    tentatives: int
    etat: Etat

    @property
    def is_due(self) -> bool:
        return self.etat in (Etat.A_FAIRE, Etat.EN_RETARD)

    @property
    def phrase(self) -> str:
        """« Nouvelles à prendre avant le 12/04/2026 (2 tentatives) »."""
        tried = f" ({_attempts(self.tentatives)})" if self.tentatives else ""
        return {
            Etat.A_VENIR: f"Nouvelles à prendre à partir du {self.des_le:%d/%m/%Y}",
            Etat.A_FAIRE: f"Nouvelles à prendre avant le {self.pour_le:%d/%m/%Y}{tried}",
            Etat.EN_RETARD: f"Nouvelles en retard depuis le {self.pour_le:%d/%m/%Y}{tried}",
            Etat.JOINTE: "Nouvelles prises",
            Etat.INJOIGNABLE: f"Injoignable après {_attempts(self.tentatives)}",
        }[self.etat]


def nouvelles_of(suivi_id: str) -> list[Nouvelle]:
    """The attempts, the last one first."""
    require_reading()
    query: Any = Nouvelle.select().where(
        (Nouvelle.suivi == suivi_id) & Nouvelle.archived_at.is_null()
    )
    return list(query.order_by(Nouvelle.date.desc(), Nouvelle.id.desc()))


def suites_of(suivi: Suivi, day: dt.date) -> list[Suite]:
    """Both calls that follow an exit; none while it runs, nor after a death."""
    require_reading()
    if suivi.clos_le is None or suivi.motif_sortie_id == DECES:
        return []
    tried = _attempts_of([suivi.id])
    return [_suite(suivi.id, suivi.clos_le, rappel, tried=tried, day=day) for rappel in Rappel]


def nouvelles_a_prendre(day: dt.date, only: Collection[str] | None = None) -> list[Suite]:
    """Every call that is due on a day, over all suivis (or these), the most pressing first."""
    require_reading()
    query: Any = Suivi.select(Suivi.id, Suivi.clos_le).where(
        (Suivi.clos_le <= day)
        & (Suivi.clos_le > add_months(day, -GIVEN_UP))
        & Suivi.archived_at.is_null()
        & (Suivi.motif_sortie.is_null() | (Suivi.motif_sortie != DECES))
    )
    ended = [row for row in tuples_of(query) if only is None or row[0] in only]
    tried = _attempts_of(query.select(Suivi.id)) if ended else {}
    found = [
        _suite(suivi_id, clos_le, rappel, tried=tried, day=day)
        for suivi_id, clos_le in ended
        for rappel in Rappel
    ]
    return sorted((one for one in found if one.is_due), key=lambda one: one.pour_le)


@command(right=Droit.SUIVI_ECRIRE, label="Nouvelles notées")
def record_nouvelle(
    suivi: Suivi, *, moment: Rappel, date: dt.date, jointe: bool, **told: Any
) -> Nouvelle:
    """Note one attempt; `told` are `situation`, `amelioree`, `precision`, of who was reached."""
    row = Nouvelle(suivi=suivi, moment=moment.value, agent=handle().require_actor().agent_id)
    return _write(row, {"date": date, "jointe": jointe, **told})


@command(right=Droit.SUIVI_ECRIRE, label="Nouvelles corrigées")
def correct_nouvelle(nouvelle: Nouvelle, **values: Any) -> Nouvelle:
    return _write(nouvelle, values)


@command(right=Droit.SUIVI_ECRIRE, label="Nouvelles retirées")
def remove_nouvelle(nouvelle: Nouvelle) -> None:
    """Take back an attempt that was noted by mistake."""
    check_may_write(nouvelle.suivi_id)
    nouvelle.archive()


def _write(row: Nouvelle, values: dict[str, Any]) -> Nouvelle:
    check_may_write(row.suivi_id)
    for name, value in values.items():
        setattr(row, name, value)
    _check_day(row)
    if not row.jointe:
        if row.situation_id or row.amelioree is not None:
            raise Invalid(
                "situation",
                "Situation\u00a0: elle n’a pas été jointe. Laissez vide ce qu’on ignore.",
            )
        return row.save()
    said: Valeur | None = Valeur.get_or_none(Valeur.id == row.situation_id)
    if said is None or said.nomenclature_id != "motif_sortie":
        raise Invalid("situation", "Situation\u00a0: choisissez ce qu’elle devient.")
    if said.precision and not row.precision.strip():
        raise Invalid(
            "precision",
            f"Précision\u00a0: «\u00a0{said.libelle}\u00a0» demande quelques mots. Écrivez-les.",
        )
    return row.save()


def _check_day(row: Nouvelle) -> None:
    clos_le = row.suivi.clos_le
    if clos_le is None:
        raise Refused("Ce suivi est en cours\u00a0: les nouvelles se prennent après la sortie.")
    if row.date < clos_le:
        raise Invalid(
            "date", f"Le\u00a0: cette date précède la sortie, le {clos_le:%d/%m/%Y}. Vérifiez-la."
        )
    if row.date > clock.today():
        raise Invalid("date", "Le\u00a0: cette date est dans l’avenir. Vérifiez-la.")


Attempts = dict[tuple[str, str], list[tuple[dt.date, bool]]]


def _attempts_of(suivis: Sequence[str] | Any) -> Attempts:
    """(day, reached) of each attempt, by suivi and call."""
    columns = (Nouvelle.suivi, Nouvelle.moment, Nouvelle.date, Nouvelle.jointe)
    query: Any = Nouvelle.select(*columns).where(
        Nouvelle.suivi.in_(suivis) & Nouvelle.archived_at.is_null()
    )
    found: Attempts = {}
    for suivi_id, moment, date, jointe in tuples_of(query):
        found.setdefault((suivi_id, moment), []).append((date, bool(jointe)))
    return found


def _suite(
    suivi_id: str, clos_le: dt.date, rappel: Rappel, *, tried: Attempts, day: dt.date
) -> Suite:
    """An attempt from before the exit (it was reopened, then closed later) is of no account."""
    made = [reached for date, reached in tried.get((suivi_id, rappel.value), ()) if date >= clos_le]
    first, last = _window(clos_le, rappel)
    return Suite(suivi_id, rappel, first, last, len(made), _etat(made, first, last, day=day))


def _window(clos_le: dt.date, rappel: Rappel) -> tuple[dt.date, dt.date]:
    if rappel is Rappel.QUATRE_SEMAINES:
        return clos_le, clos_le + WEEKS
    last = add_months(clos_le, 6)
    return last - AHEAD, last


def _etat(made: Iterable[bool], first: dt.date, last: dt.date, *, day: dt.date) -> Etat:
    reached = list(made)
    if any(reached):
        return Etat.JOINTE
    if len(reached) >= TENTATIVES:
        return Etat.INJOIGNABLE
    if day < first:
        return Etat.A_VENIR
    return Etat.A_FAIRE if day <= last else Etat.EN_RETARD


def _attempts(count: int) -> str:
    return f"{count} tentative{'s' if count > 1 else ''}"
