"""A whole file understood: its lines, what was left out, and where each line was read."""

from typing import Any, NamedTuple

from models.echanges.comprehension.colonnes.titres import Colonne
from models.echanges.comprehension.compris import Compte, FeuilleComprise, Ignoree, LigneComprise
from models.echanges.lecture.cellules import Cellule


class Source(NamedTuple):
    """Where a stretch of the lines was read: the rows as written, and what each column holds."""

    feuille: str
    lignes: list[list[Cellule]]
    colonnes: tuple[tuple[int, tuple[Colonne, ...]], ...]  # the first row of a table, its columns
    passages: int

    def __repr__(self) -> str:
        """Without the cells: what is masked everywhere else is not in them."""
        return f"Source({self.feuille!r}, {self.passages})"


class RegistreCompris(NamedTuple):
    """A whole file understood. `empreinte` tells the same content when it comes back.

    `genre` is `registre`, or `personnes`: a list of people, of whom `details` tells more, one for
    each line.
    """

    fichier: str
    empreinte: str
    feuilles: tuple[FeuilleComprise, ...]
    lignes: tuple[LigneComprise, ...]
    ignorees: tuple[Ignoree, ...]
    comptes: dict[str, Compte]
    avertissements: tuple[str, ...]
    genre: str = "registre"
    sources: tuple[Source, ...] = ()
    valeurs: tuple[Any, ...] = ()
    details: tuple[dict[str, str], ...] = ()
    ecartees: tuple[Source, ...] = ()  # the columns of the sheets left out, to be corrected

    @property
    def lignes_ecrites(self) -> int:
        """Rows that are neither blank, heading nor total: the passages and the rows left out."""
        return len(self.lignes) + sum(1 for row in self.ignorees if row.ligne is not None)
