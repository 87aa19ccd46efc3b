"""Periods: named from today, typed, said, and the one beside."""

import datetime as dt

import pytest

from models.accueil.periodes import Periode, Repere, checked, periode_of
from models.base.errors import Invalid
from tests.conftest import FrozenClock

D = dt.date
NAMED = {
    Repere.AUJOURDHUI: (D(2026, 3, 11), D(2026, 3, 11)),
    Repere.HIER: (D(2026, 3, 10), D(2026, 3, 10)),
    Repere.CETTE_SEMAINE: (D(2026, 3, 9), D(2026, 3, 15)),
    Repere.SEMAINE_DERNIERE: (D(2026, 3, 2), D(2026, 3, 8)),
    Repere.CE_MOIS: (D(2026, 3, 1), D(2026, 3, 31)),
    Repere.MOIS_DERNIER: (D(2026, 2, 1), D(2026, 2, 28)),
    Repere.CETTE_ANNEE: (D(2026, 1, 1), D(2026, 12, 31)),
    Repere.ANNEE_DERNIERE: (D(2025, 1, 1), D(2025, 12, 31)),
    Repere.TOUT: (None, None),
}


@pytest.mark.parametrize("repere", Repere)
def test_a_name_stands_for_its_days(frozen_clock: FrozenClock, repere: Repere) -> None:
    assert tuple(periode_of(repere)) == NAMED[repere]


@pytest.mark.parametrize(
    ("periode", "said"),
    [
        (Periode(D(2026, 3, 11), D(2026, 3, 11)), "le 11/03/2026"),
        (Periode(D(2026, 3, 1), D(2026, 3, 31)), "mars 2026"),
        (Periode(D(2026, 1, 1), D(2026, 12, 31)), "année 2026"),
        (Periode(D(2026, 3, 9), D(2026, 3, 15)), "du 09/03/2026 au 15/03/2026"),
        (Periode(D(2026, 1, 1), D(2026, 3, 31)), "du 01/01/2026 au 31/03/2026"),
        (Periode(D(2026, 3, 9), None), "depuis le 09/03/2026"),
        (Periode(None, D(2026, 3, 9)), "jusqu’au 09/03/2026"),
        (Periode(), ""),
    ],
)
def test_a_period_says_itself(periode: Periode, said: str) -> None:
    assert periode.texte == said


@pytest.mark.parametrize(
    ("periode", "steps", "beside"),
    [
        (Periode(D(2026, 3, 1), D(2026, 3, 31)), -1, Periode(D(2026, 2, 1), D(2026, 2, 28))),
        (Periode(D(2024, 1, 1), D(2024, 1, 31)), 1, Periode(D(2024, 2, 1), D(2024, 2, 29))),
        (Periode(D(2026, 1, 1), D(2026, 12, 31)), 1, Periode(D(2027, 1, 1), D(2027, 12, 31))),
        (Periode(D(2026, 1, 1), D(2026, 3, 31)), -1, Periode(D(2025, 10, 1), D(2025, 12, 31))),
        (Periode(D(2026, 3, 9), D(2026, 3, 15)), 2, Periode(D(2026, 3, 23), D(2026, 3, 29))),
        (Periode(D(2026, 3, 9), None), 1, Periode(D(2026, 3, 9), None)),
    ],
)
def test_the_period_beside_is_of_the_same_kind(
    periode: Periode, steps: int, beside: Periode
) -> None:
    assert periode.beside(steps) == beside
    assert beside.beside(-steps) == periode


@pytest.mark.parametrize(
    ("du", "au", "field"),
    [
        (D(2026, 3, 2), D(2026, 3, 1), "au"),
        (D(1, 1, 1), None, "du"),
        (None, D(9999, 12, 31), "au"),
    ],
)
def test_a_period_that_cannot_be_is_refused(
    du: dt.date | None, au: dt.date | None, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        checked(du, au)
    assert refusal.value.field == field
