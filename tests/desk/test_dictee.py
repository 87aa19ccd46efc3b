"""A year of one référent told to the program by names and acts alone, counted in the base."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from tests.depth import depth
from tests.desk.annee import notes_written
from tests.desk.desk import Desk
from tests.desk.dictee import Dictee, counted
from tests.desk.journee import base_of
from tests.desk.test_accueil import PASSWORD, ROOT, create
from tests.desk.test_annee import JEUNES, MONTH

DISPOSITIFS = (
    "Les Ateliers citoyens", "Vers le contrat d’engagement jeune", "jeunes que l’on ne voit pas",
    "Accès aux droits renforcé", "chantier et bourse",
)  # fmt: skip
LEVELS = ("Équipe", "Référent", "Personnelle")


@pytest.mark.soak
@pytest.mark.timeout(1500)
def test_a_year_without_a_key_or_a_mouse(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "base"
    create(desk, folder)
    desk.start((sys.executable, str(ROOT / "main.py"), "--donnees", str(folder)))
    desk.set_text(desk.wait_for("password text", "Mot de passe", timeout=20), PASSWORD)
    desk.act(desk.wait_for("push button", "Ouvrir"))
    desk.wait_window("Accueil — Côte à Côte")
    year = Dictee(desk, folder)
    today = dt.date.today()
    for rank, (nom, prenom) in enumerate(JEUNES[: depth(2, soak=12)]):
        live(year, nom, prenom, rank=rank, since=today - 12 * MONTH + rank * dt.timedelta(days=2))
    year.press("Compte\u00a0: ")
    year.press("Quitter", "menu item")
    assert desk.wait_exit(30) == 0
    with base_of(folder):
        assert counted() == {name: +told for name, told in year.log.items()}
        assert notes_written() == sorted(year.notes)
    command = (sys.executable, str(ROOT / "main.py"), "--donnees", str(folder))
    sound = subprocess.run(
        (*command, "--mot-de-passe-stdin", "verifier"), input=PASSWORD, text=True, check=False,
        capture_output=True,
    )  # fmt: skip
    assert sound.returncode == 0, sound.stderr


def live(year: Dictee, nom: str, prenom: str, *, rank: int, since: dt.date) -> None:
    year.open(nom, prenom)
    year.begin(since, DISPOSITIFS[rank % len(DISPOSITIFS)])
    year.phase(since)
    for at, level in enumerate(LEVELS):
        year.entretien(since + at * MONTH, f"{prenom} dit sa {at + 1}e chose.", level)
    year.call(since + 4 * MONTH)
    year.frein("Sans permis", since, since + 5 * MONTH)
    year.objectif("Passer le permis", "S’inscrire au code", since, since + 6 * MONTH)
    year.missed(since + 7 * MONTH)
    year.heures(since + 8 * MONTH)
    year.partage(since + 9 * MONTH)
    if rank % 2:
        year.end(since + 11 * MONTH, "CDI")
