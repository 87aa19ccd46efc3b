"""The pairs of likely duplicates as a list: found once, then kept in memory, best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.base.listing import PAGE, Column, Keys, Listing, Row
from models.base.progress import Progress
from models.base.search import fold
from models.personnes.doublons import Paire
from models.personnes.fusion import Fusion
from models.personnes.naissance import Precision
from models.personnes.personne import Personne
from models.personnes.ressemblance import Dossier


@dataclass(frozen=True)
class PairesListing(Listing):
    """The same questions as of any list, answered without the base."""

    paires: tuple[Paire, ...] = ()

    def searched(self, text: str) -> "PairesListing":
        wanted = fold(text).split()
        if not wanted:
            return self
        kept = tuple(paire for paire in self.paires if _answers(paire, wanted))
        return replace(self, paires=kept)

    def count(self) -> int:
        return len(self.paires)

    def keys(self) -> Keys:
        return Keys("".join(paire.cle for paire in self.paires))

    def first(self, limit: int = PAGE) -> list[Row]:
        return [_row(paire) for paire in self.paires[:limit]]

    def at(self, keys: Sequence[str]) -> list[Row | None]:
        found = {paire.cle: paire for paire in self.paires}
        return [_row(found[key]) if key in found else None for key in keys]

    def rows(self, progress: Progress | None = None) -> Iterator[Row]:
        return map(_row, self.paires)


def paires_listing(paires: tuple[Paire, ...]) -> PairesListing:
    """The pairs, the likeliest first."""
    return PairesListing(
        title="Doublons possibles",
        query=None,
        key=Personne.id,
        columns=(
            Column("premier", "Dossier", ("",), width=26, nominative=True),
            Column("premier_precisions", "Né·e · commune", ("",), width=17, secondary=True,
                   nominative=True),
            Column("second", "Ressemble à", ("",), width=26, nominative=True),
            Column("second_precisions", "Né·e · commune", ("",), width=17, secondary=True,
                   nominative=True),
            Column("raisons", "Pourquoi", ("",), width=34),
        ),
        order=(Personne.id,),
        tables=frozenset({Fusion}),
        narrow=lambda query, _text: query,
        empty="Aucun doublon possible.",
        paires=paires,
    )  # fmt: skip


def _answers(paire: Paire, wanted: Sequence[str]) -> bool:
    told = fold(f"{paire.premier.nom} {paire.second.nom}").split()
    return all(any(word.startswith(part) for word in told) for part in wanted)


def _row(paire: Paire) -> Row:
    one, other = paire.premier, paire.second
    return (paire.cle, one.nom, _beside(one), other.nom, _beside(other), said(paire.raisons))


def _beside(one: Dossier) -> str:
    """« 1980 · Limoges »: what tells two namesakes apart, in little room."""
    born = one.naissance[-4:] if one.identite.precision is Precision.JOUR else one.naissance
    return " · ".join(part for part in (born, one.commune) if part)


def said(raisons: Sequence[str]) -> str:
    """« même nom, naissance, téléphone »: the word is said once."""
    told = [raison.removeprefix("même ") for raison in raisons]
    first = next((at for at, raison in enumerate(raisons) if raison.startswith("même ")), None)
    if first is not None:
        told[first] = raisons[first]
    return ", ".join(told)
