"""When a person is expected, and whether she came."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from models.base import clock
from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import CodeField, DayField, ForeignKey, HourField, IntegerField, TextField
from models.base.table import Table, tuples_of
from models.comptes.agent import Agent
from models.nomenclatures.lieu import Lieu
from models.suivis.entretien import LONGEST, Entretien, note_entretien
from models.suivis.regles import require_reading
from models.suivis.suivi import Suivi, check_may_write

A_VENIR, A_PRECISER = "a_venir", "a_preciser"  # computed, never stored
HONORE, REPORTE = "honore", "reporte"


class RendezVous(Table):
    """One appointment of a suivi; `etat` holds what was noted, and nothing until then."""

    suivi_id: str
    agent_id: str
    entretien_id: str | None

    suivi = ForeignKey(Suivi)
    date = DayField(verbose_name="Le")
    heure = HourField(null=True, verbose_name="À")
    duree = IntegerField(null=True, verbose_name="Durée")  # minutes
    agent = ForeignKey(Agent, verbose_name="Avec")
    lieu = ForeignKey(Lieu, null=True, index=False, verbose_name="Lieu")
    ailleurs = TextField(max_length=120, default="", verbose_name="Ailleurs")
    objet = TextField(max_length=200, default="", verbose_name="Objet")
    apporter = TextField(max_length=300, lines=2, default="", verbose_name="À apporter")
    etat = CodeField(null=True, nomenclature="etat_rendez_vous", verbose_name="Issue")
    entretien = ForeignKey(Entretien, null=True, index=False)  # what came of it
    reporte_a = ForeignKey("self", null=True, index=False)  # the one that takes its place

    class Meta:
        indexes = ((("suivi", "date"), False), (("agent", "date"), False))


def etat_of(rendez_vous: RendezVous, day: dt.date) -> str:
    """What was noted of it; else « à venir », or « à préciser » once its day is past."""
    if rendez_vous.etat:
        return str(rendez_vous.etat)
    return A_VENIR if rendez_vous.date >= day else A_PRECISER


@command(right=Droit.SUIVI_ECRIRE, label="Rendez-vous pris")
def take_rendez_vous(suivi: Suivi, *, date: dt.date, **values: Any) -> RendezVous:
    """Expect a person on a day; `values` are columns. One that is past waits for its issue."""
    check_may_write(suivi.id)
    usual = {"agent": handle().require_actor().agent_id}
    made = RendezVous(suivi=suivi, date=date, **{**usual, **values})
    _check(made)
    return made.save()


@command(right=Droit.SUIVI_ECRIRE, label="Rendez-vous modifié")
def change_rendez_vous(rendez_vous: RendezVous, **values: Any) -> RendezVous:
    """Say otherwise when, where, with whom or about what, as long as nothing came of it."""
    check_may_write(rendez_vous.suivi_id)
    if rendez_vous.etat:
        raise Refused("L’issue de ce rendez-vous est déjà notée\u00a0: prenez-en un nouveau.")
    for name, value in values.items():
        setattr(rendez_vous, name, value)
    _check(rendez_vous)
    return rendez_vous.save()


@command(right=Droit.SUIVI_ECRIRE, label="Issue du rendez-vous notée")
def settle_rendez_vous(rendez_vous: RendezVous, etat: str, **entretien: Any) -> RendezVous:
    """Note what became of it. One that was kept leaves an entretien, whose columns may be given."""
    check_may_write(rendez_vous.suivi_id)
    if etat in (A_VENIR, A_PRECISER):
        raise Invalid("etat", "Issue\u00a0: dites ce qu’il est advenu de ce rendez-vous.")
    if etat == HONORE and rendez_vous.date > clock.today():
        raise Invalid("etat", "Issue\u00a0: ce rendez-vous est à venir. Vérifiez sa date.")
    if etat == HONORE and rendez_vous.entretien is None:
        rendez_vous.entretien = note_entretien(rendez_vous.suivi, **_taken(rendez_vous, entretien))
    rendez_vous.etat = etat
    return rendez_vous.save()


@command(right=Droit.SUIVI_ECRIRE, label="Rendez-vous reporté")
def postpone_rendez_vous(
    rendez_vous: RendezVous, *, date: dt.date, heure: dt.time | None = None
) -> RendezVous:
    """Take another in its place; returns the new one."""
    if rendez_vous.etat:
        raise Refused("L’issue de ce rendez-vous est déjà notée\u00a0: prenez-en un nouveau.")
    kept = ("agent", "duree", "lieu", "ailleurs", "objet", "apporter")
    values = {name: getattr(rendez_vous, name) for name in kept}
    following = take_rendez_vous(rendez_vous.suivi, date=date, heure=heure, **values)
    rendez_vous.etat, rendez_vous.reporte_a = REPORTE, following
    rendez_vous.save()
    return following


def rendez_vous_of(suivi_id: str) -> list[RendezVous]:
    """All those of a suivi, the next ones last."""
    return rendez_vous_of_each([suivi_id])[suivi_id]


def rendez_vous_of_each(suivis: Collection[str]) -> dict[str, list[RendezVous]]:
    """Those of each of these suivis, read at once."""
    require_reading()
    query: Any = (
        RendezVous.select(RendezVous, Agent, Lieu)
        .join(Agent)
        .switch(RendezVous)
        .left_outer_join(Lieu)
        .where(RendezVous.suivi.in_(list(suivis)) & RendezVous.archived_at.is_null())
    )
    found: dict[str, list[RendezVous]] = {key: [] for key in suivis}
    for one in query.order_by(RendezVous.date, RendezVous.heure):
        found[one.suivi_id].append(one)
    return found


def next_dates(
    day: dt.date, *, suivi_id: str | None = None
) -> dict[str, tuple[dt.date, dt.time | None]]:
    """The next day and hour of each suivi, for all at once; or of one alone."""
    open_ones = RendezVous.etat.is_null() & RendezVous.archived_at.is_null()
    if suivi_id is not None:
        open_ones &= RendezVous.suivi == suivi_id
    query: Any = RendezVous.select(RendezVous.suivi, RendezVous.date, RendezVous.heure).where(
        open_ones & (RendezVous.date >= day)
    )
    found: dict[str, tuple[dt.date, dt.time | None]] = {}
    for suivi_id, date, heure in tuples_of(query.order_by(RendezVous.date, RendezVous.heure)):
        found.setdefault(suivi_id, (date, heure))
    return found


def unsettled(day: dt.date) -> list[tuple[str, str, dt.date]]:
    """Those whose day is past and whose issue nobody noted: suivi, rendez-vous, day."""
    require_reading()
    here = RendezVous.etat.is_null() & RendezVous.archived_at.is_null() & (RendezVous.date < day)
    query: Any = RendezVous.select(RendezVous.suivi, RendezVous.id, RendezVous.date).where(here)
    return tuples_of(query.order_by(RendezVous.date))


def _taken(rendez_vous: RendezVous, given: dict[str, Any]) -> dict[str, Any]:
    kept = ("date", "heure", "duree", "agent", "lieu", "ailleurs")
    return {**{name: getattr(rendez_vous, name) for name in kept}, **given}


def _check(rendez_vous: RendezVous) -> None:
    since = rendez_vous.suivi.ouvert_le
    if rendez_vous.date < since:
        raise Invalid(
            "date", f"Le\u00a0: ce suivi est ouvert depuis le {since:%d/%m/%Y}. Vérifiez."
        )
    if rendez_vous.duree is not None and not 0 < rendez_vous.duree <= LONGEST:
        raise Invalid("duree", "Durée\u00a0: de 1 minute à 24 heures. Vérifiez-la.")
