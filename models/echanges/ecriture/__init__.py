"""Writes a list in a file: one module for each format, all told the same."""

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

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
_AGAIN = 8192  # values of one export that are likely to come again: days, hours, labels, names


def written(text: str) -> str:
    """The text without the signs that no file of ours can hold."""
    return _UNWRITABLE.sub("", text)


def remembered(cell: Callable[[Any], T]) -> Callable[[Any], T]:
    """What makes a cell of a value, for one export: a value that comes again is not made again.

    1, 1.0 and True are equal, and three cells; a memory of its own holds no name once it is done.
    """
    return functools.lru_cache(maxsize=_AGAIN, typed=True)(cell)
