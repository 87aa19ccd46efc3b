"""The periods by which a register is read: a day, a week, a month, a year, or any two days."""

import datetime as dt
import enum
from typing import NamedTuple

from models.base import clock
from models.base.errors import Invalid

MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_FIRST, _LAST = 1900, 2200


class Periode(NamedTuple):
    """From a day to another, both included; without either, from the first or to the last."""

    du: dt.date | None = None
    au: dt.date | None = None

    @property
    def texte(self) -> str:
        """« le 11/03/2026 », « mars 2026 », « du 09/03/2026 au 15/03/2026 », or nothing for all."""
        if self.du and self.au:
            return _between(self.du, self.au)
        if self.du:
            return f"depuis le {self.du:%d/%m/%Y}"
        return f"jusqu’au {self.au:%d/%m/%Y}" if self.au else ""

    def beside(self, steps: int) -> "Periode":
        """The period of the same kind so many steps later: the month after a month."""
        if not self.du or not self.au:
            return self
        if _is_months(self.du, self.au):
            length = _rank(self.au) - _rank(self.du) + 1
            return _months(_rank(self.du) + steps * length, length)
        lapse = (self.au - self.du + dt.timedelta(days=1)) * steps
        return Periode(self.du + lapse, self.au + lapse)


class Repere(enum.Enum):
    """A period named from today."""

    AUJOURDHUI = "Aujourd’hui"
    HIER = "Hier"
    CETTE_SEMAINE = "Cette semaine"
    SEMAINE_DERNIERE = "Semaine dernière"
    CE_MOIS = "Ce mois-ci"
    MOIS_DERNIER = "Mois dernier"
    CETTE_ANNEE = "Cette année"
    ANNEE_DERNIERE = "Année dernière"
    TOUT = "Tout le registre"


def periode_of(repere: Repere) -> Periode:
    """The days that a name stands for, today."""
    today = clock.today()
    monday = today - dt.timedelta(days=today.weekday())
    here = {
        Repere.AUJOURDHUI: Periode(today, today),
        Repere.CETTE_SEMAINE: Periode(monday, monday + dt.timedelta(days=6)),
        Repere.CE_MOIS: _months(_rank(today), 1),
        Repere.CETTE_ANNEE: Periode(dt.date(today.year, 1, 1), dt.date(today.year, 12, 31)),
        Repere.TOUT: Periode(),
    }
    before = {
        Repere.HIER: Repere.AUJOURDHUI,
        Repere.SEMAINE_DERNIERE: Repere.CETTE_SEMAINE,
        Repere.MOIS_DERNIER: Repere.CE_MOIS,
        Repere.ANNEE_DERNIERE: Repere.CETTE_ANNEE,
    }
    return here[before[repere]].beside(-1) if repere in before else here[repere]


def checked(du: dt.date | None, au: dt.date | None) -> Periode:
    """A typed period; `Invalid` when it ends before it begins, or is in no calendar of ours."""
    for name, day in (("du", du), ("au", au)):
        if day and not _FIRST <= day.year <= _LAST:
            raise Invalid(name, f"Période\u00a0: l’année {day.year} n’est pas vraisemblable.")
    if du and au and au < du:
        raise Invalid("au", "Période\u00a0: le second jour vient avant le premier. Échangez-les.")
    return Periode(du, au)


def _between(du: dt.date, au: dt.date) -> str:
    if du == au:
        return f"le {du:%d/%m/%Y}"
    if _is_months(du, au) and du.year == au.year:
        if (du.month, au.month) == (1, 12):
            return f"année {du.year}"
        if du.month == au.month:
            return f"{MOIS[du.month - 1]} {du.year}"
    return f"du {du:%d/%m/%Y} au {au:%d/%m/%Y}"


def _is_months(du: dt.date, au: dt.date) -> bool:
    """Whether these are whole months."""
    return du.day == 1 and (au + dt.timedelta(days=1)).day == 1


def _rank(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _months(rank: int, length: int) -> Periode:
    after = rank + length
    end = dt.date(after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)
    return Periode(dt.date(rank // 12, rank % 12 + 1, 1), end)
