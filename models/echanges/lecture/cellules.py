"""What every reader gives: sheets of cells, rows as long as one another, first row is row 1."""

import datetime as dt
from typing import NamedTuple

Cellule = str | int | float | bool | dt.date | dt.time | dt.datetime | dt.timedelta


class Feuille(NamedTuple):
    """One sheet; an empty cell is `""`; `refus` says why the cells could not be read;
    `disposition` how they were laid out otherwise, once put in order."""

    nom: str
    lignes: list[list[Cellule]]
    cachee: bool = False
    refus: str | None = None
    disposition: str = ""


class Classeur(NamedTuple):
    """A file: its name without folder, its fingerprint, its sheets."""

    nom: str
    empreinte: str
    feuilles: list[Feuille]
