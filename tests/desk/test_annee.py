"""A year of one référent with her young people, by real keys, killed once, counted in the base."""

import datetime as dt
from pathlib import Path

import pytest

from models.base import clock
from tests.depth import depth
from tests.desk.annee import Annee, notes_written, written
from tests.desk.desk import Desk
from tests.desk.journee import base_of
from tests.desk.test_accueil import create, open_accueil

JEUNES = (
    ("DIALLO", "Awa"), ("KONE", "Moussa"), ("LEFEVRE", "Rayan"), ("MARTIN", "Zoe"),
    ("OZTURK", "Samira"), ("BAH", "Loic"), ("KEITA", "Gabriel"), ("VASSEUR", "Emma"),
    ("GUERIN", "Ismael"), ("JAKUB", "Aya"), ("SOW", "Fatou"), ("TRAN", "Minh"),
)  # fmt: skip
MONTH = dt.timedelta(days=30)


@pytest.mark.soak
@pytest.mark.timeout(1500)
def test_a_year_of_twelve_young_people_is_in_the_base_fact_by_fact(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "base"
    create(desk, folder)
    open_accueil(desk, folder)
    year = Annee(desk, folder)
    today = dt.date.today()
    for rank, (nom, prenom) in enumerate(JEUNES[: depth(3, soak=12)]):
        live(year, nom, prenom, rank=rank, since=today - 12 * MONTH + rank * dt.timedelta(days=2))
    desk.close_window()
    assert desk.wait_exit(30) == 0
    with base_of(folder):
        assert clock.today() == today
        assert written() == {name: +told for name, told in year.log.items()}
        assert notes_written() == sorted(year.notes)


def live(year: Annee, nom: str, prenom: str, *, rank: int, since: dt.date) -> None:
    """What one year brings: talks, a frein that is lifted, a goal with its steps, an exit."""
    year.open(nom, prenom)
    year.begin(since)
    year.entretien(since, f"{prenom} arrive avec deux idées.")
    year.frein("Sans permis", since)
    year.objectif("Passer le permis", since, since + 6 * MONTH)
    year.action("S’inscrire au code", since + MONTH)
    year.rendez_vous(since + 13 * MONTH)
    if rank == 1:
        year.killed()
        year.back_to_suivi()
    year.call(since + 4 * MONTH)
    year.done("S’inscrire au code")
    year.lift(since + 5 * MONTH)
    year.entretien(since + 7 * MONTH, f"{prenom} tient son rythme.", minutes=30)
    if rank % 3 == 0:
        year.end(since + 11 * MONTH, "CDI")
