"""A suivi to write in, on the day on which the clock of the tests stands."""

import datetime as dt
from typing import Any

from models.personnes.personne import Personne
from models.suivis.suivi import Suivi, open_suivi
from tests.factories import AGENT, a_personne, writing

TODAY = dt.date(2026, 3, 11)  # a Wednesday; that of `frozen_clock`
OPENED = dt.date(2026, 1, 5)  # a Monday
TOMORROW = TODAY + dt.timedelta(days=1)
BORN = dt.date(2008, 4, 20)  # 17 that day


def day(month: int, number: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


def a_suivi(personne: Personne | None = None, **values: Any) -> Suivi:
    """A suivi outside any dispositif, unless it is said; other columns are written as they are."""
    wanted = {"dispositif": None, "referent": AGENT, "ouvert_le": OPENED}
    said = {name: values.pop(name) for name in wanted if name in values}
    who = personne or a_personne(date_naissance=BORN)
    suivi: Suivi = open_suivi(personne=who, **{**wanted, **said})
    if values:
        with writing():
            for name, value in values.items():
                setattr(suivi, name, value)
            suivi.save()
    return suivi
