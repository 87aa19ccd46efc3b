"""Hours noted by hand, besides those of missions and séances."""

import datetime as dt
from typing import Any

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid
from models.base.fields import DayField, ForeignKey, IntegerField, TextField
from models.base.table import Table
from models.suivis.regles import check_day, held, phase_in, require_reading
from models.suivis.suivi import Phase, Suivi

DAY = 24 * 60  # minutes


class Temps(Table):
    """Some time of a suivi, on a day."""

    suivi_id: str
    phase_id: str | None

    suivi = ForeignKey(Suivi)
    phase = ForeignKey(Phase, null=True, index=False, verbose_name="Phase")
    date = DayField(verbose_name="Le")
    minutes = IntegerField(verbose_name="Durée")
    objet = TextField(max_length=160, default="", verbose_name="Objet")

    class Meta:
        indexes = ((("suivi", "date"), False),)


def temps_of(suivi_id: str) -> list[Temps]:
    """The hours noted by hand, the last ones first."""
    require_reading()
    query: Any = Temps.select().where((Temps.suivi == suivi_id) & Temps.archived_at.is_null())
    return list(query.order_by(Temps.date.desc(), Temps.created_at.desc()))


@command(right=Droit.SUIVI_ECRIRE, label="Temps noté")
def note_temps(
    suivi_id: str, *, date: dt.date, minutes: int, objet: str = "", phase: str | None = None
) -> Temps:
    """Note some time; without a phase it counts for the one under way that day."""
    suivi = held(suivi_id)
    check_day(date, field="date", label="Le", suivi=suivi)
    temps = Temps(suivi=suivi, date=date, minutes=minutes, objet=objet, phase=phase)
    _check(temps, suivi)
    return temps.save()


@command(right=Droit.SUIVI_ECRIRE, label="Temps corrigé")
def correct_temps(temps: Temps, **values: Any) -> Temps:
    suivi, known = held(temps.suivi_id), temps.date
    for name, value in values.items():
        setattr(temps, name, value)
    if temps.date != known:
        check_day(temps.date, field="date", label="Le", suivi=suivi)
    _check(temps, suivi)
    return temps.save()


@command(right=Droit.SUIVI_ECRIRE, label="Temps retiré")
def archive_temps(temps: Temps) -> Temps:
    held(temps.suivi_id)
    return temps.archive()


def _check(temps: Temps, suivi: Suivi) -> None:
    """What is noted of one day is more than nothing, and no longer than the day in all."""
    phase_in(suivi, temps.phase_id)
    if not 1 <= temps.minutes <= DAY:
        raise Invalid("minutes", "Durée\u00a0: écrivez une durée de 1 minute à 24 heures.")
    query: Any = Temps.select(Temps.minutes).where(
        (Temps.suivi == suivi.id)
        & (Temps.date == temps.date)
        & (Temps.id != temps.id)
        & Temps.archived_at.is_null()
    )
    if sum(row[0] for row in query.tuples()) + temps.minutes > DAY:
        raise Invalid(
            "minutes",
            "Durée\u00a0: avec ce qui est déjà noté, ce jour dépasse 24 heures. Vérifiez la date.",
        )
