"""The times when a suivi stands still: what is planned waits as long.

Once its end is known, a suspension gives the phases not over yet as many days as it lasted; while
it is open, nothing moves, since nobody knows by how much.
"""

import datetime as dt
from typing import Any

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.stream import streamed
from models.suivis.phase import shift_planned
from models.suivis.regles import require_reading
from models.suivis.suivi import Suivi, Suspension, check_may_write


def suspensions_of(suivi_id: str) -> list[Suspension]:
    require_reading()
    query: Any = Suspension.select().where(
        (Suspension.suivi == suivi_id) & Suspension.archived_at.is_null()
    )
    return list(query.order_by(Suspension.du))


def suspended_on(suivi_id: str, day: dt.date) -> Suspension | None:
    """The suspension that runs that day."""
    running = (one for one in suspensions_of(suivi_id) if _runs(one.du, one.au, day))
    return next(running, None)


def standstills(day: dt.date) -> dict[str, dt.date]:
    """Until when each suivi stood still, of those that did: that day, for one that still does."""
    query: Any = Suspension.select(Suspension.suivi, Suspension.du, Suspension.au).where(
        (Suspension.du <= day) & Suspension.archived_at.is_null()
    )
    found: dict[str, dt.date] = {}
    for suivi_id, du, au in streamed(query):
        until = day if _runs(du, au, day) else au
        found[suivi_id] = max(until, found.get(suivi_id, until))
    return found


@command(right=Droit.SUIVI_ECRIRE, label="Suivi suspendu")
def suspend(suivi: Suivi, *, du: dt.date, au: dt.date | None = None, motif: str = "") -> Suspension:
    """Stop the clock of a suivi from a day on, to a day that may not be known yet."""
    check_may_write(suivi.id)
    if suivi.clos_le is not None and suivi.clos_le < du:
        raise Refused("Ce suivi est terminé à cette date\u00a0: il ne se suspend plus.")
    row = Suspension(suivi=suivi, du=du, au=au, motif=motif)
    _check(row)
    _wait(row, du, _length(row))
    return row.save()


@command(right=Droit.SUIVI_ECRIRE, label="Suspension corrigée")
def correct_suspension(
    suspension: Suspension, *, du: dt.date, au: dt.date | None, motif: str
) -> Suspension:
    """Change its days: what is planned moves by the difference. Its end is given so too."""
    check_may_write(suspension.suivi_id)
    before, length = suspension.du, _length(suspension)
    suspension.du, suspension.au, suspension.motif = du, au, motif
    _check(suspension)
    _wait(suspension, before, -length)
    _wait(suspension, du, _length(suspension))
    return suspension.save()


@command(right=Droit.SUIVI_ECRIRE, label="Suivi repris")
def resume(suspension: Suspension, *, reprise: dt.date) -> Suspension:
    """Say on which day the suivi goes on: the suspension ends on the eve."""
    if reprise <= suspension.du:
        raise Invalid(
            "reprise",
            f"Reprend le\u00a0: la suspension commence le {suspension.du:%d/%m/%Y}. Donnez un jour "
            "d’après, ou retirez-la.",
        )
    eve = reprise - dt.timedelta(days=1)
    resumed: Suspension = correct_suspension(
        suspension, du=suspension.du, au=eve, motif=suspension.motif
    )
    return resumed


@command(right=Droit.SUIVI_ECRIRE, label="Suspension retirée")
def remove_suspension(suspension: Suspension) -> None:
    """It never was: what is planned comes back."""
    check_may_write(suspension.suivi_id)
    _wait(suspension, suspension.du, -_length(suspension))
    suspension.archive()


def _runs(du: dt.date, au: dt.date | None, day: dt.date) -> bool:
    return du <= day and (au is None or day <= au)


def _length(suspension: Suspension) -> int:
    """Its days, the last one included; none while its end is not known."""
    if suspension.au is None:
        return 0
    days: int = (suspension.au - suspension.du).days + 1
    return days


def _wait(suspension: Suspension, since: dt.date, days: int) -> None:
    if days:
        shift_planned(suspension.suivi_id, since=since, days=days)


def _check(row: Suspension) -> None:
    if row.au is not None and row.au < row.du:
        raise Invalid("au", "Au\u00a0: cette date précède le début. Corrigez l’une des deux.")
    if row.du < row.suivi.ouvert_le:
        raise Invalid("du", "Du\u00a0: cette date précède l’ouverture du suivi. Vérifiez-la.")
    for other in suspensions_of(row.suivi_id):
        if other.id == row.id:
            continue
        ends_before = other.au is not None and other.au < row.du
        begins_after = row.au is not None and row.au < other.du
        if not ends_before and not begins_after:
            raise Invalid(
                "du",
                f"Du\u00a0: une suspension court déjà depuis le {other.du:%d/%m/%Y}. Terminez-la, "
                "ou corrigez ses dates.",
            )
