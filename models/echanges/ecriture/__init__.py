"""Writes a list in a file: one module for each format, all told the same."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Colonne(NamedTuple):
    """The head of a column, and how many letters wide it is."""

    label: str
    width: int


class Entete(NamedTuple):
    """What a file says of itself: what the list is, how it was narrowed, from whom, when.

    `mention` is what whoever opens it must know first, if anything.
    """

    titre: str
    structure: str
    filtres: str
    lignes: int
    par: str
    le: dt.datetime
    colonnes: tuple[Colonne, ...]
    mention: str = ""

    @property
    def a_propos(self) -> list[tuple[str, str]]:
        """(label, words) of each line that says it."""
        first = [("À savoir", self.mention)] if self.mention else []
        return [
            *first,
            ("Liste", self.titre),
            ("Structure", self.structure),
            ("Filtres", self.filtres),
            ("Lignes", str(self.lignes)),
            ("Exporté par", self.par),
            ("Le", f"{self.le:%d/%m/%Y à %H:%M}"),
            ("Usage", CONFIDENTIEL),
        ]


CONFIDENTIEL = (
    "Données personnelles\u00a0: à garder dans la structure, et à effacer dès qu’elles ont servi."
)
Rows = Iterable[Sequence[Any]]
Writer = Callable[[Path, Entete, Rows], None]


def written(text: str) -> str:
    """The text without the signs that no file of ours can hold."""
    return _UNWRITABLE.sub("", text)
