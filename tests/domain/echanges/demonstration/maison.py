"""Making the demonstration, opening it, reading its rows."""

import datetime as dt
from pathlib import Path
from typing import Any

import resources
from models.base.settings import Settings
from models.comptes.acces import open_with_password
from models.echanges.demonstration import create_demonstration
from models.prescriptions.contenu import FicheContenu
from models.prescriptions.prescription import (
    Prescription,
)
from models.prescriptions.statut import Statut, statuts

PASSWORD = "demonstration-cote-a-cote"
POSTE = "p" * 32
DAY = dt.date(2026, 3, 11)  # of the frozen clock
SESSIONS = resources.read_toml("demonstration/structure.toml")["session"]


def printed(contenu: FicheContenu) -> bytes:
    """Bytes that tell which content was printed."""
    return b"%PDF-1.7\n" + contenu.to_json().encode()


def create(folder: Path, day: dt.date | None = None) -> None:
    create_demonstration(folder, settings=Settings(poste_id=POSTE), imprimer=printed, day=day)


def enter(folder: Path, identifiant: str = "demo") -> Any:
    return open_with_password(
        folder, identifiant, password=PASSWORD, settings=Settings(poste_id=POSTE)
    )


def rows(table: Any) -> list[Any]:
    return list(table.select())


def found_statuts() -> dict[str, Statut]:
    return statuts([p.id for p in rows(Prescription)], DAY)
